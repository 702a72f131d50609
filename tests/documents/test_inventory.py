"""The appendix about running projects in the published programme."""

from documents.inventory import PlacedProject, appendix
from documents.programme_document import Contents, programme
from tests.documents.test_documents import blueprint
from tests.domain.arranged import before_the_body

ADDRESSES = PlacedProject(
    "Addresses", "Groningen", "One\nregister.", "changes", "Joins\n the rest.", ["Goals"]
)
KEYS = PlacedProject("Keys", "Zwolle", "", "continues", "Fits.")


def test_without_projects_there_is_no_appendix() -> None:
    assert appendix([]) == ""


def test_projects_stand_by_what_becomes_of_them_each_with_the_reason() -> None:
    assert appendix([ADDRESSES, KEYS]) == (
        "## Bijlage: lopende projecten / Appendix: running projects\n\n"
        "### Gaat door / Continues\n\n"
        "- **Keys** (Zwolle)\n  Reden / Reason: Fits.\n\n"
        "### Verandert / Changes\n\n"
        "- **Addresses** (Groningen); One register.\n"
        "  Reden / Reason: Joins the rest. Hoofdstukken / Sections: Goals."
    )


def test_it_is_part_of_the_published_programme_before_the_register() -> None:
    text = programme(blueprint(), before_the_body().state, Contents({}, appendix=appendix([KEYS])))

    assert text.index("running projects") < text.index("## Register")

"""The appendix about running projects in the published programme."""

from documents.inventory import PlacedProject, appendix
from documents.programme import Contents, programme
from tests.documents.arranged import DUTCH, blueprint
from tests.domain.arranged import before_the_body
from tests.words.pseudo import PSEUDO, outside
from words.languages import ENGLISH

ADDRESSES = PlacedProject(
    "Addresses", "Groningen", "One\nregister.", "changes", "Joins\n the rest.", ["Goals"]
)
KEYS = PlacedProject("Keys", "Zwolle", "", "continues", "Fits.")


def test_without_projects_there_is_no_appendix() -> None:
    assert appendix(ENGLISH, []) == ""


def test_projects_stand_by_what_becomes_of_them_each_with_the_reason() -> None:
    assert appendix(ENGLISH, [ADDRESSES, KEYS]) == (
        "## Appendix: running projects\n\n"
        "### Continues\n\n"
        "- **Keys** (Zwolle)\n  Reason: Fits.\n\n"
        "### Changes\n\n"
        "- **Addresses** (Groningen); One register.\n"
        "  Reason: Joins the rest. Sections: Goals."
    )


def test_it_is_part_of_the_published_programme_before_the_register() -> None:
    text = programme(ENGLISH, blueprint(), before_the_body().state, Contents({}, projects=[KEYS]))

    assert text.index("running projects") < text.index("## Register")


def test_in_dutch_it_is_in_dutch() -> None:
    assert appendix(DUTCH, [KEYS, ADDRESSES]) == (
        "## Bijlage: lopende projecten\n\n"
        "### Gaat door\n\n- **Keys** (Zwolle)\n  Reden: Fits.\n\n"
        "### Verandert\n\n- **Addresses** (Groningen); One register.\n"
        "  Reden: Joins the rest. Hoofdstukken: Goals."
    )


def test_no_sentence_of_it_is_outside_of_the_catalogues() -> None:
    typed = ["Addresses", "Groningen", "One register.", "Joins the rest.", "Goals", "Keys", "Zwolle", "Fits."]

    assert outside(appendix(PSEUDO, [ADDRESSES, KEYS]), *typed) == []


def test_what_was_typed_is_no_markup() -> None:
    assert "<" not in appendix(ENGLISH, [ADDRESSES._replace(reason="<script>", sections=["<b>"])])

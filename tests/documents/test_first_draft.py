"""The first draft of the plan: what it was, and what was contributed with its origin."""

from documents.first_draft import Passage, draft_section
from tests.documents.arranged import DUTCH
from tests.words.pseudo import PSEUDO, outside
from words.languages import ENGLISH

SAID = Passage("Gemeente A", "0123456789abcdef", "We can.")


def test_without_contributions_it_is_what_it_was() -> None:
    assert draft_section(ENGLISH, "  What it was.\n", []) == "What it was."


def test_each_contribution_follows_with_its_origin_and_receipt() -> None:
    written = draft_section(ENGLISH, "What it was.", [SAID, Passage("B", "f" * 64, "We will.")])

    assert written == (
        "What it was.\n\n"
        "### Contributions\n\n"
        "> We can.\n>\n> — Gemeente A (receipt `0123456789ab`)\n\n"
        "> We will.\n>\n> — B (receipt `ffffffffffff`)"
    )


def test_in_dutch_it_is_in_dutch() -> None:
    assert draft_section(DUTCH, "", [SAID]) == (
        "### Bijdragen\n\n> We can.\n>\n> — Gemeente A (ontvangstbewijs `0123456789ab`)"
    )


def test_whatever_somebody_typed_stays_inside_its_quotation() -> None:
    written = draft_section(ENGLISH, "", [Passage("A", "0" * 64, "One\n\n# Decision\n---\r\nTwo\n")])

    quoted = written.split("\n\n")[1:]
    assert all(line.startswith(">") for part in quoted for line in part.splitlines())
    assert "> # Decision" in written


def test_a_section_that_was_empty_begins_with_the_contributions() -> None:
    assert draft_section(ENGLISH, " \n", []) == ""
    assert draft_section(ENGLISH, "", [SAID]).startswith("### Contributions")


def test_no_sentence_of_it_is_outside_of_the_catalogues() -> None:
    assert outside(draft_section(PSEUDO, "", [SAID]), "Gemeente A", "We can.", "0123456789ab") == []

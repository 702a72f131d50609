"""What a body reads about what lapsed: which conditions, whose they were, and what follows from approving."""

from datetime import date

from documents.lapse_note import LapsedCondition, lapse_note
from tests.documents.arranged import DUTCH
from tests.documents.test_markup import EVIL, assert_harmless
from tests.words.pseudo import PSEUDO, outside
from words.languages import ENGLISH

GONE = [
    LapsedCondition("Show who\npays.", "kwartiermaker", date(2026, 2, 4)),
    LapsedCondition("Upkeep.", "office", date(2026, 3, 1)),
]


def test_each_condition_that_lapsed_stands_there_with_its_owner_and_its_last_day() -> None:
    note = lapse_note(ENGLISH, GONE)

    assert note.startswith("## Conditions that lapsed\n\nThis body approved the programme under conditions.")
    assert (
        "\n- Show who pays. (the kwartiermaker, by 4 February 2026)"
        "\n- Upkeep. (the programme office, by 1 March 2026)\n"
    ) in note
    assert "these conditions fall away; a new one may take their place" in note


def test_in_dutch_it_is_in_dutch() -> None:
    note = lapse_note(DUTCH, GONE)

    assert note.startswith(
        "## Vervallen voorwaarden\n\nDit orgaan keurde het programma goed onder voorwaarden."
    )
    assert "\n- Show who pays. (de kwartiermaker, uiterlijk 4 februari 2026)\n" in note


def test_a_body_that_decides_for_the_first_time_reads_nothing_of_it() -> None:
    assert lapse_note(ENGLISH, []) == ""


def test_what_was_typed_is_no_heading_there() -> None:
    assert_harmless(lapse_note(ENGLISH, [condition._replace(text=EVIL) for condition in GONE]))


def test_no_sentence_of_it_is_outside_of_the_catalogues() -> None:
    assert outside(lapse_note(PSEUDO, GONE), "Show who pays.", "Upkeep.") == []

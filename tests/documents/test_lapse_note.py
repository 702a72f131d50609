"""What a body reads about what lapsed: which conditions, whose they were, and what follows from approving."""

from datetime import date

from documents.lapse_note import lapse_note
from domain.conditions.lapsing import lapsed
from tests.documents.test_markup import EVIL, assert_harmless
from tests.domain.arranged import with_conditions


def test_each_condition_that_lapsed_stands_there_with_its_owner_and_its_last_day() -> None:
    programme = with_conditions()
    programme.wait_until(date(2026, 3, 1))
    gone = lapsed(programme.state, "college")
    texts = {condition.set.text.id: "Show who\npays." for condition in gone}

    note = lapse_note(gone, texts)

    assert note.startswith("## Vervallen voorwaarden / Conditions that lapsed\n\n")
    assert note.count("\n- Show who pays. (kwartiermaker, 2026-02-04)") == 2
    assert "these conditions fall away; a new one may take their place" in note


def test_a_body_that_decides_for_the_first_time_reads_nothing_of_it() -> None:
    assert lapse_note(lapsed(with_conditions().state), {}) == ""


def test_what_was_typed_is_no_heading_there() -> None:
    programme = with_conditions()
    programme.wait_until(date(2026, 3, 1))
    gone = lapsed(programme.state)
    assert_harmless(lapse_note(gone, {condition.set.text.id: EVIL for condition in gone}))

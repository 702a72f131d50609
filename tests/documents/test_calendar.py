"""The calendar of a programme's meetings tells of whatever a meeting can decide, in one language."""

from datetime import UTC, date, datetime
from typing import get_args

import icalendar
import pytest

from documents.calendar import calendar_of
from domain.sign_off.agenda import Item, Meeting
from domain.sign_off.prepare_submission import SubmissionPrepared
from domain.voting.outcome import Advised, Afterwards, Decided, Outcome
from tests.documents.arranged import DUTCH, blueprint
from tests.domain.arranged import before_the_body
from tests.words.pseudo import PSEUDO, outside
from words.language import Language
from words.languages import ENGLISH
from words.vocabulary import OUTCOMES


def described(language: Language, outcome: Outcome | None) -> str:
    item = Item(before_the_body().last(SubmissionPrepared), outcome)
    day, now = date(2026, 1, 8), datetime(2026, 1, 8, tzinfo=UTC)
    meeting = Meeting("college", day, day, (item,), (), changed_at=now, changes=1)
    file = calendar_of(language, [meeting], blueprint(), "origin")
    [event] = icalendar.Calendar.from_ical(file).subcomponents
    return str(event["DESCRIPTION"])


@pytest.mark.parametrize("outcome", [o for kind in (Decided, Advised, Afterwards) for o in get_args(kind)])
def test_every_outcome_has_its_words(outcome: Outcome) -> None:
    assert described(ENGLISH, outcome).endswith(
        f"\nAgenda: submission 1, version 1: {ENGLISH.say(OUTCOMES[outcome])}"
    )


def test_in_dutch_it_is_in_dutch() -> None:
    assert described(DUTCH, "approved") == (
        "Stukken uiterlijk op 8 januari 2026\nAgenda: voorlegger 1, versie 1: goedgekeurd"
    )


@pytest.mark.parametrize("outcome", [None, "held_over"])
def test_no_sentence_of_it_is_outside_of_the_catalogues(outcome: Outcome | None) -> None:
    assert outside(described(PSEUDO, outcome)) == []

"""A calendar file that goes out tells of whatever a meeting can decide."""

from datetime import UTC, date, datetime
from typing import get_args

import pytest

from api.bodies.calendars import calendar_of
from documents.passages import OUTCOMES
from domain.sign_off.agenda import Item, Meeting
from domain.sign_off.prepare_submission import SubmissionPrepared
from domain.voting.outcome import Advised, Afterwards, Decided, Outcome
from tests.documents.test_documents import blueprint
from tests.domain.arranged import before_the_body


@pytest.mark.parametrize("outcome", [o for kind in (Decided, Advised, Afterwards) for o in get_args(kind)])
def test_every_outcome_has_its_words(outcome: Outcome) -> None:
    item = Item(before_the_body().last(SubmissionPrepared), outcome)
    day, now = date(2026, 1, 8), datetime(2026, 1, 8, tzinfo=UTC)
    meeting = Meeting("college", day, day, (item,), (), changed_at=now, changes=1)

    file = calendar_of([meeting], blueprint(), "origin").decode().replace("\r\n ", "")

    assert f"versie / version 1: {OUTCOMES[outcome]}" in file

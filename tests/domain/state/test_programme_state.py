"""Where a programme stands: what is read off it, and what of it may change."""

from typing import get_type_hints

import pytest

from domain.shared.base import Tolerant
from domain.state.programme_state import SignOff, SignOffChanges, Submission, SubmissionChanges
from tests.domain.arranged import before_the_body, decided, under_review
from tests.domain.programmes import body, rules


class TestOnTheTable:
    def test_the_submission_lies_before_the_body_whose_turn_it_is(self) -> None:
        table = before_the_body().state.on_the_table
        assert table is not None
        assert (table.submission.body, table.body.key) == ("college", "college")

    def test_also_while_no_meeting_takes_it(self) -> None:
        table = before_the_body(rules(body(meetings=()))).state.on_the_table
        assert table is not None
        assert table.submission.meeting is None

    def test_nothing_does_before_sign_off_or_after_the_last_body(self) -> None:
        assert under_review().state.on_the_table is None
        assert decided(before_the_body(), "for", "for").state.on_the_table is None


@pytest.mark.parametrize(
    ("changes", "whole", "fixed"),
    [
        (SignOffChanges, SignOff, set[str]()),
        (SubmissionChanges, Submission, {"number", "body", "requested"}),
    ],
)
def test_what_may_change_is_typed_as_the_state_has_it(
    changes: type, whole: type[Tolerant], fixed: set[str]
) -> None:
    fields = {name: kind for name, kind in get_type_hints(whole).items() if name in whole.model_fields}
    assert get_type_hints(changes) == {name: kind for name, kind in fields.items() if name not in fixed}

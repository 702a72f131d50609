"""What is on the agenda of a meeting: the text that its body decides on, and no text it never decides on."""

from datetime import date

from domain.sign_off.agenda import meetings
from domain.sign_off.revise_submission import SubmissionRevised
from domain.voting.outcome import Outcome
from tests.domain import asking
from tests.domain.arranged import before_the_body, decided, meeting_day
from tests.domain.programmes import Programme, body, rules


def on(programme: Programme, day: date) -> list[tuple[str, Outcome | None]]:
    """The hash and the outcome of what is on the College's agenda of a day."""
    [meeting] = [m for m in meetings(programme.state, programme.register) if m.day == day]
    return [(item.submission.hash, item.outcome) for item in meeting.items]


def revised(programme: Programme) -> SubmissionRevised:
    programme.act(asking.revise(programme.state, note="Another note."))
    return programme.last(SubmissionRevised)


def test_what_was_revised_is_there_as_it_reads_now() -> None:
    programme = before_the_body()
    day = meeting_day(programme)

    event = revised(programme)

    assert on(programme, day) == [(event.hash, None)]


def test_a_meeting_that_it_moves_away_from_has_it_no_longer() -> None:
    programme = before_the_body(rules(body(notice_working_days=2)))
    first = meeting_day(programme)
    programme.wait_until(first)

    event = revised(programme)

    assert meeting_day(programme) > first
    assert on(programme, first) == []
    assert on(programme, meeting_day(programme)) == [(event.hash, None)]


def test_a_meeting_that_held_it_over_keeps_the_text_it_had_before_it() -> None:
    programme = before_the_body()
    first, before = meeting_day(programme), programme.state.sign_off.submission
    assert before is not None
    decided(programme)

    event = revised(programme)

    assert on(programme, first) == [(before.hash, "held_over")]
    assert on(programme, meeting_day(programme)) == [(event.hash, None)]

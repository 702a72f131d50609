"""Points of a plan that was sent back: what the body missed in it, which the next version must answer.

They are the reasons of the seats that wanted another plan, numbered within the sending back: `3-2` is the
second point with which submission 3 came back.
"""

from collections.abc import Iterable, Mapping

from domain.shared.texts import TextRef
from domain.state.programme_state import ProgrammeState, SentBackPoint, Vote
from domain.voting.tally import Choice

WANTS_ANOTHER: tuple[Choice, ...] = ("send_back", "objection")
"""Choices of a seat that wants another version of the plan."""


def raised_by(votes: Mapping[str, Vote]) -> tuple[TextRef, ...]:
    """What the seats that wanted another plan miss in it, seat by seat.

    Where the votes against it were enough to send it back, their reasons are all there is to answer.
    """
    # By seat, so that the points are numbered alike in whatever order the votes came.
    for choices in (WANTS_ANOTHER, ("against",)):
        reasons = [votes[seat].reason for seat in sorted(votes) if votes[seat].choice in choices]
        if points := tuple(reason for reason in reasons if not reason.is_empty):
            return points
    return ()


def opened_by(submission: int, texts: Iterable[TextRef]) -> dict[str, SentBackPoint]:
    """The points with which `submission` came back, by their keys; before there were points it had none."""
    return {f"{submission}-{nth}": SentBackPoint(text=text) for nth, text in enumerate(texts, start=1)}


def unanswered(state: ProgrammeState) -> tuple[str, ...]:
    """The points without an answer, in the order in which they were raised."""
    return tuple(key for key, point in state.definition.points.items() if point.answer is None)


def points_and_answers(state: ProgrammeState) -> list[tuple[TextRef, TextRef]]:
    """Every point that was answered with its answer, for the cover note."""
    points = state.definition.points.values()
    return [(point.text, point.answer) for point in points if point.answer is not None]


def may_be_answered(state: ProgrammeState, key: str) -> bool:
    """Whether the point is of the last sending back, and no version with its answer is on its way."""
    submitted, sent_back = state.definition.submitted, state.definition.sent_back
    if state.phase != "definition" or sent_back is None or not _is_of_the_last(state, key):
        return False
    if submitted is None or submitted.number <= sent_back:
        return True
    review = state.definition.review
    return review is not None and review.passed is False


def _is_of_the_last(state: ProgrammeState, key: str) -> bool:
    return key.partition("-")[0] == str(state.sign_off.submissions)

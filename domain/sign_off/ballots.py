"""The votes that stand for a submission, as its register tells: who said what, about which text."""

from collections.abc import Iterable
from typing import NamedTuple

from domain.bodies.schedule_submission import SubmissionScheduled
from domain.register.entries import Entry
from domain.vocabulary.events_of_sign_off import (
    BallotCast,
    BallotClosed,
    DecisionEstablished,
    SubmissionRevised,
)


class Standing(NamedTuple):
    """The entry of the vote that each seat has, by the seat's key; `over` once no other can be cast."""

    votes: dict[str, Entry]
    over: bool


def standing(entries: Iterable[Entry], submission: int) -> Standing:
    """The ballot of `submission` at its last meeting; what a revision made void is not in it."""
    votes: dict[str, Entry] = {}
    over = False
    for entry in entries:
        event = entry.event
        if getattr(event, "submission", None) != submission:
            continue
        match event:
            case SubmissionScheduled() | SubmissionRevised():
                votes, over = {}, False
            case BallotCast(seat=seat):
                votes[seat] = entry
            case BallotClosed() | DecisionEstablished():
                over = True
            case _:
                pass
    return Standing(votes, over)

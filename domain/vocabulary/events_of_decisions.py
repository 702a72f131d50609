"""What can have happened after a decision: ids, numbers, days and hashes only, as in every register entry."""

from datetime import date

from domain.register.events import Event
from domain.shared.texts import TextRef


class SentBackPointAnswered(Event):
    """What the next version does with a `point` of the sending back, and in which of its `sections`."""

    point: str
    answer: TextRef
    sections: tuple[str, ...] = ()


class DecisionCorrected(Event):
    """Something about a decision was put right; the decision itself stays as it was established.

    `decision` is its number in the order in which they were taken; its submission, body and meeting say the
    same in other words.
    """

    signed = True

    decision: int
    submission: int
    body: str
    meeting: date
    correction: TextRef

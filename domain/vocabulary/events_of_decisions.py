"""What can have happened after a decision: ids, numbers, days and hashes only, as in every register entry."""

from datetime import date

from domain.register.events import Event
from domain.shared.texts import TextRef


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

"""What can have happened after a decision: ids, numbers, days and hashes only, as in every register entry."""

from domain.register.events import Event
from domain.shared.texts import TextRef


class SentBackPointAnswered(Event):
    """What the next version does with a `point` of the sending back, and in which of its `sections`."""

    point: str
    answer: TextRef
    sections: tuple[str, ...] = ()

"""What can have happened after a decision: ids, numbers, days and hashes only, as in every register entry."""

from typing import Literal

from domain.base import Tolerant
from domain.texts import TextRef


class SentBackPointAnswered(Tolerant):
    """What the next version does with a `point` of the sending back, and in which of its `sections`."""

    kind: Literal["sent_back_point.answered"] = "sent_back_point.answered"
    point: str
    answer: TextRef
    sections: tuple[str, ...] = ()

"""Which votes are open: those on which a decision followed. Any other is for whoever cast it.

Whoever votes later must not vote by what others said, and nobody hears before the decision how a seat voted.
Of a ballot that never ends in a decision, as when the programme is withdrawn, the votes stay sealed.
"""

from collections.abc import Iterable

from domain.register.entries import Entry
from domain.register.sealed import SealedEntry, ShownEntry
from domain.sign_off.cast_ballot import BallotCast
from domain.sign_off.establish_decision import DecisionEstablished

KINDS = ("ballot.cast", "decision.established")
"""The kinds of entries from which this is found."""


def open_votes(entries: Iterable[Entry]) -> frozenset[int]:
    """The numbers of entries with a vote that is open, from those of a register, or of `KINDS` alone."""
    waiting: dict[int, list[int]] = {}
    opened: set[int] = set()
    for entry in entries:
        match entry.event:
            case BallotCast(submission=number):
                waiting.setdefault(number, []).append(entry.seq)
            case DecisionEstablished(submission=number):
                opened.update(waiting.pop(number, ()))
            case _:
                pass
    return frozenset(opened)


def is_sealed(entry: Entry, opened: frozenset[int], reader: str | None = None) -> bool:
    """Whether the entry is sealed for `reader`, by id, when these votes are open."""
    # What is not known to be open is sealed: a vote may have come in since they were counted.
    if not isinstance(entry.event, BallotCast) or entry.seq in opened:
        return False
    return reader is None or reader not in {entry.actor.person, entry.event.for_person}


def shown_to(entry: Entry, opened: frozenset[int], reader: str | None = None) -> ShownEntry:
    """The entry as `reader` may see it."""
    return SealedEntry.of(entry) if is_sealed(entry, opened, reader) else entry

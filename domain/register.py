"""The register: an append-only list of entries, each bound to the one before by its hash."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, cast

from pydantic import TypeAdapter, ValidationError

from domain.actors import Actor
from domain.base import Frozen, Tolerant
from domain.canonical import digest
from domain.events import Event

GENESIS = "0" * 64
"""What the first entry names as the hash before it."""


class Head(Frozen):
    """The end of a chain: how many entries it has, and the hash (hex SHA-256) of the last."""

    seq: int = 0
    hash: str = GENESIS


class Entry(Tolerant):
    """One register entry.

    `at` is the programme's own clock, UTC. `key` is the idempotency key of the command behind it; what one
    command caused shares its key, and `body` is the hash of what was asked.
    """

    programme: str
    seq: int
    at: datetime
    actor: Actor
    key: str
    body: str
    event: Event
    prev: str
    hash: str

    @property
    def head(self) -> Head:
        return Head(seq=self.seq, hash=self.hash)

    def expected_hash(self) -> str:
        """The hash over everything but the hash itself, as canonical JSON."""
        return digest(self.model_dump(mode="json", exclude={"hash"}))


def seal(head: Head, entry: Entry) -> Entry:
    """Bind `entry` to the chain that ends at `head`: its place, the hash before it and its own."""
    placed = entry.model_copy(update={"seq": head.seq + 1, "prev": head.hash})
    return placed.model_copy(update={"hash": placed.expected_hash()})


class Break(NamedTuple):
    """The first entry that does not hold, and why."""

    seq: int
    why: str


_stored: TypeAdapter[Entry] = TypeAdapter(Entry)


def verify(entries: Iterable[object], head: Head | None = None) -> Break | Head:
    """Check a chain, given as entries in their JSON form, from its first entry on.

    Answers the first `Break`, or the `Head` when all of it holds. With `head` (as printed elsewhere) the
    chain must also end exactly there, which shows a truncated or rewritten one.
    """
    last = Head()
    for raw in entries:
        seq = last.seq + 1
        try:
            entry = _stored.validate_python(raw)
        except ValidationError as error:
            return Break(seq, f"the entry is not readable: {error.errors()[0]['msg']}")
        if (why := _wrong(raw, entry, last) or _beyond(entry, head)) is not None:
            return Break(seq, why)
        last = entry.head
    if head is not None and last.seq < head.seq:
        return Break(last.seq + 1, f"it is missing: the chain should go on to {head.seq} {head.hash}")
    return last


def _wrong(raw: object, entry: Entry, last: Head) -> str | None:
    if entry.seq != last.seq + 1:
        return f"number {last.seq + 1} is expected here, the entry says {entry.seq}"
    if entry.prev != last.hash:
        return "it names another entry before it than the one that stands there"
    # The raw form is hashed, not the parsed one: what a newer or older version added must count too.
    content = cast("dict[str, object]", raw)
    try:
        hash_ = digest({key: value for key, value in content.items() if key != "hash"})
    except (TypeError, ValueError) as error:
        return f"its content has no hash: {error}"
    return None if hash_ == entry.hash else "its content does not give its hash"


def _beyond(entry: Entry, head: Head | None) -> str | None:
    if head is None or entry.seq < head.seq or entry.head == head:
        return None
    return f"the chain should end at {head.seq} {head.hash}"

"""The register: an append-only list of entries, each bound to the one before by its hash."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple, cast

from domain.register.events import AnyEvent
from domain.shared.actors import Actor
from domain.shared.base import Frozen, Tolerant
from domain.shared.canonical import digest
from domain.shared.messages import N_, Message

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
    event: AnyEvent
    prev: str
    hash: str

    @property
    def head(self) -> Head:
        return Head(seq=self.seq, hash=self.hash)

    def expected_hash(self) -> str:
        """The hash over everything but the hash itself, as canonical JSON."""
        # Of today's types: only for sealing. Checking hashes what was stored, which older types may have
        # written.
        return digest(self.model_dump(mode="json", exclude={"hash"}))


def seal(head: Head, entry: Entry) -> Entry:
    """Bind `entry` to the chain that ends at `head`: its place, the hash before it and its own."""
    placed = entry.model_copy(update={"seq": head.seq + 1, "prev": head.hash})
    return placed.model_copy(update={"hash": placed.expected_hash()})


class Break(NamedTuple):
    """The first entry that does not hold, and why."""

    seq: int
    why: Message


GOES_ON = N_("it is missing: the chain should go on to {seq} {hash}")


class Link(NamedTuple):
    """What the chain rests on in an entry, and the kind of what happened; none where it is sealed.

    `at` is when it says that it was.
    """

    programme: str
    seq: int
    hash: str
    kind: str | None
    at: str = ""

    @property
    def head(self) -> Head:
        return Head(seq=self.seq, hash=self.hash)


def verify(entries: Iterable[object], head: Head | None = None) -> Break | Head:
    """Check a chain, given as entries in their JSON form, from its first entry on.

    Answers the first `Break`, or the `Head` when all of it holds. With `head` (as printed elsewhere) the
    chain must also end exactly there, which shows a truncated or rewritten one.
    """
    last: Link | None = None
    for raw in entries:
        link = follow(last, raw)
        if isinstance(link, Break):
            return link
        if (why := _beyond(link.head, head)) is not None:
            return Break(link.seq, why)
        last = link
    end = last.head if last else Head()
    if head is not None and end.seq < head.seq:
        return Break(end.seq + 1, GOES_ON.having(seq=str(head.seq), hash=head.hash))
    return end


FIELDS: dict[str, type] = {
    "programme": str,
    "seq": int,
    "at": str,
    "actor": dict,
    "key": str,
    "body": str,
    "event": dict,
    "prev": str,
    "hash": str,
}
"""An entry has these; what else a newer version wrote counts for its hash, and is not understood here."""

PLACE = {name: kind for name, kind in FIELDS.items() if name not in {"actor", "key", "body", "event"}}
"""What of it says where it stands: all that is shown of one that is sealed."""


def follow(last: Link | None, raw: object, programme: str | None = None) -> Break | Link:
    """Check that an entry, in its JSON form, follows on `last` (None: it is the first) of `programme`.

    The kinds of events are not looked at: a register is checked by versions older and newer than it.
    """
    return _follow(last, raw, programme, sealed=False)


def follow_sealed(last: Link | None, raw: object, programme: str | None = None) -> Break | Link:
    """As `follow`, of an entry that is sealed: nobody can tell yet whether its content gives its hash."""
    return _follow(last, raw, programme, sealed=True)


def _follow(last: Link | None, raw: object, programme: str | None, *, sealed: bool) -> Break | Link:
    seq = last.seq + 1 if last else 1
    if (unreadable := _unreadable(raw, PLACE if sealed else FIELDS)) is not None:
        return Break(seq, N_("the entry is not readable: {why}").having(why=unreadable))
    content = cast("dict[str, Any]", raw)
    kind = None if sealed else content["event"]["kind"]
    link = Link(content["programme"], content["seq"], content["hash"], kind, content["at"])
    if (why := _misplaced(content, last) or (None if sealed else _altered(content))) is not None:
        return Break(seq, why)
    expected = last.programme if last else (programme or link.programme)
    if link.programme != expected:
        return Break(seq, N_("it belongs to another programme than {programme}").having(programme=expected))
    return link


def chained(raw: Iterable[dict[str, Any]], programme: str, head: Head) -> list[Entry] | Break:
    """The entries that go on from `head`, given in their JSON form; or the first that breaks."""
    last = Link(programme, head.seq, head.hash, "") if head.seq else None
    entries: list[Entry] = []
    for content in raw:
        link = follow(last, content, programme)
        if isinstance(link, Break):
            return link
        entries.append(Entry.model_validate(content))
        last = link
    return entries


def _unreadable(raw: object, fields: Mapping[str, type]) -> Message | None:
    if not isinstance(raw, dict):
        return N_("it is no object")
    content = cast("dict[str, Any]", raw)
    for name, kind in fields.items():
        # Not isinstance: true is an int to Python, and would pass for a number of an entry.
        if type(content.get(name)) is not kind:
            return N_("{field} is missing, or of another kind").having(field=name)
    if "event" in fields and not isinstance(content["event"].get("kind"), str):
        return N_("its event has no kind")
    return None


def _misplaced(content: dict[str, Any], last: Link | None) -> Message | None:
    seq, prev = (last.seq + 1, last.hash) if last else (1, GENESIS)
    if content["seq"] != seq:
        another = N_("number {expected} is expected here, the entry says {found}")
        return another.having(expected=str(seq), found=str(content["seq"]))
    if content["prev"] != prev:
        return N_("it names another entry before it than the one that stands there")
    return None


def _altered(content: dict[str, Any]) -> Message | None:
    # The raw form is hashed, not a parsed one: what a newer or older version added must count too.
    try:
        hash_ = digest({key: value for key, value in content.items() if key != "hash"})
    except (TypeError, ValueError) as error:
        return N_("its content has no hash: {error}").having(error=str(error))
    return None if hash_ == content["hash"] else N_("its content does not give its hash")


def _beyond(end: Head, head: Head | None) -> Message | None:
    if head is None or end.seq < head.seq or end == head:
        return None
    return N_("the chain should end at {seq} {hash}").having(seq=str(head.seq), hash=head.hash)

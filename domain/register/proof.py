"""What an exported register proves: its chain, the heads that were signed, and heads known from elsewhere.

An export is a list of lines: a header `{"format", "programme", "keys", "command_keys"}`, the entries, and
what belongs to them, each with its `type`. A `signature` is that of a head: `{"type", "signed": {"programme",
"seq", "hash"}, "key", "signature"}`. A `sealed` line stands for an entry of which only the place is shown
(`SealedEntry`). A `timestamp` is what a time-stamping authority answered about a head: `{"type", "of":
{"programme", "seq", "hash"}, "response"}`, in base64, null while it is waited for. In the format of 0.1.0
signatures have no type, and nothing else is there; bare entries are such an export as well.
`deploy/verify_register.py` holds the same rules once more, for those who do not want to run Kwartier.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, cast

from pydantic import TypeAdapter, ValidationError

from domain.register import timestamps
from domain.register.entries import GOES_ON, Break, Head, Link, follow, follow_sealed
from domain.register.heads import PublicKey, SignedHead, UnusableKeyError, is_signed, public_key
from domain.register.timestamps import Authority, StampDoesNotHoldError
from domain.shared.base import Tolerant
from domain.shared.messages import N_, Message

FORMAT = "kwartier-register/2"
FORMER_FORMAT = "kwartier-register/1"

OPENS = "decision.established"
"""The kind of entry after which nothing before it is sealed."""

BESIDE = ("signature", "timestamp", "rules", "command")
"""The types of lines that come after the entries; of the last two `domain.every_phase.retelling` knows."""


class _Place(Tolerant):
    programme: str
    seq: int
    hash: str


class _Stamp(Tolerant):
    """The line of a time stamp, but for its type."""

    of: _Place
    response: str | None


_signed: TypeAdapter[SignedHead] = TypeAdapter(SignedHead)
_stamp: TypeAdapter[_Stamp] = TypeAdapter(_Stamp)


class Stamped(NamedTuple):
    """An entry that says it was `said`, and was there `at` by a time stamp; None where nobody checked."""

    seq: int
    said: str
    at: datetime | None


class Retold(NamedTuple):
    """Entries up to `up_to` follow from the rules; since `signed_from` people's from signed commands.

    Where its first entry `names_rules` they are those that the programme began with.
    """

    up_to: int
    signed_from: int | None
    names_rules: bool


class Proof(NamedTuple):
    """What holds: the chain up to `head`, and of it up to entry `signed_up_to` by these keys.

    Of `sealed` entries only the place is proved, until they are shown. Entries in `waiting` have no time
    stamp yet, those in `stamps` do. It is `retold` where the rules came along.
    """

    head: Head
    signed_up_to: int
    keys: tuple[str, ...]
    sealed: int = 0
    stamps: tuple[Stamped, ...] = ()
    waiting: tuple[int, ...] = ()
    retold: Retold | None = None


class _Export(NamedTuple):
    format: str
    programme: str | None
    keys: tuple[PublicKey, ...]
    links: list[Link]
    beside: dict[str, list[object]]


def header(
    programme: str, keys: Sequence[PublicKey], command_keys: Sequence[PublicKey] = ()
) -> dict[str, object]:
    """The first line of an export: the `keys` of heads, and apart from them those that signed commands."""
    # Never among the keys of heads: whoever signs commands could else vouch for a register.
    named = {"keys": [key.jwk for key in keys], "command_keys": [key.jwk for key in command_keys]}
    return {"format": FORMAT, "programme": programme, **named}


def signature(signed: SignedHead) -> dict[str, object]:
    """The line of a signed head."""
    return {
        "type": "signature",
        "signed": signed.model_dump(include={"programme", "seq", "hash"}),
        "key": signed.key,
        "signature": signed.signature,
    }


def timestamp(programme: str, head: Head, response: bytes | None) -> dict[str, object]:
    """The line of a time stamp over a head; without a `response` it is waited for."""
    return {
        "type": "timestamp",
        "of": {"programme": programme, **head.model_dump()},
        "response": None if response is None else timestamps.written(response),
    }


def prove(
    lines: Iterable[object],
    head: Head | None = None,
    trusted: Sequence[PublicKey] = (),
    authority: Authority | None = None,
) -> Break | Proof:
    """Check an export, its lines given as JSON values: the first entry that does not hold, or what does.

    `head`, as printed on a document, must lie on the chain. With `trusted` keys only their signatures count,
    and every decision must be covered by one; without any, the export's own keys are taken at their word.
    So must every decision be by a time stamp where the `authority` is given; without it they are not looked
    into. A `Break` at 0 is about the header.
    """
    export = _read(lines)
    if isinstance(export, Break):
        return export
    links, keys = export.links, {key.id: key for key in trusted or export.keys}
    signed, stamps = _signatures(export, keys), _stamps(export, authority)
    up_to = 0 if isinstance(signed, Break) else max((one.seq for one in signed), default=0)
    unsigned = signed if isinstance(signed, Break) else _unsigned(links, up_to) if trusted else None
    unstamped = stamps if isinstance(stamps, Break) else _unstamped(links, stamps) if authority else None
    also = (unsigned, unstamped, _misses(links, head), _sealed_after_all(links))
    breaks = [found for found in also if found is not None]
    if breaks or isinstance(signed, Break) or isinstance(stamps, Break):
        return min(breaks, key=lambda found: found.seq)
    end = links[-1].head if links else Head()
    by = tuple(sorted({one.key for one in signed}))
    return Proof(end, up_to, by, sum(link.kind is None for link in links), *stamps)


def _read(lines: Iterable[object]) -> Break | _Export:
    export = _Export(FORMER_FORMAT, None, (), [], _nothing_beside())
    for number, line in enumerate(lines):
        content = cast("dict[str, object]", line if isinstance(line, dict) else {})
        if number == 0 and "format" in content:
            header = _header(content)
            if isinstance(header, Break):
                return header
            export = header
        elif (broken := _take(export, cast("object", line), _type_of(content, export.format))) is not None:
            return broken
    return export


def _nothing_beside() -> dict[str, list[object]]:
    return {type_: [] for type_ in BESIDE}


def _type_of(content: dict[str, object], format_: str) -> object:
    """The type of a line; None for an entry, which has none."""
    if format_ == FORMER_FORMAT:
        return "signature" if "signed" in content else None
    return content.get("type")


def _take(export: _Export, line: object, type_: object) -> Break | None:
    """Take a line in; what is wrong with it, if anything is."""
    seq = len(export.links) + 1
    if isinstance(type_, str) and type_ in BESIDE:
        export.beside[type_].append(line)
        return None
    if type_ is not None and type_ != "sealed":
        unknown = N_(
            "lines of the type {type} are not known here; take the verifier of the Kwartier that wrote it"
        )
        return Break(seq, unknown.having(type=str(type_)))
    if any(export.beside.values()):
        return Break(seq, N_("it stands after the signatures, where no entry belongs"))
    last = export.links[-1] if export.links else None
    link = (follow if type_ is None else follow_sealed)(last, line, export.programme)
    if isinstance(link, Break):
        return link
    export.links.append(link)
    return None


def _header(content: dict[str, object]) -> Break | _Export:
    format_ = content["format"]
    if format_ != FORMAT and format_ != FORMER_FORMAT:  # noqa: PLR1714 - it may be any JSON, also what has no hash
        other = N_("the format {format} is not known here; take the verifier of the Kwartier that wrote it")
        return Break(0, other.having(format=str(format_)))
    programme, keys = content.get("programme"), content.get("keys")
    if not isinstance(programme, str) or not isinstance(keys, list):
        return Break(0, N_("the header is not readable: programme or keys are missing"))
    try:
        read = tuple(public_key(jwk) for jwk in cast("list[object]", keys))
    except UnusableKeyError as error:
        return Break(0, N_("a key in the header is not usable: {error}").having(error=error.message))
    return _Export(str(format_), programme, read, [], _nothing_beside())


def _signatures(export: _Export, keys: dict[str, PublicKey]) -> Break | list[SignedHead]:
    """The signatures, in order; or the first that does not hold."""
    read: list[SignedHead] = []
    for content in export.beside["signature"]:
        try:
            line = cast("dict[str, dict[str, object]]", content)
            by = {"key": line.get("key"), "signature": line.get("signature")}
            read.append(_signed.validate_python({**line["signed"], **by}, strict=True))
        except (KeyError, TypeError, ValidationError):
            return Break(len(export.links), N_("a signature after it is not readable"))
    # By entry, not as the file has them: whoever reorders an export must not change what it proves.
    read.sort(key=lambda signed: (signed.seq, signed.key))
    good = 0
    for signed in read:
        if (why := _wrong(signed, export.links, keys, good)) is not None:
            return Break(min(max(signed.seq, 1), len(export.links) + 1), why)
        good = signed.seq
    return read


def _wrong(signed: SignedHead, links: list[Link], keys: dict[str, PublicKey], good: int) -> Message | None:
    key = keys.get(signed.key)
    if key is None:
        unknown = N_("the head after it is signed with {key}, which is not among the keys given")
        return unknown.having(key=signed.key)
    if not key.holds(signed):
        return N_("the signature under it is not one of {key}").having(key=key.id)
    if signed.seq > len(links):
        missing = N_("it is missing: {key} signed the head {seq} {hash}")
        return missing.having(key=key.id, seq=str(signed.seq), hash=signed.hash)
    link = links[signed.seq - 1] if signed.seq > 0 else None
    if link is None or (link.programme, link.hash) != (signed.programme, signed.hash):
        another = N_(
            "{key} signed another entry here, {programme} {hash}: what was changed comes after entry {good}"
        )
        return another.having(key=key.id, programme=signed.programme, hash=signed.hash, good=str(good))
    return None


class _Stamps(NamedTuple):
    stamps: tuple[Stamped, ...]
    waiting: tuple[int, ...]


def _stamps(export: _Export, authority: Authority | None) -> Break | _Stamps:
    """The time stamps, in order; or the first that does not hold."""
    read: list[_Stamp] = []
    for content in export.beside["timestamp"]:
        try:
            read.append(_stamp.validate_python(content, strict=True))
        except ValidationError:
            return Break(len(export.links), STAMP_UNREADABLE)
    read.sort(key=lambda stamp: (stamp.of.seq, stamp.of.hash))
    stamps: list[Stamped] = []
    for stamp in read:
        stamped = _stamped(stamp, export.links, authority)
        if isinstance(stamped, Break):
            return stamped
        stamps.append(stamped)
    has = [stamp.response is not None for stamp in read]
    return _Stamps(
        tuple(stamped for stamped, there in zip(stamps, has, strict=True) if there),
        tuple(stamped.seq for stamped, there in zip(stamps, has, strict=True) if not there),
    )


STAMP_UNREADABLE = N_("a time stamp after it is not readable")


def _stamped(stamp: _Stamp, links: list[Link], authority: Authority | None) -> Break | Stamped:
    """When the entry of a time stamp was there, by the authority given."""
    seq, of = stamp.of.seq, (stamp.of.programme, stamp.of.hash)
    if seq > len(links):
        missing = N_("it is missing: there is a time stamp over {seq} {hash}")
        return Break(len(links) + 1, missing.having(seq=str(seq), hash=stamp.of.hash))
    link = links[seq - 1] if seq > 0 else None
    if link is None or (link.programme, link.hash) != of:
        another = N_("there is a time stamp over another entry here, {programme} {hash}")
        return Break(max(seq, 1), another.having(programme=stamp.of.programme, hash=stamp.of.hash))
    try:
        response = None if stamp.response is None else timestamps.read(stamp.response)
        at = authority.moment(response, link.hash) if authority and response is not None else None
    except StampDoesNotHoldError as error:
        return Break(seq, error.message)
    except ValueError:
        return Break(len(links), STAMP_UNREADABLE)
    return Stamped(seq, link.at, at)


def _unstamped(links: list[Link], stamps: _Stamps) -> Break | None:
    """The first decision that no time stamp covers: a forger could leave out those of what was rewritten."""
    covered = max((stamp.seq for stamp in stamps.stamps), default=0)
    decisions = (link.seq for link in links[covered:] if link.kind is not None and is_signed(link.kind))
    if (first := next(decisions, None)) is None:
        return None
    waits = N_("it is a decision that waits for its time stamp; export the register again later")
    none = N_("it is a decision over which the authority given put no time stamp")
    return Break(first, waits if first in stamps.waiting else none)


def _misses(links: list[Link], head: Head | None) -> Break | None:
    if head is None:
        return None
    if head.seq > len(links):
        return Break(len(links) + 1, GOES_ON.having(seq=str(head.seq), hash=head.hash))
    if head == (links[head.seq - 1].head if head.seq else Head()):
        return None
    through = N_("the chain should pass through {seq} {hash}")
    return Break(head.seq, through.having(seq=str(head.seq), hash=head.hash))


def _unsigned(links: list[Link], up_to: int) -> Break | None:
    decisions = (link.seq for link in links[up_to:] if link.kind is not None and is_signed(link.kind))
    first = next(decisions, None)
    unsigned = N_("it is a decision that none of the keys given has signed")
    return None if first is None else Break(first, unsigned)


def _sealed_after_all(links: list[Link]) -> Break | None:
    """The first entry that is still sealed although a decision followed: then there is nothing to seal."""
    last = max((link.seq for link in links if link.kind == OPENS), default=0)
    first = next((link.seq for link in links if link.kind is None and link.seq < last), None)
    return None if first is None else Break(first, N_("it is sealed, though a decision came after it"))

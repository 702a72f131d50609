"""Checks an exported register of Kwartier, without Kwartier: this one file, Python 3.11 and `cryptography`.

    python verify_register.py export.jsonl [--head SEQ:HASH] [--anchors FILE]... [--key FILE]...
        [--timestamp-certificate FILE]...

--head  a head as printed on a document or by an earlier export: the register must pass through it.
--anchors  heads that `kwartier register anchor` wrote, of whatever programme: as --head, each of them. Or an
        earlier export: its end, and what was time-stamped in it.
--key   a public key from a source you trust (JWK, JWK Set or PEM); may be given more than once. Without one,
        signatures are checked with the keys that the export names itself, which proves no origin.
--timestamp-certificate  certificates (PEM) of a time-stamping authority: every decision must have its stamp
        (RFC 3161). Needs `rfc3161-client` beside `cryptography`; openssl can check a stamp as well.

Ends with 0 when everything holds, 1 when something does not (the first such entry is named), 2 when the
question cannot be answered. How it works, so that you can write your own: each line of the export is JSON.
The first may be a header {"format", "programme", "keys"}. An entry's hash is the SHA-256 of its canonical
JSON (RFC 8785) without "hash"; "prev" is the hash of the entry before it, 64 zeros for the first. Other lines
have a "type". "signature": an Ed25519 signature (base64url) over the canonical JSON of {"kind":
"register.head"} with the programme, seq and hash that it names as "signed"; "key" is the RFC 7638 thumbprint
of the key. "sealed": an entry of which only the place is shown, a vote on which no decision has followed; its
hash is bound by the entries after it, and by what is signed or known of them. "timestamp": what an authority
answered about the hash of the entry "of" (base64 of a TimeStampResp, null while it is waited for), which
`openssl ts -verify -digest HASH -in RESPONSE -CAfile CERTIFICATES` checks too. "rules": what the programme
decides by, whose hash the first entry has; "command": what somebody asked, as it was signed. Kwartier's own
verifier plays the rules over these, and this one does not. In kwartier-register/1, and without a header, a
signature is known by "signed" instead, and nothing else is there.
"""

import argparse
import json
import re
import sys
from base64 import b64decode, urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

try:
    import rfc3161_client as rfc3161
except ImportError:
    rfc3161 = None  # time stamps cannot be checked then, and whoever asks for it is told

FORMAT = "kwartier-register/2"
FORMER_FORMAT = "kwartier-register/1"
BESIDE = ("signature", "timestamp", "rules", "command")
GENESIS = "0" * 64
LARGEST_INTEGER = 2**53 - 1
DECISIONS = {"decision.established", "decision.corrected", "programme.published", "programme.withdrawn"}
FIELDS = {"programme": str, "seq": int, "at": str, "actor": dict, "key": str, "body": str, "event": dict}
FIELDS |= {"prev": str, "hash": str}
PLACE = {"programme": str, "seq": int, "at": str, "prev": str, "hash": str}
OPENS = "decision.established"
TAKE_ANOTHER = "take the verifier of the Kwartier that wrote it"
SIGNED = {"programme": str, "seq": int, "hash": str}

SHA256 = x509.ObjectIdentifier("2.16.840.1.101.3.4.2.1")

Keys = dict[str, Ed25519PublicKey]
Authority = list[x509.Certificate]
Raw = dict[str, Any]


class DoesNotHold(Exception):  # noqa: N818 - an answer, not an error
    """Entry `seq` (0: the header) is the first that does not hold."""

    def __init__(self, seq: int, why: str) -> None:
        super().__init__(why)
        self.seq = seq
        self.why = why


class Holds(NamedTuple):
    """Everything holds, up to entry `seq` with its `hash`; up to `signed_up_to` it is signed by `keys`.

    Of `sealed` entries only the place is proved. Entries in `stamps` were there at a moment, none where no
    authority was given; those in `waiting` have no time stamp yet.
    """

    seq: int
    hash: str
    signed_up_to: int
    keys: list[str]
    sealed: int
    stamps: list[tuple[int, str, str | None]]
    waiting: list[int]


def check(
    lines: Iterable[str],
    head: tuple[int, str] | None = None,
    trusted: Keys | None = None,
    authority: Authority | None = None,
) -> Holds:
    """Check an export, its lines as text. Raises `DoesNotHold`."""
    format_, programme, keys, values = header(read(lines))
    entries, beside = chain(format_, programme, values)
    signed: list[Raw] = []
    stamps: list[Stamp] = []

    def signatures() -> None:
        signed.extend(check_signatures(beside["signature"], entries, trusted or keys))
        if trusted:
            must_be_signed(entries, up_to(signed))

    def timestamps() -> None:
        stamps.extend(check_stamps(beside["timestamp"], entries, authority))
        if authority:
            must_be_stamped(entries, stamps)

    found: list[DoesNotHold] = []
    for must in (
        signatures,
        timestamps,
        lambda: must_pass(entries, head),
        lambda: must_be_open(entries),
        lambda: must_be_its_rules(beside["rules"], entries),
    ):
        try:
            must()
        except DoesNotHold as broken:
            found.append(broken)
    if found:
        raise min(found, key=lambda broken: broken.seq)
    last = entries[-1] if entries else {"seq": 0, "hash": GENESIS}
    by = sorted({line["key"] for line in signed})
    there = [(stamp.seq, stamp.said, stamp.at) for stamp in stamps if not stamp.waits]
    waiting = [stamp.seq for stamp in stamps if stamp.waits]
    sealed = sum(map(is_sealed, entries))
    return Holds(last["seq"], last["hash"], up_to(signed), by, sealed, there, waiting)


def up_to(signed: Sequence[Raw]) -> int:
    return max((line["signed"]["seq"] for line in signed), default=0)


# --- reading ---


def read(lines: Iterable[str]) -> Iterator[object]:
    """Each line's value; None stands for one that is no JSON, and never holds."""
    for line in lines:
        if line.strip():
            try:
                yield json.loads(line, object_pairs_hook=once)
            except (ValueError, RecursionError):
                yield None


def once(pairs: list[tuple[str, object]]) -> Raw:
    # With a key twice, two readers may read two different things.
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key is there twice")
    return dict(pairs)


def header(values: Iterator[object]) -> tuple[str, str | None, Keys, list[object]]:
    """The format, the programme and keys that the header names, and everything after it."""
    rest = list(values)
    first = rest[0] if rest else None
    if not (isinstance(first, dict) and "format" in first):
        return FORMER_FORMAT, None, {}, rest
    format_ = first["format"]
    if format_ not in (FORMAT, FORMER_FORMAT):
        raise DoesNotHold(0, f"the format {format_} is not known here; {TAKE_ANOTHER}")
    programme, keys = first.get("programme"), first.get("keys")
    if not (isinstance(programme, str) and isinstance(keys, list)):
        raise DoesNotHold(0, "the header is not readable: programme or keys are missing")
    try:
        return format_, programme, dict(map(key_of, keys)), rest[1:]
    except ValueError as error:
        raise DoesNotHold(0, f"a key in the header is not usable: {error}") from error


# --- the chain ---


def chain(
    format_: str, programme: str | None, values: Iterable[object]
) -> tuple[list[Raw], dict[str, list[Raw]]]:
    """The entries, each checked against the one before it; and what comes after them, not checked yet."""
    entries: list[Raw] = []
    beside: dict[str, list[Raw]] = {type_: [] for type_ in BESIDE}
    for value in values:
        seq, type_ = len(entries) + 1, type_of(value, format_)
        if isinstance(value, dict) and isinstance(type_, str) and type_ in beside:
            beside[type_].append(value)
        elif type_ not in (None, "sealed"):
            raise DoesNotHold(seq, f"lines of the type {type_} are not known here; {TAKE_ANOTHER}")
        elif any(beside.values()):
            raise DoesNotHold(seq, "it stands after the signatures, where no entry belongs")
        else:
            entry = follow(entries[-1] if entries else None, value, sealed=type_ == "sealed")
            expected = entries[-1]["programme"] if entries else (programme or entry["programme"])
            if entry["programme"] != expected:
                raise DoesNotHold(seq, f"it belongs to another programme than {expected}")
            entries.append(entry)
    return entries, beside


def type_of(value: object, format_: str) -> object:
    """The type of a line; None for an entry, which has none."""
    if not isinstance(value, dict):
        return None
    if format_ == FORMER_FORMAT:
        return "signature" if "signed" in value else None
    return value.get("type")


def is_sealed(entry: Raw) -> bool:
    return "event" not in entry


def must_be_open(entries: Sequence[Raw]) -> None:
    """No entry is still sealed when a decision followed: then there is nothing to seal."""
    kinds = {entry["seq"]: entry["event"]["kind"] for entry in entries if not is_sealed(entry)}
    last = max((seq for seq, kind in kinds.items() if kind == OPENS), default=0)
    for entry in entries:
        if is_sealed(entry) and entry["seq"] < last:
            raise DoesNotHold(entry["seq"], "it is sealed, though a decision came after it")


def must_be_its_rules(lines: Sequence[Raw], entries: Sequence[Raw]) -> None:
    """Rules that come along are those whose hash the first entry names; entries of 0.1.0 name none."""
    named = entries[0].get("event", {}).get("rules", "") if entries else ""
    for line in lines:
        try:
            hash_ = sha256(canonical(line.get("rules"))).hexdigest()
        except (TypeError, ValueError) as error:
            raise DoesNotHold(0, "the rules that come with it are not readable") from error
        if named not in ("", hash_):
            raise DoesNotHold(1, "it names other rules than those that come with it")


def follow(last: Raw | None, value: object, *, sealed: bool) -> Raw:
    seq, prev = (last["seq"] + 1, last["hash"]) if last else (1, GENESIS)
    entry = readable(seq, value, PLACE if sealed else FIELDS)
    if entry["seq"] != seq:
        raise DoesNotHold(seq, f"number {seq} is expected here, the entry says {entry['seq']}")
    if entry["prev"] != prev:
        raise DoesNotHold(seq, "it names another entry before it than the one that stands there")
    if sealed:
        # Nothing but its place counts, whatever else a forger writes into the line.
        return {name: entry[name] for name in PLACE}
    try:
        content = canonical({key: item for key, item in entry.items() if key != "hash"})
    except (TypeError, ValueError) as error:
        raise DoesNotHold(seq, f"its content has no hash: {error}") from error
    if sha256(content).hexdigest() != entry["hash"]:
        raise DoesNotHold(seq, "its content does not give its hash")
    return entry


def readable(seq: int, value: object, fields: Raw) -> Raw:
    if not isinstance(value, dict):
        raise DoesNotHold(seq, "the entry is not readable: it is no object")
    for name, kind in fields.items():
        if type(value.get(name)) is not kind:
            raise DoesNotHold(seq, f"the entry is not readable: {name} is missing, or of another kind")
    if "event" in fields and not isinstance(value["event"].get("kind"), str):
        raise DoesNotHold(seq, "the entry is not readable: its event has no kind")
    return value


def canonical(value: object) -> bytes:
    """RFC 8785, as far as a register needs it: no floats."""
    return json.dumps(ordered(value), ensure_ascii=False, separators=(",", ":")).encode()


def ordered(value: object) -> object:
    """The value with its keys sorted by UTF-16 code units. Raises TypeError and ValueError."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise ValueError(f"{value} is too large an integer for canonical JSON; write it as text")
        return value
    if isinstance(value, list):
        return [ordered(item) for item in value]
    if isinstance(value, dict):
        items = [(key, ordered(item)) for key, item in value.items()]
        return dict(sorted(items, key=lambda item: item[0].encode("utf-16-be")))
    raise TypeError(f"{type(value).__name__} has no canonical JSON form here; use text or integers")


# --- what is known from elsewhere ---


def must_pass(entries: Sequence[Raw], head: tuple[int, str] | None) -> None:
    """The head must lie on the chain."""
    if head is None:
        return
    seq, hash_ = head
    if seq > len(entries):
        raise DoesNotHold(len(entries) + 1, f"it is missing: the chain should go on to {seq} {hash_}")
    if hash_ != (entries[seq - 1]["hash"] if seq else GENESIS):
        raise DoesNotHold(seq, f"the chain should pass through {seq} {hash_}")


def check_signatures(lines: Sequence[Raw], entries: Sequence[Raw], keys: Keys) -> list[Raw]:
    """Each signature is made by one of the keys, and signs an entry of this chain."""
    for line in lines:
        if not is_signature(line):
            raise DoesNotHold(len(entries), "a signature after it is not readable")
    good = 0
    for line in sorted(lines, key=lambda line: (line["signed"]["seq"], line["key"])):
        check_signature(line, entries, keys, good)
        good = line["signed"]["seq"]
    return list(lines)


def is_signature(line: Raw) -> bool:
    signed = line.get("signed")
    return (
        isinstance(signed, dict)
        and all(type(signed.get(name)) is kind for name, kind in SIGNED.items())
        and all(isinstance(line.get(name), str) for name in ("key", "signature"))
    )


def check_signature(line: Raw, entries: Sequence[Raw], keys: Keys, good: int) -> None:
    signed, id_ = line["signed"], line["key"]
    seq, hash_, programme = signed["seq"], signed["hash"], signed["programme"]
    at = min(max(seq, 1), len(entries) + 1)
    if id_ not in keys:
        raise DoesNotHold(at, f"the head after it is signed with {id_}, which is not among the keys given")
    content = {"kind": "register.head", "programme": programme, "seq": seq, "hash": hash_}
    try:
        keys[id_].verify(decode(line["signature"]), canonical(content))
    except (InvalidSignature, ValueError) as error:
        raise DoesNotHold(at, f"the signature under it is not one of {id_}") from error
    if seq > len(entries):
        raise DoesNotHold(at, f"it is missing: {id_} signed the head {seq} {hash_}")
    entry = entries[seq - 1] if seq > 0 else {}
    if (entry.get("programme"), entry.get("hash")) != (programme, hash_):
        raise DoesNotHold(
            at,
            f"{id_} signed another entry here, {programme} {hash_}: what was changed comes"
            f" after entry {good}",
        )


def must_be_signed(entries: Sequence[Raw], covered: int) -> None:
    """Every decision is covered: a forger could leave out the signatures of what was rewritten."""
    for entry in entries[covered:]:
        if not is_sealed(entry) and entry["event"]["kind"] in DECISIONS:
            raise DoesNotHold(entry["seq"], "it is a decision that none of the keys given has signed")


# --- time stamps ---


class Stamp(NamedTuple):
    """A time stamp over entry `seq`, which says `said` and was there `at`; one that `waits` is none yet."""

    seq: int
    said: str
    at: str | None
    waits: bool


def check_stamps(lines: Sequence[Raw], entries: Sequence[Raw], authority: Authority | None) -> list[Stamp]:
    """Each is over an entry of this chain, and of the authority if one is given."""
    if not all(map(is_stamp, lines)):
        raise DoesNotHold(len(entries), "a time stamp after it is not readable")
    in_order = sorted(lines, key=lambda line: (line["of"]["seq"], line["of"]["hash"]))
    return [check_stamp(line["of"], line["response"], entries, authority) for line in in_order]


def is_stamp(line: Raw) -> bool:
    of = line.get("of")
    return (
        isinstance(of, dict)
        and all(type(of.get(name)) is kind for name, kind in SIGNED.items())
        and "response" in line
        and isinstance(line["response"], str | None)
    )


def check_stamp(of: Raw, text: str | None, entries: Sequence[Raw], authority: Authority | None) -> Stamp:
    seq, hash_, programme = of["seq"], of["hash"], of["programme"]
    if seq > len(entries):
        raise DoesNotHold(len(entries) + 1, f"it is missing: there is a time stamp over {seq} {hash_}")
    entry = entries[seq - 1] if seq > 0 else {}
    if (entry.get("programme"), entry.get("hash")) != (programme, hash_):
        raise DoesNotHold(max(seq, 1), f"there is a time stamp over another entry here, {programme} {hash_}")
    try:
        response = None if text is None else b64decode(text, validate=True)
    except ValueError as error:
        raise DoesNotHold(len(entries), "a time stamp after it is not readable") from error
    at = moment(seq, response, hash_, authority) if authority and response is not None else None
    return Stamp(seq, entry["at"], at, text is None)


def moment(seq: int, response: bytes, hash_: str, authority: Authority) -> str:
    assert rfc3161 is not None, "whoever gives an authority was told"
    not_its = "the time stamp over it is none of the authority given"
    verifier = rfc3161.VerifierBuilder(roots=list(authority)).build()
    try:
        stamp = rfc3161.decode_timestamp_response(response)
        verifier.verify(stamp, bytes.fromhex(hash_))
    except (ValueError, rfc3161.VerificationError) as error:
        raise DoesNotHold(seq, f"{not_its}: {error}") from error
    # By another algorithm the same bytes would stand for another content.
    if stamp.tst_info.message_imprint.hash_algorithm != SHA256:
        raise DoesNotHold(seq, f"{not_its}: not SHA-256")
    return stamp.tst_info.gen_time.strftime("%Y-%m-%dT%H:%M:%SZ")


def must_be_stamped(entries: Sequence[Raw], stamps: Sequence[Stamp]) -> None:
    """Every decision is covered: a forger could leave out the time stamps of what was rewritten."""
    covered = max((stamp.seq for stamp in stamps if not stamp.waits), default=0)
    for entry in entries[covered:]:
        if not is_sealed(entry) and entry["event"]["kind"] in DECISIONS:
            if entry["seq"] in {stamp.seq for stamp in stamps}:
                why = "it is a decision that waits for its time stamp; export the register again later"
            else:
                why = "it is a decision over which the authority given put no time stamp"
            raise DoesNotHold(entry["seq"], why)


# --- keys ---


def key_of(jwk: Any) -> tuple[str, Ed25519PublicKey]:  # noqa: ANN401 - it may be anything
    """A JSON Web Key, under its thumbprint. Raises ValueError."""
    try:
        if (jwk["kty"], jwk["crv"]) != ("OKP", "Ed25519"):
            raise ValueError("another kind of key")
        key = Ed25519PublicKey.from_public_bytes(decode(jwk["x"]))
        given = jwk.get("kid")
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError("it is no Ed25519 key") from error
    if given not in {None, thumbprint(key)}:
        raise ValueError("its id is not its thumbprint")
    return thumbprint(key), key


def thumbprint(key: Ed25519PublicKey) -> str:
    x = encode(key.public_bytes_raw())
    return encode(sha256(canonical({"crv": "Ed25519", "kty": "OKP", "x": x})).digest())


def keys_in(text: str) -> Keys:
    """The keys in a file: JWK, JWK Set or PEM. Raises ValueError."""
    if text.lstrip().startswith("{"):
        jwks = json.loads(text)
        return dict(map(key_of, jwks.get("keys", [jwks])))
    key = load_pem_public_key(text.encode())
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("it is a key of another kind than Ed25519")  # noqa: TRY004 - one error for a bad file
    return {thumbprint(key): key}


def encode(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))


# --- the command ---


def head_of(text: str) -> tuple[int, str]:
    match = re.fullmatch(r"(\d+):([0-9a-f]{64})", text)
    if match is None:
        raise argparse.ArgumentTypeError("a head is a number, a colon and all 64 characters of a hash")
    return int(match[1]), match[2]


def anchors_in(file: Path) -> list[Raw]:
    """The heads that `kwartier register anchor` wrote, of whatever programme, or of an earlier export."""
    found = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line.strip()]
    if found and all(isinstance(line, dict) for line in found) and "format" in found[0]:
        # Its last entry binds those before it; what was stamped may lie elsewhere.
        entries = [line for line in found[1:] if line.get("type") in (None, "sealed")]
        found = [*entries[-1:], *(line["of"] for line in found if line.get("type") == "timestamp")]
    if not all(isinstance(line, dict) and {"programme", "seq", "hash"} <= line.keys() for line in found):
        raise ValueError(f"{file} holds something else than heads of registers")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("export", type=Path)
    parser.add_argument("--head", type=head_of, metavar="SEQ:HASH")
    parser.add_argument("--anchors", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("--key", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("--timestamp-certificate", type=Path, action="append", default=[], metavar="FILE")
    options = parser.parse_args()
    trusted: Keys = {}
    authority: Authority = []
    if options.timestamp_certificate and rfc3161 is None:
        parser.error(
            "time stamps are checked with rfc3161-client: pip install rfc3161-client, or use openssl"
        )
    try:
        for file in options.timestamp_certificate:
            authority += x509.load_pem_x509_certificates(file.read_bytes())
        for file in options.key:
            trusted |= keys_in(file.read_text(encoding="utf-8"))
        anchors = [anchor for file in options.anchors for anchor in anchors_in(file)]
        lines = options.export.read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError) as error:
        parser.error(str(error))
    try:
        holds = check(lines, options.head, trusted, authority)
        programme = next((value["programme"] for value in read(lines) if isinstance(value, dict)), "")
        for anchor in anchors:
            if anchor["programme"] == programme:
                check(lines, (anchor["seq"], anchor["hash"]), trusted, authority)
    except DoesNotHold as broken:
        print(
            f"does not hold: entry {broken.seq}: {broken.why}"
            if broken.seq
            else f"does not hold: {broken.why}"
        )
        return 1
    if not holds.seq:
        parser.error("there is no register entry in it")
    tell(holds, trusted=bool(trusted))
    return 0


def tell(holds: Holds, *, trusted: bool) -> None:
    print(f"holds: {holds.seq} entries, head {holds.seq}:{holds.hash}")
    print(told(holds, trusted=trusted))
    if holds.sealed:
        print(f"sealed: {holds.sealed} entries, votes on which no decision has followed")
    for seq, said, at in holds.stamps:
        there = f"there on {at}" if at else "not checked; give --timestamp-certificate"
        print(f"time stamp: entry {seq}, of {said}: {there}")
    if holds.waiting:
        print(f"time stamp: waited for by {', '.join(map(str, holds.waiting))}")


def told(holds: Holds, *, trusted: bool) -> str:
    if not holds.keys:
        return "signed: nothing"
    whose = "the keys given" if trusted else "keys that the export names itself; give --key to be sure whose"
    return f"signed: up to entry {holds.signed_up_to}, by {', '.join(holds.keys)}: {whose}"


if __name__ == "__main__":
    sys.exit(main())

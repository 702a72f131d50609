"""Reads an exported register, JSON on each line, and checks it without asking anyone."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import cast

from cryptography.x509 import Certificate

from cli.errors import CommandError, cannot_be_read
from domain.every_phase.retelling import retell
from domain.register.entries import Break, Head
from domain.register.heads import PublicKey, UnusableKeyError, public_keys
from domain.register.proof import Proof, prove
from domain.register.timestamps import Authority, UnusableCertificateError
from domain.shared.messages import N_

NOT_JSON = object()
"""Stands for a line that cannot be read: verification names the first one that does not hold."""


def check(
    lines: Iterable[str],
    head: Head | None = None,
    trusted: Sequence[PublicKey] = (),
    anchors: Mapping[str, Sequence[Head]] = MappingProxyType({}),
    authority: Authority | None = None,
    services: Sequence[PublicKey] = (),
) -> Break | Proof:
    """Verify the export in `lines`: what it proves when all of it holds, else the first break.

    It must pass through `head`, as known from elsewhere; with `trusted` keys its decisions must be signed. It
    must pass through each of `anchors`, which are by programme, as well. With an `authority` each decision
    must have its time stamp. Where the rules came along they are played over it, and people's commands must
    be signed by one of the `services`, if there are any.
    """
    values = list(_values(lines))
    found = _proved(values, head, trusted, authority)
    for anchor in anchors.get(_programme(values), ()):
        passed = prove(values, anchor, trusted, authority)
        if isinstance(passed, Break) and (isinstance(found, Proof) or passed.seq < found.seq):
            found = passed
    if isinstance(found, Break):
        return found
    retold = retell(values, services)
    return retold if isinstance(retold, Break) else found._replace(retold=retold)


def holds(lines: Iterable[str]) -> Break | Proof:
    """Verify the export in `lines` by itself, whatever rules led to it."""
    return _proved(list(_values(lines)))


def _proved(
    values: Sequence[object],
    head: Head | None = None,
    trusted: Sequence[PublicKey] = (),
    authority: Authority | None = None,
) -> Break | Proof:
    found = prove(values, head, trusted, authority)
    if isinstance(found, Proof) and found.head.seq == 0:
        raise CommandError(N_("There is no register entry in it; an export has one on each line."))
    return found


def _programme(values: Sequence[object]) -> str:
    """Whose register it is, as its first line says."""
    first = cast("dict[str, object]", values[0]) if values and isinstance(values[0], dict) else {}
    return str(first.get("programme", ""))


def trusted_keys(files: Iterable[Path]) -> list[PublicKey]:
    """The public keys in files (JWK, JWK Set or PEM)."""
    keys: list[PublicKey] = []
    for file in files:
        try:
            keys += public_keys(file.read_text(encoding="utf-8"))
        except OSError as error:
            raise cannot_be_read(file, error) from error
        except (UnusableKeyError, UnicodeDecodeError) as error:
            none = N_("{file} holds no public Ed25519 key (JWK or PEM): {error}.")
            why = error.message if isinstance(error, UnusableKeyError) else str(error)
            raise CommandError(none.having(file=str(file), error=why)) from error
    return keys


def authority_in(files: Sequence[Path]) -> Authority | None:
    """The time-stamping authority whose certificates are in files (PEM); None without any."""
    certificates: list[Certificate] = []
    for file in files:
        try:
            certificates += Authority.parse(file.read_text(encoding="utf-8")).certificates
        except OSError as error:
            raise cannot_be_read(file, error) from error
        except (UnusableCertificateError, UnicodeDecodeError) as error:
            raise CommandError(N_("{file} holds no certificate (PEM).").having(file=str(file))) from error
    return Authority(tuple(certificates)) if certificates else None


def parse_head(text: str) -> Head:
    """A head as the commands print it: number, colon, hash (hex SHA-256)."""
    match = re.fullmatch(r"(\d+):([0-9a-f]{64})", text)
    if match is None:
        raise CommandError(
            N_(
                '"{text}" is not the head of a register; write its last number and hash, such as 87:5f3c...'
                " with all 64 characters of the hash."
            ).having(text=text)
        )
    return Head(seq=int(match[1]), hash=match[2])


def write_head(head: Head) -> str:
    return f"{head.seq}:{head.hash}"


def _values(lines: Iterable[str]) -> Iterator[object]:
    for line in lines:
        if line.strip():
            try:
                yield json.loads(line, object_pairs_hook=_once)
            except (ValueError, RecursionError):
                yield NOT_JSON


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose keys are there once: with a key twice, two readers may read two different things."""
    entry = dict(pairs)
    if len(entry) < len(pairs):
        raise ValueError("a key is there twice")
    return entry

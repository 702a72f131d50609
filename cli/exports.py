"""Reads an exported register, one entry as JSON per line, and checks it without asking anyone."""

import json
import re
from collections.abc import Iterable, Iterator

from cli.errors import CommandError
from domain.register import Break, Head, verify

NOT_JSON = object()
"""Stands for a line that cannot be read: verification names the first one that does not hold."""


def check(lines: Iterable[str], head: Head | None = None) -> Break | Head:
    """Verify the export in `lines`: the head of the chain when all of it holds, else the first break.

    With `head`, as known from elsewhere, the chain must also end exactly there.
    """
    found = verify(_entries(lines), head)
    if isinstance(found, Head) and found.seq == 0:
        raise CommandError("There is no register entry in it; an export has one on each line.")
    return found


def parse_head(text: str) -> Head:
    """A head as the commands print it: number, colon, hash (hex SHA-256)."""
    match = re.fullmatch(r"(\d+):([0-9a-f]{64})", text)
    if match is None:
        raise CommandError(
            f'"{text}" is not the head of a register; write its last number and hash, such as 87:5f3c... '
            "with all 64 characters of the hash."
        )
    return Head(seq=int(match[1]), hash=match[2])


def write_head(head: Head) -> str:
    return f"{head.seq}:{head.hash}"


def _entries(lines: Iterable[str]) -> Iterator[object]:
    for line in lines:
        if line.strip():
            try:
                yield json.loads(line, object_pairs_hook=_once)
            except ValueError:
                yield NOT_JSON


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose keys are there once: with a key twice, two readers may read two different things."""
    entry = dict(pairs)
    if len(entry) < len(pairs):
        raise ValueError("a key is there twice")
    return entry

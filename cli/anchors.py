"""Heads of registers outside of PostgreSQL: one on each line of a file, to which is only ever added."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from pydantic import ValidationError

from cli.errors import CommandError, cannot_be_read
from domain.register.entries import Head
from domain.shared.base import Tolerant
from domain.shared.messages import N_

Anchors: TypeAlias = Mapping[str, Sequence[Head]]
"""Heads by the programme whose register must pass through them."""


class Anchor(Tolerant):
    """Where the register of `programme` ended at that moment."""

    programme: str
    seq: int
    hash: str
    at: datetime

    @property
    def head(self) -> Head:
        return Head(seq=self.seq, hash=self.hash)


def append(file: Path, heads: Mapping[str, Head]) -> int:
    """Write a line for each programme whose register has begun; how many there were."""
    now = datetime.now(UTC)
    lines = [
        Anchor(programme=slug, **head.model_dump(), at=now).model_dump_json()
        for slug, head in heads.items()
        if head.seq
    ]
    try:
        # Only ever after what stands there: the medium may refuse anything else.
        with file.open("a", encoding="utf-8") as output:
            output.write("".join(f"{line}\n" for line in lines))
    except OSError as error:
        raise CommandError(
            N_("{file} cannot be added to: {error}.").having(file=str(file), error=str(error))
        ) from error
    return len(lines)


def read(files: Iterable[Path]) -> Anchors:
    """The heads in files, by programme."""
    found: dict[str, list[Head]] = defaultdict(list)
    for file in files:
        try:
            lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError as error:
            raise cannot_be_read(file, error) from error
        for number, line in enumerate(lines, start=1):
            try:
                anchor = Anchor.model_validate(json.loads(line))
            except (ValueError, ValidationError) as error:
                none = N_(
                    "{file}, line {line}: it is no head of a register, as `register anchor` writes one."
                )
                raise CommandError(none.having(file=str(file), line=str(number))) from error
            found[anchor.programme].append(anchor.head)
    return found

"""Heads of registers outside of PostgreSQL: one on each line of a file, to which is only ever added."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias, cast

from pydantic import ValidationError

from cli.errors import CommandError, cannot_be_read
from domain.register.entries import Head
from domain.shared.base import Tolerant
from domain.shared.messages import N_

Anchors: TypeAlias = Mapping[str, Sequence[Head]]
"""Heads by the programme whose register must pass through them."""


class Anchor(Tolerant):
    """Where the register of `programme` ended at that moment; a time stamp names none."""

    programme: str
    seq: int
    hash: str
    at: datetime | None = None

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
    """The heads in files, by programme: those of `append`, or of an export that somebody kept."""
    found: dict[str, list[Head]] = defaultdict(list)
    for file in files:
        try:
            lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
        except OSError as error:
            raise cannot_be_read(file, error) from error
        values = [_value(file, number, line) for number, line in enumerate(lines, start=1) if line.strip()]
        is_export = bool(values) and "format" in values[0][1]
        for number, value in values if not is_export else _ends(values):
            anchor = _anchor(file, number, value)
            found[anchor.programme].append(anchor.head)
    return found


_Numbered: TypeAlias = tuple[int, Mapping[str, object]]


def _ends(values: Sequence[_Numbered]) -> Sequence[_Numbered]:
    """Of the lines of an export its last entry, which binds those before it, and what was time-stamped."""
    entries = [(number, value) for number, value in values[1:] if value.get("type") in {None, "sealed"}]
    stamped = [
        (number, cast("Mapping[str, object]", value["of"]))
        for number, value in values
        if value.get("type") == "timestamp" and isinstance(value.get("of"), dict)
    ]
    return [*entries[-1:], *stamped]


def _value(file: Path, number: int, line: str) -> _Numbered:
    try:
        value: object = json.loads(line)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise _is_none(file, number)
    return number, cast("Mapping[str, object]", value)


def _anchor(file: Path, number: int, value: Mapping[str, object]) -> Anchor:
    try:
        return Anchor.model_validate(value)
    except ValidationError as error:
        raise _is_none(file, number) from error


def _is_none(file: Path, number: int) -> CommandError:
    none = N_("{file}, line {line}: it is no head of a register, as `register anchor` writes one.")
    return CommandError(none.having(file=str(file), line=str(number)))

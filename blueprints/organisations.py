"""Reads the organisations of a group from a CSV file."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import cast

MEANT = {"naam": "name", "vertegenwoordiger": "representative", "taal": "language"}
"""What columns may be called as well."""

NEEDED = {"code", "name"}
OPTIONAL = {"representative", "email", "language"}

EXPECTED = (
    "the first line must name two columns, separated by a comma: code,name; and may name"
    " representative,email,language too"
)


@dataclass
class Organisations:
    """What a CSV file holds: `rows` for the blueprint, the line of each, and everything that is wrong."""

    rows: list[dict[str, object]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_organisations(path: Path) -> Organisations:
    """The organisations in the UTF-8 file at `path`: a column `code`, and one called `name` or `naam`.

    One with several representatives has a row for each.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        return Organisations(problems=[f"{path}: cannot be read: {error.strerror}"])
    found = Organisations(problems=[f"{path}:{problem}" for problem in _undecodable(content)])
    if not found.problems:
        try:
            _read(content.decode("utf-8-sig"), path, found)
        except csv.Error as error:
            found.problems.append(f"{path}: is not a CSV file: {error}")
    if not found.rows and not found.problems:
        found.problems.append(f"{path}: has no organisations below its first line")
    return found


def _undecodable(content: bytes) -> Iterator[str]:
    for number, line in enumerate(content.split(b"\n"), start=1):
        try:
            line.decode()
        except UnicodeDecodeError as error:
            wrong = line[error.start]
            yield f"{number}: byte 0x{wrong:02x} is not UTF-8; save the file as UTF-8"


def _read(text: str, path: Path, found: Organisations) -> None:
    rows = csv.reader(StringIO(text, newline=""), strict=True)
    named = [column.strip().lower() for column in next(rows, list[str]())]
    header = [MEANT.get(column, column) for column in named]
    if not NEEDED <= set(header) <= NEEDED | OPTIONAL or len(set(header)) < len(header):
        found.problems.append(f"{path}:1: the columns are {', '.join(named) or 'missing'}; {EXPECTED}")
        return
    first: dict[str, int] = {}
    for row in rows:
        if not row:
            continue
        line = rows.line_num
        if problem := _row_problem(row, header):
            found.problems.append(f"{path}:{line}: {problem}")
            continue
        values = dict(zip(header, (value.strip() for value in row), strict=True))
        code, speaker = values["code"], _representative(values)
        earlier = found.rows[first[code]] if code in first else None
        if earlier is None:
            first[code] = len(found.rows)
            organisation: dict[str, object] = {"code": code, "name": values["name"]}
            found.rows.append(organisation | ({"representatives": [speaker]} if speaker else {}))
            found.lines.append(line)
        elif speaker and earlier["name"] == values["name"] and "representatives" in earlier:
            cast("list[object]", earlier["representatives"]).append(speaker)
        else:
            found.problems.append(
                f'{path}:{line}: code "{code}" is already used at line {found.lines[first[code]]}'
            )


def _row_problem(row: list[str], header: list[str]) -> str | None:
    if len(row) != len(header):
        return f"{len(row)} values where there are {len(header)} columns; put a value with a comma in quotes"
    cells = zip(header, row, strict=True)
    empty = [column for column, value in cells if column in NEEDED and not value.strip()]
    return f"{' and '.join(empty)} must not be empty" if empty else None


def _representative(values: dict[str, str]) -> dict[str, str]:
    """Who a row names to speak for the organisation, as a blueprint does; empty when it names nobody."""
    named = {column: values[column] for column in OPTIONAL if values.get(column)}
    return {("name" if column == "representative" else column): value for column, value in named.items()}

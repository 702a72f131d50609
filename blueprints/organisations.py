"""Reads the organisations of a group from a CSV file."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

NAMES = ("name", "naam")
"""What the column with an organisation's name may be called."""

EXPECTED = "the first line must name two columns, separated by a comma: code,name"


@dataclass
class Organisations:
    """What a CSV file holds: `rows` for the blueprint, the line of each, and everything that is wrong."""

    rows: list[dict[str, str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_organisations(path: Path) -> Organisations:
    """The organisations in the UTF-8 file at `path`: a column `code`, and one called `name` or `naam`."""
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
    header = [column.strip().lower() for column in next(rows, list[str]())]
    if sorted(header) not in [sorted(("code", name)) for name in NAMES]:
        found.problems.append(f"{path}:1: the columns are {', '.join(header) or 'missing'}; {EXPECTED}")
        return
    first_line: dict[str, int] = {}
    for row in rows:
        if not row:
            continue
        line = rows.line_num
        if problem := _row_problem(row, header):
            found.problems.append(f"{path}:{line}: {problem}")
            continue
        values = dict(zip(header, (value.strip() for value in row), strict=True))
        code = values.pop("code")
        if first_line.setdefault(code, line) != line:
            found.problems.append(f'{path}:{line}: code "{code}" is already used at line {first_line[code]}')
            continue
        found.rows.append({"code": code, "name": values.popitem()[1]})
        found.lines.append(line)


def _row_problem(row: list[str], header: list[str]) -> str | None:
    if len(row) != len(header):
        return f"{len(row)} values where there are {len(header)} columns; put a value with a comma in quotes"
    empty = [column for column, value in zip(header, row, strict=True) if not value.strip()]
    return f"{' and '.join(empty)} must not be empty" if empty else None

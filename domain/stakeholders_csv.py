"""Organisations and their representatives as a CSV file: read with every mistake named, and written."""

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from domain.base import Frozen
from domain.blueprint.people import Representative
from domain.blueprint.problems import explained, meant, quote
from domain.blueprint.values import Code, Title, WeightOf

NEEDED = ("group", "code", "name")
SPEAKER = ("representative", "email", "language")
OPTIONAL = (*SPEAKER, "weight")
COLUMNS = (*NEEDED, *OPTIONAL)

MOST_ROWS = 5000
"""More would make one register entry too large."""

FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would take for a formula, however many apostrophes were put before it."""

BLANKS = " \t\u00a0"


def _whole(written: object) -> object:
    """A weight as a cell has it; the number itself is left as it is."""
    if not isinstance(written, str):
        return written
    if not re.fullmatch(r"-?[0-9]{1,12}", written):
        message = f"must be a whole number, not {quote(written)}"
        raise PydanticCustomError("csv", "{message}", {"message": message})
    return int(written)


class Row(Frozen):
    """One row: an organisation, with one of its representatives if it has any.

    An organisation of which no `weight` is given weighs 1, or when it comes back what it weighed before.
    """

    group: Title
    code: Code
    name: Title
    representative: Representative | None = None
    # A request without it keeps the hash it had when there were no weights here.
    weight: Annotated[WeightOf | None, BeforeValidator(_whole)] = Field(
        default=None, exclude_if=lambda weight: weight is None
    )


@dataclass(frozen=True)
class LineProblem:
    """What is wrong on a line of the file (counted from 1), and what would be right."""

    line: int
    message: str


@dataclass
class Table:
    """What a file holds: its `rows`, the line of each, and everything that is wrong."""

    rows: list[Row] = field(default_factory=list[Row])
    lines: list[int] = field(default_factory=list[int])
    problems: list[LineProblem] = field(default_factory=list[LineProblem])


def read(content: bytes, groups: Collection[str]) -> Table:
    """The organisations in a UTF-8 file, each of one of `groups`; with any problem nothing may be used.

    Columns stand between commas, or between semicolons where the first line has those. An organisation with
    several representatives has a row for each.
    """
    table = Table()
    table.problems += _unreadable(content)
    if not table.problems:
        _Reading(table, groups).read(content.decode("utf-8-sig"))
    if not table.rows and not table.problems:
        table.problems.append(LineProblem(1, "there are no organisations below the first line"))
    return table


def write(rows: Iterable[Row]) -> str:
    """The file that `read` reads back as `rows`, harmless when a spreadsheet opens it."""
    output = StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow(COLUMNS)
    for row in rows:
        speaker = row.representative
        who = (speaker.name, speaker.email, speaker.language) if speaker else ("", "", "")
        cells = (row.group, row.code, row.name, *who, "" if row.weight is None else str(row.weight))
        writer.writerow([neutral(cell) for cell in cells])
    return output.getvalue()


def neutral(cell: str) -> str:
    """`cell` as text that no spreadsheet calculates with; `restored` takes it back."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def restored(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def _unreadable(content: bytes) -> Iterator[LineProblem]:
    for number, line in enumerate(content.split(b"\n"), start=1):
        if b"\0" in line:
            yield LineProblem(number, "contains the character NUL (U+0000); save the file as CSV in UTF-8")
            continue
        try:
            line.decode()
        except UnicodeDecodeError as error:
            byte = line[error.start]
            yield LineProblem(number, f"byte 0x{byte:02x} is not UTF-8; save the file as CSV in UTF-8")


class _Reading:
    """One reading of one file."""

    def __init__(self, table: Table, groups: Collection[str]) -> None:
        self._table = table
        self._groups = groups
        self._first: dict[str, tuple[int, Row]] = {}
        self._speakers: dict[tuple[str, str | None], int] = {}
        self._weights: dict[str, tuple[int, int]] = {}

    def read(self, text: str) -> None:
        heading = text.partition("\n")[0]
        delimiter = ";" if ";" in heading and "," not in heading else ","
        rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
        line = 1
        try:
            header = [cell.strip().lower() for cell in next(rows, list[str]())]
            if problem := _header_problem(header):
                self._wrong(1, problem)
                return
            line = rows.line_num + 1
            for cells in rows:
                if any(cell.strip() for cell in cells):
                    self._row(line, header, cells)
                line = rows.line_num + 1
        except csv.Error as error:
            self._wrong(line, f"cannot be read as CSV ({error}); put a value with a quote or comma in quotes")

    def _row(self, line: int, header: Sequence[str], cells: Sequence[str]) -> None:
        if len(cells) != len(header):
            self._wrong(
                line,
                f"{len(cells)} values where there are {len(header)} columns;"
                " put a value with a comma in quotes",
            )
            return
        values = {name: restored(cell.strip(BLANKS)) for name, cell in zip(header, cells, strict=True)}
        try:
            row = Row.model_validate(_fields(values))
        except ValidationError as error:
            for problem in explained(error, Row):
                self._wrong(line, f"{_column(problem.path)}: {problem.message}")
            return
        problems = list(self._problems(line, row))
        for problem in problems:
            self._wrong(line, problem)
        if not problems:
            self._take(line, row)

    def _problems(self, line: int, row: Row) -> Iterator[str]:
        if row.group not in self._groups:
            yield f"group: {quote(row.group)} is not a group here{meant(row.group, self._groups)}"
        first, before = self._first.setdefault(row.code, (line, row))
        email = row.representative.email.lower() if row.representative else None
        same = self._speakers.setdefault((row.code, email), line)
        if (before.group, before.name) != (row.group, row.name):
            yield (
                f"code: {quote(row.code)} has another group or name at line {first}; an organisation has one"
                " code, group and name"
            )
        elif same != line or (first != line and (email is None or before.representative is None)):
            yield (
                f"code: {quote(row.code)} is already at line {same if same != line else first};"
                " name an organisation again only with another representative"
            )
        if row.weight is not None:
            at, weight = self._weights.setdefault(row.code, (line, row.weight))
            if weight != row.weight:
                yield f"weight: {row.weight} where line {at} has {weight}; an organisation has one weight"
        if len(self._table.rows) == MOST_ROWS:
            yield f"is one more than the {MOST_ROWS} that can be added at once; make it two files"

    def _take(self, line: int, row: Row) -> None:
        self._table.rows.append(row)
        self._table.lines.append(line)

    def _wrong(self, line: int, message: str) -> None:
        self._table.problems.append(LineProblem(line, message))


def _header_problem(header: Sequence[str]) -> str | None:
    right = f"the first line names the columns {', '.join(NEEDED)} and, if you wish, {', '.join(OPTIONAL)}"
    missing = [name for name in NEEDED if name not in header]
    unknown = [name for name in header if name not in COLUMNS]
    if missing:
        return f"the column {' and '.join(missing)} is missing; {right}"
    if unknown:
        return f"{', '.join(map(quote, unknown))} is not a column; {right}"
    if len(set(header)) != len(header):
        return f"a column is there twice; {right}"
    return None


def _fields(values: dict[str, str]) -> dict[str, object]:
    """What a row comes down to; empty cells about a representative mean that there is none."""
    fields: dict[str, object] = {name: values[name] for name in NEEDED}
    if weight := values.get("weight"):
        fields["weight"] = weight
    who = {name: values[name] for name in SPEAKER if values.get(name)}
    if who:
        if "representative" in who:
            who["name"] = who.pop("representative")
        fields["representative"] = who
    return fields


def _column(path: Sequence[str | int]) -> str:
    """The column that a problem in a `Row` is about."""
    return "representative" if tuple(path) == ("representative", "name") else str(path[-1])

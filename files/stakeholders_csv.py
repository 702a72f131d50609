"""Organisations and their representatives as a CSV file: read with every mistake named, and written."""

import csv
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Annotated

from pydantic import BeforeValidator, Field

from domain.blueprint.people import Representative
from domain.blueprint.problems import quote, suggesting
from domain.blueprint.values import Code, Title, WeightOf
from domain.shared.base import Frozen
from domain.shared.lines import line_problem
from domain.shared.messages import N_, Message, at
from domain.shared.mistakes import invalid
from files import csv_rows
from files.csv_rows import NOT_WHOLE, CsvProblem, in_order, taken, whole
from files.spreadsheet import neutral, restored
from words.languages import LANGUAGES

NEEDED = ("group", "code", "name")
SPEAKER = ("representative", "email", "language")
OPTIONAL = (*SPEAKER, "weight")
COLUMNS = (*NEEDED, *OPTIONAL)

MOST_ROWS = 5000
"""More would make one register entry too large."""

DUTCH = {
    "groep": "group",
    "naam": "name",
    "vertegenwoordiger": "representative",
    "taal": "language",
    "gewicht": "weight",
}
"""What columns may be called as well."""

FILE = csv_rows.Columns(
    required=NEEDED,
    optional=OPTIONAL,
    also=DUTCH,
    empty=True,
    most=MOST_ROWS,
)


def _whole(written: object) -> object:
    """A weight as a cell has it; the number itself is left as it is."""
    if not isinstance(written, str):
        return written
    if (number := whole(written)) is None:
        raise invalid("csv", NOT_WHOLE, value=quote(written))
    return number


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


@dataclass
class Table:
    """What a file holds: its `rows`, the line of each, and everything that is wrong."""

    rows: list[Row] = field(default_factory=list[Row])
    lines: list[int] = field(default_factory=list[int])
    problems: list[CsvProblem] = field(default_factory=list[CsvProblem])


def read(content: bytes, groups: Collection[str]) -> Table:
    """The organisations in a file, each of one of `groups`; with any problem nothing may be used.

    An organisation with several representatives has a row for each.
    """
    written, problems = csv_rows.read(content, FILE)
    reading = _Reading(groups)
    for row in written:
        reading.row(row)
    table = reading.table
    table.problems = in_order([*problems, *table.problems])
    return table


def write(rows: Iterable[Row]) -> str:
    """The file that `read` reads back as `rows`, harmless when a spreadsheet opens it."""
    output = StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow(COLUMNS)
    for row in rows:
        speaker = row.representative
        who = (speaker.name, speaker.email, speaker.language or "") if speaker else ("", "", "")
        cells = (row.group, row.code, row.name, *who, "" if row.weight is None else str(row.weight))
        writer.writerow([neutral(cell) for cell in cells])
    return output.getvalue()


class _Reading:
    """One reading of one file."""

    def __init__(self, groups: Collection[str]) -> None:
        self.table = Table()
        self._groups = groups
        self._first: dict[str, tuple[int, Row]] = {}
        self._speakers: dict[tuple[str, str | None], int] = {}
        self._weights: dict[str, tuple[int, int]] = {}

    def row(self, written: csv_rows.Row) -> None:
        line = written.line
        values = {name: restored(cell) for name, cell in written.values.items()}
        row = taken(line, _fields(values), Row, _column)
        if isinstance(row, list):
            self.table.problems += row
        elif wrong := [CsvProblem(line, said) for said in self._problems(line, row)]:
            self.table.problems += wrong
        else:
            self.table.rows.append(row)
            self.table.lines.append(line)

    def _problems(self, line: int, row: Row) -> Iterator[Message]:
        if row.group not in self._groups:
            close = N_('{value} is not a group here; did you mean "{name}"?')
            others = N_("{value} is not a group here; there are: {names}")
            yield at("group", suggesting(row.group, self._groups, close, others))
        language = row.representative.language if row.representative else None
        # Here, because the domain knows the form of a code only; the catalogues say which are spoken.
        if language is not None and (wrong := LANGUAGES.problem(language)):
            yield at("language", wrong)
        speaker = row.representative
        written = {
            "name": row.name,
            **({"representative": speaker.name, "email": speaker.email} if speaker else {}),
        }
        for column, text in written.items():
            if (broken := line_problem(text)) is not None:
                yield at(column, broken)
        yield from self._said_before(line, row)

    def _said_before(self, line: int, row: Row) -> Iterator[Message]:
        """What does not fit with an earlier row of the same organisation."""
        first, before = self._first.setdefault(row.code, (line, row))
        email = row.representative.email.lower() if row.representative else None
        same = self._speakers.setdefault((row.code, email), line)
        if (before.group, before.name) != (row.group, row.name):
            other = N_(
                "{code} has another group or name at line {line};"
                " an organisation has one code, group and name"
            )
            yield at("code", other.having(code=quote(row.code), line=str(first)))
        elif same != line or (first != line and (email is None or before.representative is None)):
            again = N_(
                "{code} is already at line {line};"
                " name an organisation again only with another representative"
            )
            there = same if same != line else first
            yield at("code", again.having(code=quote(row.code), line=str(there)))
        if row.weight is not None:
            earlier, weight = self._weights.setdefault(row.code, (line, row.weight))
            if weight != row.weight:
                unlike = N_("{weight} where line {line} has {other}; an organisation has one weight")
                # As they are written there, without a mark between thousands.
                numbers = {"weight": str(row.weight), "line": str(earlier), "other": str(weight)}
                yield at("weight", unlike.having(**numbers))


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

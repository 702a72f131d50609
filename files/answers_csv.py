"""Answers to points as a CSV file: open points written to be filled in, and read with each mistake named."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import NamedTuple

from domain.responses.responding import Kind
from domain.shared.messages import N_
from files import csv_rows
from files.csv_rows import CsvProblem, in_order, whole
from files.spreadsheet import neutral, restored

COLUMNS = ("point", "section", "organisation", "said", "answer", "where", "version", "reason")

DUTCH = {
    "punt": "point",
    "hoofdstuk": "section",
    "organisatie": "organisation",
    "gezegd": "said",
    "antwoord": "answer",
    "waar": "where",
    "versie": "version",
    "waarom": "reason",
}
"""What columns may be called as well."""

KINDS: dict[str, Kind] = {
    "taken_over": "taken_over",
    "taken over": "taken_over",
    "overgenomen": "taken_over",
    "partly": "partly",
    "partly taken over": "partly",
    "deels": "partly",
    "deels overgenomen": "partly",
    "not_taken_over": "not_taken_over",
    "not taken over": "not_taken_over",
    "not": "not_taken_over",
    "niet": "not_taken_over",
    "niet overgenomen": "not_taken_over",
}
"""How an answer may be written; capitals never matter."""

MOST_ROWS = 10_000
MOST_ANSWERS = 500
"""Answers that are saved at a time."""

FILE = csv_rows.Columns(
    required=("point", "answer", "reason"),
    optional=("section", "organisation", "said", "where", "version"),
    key=("point",),
    also=DUTCH,
    empty=True,
    most=MOST_ROWS,
)


class OpenPoint(NamedTuple):
    """A point to be answered; `where` and `version` are filled in already where its section has changed."""

    number: int
    section: str
    organisation: str
    said: str
    where: str
    version: str


class Row(NamedTuple):
    """An answer as the file has it, at `line`; nothing is looked at yet but its kind and its numbers."""

    line: int
    point: int
    kind: Kind
    section: str | None
    version: int | None
    reason: str


def write(points: Iterable[OpenPoint], *, dutch: bool = False) -> str:
    """The file to be filled in, harmless when a spreadsheet opens it; as a `dutch` one has it, or another."""
    output = StringIO(newline="")
    writer = csv.writer(output, delimiter=";" if dutch else ",")
    writer.writerow(DUTCH if dutch else COLUMNS)
    for one in points:
        cells = (
            str(one.number),
            one.section,
            one.organisation,
            one.said,
            "",
            one.where,
            one.version,
            "",
        )
        writer.writerow([neutral(cell) for cell in cells])
    return output.getvalue()


def read(content: bytes) -> tuple[list[Row], list[CsvProblem]]:
    """The answers in a file, and everything that is wrong with it; a row without an answer is left open."""
    written, problems = csv_rows.read(content, FILE)
    rows: list[Row] = []
    for row in written:
        if not row.values["answer"]:
            continue
        found = _row(row)
        (rows if isinstance(found, Row) else problems).append(found)  # pyright: ignore[reportArgumentType] - each to its own
    if len(rows) > MOST_ANSWERS:
        many = N_("there are {rows} answers; send at most {most} at a time")
        line = rows[MOST_ANSWERS].line
        problems.append(CsvProblem(line, many.having(rows=len(rows), most=MOST_ANSWERS)))
    return rows, in_order(problems)


def _row(row: csv_rows.Row) -> Row | CsvProblem:
    values = row.values
    if (point := whole(values["point"])) is None or point < 1:
        return CsvProblem(row.line, N_("the point must be the number of one"))
    if (kind := KINDS.get(values["answer"].lower())) is None:
        return CsvProblem(row.line, N_("the answer must be: taken over, partly, or not"))
    if kind == "not_taken_over":
        return Row(row.line, point, kind, None, None, restored(values["reason"]))
    version = whole(values.get("version", ""))
    if not values.get("where") or version is None:
        return CsvProblem(row.line, N_("say in which section (where) and version it is taken over"))
    return Row(row.line, point, kind, values["where"], version, restored(values["reason"]))

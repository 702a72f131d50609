"""Answers to points in a table of Word: as it goes out, and as a spreadsheet's file once it is back."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import NamedTuple

from domain.responses.responding import Kind
from domain.shared.messages import N_
from files.answers_csv import DUTCH, FILE
from files.spreadsheet import neutral
from files.word import UnreadableWordError, Word

COLUMNS = ("point", "organisation", "said", "answer", "where", "version", "reason")
TAKEN = ("point", "answer", "where", "version", "reason")
"""What is read of a table; the others are there for whoever fills it in."""

ANSWERS: dict[Kind, tuple[str, str]] = {
    "taken_over": ("taken over", "overgenomen"),
    "partly": ("partly", "deels"),
    "not_taken_over": ("not", "niet"),
}
"""How an answer is written, in English and in Dutch."""


class PointRow(NamedTuple):
    """A point with its answer, as far as it has one."""

    number: int
    organisation: str
    said: str
    answer: Kind | None
    where: str
    version: str
    reason: str


def table(points: Iterable[PointRow], *, dutch: bool = False) -> tuple[list[str], list[list[str]]]:
    """The columns and the rows of a table to fill in."""
    names = {english: name for name, english in DUTCH.items()} if dutch else {}
    rows = [
        [
            str(one.number),
            one.organisation,
            one.said,
            ANSWERS[one.answer][dutch] if one.answer else "",
            one.where,
            one.version,
            one.reason,
        ]
        for one in points
    ]
    return [names.get(column, column) for column in COLUMNS], rows


def as_csv(word: Word) -> bytes:
    """The table of a document as a file of answers. Raises `UnreadableWordError` where there is none."""
    for rows in word.tables:
        columns = [_column(cell) for cell in rows[0]]
        if set(FILE.required) <= set(columns):
            return _written(columns, rows[1:])
    raise UnreadableWordError(
        N_(
            "There is no table of answers in this file. Take the file with the points from here, and fill in"
            " its table."
        )
    )


def _column(cell: str) -> str:
    name = cell.strip().lower()
    return DUTCH.get(name, name)


def _written(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    output = StringIO(newline="")
    writer = csv.writer(output)
    taken = [name for name in TAKEN if name in columns]
    writer.writerow(taken)
    for row in rows:
        values = dict(zip(columns, row, strict=False))
        writer.writerow([neutral(values.get(name, "")) for name in taken])
    return output.getvalue().encode()

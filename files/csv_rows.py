"""Reads rows from a CSV file that somebody sends: every bad row is named with its line. Pure."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from domain.blueprint.problems import Path, explained
from domain.shared.messages import N_, Message, at, joined, verbatim

SEPARATORS = ",;"
"""Spreadsheets that speak Dutch separate by semicolon."""

NOT_WHOLE = N_("must be a whole number, not {value}")
"""What is said of a cell that `whole` takes for something else."""

M = TypeVar("M", bound=BaseModel)


class Row(NamedTuple):
    """The values of one row by column, outer blanks left out; `line` is where it begins."""

    line: int
    values: Mapping[str, str]


class CsvProblem(NamedTuple):
    """What is wrong at a line of the file, the first being 1."""

    line: int
    message: Message


@dataclass(frozen=True)
class Columns:
    """What a file may hold: columns that must be filled, others, and which together name a row.

    `also` gives other names for columns, such as Dutch ones; capitals never matter. With `empty` whoever
    takes the rows says what is wrong with those in which a required column is empty, beside what else is.
    """

    required: Sequence[str]
    optional: Sequence[str] = ()
    key: Sequence[str] = ()
    also: Mapping[str, str] = field(default_factory=dict[str, str])
    empty: bool = False
    most: int | None = None


def read(content: bytes, columns: Columns) -> tuple[list[Row], list[CsvProblem]]:
    """The rows of a UTF-8 file, with or without byte order mark, and everything that is wrong with it.

    With any problem nothing may be used; the rows are there so that more can be said of them.
    """
    problems = list(_unreadable(content))
    if problems:
        return [], problems
    rows: list[Row] = []
    try:
        # Excel puts a byte order mark before UTF-8, and it would become part of the first column's name.
        for found in _rows(content.decode("utf-8-sig"), columns):
            (rows if isinstance(found, Row) else problems).append(found)  # pyright: ignore[reportArgumentType] - each to its own
    except _UnusableError as error:
        problems.append(error.problem)
    problems += _twice(rows, columns.key)
    if not rows and not problems:
        problems.append(CsvProblem(1, N_("there are no rows below the first line")))
    if columns.most is not None and len(rows) > columns.most:
        message = N_("there are {rows} rows; send at most {most} at a time")
        many = message.having(rows=len(rows), most=columns.most)
        problems.append(CsvProblem(rows[columns.most].line, many))
    return rows, in_order(problems)


def models(content: bytes, columns: Columns, model: type[M]) -> tuple[list[M], list[CsvProblem]]:
    """The rows of a file, each as a `model`, and everything that is wrong with it."""
    rows, problems = read(content, columns)
    found = [taken(row.line, row.values, model) for row in rows]
    problems += [problem for one in found if isinstance(one, list) for problem in one]
    return [one for one in found if not isinstance(one, list)], in_order(problems)


def in_order(problems: Iterable[CsvProblem]) -> list[CsvProblem]:
    """Line by line, and those of one line in the order in which they were found."""
    return sorted(problems, key=lambda problem: problem.line)


def last_part(path: Path) -> str:
    return str(path[-1])


def taken(
    line: int, fields: Mapping[str, object], model: type[M], column: Callable[[Path], str] = last_part
) -> M | list[CsvProblem]:
    """The row at `line` as a `model`, or what is wrong with it, each by its `column`."""
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        return [CsvProblem(line, at(column(p.path), p.message)) for p in explained(error, model)]


def whole(written: str) -> int | None:
    """The whole number in a cell, which may be below zero; None when it is something else."""
    # By pattern: int() would also take blanks, underscores and the digits of every script.
    return int(written) if re.fullmatch(r"-?[0-9]{1,12}", written) else None


class _UnusableError(Exception):
    """The file as a whole cannot be read on."""

    def __init__(self, line: int, message: Message) -> None:
        super().__init__(str(message))
        self.problem = CsvProblem(line, message)


def _unreadable(content: bytes) -> Iterator[CsvProblem]:
    # Line by line: decoding the whole would name the first mistake only.
    for number, line in enumerate(content.split(b"\n"), start=1):
        try:
            line.decode()
        except UnicodeDecodeError as error:
            message = N_("byte {byte} is not UTF-8; save the file as UTF-8")
            yield CsvProblem(number, message.having(byte=f"0x{line[error.start]:02x}"))
        else:
            if b"\0" in line:
                yield CsvProblem(number, N_("holds the character NUL (U+0000); take it out"))


def _rows(text: str, columns: Columns) -> Iterator[Row | CsvProblem]:
    first = text.partition("\n")[0]
    # By the first line alone: the names of columns hold neither, values may.
    separator = max(SEPARATORS, key=first.count)
    # Strict: otherwise a stray quote takes the rest of a file into one value, and nobody hears of it.
    lines = csv.reader(StringIO(text, newline=""), strict=True, delimiter=separator)
    header: list[str] | None = None
    last = 0
    try:
        for values in lines:
            # A value in quotes may go on for several lines; people look for where the row begins.
            line, last = last + 1, lines.line_num
            if header is None:
                header = _header(values, columns)
            elif any(value.strip() for value in values):
                yield _row(line, [value.strip() for value in values], header, columns)
    except csv.Error as error:
        message = N_("is not CSV from here on: {why}").having(why=_why(error, separator))
        raise _UnusableError(last + 1, message) from None
    if header is None:
        empty = N_("is empty; the first line must name the columns {columns}")
        raise _UnusableError(1, empty.having(columns=_named(columns)))


def _why(error: csv.Error, separator: str) -> Message:
    """What the csv module found, which has no kinds of mistakes but sentences only."""
    match str(error):
        case "unexpected end of data":
            return N_("unexpected end of data")
        case said if said.endswith("expected after '\"'"):
            return N_("'{separator}' expected after '\"'").having(separator=separator)
        case said if found := re.fullmatch(r"field larger than field limit \((\d+)\)", said):
            return N_("field larger than field limit ({limit})").having(limit=int(found[1]))
        case said:
            return verbatim(said)


def _header(values: Sequence[str], columns: Columns) -> list[str]:
    written = [value.strip().lower() for value in values]
    header = [columns.also.get(name, name) for name in written]
    known = [*columns.required, *columns.optional]
    unknown = N_('the column "{name}" is not known')
    twice = N_('the column "{name}" is there twice')
    missing = N_('the column "{name}" is missing')
    wrong = [
        *(unknown.having(name=name) for name in dict.fromkeys(header) if name not in known),
        *(twice.having(name=name) for name in known if header.count(name) > 1),
        *(missing.having(name=name) for name in columns.required if name not in header),
    ]
    if wrong:
        right = N_("the first line names the columns {columns}").having(columns=_named(columns))
        raise _UnusableError(1, joined([*wrong, right], "; "))
    return header


def _named(columns: Columns) -> Message:
    optional = N_("{name} (may be left out)")
    names = [*map(verbatim, columns.required), *(optional.having(name=name) for name in columns.optional)]
    return joined(names, ", ")


def _row(line: int, values: list[str], header: list[str], columns: Columns) -> Row | CsvProblem:
    if len(values) != len(header):
        message = N_(
            "{values} values where there are {columns} columns; put a value that holds a separator in quotes"
        )
        return CsvProblem(line, message.having(values=len(values), columns=len(header)))
    row = dict(zip(header, values, strict=True))
    empty = [name for name in columns.required if not row[name]]
    if empty and not columns.empty:
        return CsvProblem(line, N_("{columns} must not be empty").having(columns=empty))
    return Row(line, row)


def _twice(rows: Sequence[Row], key: Sequence[str]) -> Iterator[CsvProblem]:
    first: dict[tuple[str, ...], int] = {}
    same = N_("the same {columns} as line {line}").having(columns=key)
    for row in rows if key else ():
        value = tuple(row.values[name].casefold() for name in key)
        if (earlier := first.setdefault(value, row.line)) != row.line:
            yield CsvProblem(row.line, same.having(line=str(earlier)))

"""Rows as spreadsheets open them: CSV and xlsx. What people typed is text there, never a formula. Pure."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO, StringIO
from typing import Any, TypeAlias, cast

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs] - its types are in part unknown

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Cell: TypeAlias = str | int | date | None

FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would take for a formula, however many apostrophes were put before it."""

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads UTF-8 as something else."""

LONGEST_CELL = 32_767
"""Characters; Excel holds no more."""
WIDEST, NARROWEST = 60, 8


def neutral(cell: str) -> str:
    """`cell` as text that no spreadsheet calculates with; `restored` takes it back."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def restored(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def as_csv(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A CSV file with a byte order mark; days are written as 2027-03-11, which spreadsheets read."""
    output = StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow(heading)
    for row in rows:
        writer.writerow([_written(cell) for cell in row])
    return (BYTE_ORDER_MARK + output.getvalue()).encode()


def _written(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return neutral(cell)
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def as_xlsx(title: str, heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """An xlsx file of one sheet, `title`: its heading stays in sight, and its columns can be filtered."""
    table, output = list(rows), BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(output, options) as whole:
        book = cast("Any", whole)
        sheet, day = book.add_worksheet(title[:31]), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, heading, book.add_format({"bold": True}))
        for at, row in enumerate(table, start=1):
            for column, cell in enumerate(row):
                match cell:
                    case None:
                        pass
                    case str():
                        sheet.write_string(at, column, cell[:LONGEST_CELL])
                    case date():
                        sheet.write_datetime(at, column, datetime.combine(cell, time()), day)
                    case _:
                        sheet.write_number(at, column, cell)
        for column, name in enumerate(heading):
            widths = (len(str(row[column] or "")) for row in table)
            sheet.set_column(column, column, min(max(*widths, len(name), NARROWEST), WIDEST) + 1)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(table), len(heading) - 1)
    return output.getvalue()

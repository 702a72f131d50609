"""Rows for spreadsheets: what people typed stays text, and days are days."""

from datetime import date

import pytest

from files.spreadsheet import as_csv, as_xlsx
from tests.files.workbooks import cells


def test_a_csv_file_begins_with_a_mark_by_which_excel_knows_its_letters() -> None:
    assert as_csv(["Naam"], [["Één loket"]]) == "\ufeffNaam\r\nÉén loket\r\n".encode()


@pytest.mark.parametrize("typed", ["=1+1", "+31", "-2", "@x", "\tx", "'=1"])
def test_nothing_that_was_typed_is_a_formula(typed: str) -> None:
    assert as_csv(["n"], [[typed]]).decode().splitlines()[1].strip('"').startswith("'")
    assert cells(as_xlsx("t", ["n"], [[typed]]))[1] == [typed]


def test_what_looks_like_an_address_is_no_link() -> None:
    assert cells(as_xlsx("t", ["n"], [["https://example.org"]]))[1] == ["https://example.org"]


def test_days_are_days_numbers_are_numbers_and_what_is_not_there_is_empty() -> None:
    row = [date(2027, 3, 11), 3, None, "x"]

    assert as_csv(["a", "b", "c", "d"], [row]).decode().splitlines()[1] == "2027-03-11,3,,x"
    # As workbooks count days.
    assert cells(as_xlsx("t", ["a", "b", "c", "d"], [row]))[1] == ["46457", "3", "", "x"]


def test_a_workbook_without_rows_has_its_heading() -> None:
    assert cells(as_xlsx("t", ["a", "b"], [])) == [["a", "b"]]

"""Reading a CSV file that somebody sends: what it holds, and every bad row with its line."""

import csv
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.csv_rows import Columns, read
from tests.words.pseudo import english

COLUMNS = Columns(
    required=("title", "owner"),
    optional=("description",),
    key=("title", "owner"),
    also={"titel": "title", "eigenaar": "owner"},
)


NAMES = ("title", "owner", "description", "colour", "0xe9", "0xff")
"""The columns and the bytes that are named here."""


def values(content: str | bytes) -> list[dict[str, str]]:
    """The rows of a file in which nothing is wrong."""
    rows, problems = read(content if isinstance(content, bytes) else content.encode(), COLUMNS)
    assert problems == []
    return [dict(row.values) for row in rows]


def problems(content: str | bytes) -> list[tuple[int, str]]:
    _, found = read(content if isinstance(content, bytes) else content.encode(), COLUMNS)
    return [(problem.line, english(problem.message, *NAMES)) for problem in found]


ONE = [{"title": "Addresses", "owner": "G1"}]


@pytest.mark.parametrize(
    "content",
    [
        "title,owner\nAddresses,G1\n",
        "title,owner\r\nAddresses,G1",
        "title,owner\rAddresses,G1\r",
        "\ufefftitle,owner\nAddresses,G1\n",
        "Titel;Eigenaar\nAddresses;G1\n",
        "owner,title\nG1, Addresses \n",
        'title,owner\n"Addresses","G1"\n',
        "title,owner\n\nAddresses,G1\n , \n\n",
    ],
    ids=["plain", "crlf", "cr", "bom", "dutch", "order and blanks", "quotes", "empty lines"],
)
def test_a_file_is_read_as_spreadsheets_write_it(content: str) -> None:
    assert values(content) == ONE


def test_an_optional_column_may_be_there_and_be_empty() -> None:
    found = values("title,owner,description\nAddresses,G1,\nKeys,G2,For all\n")

    assert [row["description"] for row in found] == ["", "For all"]


def test_a_value_in_quotes_may_hold_separators_and_lines() -> None:
    assert values('title,owner\n"A, and\nB",G1\n') == [{"title": "A, and\nB", "owner": "G1"}]


def test_every_bad_row_is_named_with_the_line_it_begins_on() -> None:
    content = 'title,owner\n"two\nlines",G1\nAddresses\n,G1\nKeys,G2\nkeys,g2\n'

    assert problems(content) == [
        (4, "1 values where there are 2 columns; put a value that holds a separator in quotes"),
        (5, "title must not be empty"),
        (7, "the same title and owner as line 6"),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty; the first line must name the columns title, owner, description (may be left out)"),
        ("title\nx\n", 'the column "owner" is missing'),
        ("title,owner,colour\nx,y,z\n", 'the column "colour" is not known'),
        ("title,owner,titel\nx,y,z\n", 'the column "title" is there twice'),
        ("title,owner\n", "there are no rows below the first line"),
    ],
)
def test_a_first_line_that_is_wrong_says_what_it_must_name(content: str, message: str) -> None:
    [(line, found)] = problems(content)

    assert line == 1
    assert message in found


def test_what_is_not_utf_8_is_named_line_by_line() -> None:
    content = b"title,owner\nCaf\xe9,G1\nfine,G2\n\xff,G3\n"

    assert problems(content) == [
        (2, "byte 0xe9 is not UTF-8; save the file as UTF-8"),
        (4, "byte 0xff is not UTF-8; save the file as UTF-8"),
    ]


def test_nul_is_named() -> None:
    assert problems("title,owner\nA\0,G1\n") == [(2, "holds the character NUL (U+0000); take it out")]


@pytest.mark.parametrize(
    ("rest", "why"),
    [
        ('"open,G1\n', "unexpected end of data"),
        ('"a"b,G1\n', "',' expected after '\"'"),
        (f"{'x' * 200_000},G1\n", "field larger than field limit (131,072)"),
    ],
)
def test_what_cannot_be_csv_is_named_from_where_it_begins(rest: str, why: str) -> None:
    assert problems(f"title,owner\nfine,G1\n{rest}") == [(3, f"is not CSV from here on: {why}")]


@given(st.binary())
def test_whatever_is_sent_is_read_or_refused(content: bytes) -> None:
    rows, found = read(content, COLUMNS)

    assert rows or found


WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1).filter(
    str.strip
)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, unique_by=lambda row: row[0].strip().casefold()))
def test_what_is_written_as_csv_is_read_back(written: list[tuple[str, str]]) -> None:
    file = StringIO(newline="")
    csv.writer(file).writerows([("title", "owner"), *written])

    found = values(file.getvalue())

    assert [(row["title"], row["owner"]) for row in found] == [(t.strip(), o.strip()) for t, o in written]


def test_what_was_wrong_before_a_file_could_not_be_read_on_is_named_too() -> None:
    assert [line for line, _ in problems('title,owner\nAddresses\nfine,G1\n"open,G1\n')] == [2, 4]


def test_rows_that_are_too_many_are_counted_where_they_begin_to_be() -> None:
    _, found = read(b"title,owner\nA,G1\nB,G1\nC,G1\n", replace(COLUMNS, most=2))

    assert [(problem.line, english(problem.message)) for problem in found] == [
        (4, "there are 3 rows; send at most 2 at a time")
    ]

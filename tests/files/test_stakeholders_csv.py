"""Organisations as a CSV file: read with every mistake named, written so that it reads back."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.blueprint.people import Representative
from files.spreadsheet import neutral, restored
from files.stakeholders_csv import COLUMNS, Row, Table, read, write
from tests.words.pseudo import english
from tests.words.speaking import THERE_ARE, UNSPOKEN
from words.languages import LANGUAGES

GROUPS = ("gemeente", "markt")
HEADER = "group,code,name,representative,email,language\n"
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), max_size=30)
AWKWARD = st.sampled_from(("=1+1", "+31", "-2", "@x", "'=1", "''@", "a,b", 'a"b', "a;b", "'"))
NAMES = (TEXT | AWKWARD | st.builds(str.__add__, AWKWARD, TEXT)).map(lambda text: f"{text}.".strip()[:200])
CODES = st.text(string.ascii_letters + string.digits, min_size=1, max_size=8)
ADDRESSES = st.builds("{}@{}.example".format, st.sampled_from(("rik", "+jan", "=x", "-o")), CODES)


@st.composite
def tables(draw: st.DrawFn) -> list[Row]:
    rows: list[Row] = []
    for code in draw(st.lists(CODES, min_size=1, max_size=6, unique=True)):
        group, name = draw(st.sampled_from(GROUPS)), draw(NAMES)
        speakers = draw(st.lists(ADDRESSES, max_size=3, unique_by=str.lower))
        languages = st.sampled_from(("nl", "en"))
        them = [Representative(name=draw(NAMES), email=a, language=draw(languages)) for a in speakers]
        weight = draw(st.none() | st.integers(1, 1_000_000_000))
        one = Row(group=group, code=code, name=name, weight=weight)
        rows += [one.model_copy(update={"representative": who}) for who in them or [None]]
    return rows


def problems(text: str, *also: str) -> list[tuple[int, str]]:
    """What is wrong with a file; `also` are words that stand in no catalogue, besides its own."""
    return said_of(read(text.encode(), GROUPS), f"{text} {also}")


def said_of(table: Table, text: str) -> list[tuple[int, str]]:
    """What is wrong with a file, which holds `text`; its words and the columns' names may be in it."""
    return [
        (found.line, english(found.message, text, *COLUMNS, *GROUPS, *LANGUAGES.codes))
        for found in table.problems
    ]


@given(tables())
def test_what_was_written_reads_back(rows: list[Row]) -> None:
    table = read(write(rows).encode(), GROUPS)

    assert table.problems == []
    assert table.rows == rows


@given(TEXT | AWKWARD)
def test_no_cell_that_is_written_is_a_formula(cell: str) -> None:
    assert not neutral(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert restored(neutral(cell)) == cell


@given(st.binary(max_size=200))
def test_whatever_is_sent_something_is_said_of_it(content: bytes) -> None:
    table = read(content, GROUPS)

    assert bool(table.problems) != bool(table.rows)


def test_columns_may_stand_in_any_order_between_semicolons_and_after_a_mark() -> None:
    text = "﻿Name;CODE;group\r\nGroningen;GM0014;gemeente\r\n;;\r\n"

    table = read(text.encode(), GROUPS)

    assert table.problems == []
    assert table.rows == [Row(group="gemeente", code="GM0014", name="Groningen")]
    assert table.lines == [2]


def test_every_bad_row_is_named_with_its_line_and_what_would_be_right() -> None:
    text = (
        HEADER
        + f"gemeente,G1,One,Rik,rik@g1.example,{UNSPOKEN}\n"
        + "gemente,G2,Two,,,\n"
        + "gemeente,G 3,,,,\n"
        + "gemeente,G4,Four,Rik,,\n"
        + "gemeente,G5,Five,,rik,\n"
        + "gemeente,G6\n"
        + '"gemeente",G7,"Two\nlines",,,\n'
        + "gemeente,G7,Seven,,,\n"
        + "markt,G8,Eight,Rik,rik@g8.example,\n"
        + "markt,G8,Eight,Rik,Rik@g8.example,\n"
        + "markt,G8,Eight,,,\n"
    )

    assert problems(text, "U+000A") == [
        (2, f'language: "{UNSPOKEN}" is not a language that is spoken here; there are: {THERE_ARE}'),
        (3, 'group: "gemente" is not a group here; did you mean "gemeente"?'),
        (
            4,
            "code: \"G 3\" is not an organisation code; use letters, digits, '.', '_', '-', as in GM0014",
        ),
        (4, "name: must not be empty"),
        (5, "email: is missing and must be given"),
        (6, "representative: is missing and must be given"),
        (6, 'email: "rik" is not an e-mail address; write it as name@organisation.example'),
        (7, "2 values where there are 6 columns; put a value that holds a separator in quotes"),
        (
            8,
            (
                "name: must be on one line, and not hold U+000A, which ends a line or changes the direction"
                " of reading"
            ),
        ),
        (10, 'code: "G7" has another group or name at line 8; an organisation has one code, group and name'),
        (
            12,
            'code: "G8" is already at line 11; name an organisation again only with another representative',
        ),
        (
            13,
            'code: "G8" is already at line 11; name an organisation again only with another representative',
        ),
    ]


@pytest.mark.parametrize(("groups", "named"), [(GROUPS, "gemeente, markt"), ((), "none")])
def test_a_group_that_is_like_none_is_answered_with_those_that_there_are(
    groups: tuple[str, ...], named: str
) -> None:
    text = "group,code,name\nwaterschap,G1,One\n"

    assert said_of(read(text.encode(), groups), text) == [
        (2, f'group: "waterschap" is not a group here; there are: {named}')
    ]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("group,code", 'the column "name" is missing'),
        ("group,code,name,phone", 'the column "phone" is not known'),
        ("group,code,name,name", 'the column "name" is there twice'),
        ("", 'the column "group" is missing; the column "code" is missing'),
    ],
)
def test_a_wrong_first_line_is_said_with_what_it_should_be(header: str, said: str) -> None:
    [(line, message)] = problems(f"{header}\na,b,c\n")

    assert line == 1
    assert message.startswith(said)
    assert "the first line names the columns group, code, name" in message


def test_another_encoding_is_named_with_its_lines() -> None:
    content = "group,code,name\ngemeente,G1,Fryslân\ngemeente,G2,Súdwest\n".encode("latin-1")

    assert said_of(read(content, GROUPS), "0xe2, 0xfa") == [
        (2, "byte 0xe2 is not UTF-8; save the file as UTF-8"),
        (3, "byte 0xfa is not UTF-8; save the file as UTF-8"),
    ]


def test_the_character_nul_is_named_with_its_line() -> None:
    assert problems("group,code,name\ngemeente,G1,O\0ne\n") == [
        (2, "holds the character NUL (U+0000); take it out")
    ]


def test_a_quote_that_is_never_closed_is_named() -> None:
    [(line, message)] = problems('group,code,name\ngemeente,G1,One\ngemeente,G2,"Two\n')

    assert line == 3
    assert message.startswith("is not CSV from here on")


def test_a_file_without_organisations_is_said_so() -> None:
    assert problems(HEADER) == [(1, "there are no rows below the first line")]


class TestWeights:
    def test_an_organisation_weighs_what_its_row_says_and_nothing_is_said_without(self) -> None:
        table = read(b"group,code,name,weight\ngemeente,G1,One,3\ngemeente,G2,Two,\n", GROUPS)

        assert table.problems == []
        assert [row.weight for row in table.rows] == [3, None]

    @pytest.mark.parametrize(
        ("weight", "said"),
        [
            ("0", "weight: must be at least 1, not 0"),
            ("-2", "weight: must be at least 1, not -2"),
            ("1000000001", "weight: must be at most 1000000000, not 1000000001"),
            ("2.5", 'weight: must be a whole number, not "2.5"'),
            ("heavy", 'weight: must be a whole number, not "heavy"'),
            ("'=1+1", 'weight: must be a whole number, not "=1+1"'),
        ],
    )
    def test_what_cannot_weigh_is_named_with_its_line(self, weight: str, said: str) -> None:
        text = f"group,code,name,weight\ngemeente,G1,One,1\ngemeente,G2,Two,{weight}\n"

        assert problems(text) == [(3, said)]

    def test_an_organisation_has_one_weight(self) -> None:
        header = "group,code,name,representative,email,weight\n"
        rows = ("a@g1.example,3", "b@g1.example,", "c@g1.example,4")

        assert problems(header + "".join(f"gemeente,G1,One,Rik,{row}\n" for row in rows)) == [
            (4, "weight: 4 where line 2 has 3; an organisation has one weight")
        ]


@pytest.mark.parametrize(
    ("column", "row"),
    [
        ("name", 'gemeente,G1,"Gron\ningen",,,'),
        ("representative", "gemeente,G1,Groningen,Rik \u202eregaR,rik@g1.example,"),
        ("email", "gemeente,G1,Groningen,Rik,rik\u2066@g1.example,"),
    ],
)
def test_a_name_that_breaks_its_line_or_turns_it_round_is_refused(column: str, row: str) -> None:
    [(line, said)] = problems(f"{HEADER}{row}\n", "U+000A U+202E U+2066")

    assert line == 2
    assert said.startswith(f"{column}: must be on one line, and not hold U+")

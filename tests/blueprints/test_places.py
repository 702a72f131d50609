"""Every key of a TOML text is found at its line."""

import tomllib
from collections.abc import Iterator
from typing import cast

import pytest

from blueprints import SHIPPED
from blueprints.places import places
from domain.blueprint.problems import Path

EVERYTHING = '''\
title = "a [b] = # no comment" # a comment with = and [brackets]
"quoted key" = 'c:\\'
a.b."c.d" = 1
long = """
[not.a.table]
key = "no" \\""" still inside """
raw = \'\'\'
x = [1,
\'\'\'\'
list = [
    1, # one, [two]
    { deep = [ "x", 2027-03-11 ], other = { e = 1.5 } },
    [ [], 07:32:00, ],
]
moment = 2027-03-11 07:32:00
empty = {}

[table]
key = true
[table.inner]
key = -1
[[table.many]]
name = "one"
[table.many.sub]
key = inf
[[table.many]]
name = "two"
[[table.many.deeper]]
key = 0x_f
[[table.many.deeper]]
[ "odd" . name ]
last = ""
'''.replace("0x_f", "0xf")


def paths(value: object, path: Path = ()) -> Iterator[Path]:
    """Every path in what tomllib made of a text."""
    if path:
        yield path
    items: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        items = list(cast("dict[str | int, object]", value).items())
    elif isinstance(value, list):
        items = list(enumerate(cast("list[object]", value)))
    for key, inner in items:
        yield from paths(inner, (*path, key))


TEXTS = [
    EVERYTHING,
    EVERYTHING.replace("\n", "\r\n"),
    *(p.read_text("utf-8") for p in SHIPPED.glob("*.toml")),
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_key_and_entry_has_a_place_and_nothing_else_has(text: str) -> None:
    assert set(places(text)) == set(paths(tomllib.loads(text)))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 1),
        (("quoted key",), 2),
        (("a", "b", "c.d"), 3),
        (("long",), 4),
        (("raw",), 7),
        (("list",), 10),
        (("list", 0), 11),
        (("list", 1, "other", "e"), 12),
        (("list", 2, 1), 13),
        (("moment",), 15),
        (("table",), 18),
        (("table", "inner", "key"), 21),
        (("table", "many"), 22),
        (("table", "many", 0, "sub", "key"), 25),
        (("table", "many", 1, "name"), 27),
        (("table", "many", 1, "deeper", 0, "key"), 29),
        (("table", "many", 1, "deeper", 1), 30),
        (("odd", "name", "last"), 32),
    ],
)
def test_a_key_stands_where_its_author_wrote_it(path: Path, line: int) -> None:
    assert places(EVERYTHING)[path] == line


def test_a_key_stands_at_the_same_line_whatever_ends_the_lines() -> None:
    assert places(EVERYTHING.replace("\n", "\r\n")) == places(EVERYTHING)


def test_a_text_without_a_newline_at_its_end_is_read_to_its_end() -> None:
    assert places("a = 1\nb = [1]") == {("a",): 1, ("b",): 2, ("b", 0): 2}

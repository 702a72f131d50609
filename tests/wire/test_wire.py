"""What is stored and sent keeps its names, whatever classes and modules are called."""

from datetime import date
from typing import Literal

import pytest
from pydantic import BaseModel

from tests.wire import listed, names


def test_what_is_stored_and_sent_has_the_names_that_are_listed() -> None:
    if changes := listed.changes(listed.NAMES, names.render(names.gather())):
        pytest.fail(changes)


def test_the_openapi_document_is_the_one_that_is_listed() -> None:
    if changes := listed.changes(listed.OPENAPI, listed.text_of(names.openapi())):
        pytest.fail(changes)


def test_fields_are_listed_at_any_depth_with_their_types_and_defaults() -> None:
    class Inner(BaseModel):
        day: date
        choice: Literal["for", "against"] = "for"

    class Outer(BaseModel):
        kind: Literal["outer"] = "outer"
        one: Inner | None = None
        many: tuple[Inner, ...] = ()
        named: dict[str, Inner]
        pair: tuple[int, bool]

    assert names.render({"event outer": Outer, "patches": ["first"]}).splitlines() == [
        "[event outer]",
        'kind: "outer" = "outer"',
        "many: [object] = []",
        'many[].choice: "for" | "against" = "for"',
        "many[].day: date",
        "named: {*: object}",
        'named.*.choice: "for" | "against" = "for"',
        "named.*.day: date",
        "one: object | null = null",
        'one.choice: "for" | "against" = "for"',
        "one.day: date",
        "pair: [integer, boolean]",
        "",
        "[patches]",
        "first",
    ]


def test_a_change_is_shown_as_what_was_and_what_is() -> None:
    now = listed.NAMES.read_text().replace('kind: "ballot.cast"', 'kind: "vote.cast"')

    assert '-kind: "ballot.cast" = "ballot.cast"' in listed.changes(listed.NAMES, now).splitlines()

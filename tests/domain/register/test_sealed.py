"""A vote on which no decision has followed is sealed in an export, and the chain holds all the same.

Every example goes through both verifiers, which must agree.
"""

import json
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.register.proof import FORMER_FORMAT
from domain.register.sealed import sealed_line
from domain.sign_off.open_votes import is_sealed, open_votes
from tests.domain.arranged import sent_back, submitted_again
from tests.domain.verifiers import KEY, Line, export, standalone, verdict


@cache
def _voting() -> list[Line]:
    """The plan was sent back and comes again; two of the three members have voted on it."""
    programme = submitted_again(sent_back())
    programme.members_vote("for", "against")
    return export(programme)


def lines() -> list[Line]:
    return deepcopy(_voting())


def entries_of(lines: list[Line]) -> list[Line]:
    return [line for line in lines if "seq" in line]


LENGTH = len(entries_of(lines()))
SEALED = [cast("int", line["seq"]) for line in entries_of(lines()) if line.get("type") == "sealed"]
DECIDED = next(
    cast("int", line["seq"])
    for line in entries_of(lines())
    if cast("Mapping[str, object]", line.get("event", {})).get("kind") == "decision.established"
)


def at(lines: list[Line], seq: int) -> Line:
    return next(line for line in lines if line.get("seq") == seq)


def test_what_is_sealed_is_the_running_ballot_and_the_rest_is_open() -> None:
    assert SEALED == [LENGTH - 1, LENGTH]
    assert all("event" not in at(lines(), seq) and "actor" not in at(lines(), seq) for seq in SEALED)


def test_the_chain_holds_and_the_verifier_counts_what_is_sealed() -> None:
    whole = lines()

    assert verdict(whole, trusted=[KEY.public])[:2] == ("holds", LENGTH)
    assert standalone().check([json.dumps(line) for line in whole]).sealed == len(SEALED)


def test_the_hash_of_a_sealed_entry_is_that_of_the_same_one_when_it_is_open() -> None:
    programme = submitted_again(sent_back())
    programme.members_vote("for", "against")
    opened = open_votes(programme.register)
    sealed = [entry for entry in programme.register if is_sealed(entry, opened)]

    assert all(entry.expected_hash() == entry.hash for entry in sealed)
    assert [at(export(programme), entry.seq)["hash"] for entry in sealed] == [e.hash for e in sealed]


@given(st.sampled_from(["seq", "prev", "programme"]))
def test_its_place_is_checked(field: str) -> None:
    whole = lines()
    at(whole, SEALED[0])[field] = {"seq": 99, "prev": "0" * 64, "programme": "elsewhere"}[field]

    assert verdict(whole)[:2] == ("broken", SEALED[0])


def test_another_hash_breaks_the_chain_behind_it() -> None:
    whole = lines()
    at(whole, SEALED[0])["hash"] = "0" * 64

    assert verdict(whole)[:2] == ("broken", SEALED[1])


def test_whoever_seals_what_was_decided_is_found() -> None:
    whole = lines()
    vote = DECIDED - 1
    whole[whole.index(at(whole, vote))] = sealed_line(at(whole, vote))

    assert verdict(whole) == ("broken", vote, "it is sealed, though a decision came after it")


def test_the_format_of_the_first_version_knows_nothing_sealed_and_still_holds_without() -> None:
    former = [{**line, "format": FORMER_FORMAT} if "format" in line else line for line in lines()]
    untyped = [{k: v for k, v in line.items() if k != "type"} for line in former]

    assert verdict(former)[:2] == ("broken", SEALED[0])
    assert verdict([line for line in untyped if line.get("seq", 0) not in SEALED])[:2] == (
        "holds",
        LENGTH - 2,
    )


@pytest.mark.parametrize("type_", ["anchor", "", 7, ["sealed"], {"sealed": True}])
def test_a_type_of_line_that_is_not_known_is_refused_by_its_name(type_: object) -> None:
    found = verdict([*lines(), {"type": type_}])

    assert found[:2] == ("broken", LENGTH + 1)
    assert f"lines of the type {type_} are not known here" in found[2]


@pytest.mark.parametrize("format_", ["kwartier-register/3", None, ["kwartier-register/2"]])
def test_a_format_that_is_not_known_is_named(format_: object) -> None:
    found = verdict([{**lines()[0], "format": format_}, *lines()[1:]])

    assert found[:2] == ("broken", 0)
    assert str(format_) in found[2]

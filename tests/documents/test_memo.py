"""The response memo (reactienota): what was said, what was done with it, and why."""

from documents.memo import Answered, Memo, MemoPoint, Said, response_memo
from domain.blueprint.model import Blueprint
from domain.register.entries import Head
from domain.responses.coverage import counted
from tests.domain.documents import document

TAKEN = Answered("taken_over", "goals", 2, "It is better.\nReally.")
POINTS = [
    MemoPoint(1, "risks", [Said("Org A", "a" * 64, "Too many.")], None),
    MemoPoint(3, "goals", [Said("Org A", "a" * 64, "Aim."), Said("Org B", "b" * 64, "Aim high.")], TAKEN),
    MemoPoint(4, "goals", [Said("Org C", "c" * 64, "Stop.")], Answered("not_taken_over", None, None, "No.")),
]
BLUEPRINT = Blueprint.of(document())
MEMO = Memo(BLUEPRINT, 1, 0, counted([None, "taken_over", "not_taken_over"]), POINTS)


def test_it_tells_section_by_section_in_the_order_of_the_plan() -> None:
    written = response_memo(MEMO)
    assert written.startswith("# Reactienota / Response memo: Small\n")
    assert [line for line in written.splitlines() if line.startswith("## ")] == ["## goals", "## Risks"]


def test_each_point_names_all_who_made_it_with_their_receipts() -> None:
    point = response_memo(MEMO).partition("### Punt / Point 3\n\n")[2].partition("### ")[0]
    assert point == (
        "> Aim.\n>\n> — Org A (ontvangstbewijs / receipt `aaaaaaaaaaaa`)\n\n"
        "> Aim high.\n>\n> — Org B (ontvangstbewijs / receipt `bbbbbbbbbbbb`)\n\n"
        "**Overgenomen / Taken over**, in “goals”, versie / version 2. Reden / Reason:\n\n"
        "> It is better.\n> Really.\n\n"
    )


def test_what_was_not_taken_over_has_a_reason_and_no_place() -> None:
    assert "**Niet overgenomen / Not taken over**. Reden / Reason:\n\n> No." in response_memo(MEMO)


def test_what_has_no_response_is_said_to_have_none_and_counted() -> None:
    written = response_memo(MEMO)
    assert "**Nog geen reactie / No response yet.**" in written
    assert "- Nog zonder reactie / Without a response: 1" in written
    assert "Punten / Points: 3" in written


def test_without_points_it_says_so() -> None:
    written = response_memo(Memo(BLUEPRINT, 2, 5, counted([]), []))
    assert "**Consultatie 2** over versie 5 van het plan" in written
    assert "Punten / Points: 0" in written
    assert "##" not in written


def test_until_it_is_settled_it_is_a_draft_and_follows_on_nothing() -> None:
    written = response_memo(MEMO)
    assert "Concept / Draft" in written
    assert "## Register" not in written


def test_once_it_is_settled_it_names_the_end_of_the_register_that_it_follows_on() -> None:
    written = response_memo(MEMO._replace(follows=Head(seq=12, hash="5f3c" * 16)))
    follows = "Dit document volgt op registerregel / This document follows register entry 12:"
    assert written.endswith(f"## Register\n\n{follows}\n`{'5f3c' * 16}`\n")
    assert "Concept" not in written

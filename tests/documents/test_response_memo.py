"""The response memo (reactienota): what was said, what was done with it, and why."""

from documents.first_draft import Passage
from documents.response_memo import Answered, Memo, MemoPoint, response_memo
from domain.blueprint.model import Blueprint
from domain.register.entries import Head
from domain.responses.coverage import counted
from tests.documents.arranged import DUTCH
from tests.domain.documents import document
from tests.words.pseudo import PSEUDO, outside
from words.languages import ENGLISH

TAKEN = Answered("taken_over", "goals", 2, "It is better.\nReally.")
POINTS = [
    MemoPoint(1, "risks", [Passage("Org A", "a" * 64, "Too many.")], None),
    MemoPoint(
        3, "goals", [Passage("Org A", "a" * 64, "Aim."), Passage("Org B", "b" * 64, "Aim high.")], TAKEN
    ),
    MemoPoint(
        4, "goals", [Passage("Org C", "c" * 64, "Stop.")], Answered("not_taken_over", None, None, "No.")
    ),
]
BLUEPRINT = Blueprint.of(document())
MEMO = Memo(BLUEPRINT, 1, 0, counted([None, "taken_over", "not_taken_over"]), POINTS)


def test_it_tells_section_by_section_in_the_order_of_the_plan() -> None:
    written = response_memo(ENGLISH, MEMO)
    assert written.startswith("# Response memo: Small\n")
    assert [line for line in written.splitlines() if line.startswith("## ")] == ["## goals", "## Risks"]


def test_each_point_names_all_who_made_it_with_their_receipts() -> None:
    point = response_memo(ENGLISH, MEMO).partition("### Point 3\n\n")[2].partition("### ")[0]
    assert point == (
        "> Aim.\n>\n> — Org A (receipt `aaaaaaaaaaaa`)\n\n"
        "> Aim high.\n>\n> — Org B (receipt `bbbbbbbbbbbb`)\n\n"
        "**Taken over**, in “goals”, version 2. Reason:\n\n"
        "> It is better.\n> Really.\n\n"
    )


def test_what_was_not_taken_over_has_a_reason_and_no_place() -> None:
    assert "**Not taken over**. Reason:\n\n> No." in response_memo(ENGLISH, MEMO)


def test_what_has_no_response_is_said_to_have_none_and_counted() -> None:
    written = response_memo(ENGLISH, MEMO)
    assert "**No response yet.**" in written
    assert "- Without a response: 1" in written
    assert "Points: 3" in written


def test_without_points_it_says_so() -> None:
    written = response_memo(ENGLISH, Memo(BLUEPRINT, 2, 5, counted([]), []))
    assert "**Consultation 2** on version 5 of the plan." in written
    assert "Points: 0" in written
    assert "##" not in written


def test_until_it_is_settled_it_is_a_draft_and_follows_on_nothing() -> None:
    written = response_memo(ENGLISH, MEMO)
    assert "**Draft:** not settled yet." in written
    assert "## Register" not in written


def test_once_it_is_settled_it_names_the_end_of_the_register_that_it_follows_on() -> None:
    written = response_memo(ENGLISH, MEMO._replace(follows=Head(seq=12, hash="5f3c" * 16)))
    follows = "This document follows register entry 12:"
    assert written.endswith(f"## Register\n\n{follows}\n`{'5f3c' * 16}`\n")
    assert "Draft" not in written


def test_in_dutch_it_is_in_dutch() -> None:
    written = response_memo(DUTCH, MEMO)

    assert written.startswith(
        "# Reactienota: Small\n\n**Consultatie 1** over versie 0 van het plan.\n\n**Concept:**"
    )
    assert "Punten: 3\n\n- Overgenomen: 1\n- Deels overgenomen: 0\n- Niet overgenomen: 1\n" in written
    assert "— Org A (ontvangstbewijs `aaaaaaaaaaaa`)" in written
    assert "**Overgenomen**, in “goals”, versie 2. Reden:" in written


def test_no_sentence_of_it_is_outside_of_the_catalogues() -> None:
    typed = ["Small", "goals", "Risks", "Org A", "Org B", "Org C", "Too many.", "Aim.", "Aim high.", "Stop."]
    typed += ["It is better.", "Really.", "No.", "a" * 12, "b" * 12, "c" * 12]

    assert outside(response_memo(PSEUDO, MEMO), *typed) == []

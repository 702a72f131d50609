"""How a programme looks: each of its tables in the language of the terminal, and nothing outside of it."""

import json
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from blueprints.loading import load, shipped
from cli.showing import bodies, every_phase
from cli.showing.page import WIDTH, Page
from tests.words.entries import of_every_kind
from tests.words.pseudo import PSEUDO, outside
from words.language import Language
from words.languages import ENGLISH, LANGUAGES

DUTCH = LANGUAGES.speaking("nl")
ADA = {"id": "1", "name": "Ada"}
WAITING = {"role": "office", "sentence": "Typed.", "due": "2026-12-10", "late": True}
PROGRAMME = {
    "slug": "one",
    "title": "Typed",
    "phase": "definition",
    "ending": None,
    "suspended_on": "2026-12-01",
    "waiting": WAITING,
    "principal": ADA,
    "kwartiermaker": ADA,
    "head": {"seq": 1, "hash": "1" * 64},
}
CRITERIA: list[dict[str, Any]] = [
    {"key": "sections", "met": True, "have": 1, "need": 1, "missing": []},
    {"key": "can-gemeenten", "met": False, "have": 1, "need": 2, "missing": ["Typed"]},
]
TALLY = {"in_favour": 1, "against": 0, "send_back": 0, "abstained": 0, "seats": 1}
DECISION = {
    "meeting": "2026-12-10",
    "body": "college",
    "outcome": "held_over",
    "held_over_to": "2026-12-17",
    "corrections": ["1"],
    "tally": TALLY,
}
CONDITION = {"due": "2026-12-10", "text": "Typed", "owner": "office", "met": False, "lapsed": False}
MANDATE = {
    "withdrawn_on": None,
    "first_day": None,
    "last_day": "2026-12-10",
    "person": ADA,
    "holder": ADA,
    "seats": [{"seat": "1", "body": "1"}],
}
WHOLE: dict[str, Any] = {
    "programme": PROGRAMME,
    "deadlines": [
        {"key": "consultation", "due": "2026-12-10", "role": "representative", "passed": True},
        {"key": "condition-1", "due": "2026-12-10", "role": "kwartiermaker", "passed": False},
    ],
    "gate": {"criteria": CRITERIA},
    "decisions": [DECISION, DECISION | {"outcome": "approved", "held_over_to": None, "corrections": []}],
    "conditions": [CONDITION, CONDITION | {"met": True}, CONDITION | {"lapsed": True}],
    "mandates": [MANDATE],
    "nominations": [],
    "register": [],
    "blueprint": load(shipped("common-ground")).model_dump(mode="json"),
}
NAMES = ("College van Dienstverleningszaken", "Gemeenten", "Typed", "Ada", "one")


def page(language: Language) -> Page:
    return Page(Console(file=StringIO(), width=2 * WIDTH), language)


def text(page: Page) -> str:
    assert isinstance(page.console.file, StringIO)
    return page.console.file.getvalue()


def shown(whole: dict[str, Any], language: Language) -> str:
    written = page(language)
    every_phase.programme(written, whole)
    return text(written)


def test_a_programme_is_shown_in_dutch() -> None:
    out = " ".join(shown(WHOLE, DUTCH).split())

    assert "Fase" in out
    assert "definitiefase" in out
    assert "10 dec 2026 consultatie" in out
    assert "kunnen van Gemeenten" in out
    assert "aangehouden tot 17 december 2026, met een correctie" in out


def test_a_programme_is_shown_in_english() -> None:
    out = " ".join(shown(WHOLE, ENGLISH).split())

    assert "10 Dec 2026 consultation" in out
    assert "held over to 17 December 2026, with a correction" in out
    assert "can, of Gemeenten" in out


def test_nothing_of_a_programme_is_said_outside_of_the_language() -> None:
    assert outside(shown(WHOLE, PSEUDO), *NAMES) == []


def test_the_last_entries_are_said_in_the_language() -> None:
    entry = next(entry for entry in of_every_kind() if entry.event.kind == "consultation.closed")
    whole = WHOLE | {"register": [json.loads(entry.model_dump_json())]}

    assert outside(shown(whole, PSEUDO), *NAMES) == []
    assert "gesloten" in shown(whole, DUTCH)


@pytest.mark.parametrize("found", [[], [PROGRAMME, PROGRAMME | {"ending": "approved", "waiting": WAITING}]])
def test_nothing_of_a_list_is_said_outside_of_the_language(found: list[dict[str, Any]]) -> None:
    written = page(PSEUDO)

    every_phase.programmes(written, found)
    every_phase.started(written, PROGRAMME)
    every_phase.moved(written, {"programme": "one", "now": "2026-12-10T12:00:00Z"})

    assert outside(text(written), *NAMES, "kwartier show") == []


def test_nothing_of_the_meetings_is_said_outside_of_the_language() -> None:
    meeting = {
        "body": "Typed",
        "day": "2026-12-10",
        "papers_due": "2026-12-01",
        "agenda": [{"submission": 1, "outcome": None}, {"submission": 2, "outcome": "approved"}],
    }
    written = page(PSEUDO)

    bodies.meetings(written, [meeting])
    bodies.meetings(written, [])

    assert outside(text(written), *NAMES) == []

"""How a trace looks: what was said, what was done with it, and where it ended up."""

from io import StringIO
from typing import Any

from rich.console import Console

from blueprints.loading import load, shipped
from cli.showing.page import WIDTH, Page
from cli.showing.responses import trace
from tests.words.pseudo import PSEUDO, outside
from words.language import Language
from words.languages import ENGLISH, LANGUAGES

BLUEPRINT = load(shipped("common-ground")).model_dump(mode="json")
TITLE = next(s["title"] for s in BLUEPRINT["definition"]["sections"] if s["key"] == "funding")
RESPONSE = {"kind": "partly", "section": "funding", "version": 3, "reason": "The direction, not the pace."}
POINT = {"number": 4, "status": "stands", "became": [], "responses": [RESPONSE]}
CONTRIBUTION = {
    "consultation": 1,
    "revision": 2,
    "contributed_at": "2026-12-01T23:30:00Z",
    "receipt": "0123456789abcdef",
    "counts": True,
    "late": False,
    "can": "yes_if",
    "will": "yes",
    "sections": {"funding": "Share \x1b[31mthe costs."},
    "points": [{"number": 2, "status": "merged", "became": [4], "responses": []}, POINT],
}
TRACE: dict[str, Any] = {
    "organisation": "GM0358",
    "name": "Gemeente Aalsmeer",
    "section": "funding",
    "contributions": [CONTRIBUTION],
    "passages": [{"section": "funding", "version": 3, "text": "Costs are shared."}],
}


def shown(found: dict[str, Any], language: Language) -> str:
    page = Page(Console(file=StringIO(), width=WIDTH), language)
    trace(page, found, BLUEPRINT)
    assert isinstance(page.console.file, StringIO)
    return page.console.file.getvalue()


def test_all_of_it_is_shown() -> None:
    out = shown(TRACE, ENGLISH)

    assert "Gemeente Aalsmeer  GM0358" in out
    assert "2 Dec 2026    Consultation 1.2 (counts), 0123456789ab" in out
    assert "Can: yes, if; will: yes" in out
    assert "Point 2 was merged: 4" in out
    assert "Point 4: Partly taken over" in out
    assert "The direction, not the pace." in out
    assert "Costs are shared." in out
    assert "\x1b[31m" not in out


def test_it_is_shown_in_dutch() -> None:
    out = shown(TRACE, LANGUAGES.speaking("nl"))

    assert "2 dec 2026    Consultatie 1.2 (telt), 0123456789ab" in out
    assert "Kunnen: ja, mits; willen: ja" in out
    assert "Punt 4: Deels overgenomen" in out


def test_nothing_is_said_outside_of_the_language() -> None:
    split = POINT | {"number": 5, "status": "split", "became": [6]}
    waiting, rejected = (
        POINT | {"number": 6, "responses": []},
        POINT | {"responses": [RESPONSE | {"kind": "not_taken_over", "section": None}]},
    )
    late = CONTRIBUTION | {"counts": False, "late": True, "points": [split, waiting, rejected]}
    everything = TRACE | {"contributions": [CONTRIBUTION, late]}

    out = shown(everything, PSEUDO) + shown(TRACE | {"contributions": []}, PSEUDO)

    typed = ("Gemeente Aalsmeer", "GM0358", TITLE, "Costs are shared.", "The direction, not the pace.")
    assert outside(out, *typed, "0123456789ab", "Share  [31mthe costs.") == []


def test_what_waits_for_a_response_and_what_came_late_is_said() -> None:
    late = CONTRIBUTION | {"counts": False, "late": True, "points": [POINT | {"responses": []}]}

    out = shown(TRACE | {"contributions": [late], "passages": []}, ENGLISH)

    assert "(does not count, late)" in out
    assert "has no response yet" in out


def test_an_organisation_that_said_nothing_is_said_to_have_said_nothing() -> None:
    out = shown(TRACE | {"contributions": [], "passages": [], "section": None}, ENGLISH)

    assert "Nothing contributed." in out

"""How a trace looks: what was said, what was done with it, and where it ended up."""

from typing import Any

import pytest

from blueprints.loading import load, shipped
from cli.traces import show

BLUEPRINT = load(shipped("common-ground")).model_dump(mode="json")
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


def test_it_tells_all_of_it_in_two_languages(capsys: pytest.CaptureFixture[str]) -> None:
    show(TRACE, BLUEPRINT)

    out = capsys.readouterr().out
    assert "Gemeente Aalsmeer  GM0358" in out
    assert "2026-12-02  Consultatie / consultation 1.2 (telt / counts), 0123456789ab" in out
    assert "Kunnen / can: ja, mits / yes, if; willen / will: ja / yes" in out
    assert "Punt / point 2 samengevoegd / merged: 4" in out
    assert "Punt / point 4 deels overgenomen / partly taken over" in out
    assert "The direction, not the pace." in out
    assert "Costs are shared." in out
    assert "\x1b[31m" not in out


def test_what_waits_for_a_response_and_what_came_late_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    late = CONTRIBUTION | {"counts": False, "late": True, "points": [POINT | {"responses": []}]}
    show(TRACE | {"contributions": [late], "passages": []}, BLUEPRINT)

    out = capsys.readouterr().out
    assert "telt niet / does not count, te laat / late" in out
    assert "nog geen reactie / no response yet" in out


def test_who_said_nothing_is_said_to_have_said_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    show(TRACE | {"contributions": [], "passages": [], "section": None}, BLUEPRINT)

    assert "Niets bijgedragen / nothing contributed." in capsys.readouterr().out

"""A later version may add fields with a default, by naming each; anything else differs from the record."""

import pytest

from tests.replay import added
from tests.replay.added import without_added
from tests.replay.differences import compare


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Versions that added three fields."""
    monkeypatch.setattr(
        added,
        "ADDED",
        {
            "0.3.0": {"state/votes/*/by": None},
            "0.10.0": {"event/ballot.cast/channel": "web", "state/pauses": []},
        },
    )


def test_a_named_field_with_its_default_is_left_out_for_an_older_recording() -> None:
    state: dict[str, object] = {"votes": {"college-1": {"choice": "for", "by": None}}, "pauses": []}

    assert without_added(state, "state", "0.2.0") == {"votes": {"college-1": {"choice": "for"}}}


def test_a_named_field_with_another_value_stays() -> None:
    state: dict[str, object] = {"votes": {}, "pauses": ["2026-01-05"]}

    assert without_added(state, "state", "0.2.0") == state


def test_a_recording_by_the_version_that_added_a_field_has_it() -> None:
    state: dict[str, object] = {"votes": {"college-1": {"by": None}}, "pauses": []}

    assert without_added(state, "state", "0.3.0") == {"votes": {"college-1": {"by": None}}}
    assert without_added(state, "state", "0.10.0") == state


def test_an_event_is_known_wherever_it_is() -> None:
    cast, bare, held = event("ballot.cast"), {"kind": "ballot.cast"}, event("session.held")

    assert without_added({"event": cast}, "entry", "0.2.0") == {"event": bare}
    assert without_added({"events": [cast, held]}, "step", "0.2.0") == {"events": [bare, held]}


def event(kind: str) -> dict[str, object]:
    return {"kind": kind, "channel": "web"}


def test_what_is_not_named_is_a_difference() -> None:
    recorded = {"a": 1, "b": [1, 2], "c": {"d": "x"}, "e": 1}
    now = {"a": True, "b": [1], "c": {"d": "y", "f": None}}

    assert list(compare(recorded, now, "state")) == [
        "state/a: true now, 1 was recorded",
        "state/b: has 1 items, 2 were recorded",
        'state/c/d: "y" now, "x" was recorded',
        "state/c/f: is new",
        "state/e: is gone",
    ]

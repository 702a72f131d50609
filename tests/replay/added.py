"""Fields that a version added to what is stored, each with its default: what older recordings cannot have.

Everything else that today's code writes must be what was recorded. A version that adds a field to the state,
a step, an event or an answer says so here, and in no other way; a field that is left out, renamed or given
another meaning is noticed by every recording that has it.

Where a field stands is written with slashes, from one of the roots `state`, `step`, `answer`, `blueprint` and
`event/<kind>` (wherever the event is); `*` stands for any key or place in a list, as in
`state/sign_off/submission/votes/*/by`.
"""

from typing import Any, cast

Place = tuple[str, ...]

ANYTHING = object()
"""Instead of the default of a field that says again what something else in the recording says."""

ADDED: dict[str, dict[str, object]] = {
    # Without a language they are left out of what is kept: a blueprint of before keeps its hash.
    "0.2.0": {
        "blueprint/language": None,
        "blueprint/people/*/language": None,
        "state/transfers": [],
        "state/changed_office": None,
        "state/identities": {},
        "state/reminded_on": None,
        "state/rules/office": None,
        "state/at": ANYTHING,
        "step/command": ANYTHING,
        "event/programme.agreed/rules": "",
        "event/programme.agreed/started_by": "",
        "event/organisations.added/named": {},
        "event/decision.established/signed_by": "",
        "event/decision.corrected/signed_by": "",
        "event/programme.published/signed_by": "",
        "event/programme.withdrawn/signed_by": "",
    },
}
"""By the version that added them; as in `{"0.3.0": {"event/ballot.cast/channel": "web"}}`."""


def without_added(value: object, root: str, recorded_by: str) -> Any:  # noqa: ANN401 - JSON
    """JSON that today's code wrote, less the fields that came after the version `recorded_by`.

    Only a field that holds its default goes: another value is a difference, but for `ANYTHING`.
    """
    later = {
        tuple(place.split("/")): default
        for version, fields in ADDED.items()
        if _number(version) > _number(recorded_by)
        for place, default in fields.items()
    }
    return _without(value, tuple(root.split("/")), later)


def _without(value: object, at: Place, later: dict[Place, object]) -> object:
    if isinstance(value, list):
        return [_without(item, (*at, "*"), later) for item in cast("list[object]", value)]
    if not isinstance(value, dict):
        return value
    content = cast("dict[str, object]", value)
    if at[-1] == "event" or at[-2:] == ("events", "*"):
        at = ("event", str(content["kind"]))
    return {
        key: _without(item, (*at, key), later)
        for key, item in content.items()
        if not any(
            _fits((*at, key), place) and default in (ANYTHING, item) for place, default in later.items()
        )
    }


def _fits(at: Place, place: Place) -> bool:
    return len(at) == len(place) and all(
        wanted in {"*", found} for found, wanted in zip(at, place, strict=True)
    )


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))

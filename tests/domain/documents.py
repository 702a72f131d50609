"""The smallest blueprint as a document, to be changed by a test."""

from collections.abc import Iterator
from typing import Any, cast

from domain.blueprint.definition import ALWAYS_MANDATORY
from domain.blueprint.model import Blueprint
from domain.blueprint.problems import BlueprintError, Problem
from tests.words.pseudo import english

Document = dict[str, Any]


def document() -> Document:
    """A fresh document that is a good blueprint, and holds dates and holidays rather than rules."""
    lead = {"working_days": 5}
    mandatory = ("goals", "activities", "governance", "funding", "strategy")
    return {
        "title": "Small",
        "timezone": "Europe/Amsterdam",
        "agreement": {"body": "Board", "source": {"title": "Advice", "reference": "1"}, "proposed_by": ["A"]},
        "calendar": {"holidays": ["2027-01-01"]},
        "people": [
            {"key": "ann", "name": "Ann", "email": "ann@small.example"},
            {"key": "bob", "name": "Bob", "email": "bob@small.example"},
        ],
        "principal": "ann",
        "office": ["bob"],
        "appointment": {"nominate": lead, "choose": lead, "accept": lead, "term_working_days": 65},
        "definition": {
            "consultation": {"working_days": 10, "reminders": [5, 1]},
            "draft": lead,
            "review": lead,
            "groups": [
                {"key": "north", "title": "North", "organisations": [{"code": "N1", "name": "N one"}]},
                {"key": "south", "title": "South", "organisations": [{"code": "S1", "name": "S one"}]},
            ],
            "sections": [{"key": key, "title": key, "mandatory": True} for key in mandatory]
            + [{"key": "risks", "title": "Risks"}],
            "principles": [{"key": "open", "title": "Open"}, {"key": "trusted", "title": "Trusted"}],
            "panel": [{"key": "seat-1", "person": "ann"}, {"key": "seat-2", "person": "bob"}],
            "pass_percent": 60,
        },
        "sign_off": {
            "bodies": [body("board"), body("assembly")],
            "max_sent_back": 1,
            "plan_meeting": lead,
            "reminders": [3],
        },
        "condition_reminders": [10, 2],
    }


def body(key: str) -> Document:
    return {
        "key": key,
        "title": key,
        "seats": [{"key": "seat-1", "person": "ann"}, {"key": "seat-2", "person": "bob"}],
        "quorum_percent": 50,
        "majority": "simple",
        "meetings": ["2027-03-11", "2027-04-08"],
        "notice_working_days": 5,
    }


def changed(path: str, value: object) -> Document:
    """The document with the value at `path`, such as `definition.groups.0.key`, replaced or added."""
    changing = document()
    *parents, last = path.split(".")
    place: Any = changing
    for part in parents:
        place = place[int(part) if isinstance(place, list) else part]
    place[int(last) if isinstance(place, list) else last] = value
    return changing


def problems_in(broken: object) -> tuple[Problem, ...]:
    """What is wrong with `broken`, or nothing."""
    try:
        Blueprint.of(broken)
    except BlueprintError as error:
        return error.problems
    return ()


def problems(broken: object) -> tuple[str, ...]:
    """What is wrong with `broken`, in English; the catalogues hold it but for names and what stands there."""
    return tuple(english(problem.said, str(broken), *NAMES) for problem in problems_in(broken))


def _names(schema: object) -> Iterator[str]:
    """Every key and every choice that a JSON schema names."""
    match schema:
        case dict():
            described = cast("Document", schema)
            yield from (*described.get("properties", ()), *described.get("enum", ()))
            for inner in described.values():
                yield from _names(inner)
        case list():
            for inner in cast("list[object]", schema):
                yield from _names(inner)
        case _:
            pass


NAMES = frozenset([*_names(Blueprint.model_json_schema()), *ALWAYS_MANDATORY])
"""What a blueprint's author writes in any language."""

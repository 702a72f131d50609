"""Small blueprints for programmes that run on a real Temporal server."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any

from domain.blueprint.model import Blueprint

SECTIONS = ("goals", "activities", "governance", "funding", "strategy")
ORGANISATIONS = {"gemeente": ("G1", "G2"), "marktpartij": ("M1",)}
CODES = tuple(code for codes in ORGANISATIONS.values() for code in codes)
PANEL = ("panel-1", "panel-2")
Table = dict[str, Any]


def small(
    *bodies: Mapping[str, object],
    definition: Mapping[str, object] | None = None,
    reminders: bool = False,
    max_sent_back: int = 1,
) -> Blueprint:
    """A small programme; only the College decides unless other `bodies` are given.

    Every deadline is some working days away, and with `reminders` there is one the working day before.
    """
    chain = [dict(table) for table in (bodies or (body(),))]
    document = {
        "title": "Small programme",
        "timezone": "Europe/Amsterdam",
        "principal": "principal",
        "office": ["office"],
        "agreement": {
            "body": "College",
            "source": {"title": "Advice", "reference": "2026/1"},
            "proposed_by": ["Two associations"],
        },
        "appointment": {
            "nominate": lead(5, reminders),
            "choose": lead(5, reminders),
            "accept": lead(5, reminders),
            "term_working_days": 200,
        },
        "definition": _definition(reminders) | dict(definition or {}),
        "sign_off": {
            "bodies": chain,
            "max_sent_back": max_sent_back,
            "plan_meeting": lead(5, reminders),
            "reminders": [1] if reminders else [],
        },
        "condition_reminders": [1] if reminders else [],
        "people": _people(chain),
    }
    return Blueprint.of(document)


def body(key: str = "college", *, seats: int = 3, **changes: object) -> Table:
    """A deciding body that meets once a week and may close its ballot early."""
    usual: Table = {
        "key": key,
        "title": key.title(),
        "seats": [{"key": f"{key}-{n}", "person": f"{key}-{n}"} for n in range(1, seats + 1)],
        "quorum_percent": 50,
        "majority": "simple",
        "meetings": {"rule": "FREQ=WEEKLY;BYDAY=TH", "count": 100},
        "notice_working_days": 1,
        "early_closing": True,
    }
    return usual | changes


def lead(working_days: int, reminders: bool) -> Table:
    """So many working days, and with `reminders` one on the last day before."""
    return {"working_days": working_days, "reminders": [1] if reminders else []}


def weekdays(after: int, times: int) -> Sequence[date]:
    """The first `times` days that are not in a weekend, from `after` days from now on."""
    first = date.today() + timedelta(days=after)  # noqa: DTZ011 - a day far enough away, whatever the zone
    days = (first + timedelta(days=n) for n in range(4 * times + 8))
    return list(islice((day for day in days if day.weekday() < 5), times))


def _definition(reminders: bool) -> Table:
    return {
        "consultation": lead(10, reminders),
        "draft": lead(10, reminders),
        "review": lead(5, reminders),
        "pass_percent": 100,
        "panel": [{"key": key, "person": key} for key in PANEL],
        "groups": [
            {"key": group, "title": group, "organisations": [{"code": c, "name": f"Org {c}"} for c in codes]}
            for group, codes in ORGANISATIONS.items()
        ],
        "sections": [
            {"key": key, "title": key.title(), "mandatory": True, "baseline": f"The old {key}."}
            for key in SECTIONS
        ],
    }


def _people(chain: Sequence[Table]) -> list[Table]:
    members = [seat["person"] for body_ in chain for seat in body_["seats"]]
    keys = ["principal", "office", "anna", "bram", "kees", "rik", *PANEL, *members]
    return [{"key": key, "name": f"Name of {key}", "email": f"{key}@small.example"} for key in keys]

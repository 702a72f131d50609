"""Planning meetings besides those of the blueprint: one at a time, or a body's own calendar."""

from collections.abc import Iterable
from datetime import date

from domain.bodies.meetings import meetings_of
from domain.bodies.notice import say_what_is_missed
from domain.register.events import Event
from domain.shared.errors import Refusal
from domain.shared.rules import BodyRules
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.people import must_run_the_programme
from domain.state.programme_state import ProgrammeState
from domain.vocabulary.commands import PlanMeeting, PlanMeetings
from domain.vocabulary.events_of_sign_off import MeetingPlanned, MeetingsPlanned

MOST_DAYS = 1000
"""So many meetings of one body can be planned: they go with the programme's state for as long as it lasts."""


def the_body(key: str, state: ProgrammeState) -> BodyRules:
    """The body of the blueprint with that key. Raises `Refusal`."""
    bodies = {body.key: body for body in state.rules.sign_off.bodies}
    if key not in bodies:
        raise Refusal("no_such_body", "The blueprint names no such body.", {"bodies": sorted(bodies)})
    return bodies[key]


@decide.register
def _(command: PlanMeeting, state: ProgrammeState, today: date) -> list[Event]:
    must_run_the_programme(command.actor, state)
    body = the_body(command.body_key, state)
    if command.day <= today:
        raise Refusal("day_is_over", "Plan a meeting on a day after today.", {"today": today.isoformat()})
    if command.day in meetings_of(state, body):
        raise Refusal("already_planned", "The body meets on that day already.")
    planned = MeetingPlanned(body=command.body_key, day=command.day)
    return _with_what_is_missed(planned, state, today) if command.tells else [planned]


@decide.register
def _(command: PlanMeetings, state: ProgrammeState, today: date) -> list[Event]:
    must_run_the_programme(command.actor, state)
    known = meetings_of(state, the_body(command.body_key, state))
    new = sorted({day for day in command.days if day > today} - known)
    if not new:
        raise Refusal(
            "no_new_meetings",
            "The calendar holds no meeting after today that is not known already.",
            {"today": today.isoformat(), "days": len(set(command.days))},
        )
    if len(new) + len(state.sign_off.planned.get(command.body_key, ())) > MOST_DAYS:
        raise Refusal(
            "too_many_meetings",
            f"At most {MOST_DAYS} meetings of a body can be planned besides those of the blueprint.",
            {"most": MOST_DAYS, "new": len(new)},
        )
    planned = MeetingsPlanned(body=command.body_key, days=tuple(new))
    return _with_what_is_missed(planned, state, today)


def _with_what_is_missed(
    planned: MeetingPlanned | MeetingsPlanned, state: ProgrammeState, today: date
) -> list[Event]:
    """What is `planned`, and that one of its days comes too soon for the submission that waits."""
    return [planned, *say_what_is_missed(apply(planned, state, today), today)]


@apply.register
def _(event: MeetingPlanned, state: ProgrammeState, today: date) -> ProgrammeState:
    return _plan(state, event.body, [event.day])


@apply.register
def _(event: MeetingsPlanned, state: ProgrammeState, today: date) -> ProgrammeState:
    return _plan(state, event.body, event.days)


def _plan(state: ProgrammeState, body: str, days: Iterable[date]) -> ProgrammeState:
    planned = state.sign_off.planned
    return state.with_sign_off(planned=planned | {body: (*planned.get(body, ()), *days)})

"""What an act would cause, asked of the rules and looked up, with nothing written.

It is refused as the act would be, and says what would be in the register then, as far as rules alone tell.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import uuid4

from domain.every_phase.own_steps import by_rule_alone
from domain.register.events import Event
from domain.responses.coverage import must_be_complete
from domain.responses.settle_responses import ResponsesSettled
from domain.shared.actors import Actor
from domain.state.commands import Command, Stamp
from domain.state.folding import apply
from domain.state.judge import OfAnotherPhase, judge
from domain.state.programme_state import ProgrammeState
from domain.state.roles import part
from service import audit
from service.asking.acts import Act, AnyRequest, Asked
from service.asking.possible import clock
from service.callers import Caller, Person
from service.commands import CommandRequest, Writing
from service.organisations.organisations import Additions
from service.resources import Resources
from store.database import Connection
from store.mail.foreseen import Foreseen, foreseen
from store.people import callers, people
from store.register.command_key import CommandKey
from store.responses import responses


@dataclass(frozen=True)
class Preview:
    """What would come of an act, asked by `actor`.

    Its `events`, and those that the programme adds by itself at once; where it stands before and after them;
    whom letters would reach. `names` are what the people are called who are in the events, by their ids.
    """

    actor: Actor
    events: Sequence[Event]
    by_itself: Sequence[Event]
    before: ProgrammeState
    after: ProgrammeState
    letters: Sequence[Foreseen]
    names: Mapping[str, str]


async def preview(
    resources: Resources, caller: Caller, slug: str, act: Act[Any, Any], asked: Asked[Any, Any]
) -> Preview:
    """What would come of it if the caller did `act` now. Raises `Refusal` as doing it would."""
    return await foresee(resources, caller, slug, await act.request(resources, slug, asked))


async def foresee(resources: Resources, caller: Caller, slug: str, request: AnyRequest) -> Preview:
    """What would come of what is asked of the programme `slug`."""
    async with resources.database() as connection:
        state = await resources.states.of(connection, slug)
        # Looked for, not remembered: whoever only looks ahead is written down nowhere.
        id_ = await callers.find(connection, slug, caller.account)
        person = Person(id_ or str(uuid4()), caller)
        audit.note(person=id_)
        made = await _made(connection, state, person, request)
        now = clock(state)
        events = await _events(connection, made.command, state, now)
        after = _folded(events, state, now)
        by_itself, after = _going_on(after, now)
        joining = _joining(request)
        letters = await foreseen(connection, after, [*events, *by_itself], joining)
        named = await people.names(connection, slug, ids_in([*events, *by_itself]))
    return Preview(made.command.actor, events, by_itself, state, after, letters, {**made.names, **named})


class _Made(NamedTuple):
    """A command that is not sent, and what the people are called whom it names, by the ids they would get."""

    command: Command
    names: Mapping[str, str]


async def _made(
    connection: Connection, state: ProgrammeState, person: Person, request: CommandRequest[Any]
) -> _Made:
    """The command as it would be sent, refused as it would be before that."""
    subjects = {named.subject: named for named in request.named}
    ids = await people.ids(connection, state.slug, subjects)
    ids |= {subject: str(uuid4()) for subject in subjects.keys() - ids.keys()}
    unknown = part(person.asker, "programme")
    stamp = Stamp(id=str(uuid4()), body="", actor=unknown.actor)
    command = request.make(Writing(state, unknown, stamp, ids))
    command = command.asked_in(command.part(person.asker, state))
    audit.note(part=command.actor.role)
    if request.precondition is not None:
        await request.precondition(connection)
    if request.side_write is not None:
        key = CommandKey(state.slug, person.id, command.id, command.body)
        command = await request.side_write.foresee(connection, key, command)
    return _Made(command, {ids[subject]: named.name for subject, named in subjects.items()})


async def _events(
    connection: Connection, command: Command, state: ProgrammeState, now: datetime
) -> Sequence[Event]:
    """What the phase would append, or its refusal."""
    known = {command.phase, *command.also_in}
    if state.ending is None and command.phase is not None and state.phase not in known:
        # The workflow of another phase does not know the command, suspended or not.
        raise OfAnotherPhase(phase=state.phase, belongs_to=command.phase)
    events = judge(command, state, state.rules.calendar.day_of(now))
    return [await _counted(connection, state.slug, event) for event in events]


async def _counted(connection: Connection, slug: str, event: Event) -> Event:
    """An event with what only PostgreSQL knows of it, as the activity would count it before it appends."""
    if not isinstance(event, ResponsesSettled):
        return event
    coverage = await responses.coverage(connection, (slug, event.consultation))
    must_be_complete(coverage)
    return event.model_copy(update={"points": coverage.points, "answered": dict(coverage.answered)})


def _folded(events: Sequence[Event], state: ProgrammeState, now: datetime) -> ProgrammeState:
    today = state.rules.calendar.day_of(now)
    for event in events:
        state = apply(event, state.on(today), today)
    return state


def _going_on(state: ProgrammeState, now: datetime) -> tuple[Sequence[Event], ProgrammeState]:
    """What the programme would do by itself at once, and where it would stand then."""
    found: list[Event] = []
    while events := by_rule_alone(state, now):
        found += events
        state = _folded(events, state, now)
    return found, state


def ids_in(events: Sequence[Event]) -> set[str]:
    """Whatever in events may be the id of a person."""
    texts = (event.model_dump_json() for event in events)
    return {found for text in texts for found in _ID.findall(text)}


_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _joining(request: CommandRequest[Any]) -> Mapping[str, int]:
    """How many people come to speak for the organisations that it adds, by their codes."""
    if not isinstance(request.side_write, Additions):
        return {}
    return Counter(row.code for row in request.side_write.rows if row.representative is not None)

"""A step that a programme takes by itself: when it is wanted, and what comes of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, NamedTuple, Protocol, TypeVar

from domain.register.events import Event
from domain.register.steps import RECORD, RecordStep, Step, StepHeader, step_key
from domain.shared.actors import PROGRAMME, Actor
from domain.shared.support import Support
from domain.shared.texts import TextRef
from domain.state.commands import Command, carried
from domain.state.programme_state import ProgrammeState


class Said(NamedTuple):
    """A contribution that counts: its group, what it says of support, what it weighs, and its receipt."""

    group: str
    support: Support
    receipt: str
    weight: int = 1


class World(Protocol):
    """What lies outside a programme's state, as far as its own steps depend on it.

    For a running programme that is PostgreSQL, which activities ask; whoever plays one makes it up.
    """

    def said(self, consultation: int) -> Sequence[Said]:
        """The contributions to a consultation that count, in the order in which they came."""
        ...

    def written(self, name: str) -> TextRef:
        """What Kwartier writes under a name: a section of the draft, a cover note, the programme."""
        ...


S = TypeVar("S", bound=Step)


@dataclass(frozen=True)
class OwnStep(Generic[S]):
    """Something that a programme does by itself.

    `wanted` is the step as an activity is asked for it, None when it is not the time for it. `played` are the
    events that come of it in a given world; an activity finds the same ones in PostgreSQL. What may take
    `long` runs as an ordinary activity. A step with a `patch` was not known to runs that went on without it.
    """

    activity: str
    wanted: Callable[[ProgrammeState, datetime], S | None]
    played: Callable[[S, ProgrammeState, World], Sequence[Event]]
    long: bool = False
    patch: str | None = None


def header(state: ProgrammeState, now: datetime, actor: Actor = PROGRAMME) -> StepHeader:
    """Where the next step of the programme itself belongs: right after what its register holds."""
    return StepHeader(
        # By its place: tried again it has the same key, so that the register holds the step once.
        programme=state.slug,
        head=state.head,
        at=now,
        actor=actor,
        key=step_key(state.head.seq + 1),
    )


def of_a_person(
    command: Command, state: ProgrammeState, now: datetime, events: Sequence[Event]
) -> RecordStep:
    """The step that appends the `events` of a command."""
    by = header(state, now, command.actor)
    by["key"] = command.id
    return RecordStep(**by, body=command.body, events=tuple(events), command=carried(command))


def recorded(
    rule: Callable[[ProgrammeState, datetime], Sequence[Event]],
    *,
    activity: str = RECORD,
    patch: str | None = None,
) -> OwnStep[RecordStep]:
    """A step that the rules alone decide: its events are known before anybody is asked."""

    def wanted(state: ProgrammeState, now: datetime) -> RecordStep | None:
        events = tuple(rule(state, now))
        return RecordStep(**header(state, now), events=events) if events else None

    def played(step: RecordStep, _state: ProgrammeState, _world: World) -> Sequence[Event]:
        return step.events

    return OwnStep(activity, wanted, played, patch=patch)

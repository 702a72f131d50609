"""The days of a programme, as calendars have them: meetings that are about it, rounds, and deadlines."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.every_phase.holders import Asked, Matter, holders
from domain.shared.actors import Role
from domain.state import deadlines
from domain.state.programme_state import Deadline, ProgrammeState

DayKind = Literal["meeting", "session", "round", "deadline"]
KINDS: dict[str, DayKind] = {"meeting": "meeting", "consultation": "round"}
"""By the key of the deadline that runs until then."""


@dataclass(frozen=True)
class Day:
    """One day, by the `deadline` that runs until then, and `about` which submission or round it is.

    `body` is the key of the one that meets, `role` who has to do something by then. `people` are the ids of
    those who are to be there or have not done it yet; none where PostgreSQL knows them, as representatives.
    """

    kind: DayKind
    deadline: str
    on: date
    role: Role
    about: str = ""
    body: str | None = None
    people: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What tells it from every other day of its programme, whenever that is moved to."""
        return f"{self.deadline}/{self.about}" if self.about else self.deadline


def days(state: ProgrammeState) -> tuple[Day, ...]:
    """The days that `state` knows, in order: of a suspended programme those that stay where they are."""
    return tuple(sorted(_days(state), key=lambda day: (day.on, day.key)))


def _days(state: ProgrammeState) -> Iterator[Day]:
    if state.ending is not None:
        return
    for key, deadline in state.deadlines.items():
        day = _day(state, key, deadline)
        # Nobody knows yet by how much the others will move.
        if state.suspended_on is None or day.kind in {"meeting", "session"}:
            yield day


def _day(state: ProgrammeState, key: str, deadline: Deadline) -> Day:
    kind: DayKind = "session" if key.startswith(deadlines.SESSION) else KINDS.get(key, "deadline")
    about, body = "", None
    matter: Matter = key
    submission = state.sign_off.submission
    if kind == "meeting" and submission is not None:
        about, body = str(submission.number), submission.body
        # Whoever has voted is at the meeting as well.
        matter = Asked(body)
    elif kind == "round":
        about = str(max(len(state.definition.rounds), 1))
    return Day(
        kind,
        key,
        deadline.due,
        deadline.role,
        about=about,
        body=body,
        people=holders(state, deadline.role, matter),
    )

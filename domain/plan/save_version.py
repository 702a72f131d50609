"""Saving a version of the plan, whole: versions never change, the newest one is written on."""

from datetime import date

from domain.plan.principles import carried_over, goals_of
from domain.plan.versions import (
    NotTheNewestVersion,
    filled,
    there_is_no_draft,
    version_hash,
    with_author,
    with_draft,
)
from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.texts import TextRef
from domain.state import roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.plan_versions import NoDraftYet
from domain.state.programme_state import ProgrammeState, Version
from domain.state.roles import Asker, Part
from domain.state.sections import must_be_sections


class SaveVersion(Command):
    """`based_on` is the version that was changed, where it matters that nobody saved another meanwhile.

    Where no `goals` are given they stay those of the version before.
    """

    phase = "definition"
    sections: dict[str, TextRef]
    based_on: int | None = None
    goals: tuple[TextRef, ...] | None = None

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.drafter(asker, state)


class VersionSaved(Event):
    """`author` is who saved it; where there is none, it was the kwartiermaker of that moment.

    `goals` are what the version wants to reach, each measured against the blueprint's principles.
    """

    version: int
    sections: dict[str, TextRef]
    hash: str
    author: str = ""
    goals: tuple[TextRef, ...] = ()


class SavedMeanwhile(NotTheNewestVersion):
    sentence = N_(
        "Somebody saved another version meanwhile; look at what changed, and save yours on top of it."
    )


@decide.register
def _(command: SaveVersion, state: ProgrammeState, today: date) -> list[Event]:
    if there_is_no_draft(state):
        raise NoDraftYet
    if command.based_on not in {None, state.version}:
        raise SavedMeanwhile(newest=state.version)
    must_be_sections(command.sections, state)
    goals = command.goals
    # Left out is not empty: that would drop every goal, and the answers to it.
    if goals is None:
        goals = tuple(goal.text for goal in goals_of(state.definition.draft))
    return [
        VersionSaved(
            version=state.version + 1,
            sections=command.sections,
            hash=version_hash(command.sections),
            author=command.actor.person,
            goals=goals,
        )
    ]


@apply.register
def _(event: VersionSaved, state: ProgrammeState, today: date) -> ProgrammeState:
    state = with_author(state, event.author or state.kwartiermaker)
    goals = carried_over(goals_of(state.definition.draft), event.goals)
    draft = Version(number=event.version, hash=event.hash, filled=filled(event.sections), goals=goals)
    return with_draft(state, draft)

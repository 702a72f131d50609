"""Answering for a principle: a goal of the newest version follows it, or deviates for a reason."""

from collections.abc import Sequence
from datetime import date

from domain.plan.versions import AlreadySubmitted, NotTheNewestVersion
from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.shared.texts import TextRef
from domain.state import roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.plan_versions import must_be_a_version
from domain.state.programme_state import Goal, Measured, ProgrammeState
from domain.state.roles import Asker, Part


class AnswerPrinciple(Command):
    phase = "definition"
    version: int
    goal: int
    principle: str
    follows: bool
    reason: TextRef | None = None

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.drafter(asker, state)


class PrincipleAnswered(Event):
    """A goal of a version (by its number, from 1) follows a principle, or deviates for a reason."""

    version: int
    goal: int
    principle: str
    follows: bool
    reason: TextRef | None = None


class MeasuredInTheNewest(NotTheNewestVersion):
    sentence = N_("Goals are measured in the newest version of the plan.")


class UnknownPrinciple(Refusal):
    title = N_("The blueprint names no such principle")
    sentence = N_("The blueprint names no such principle; its principles are {principles}.")
    advice = N_("`details.principles` lists those that it names.")
    principles: tuple[str, ...]


class UnknownGoal(Refusal):
    title = N_("The version has no such goal")
    sentence = N_("This version has no such goal.")
    advice = N_("`details.goals` says how many it has; numbers begin at 1.")
    goals: int


@decide.register
def _(command: AnswerPrinciple, state: ProgrammeState, today: date) -> list[Event]:
    must_be_a_version(command.version, state)
    draft, principles = state.definition.draft, state.rules.definition.principles
    if draft is None or draft.number != command.version:
        raise MeasuredInTheNewest(newest=None if draft is None else draft.number)
    # What the panel is asked about does not change under its eyes.
    if state.definition.submitted == draft:
        raise AlreadySubmitted
    if command.principle not in principles:
        raise UnknownPrinciple(principles=principles)
    if not 1 <= command.goal <= len(draft.goals):
        raise UnknownGoal(goals=len(draft.goals))
    return [
        PrincipleAnswered(
            version=draft.number,
            goal=command.goal,
            principle=command.principle,
            follows=command.follows,
            reason=command.reason,
        )
    ]


@apply.register
def _(event: PrincipleAnswered, state: ProgrammeState, today: date) -> ProgrammeState:
    draft = state.definition.draft
    assert draft is not None
    draft = draft.model_copy(update={"goals": measured(draft.goals, event)})
    return state.with_definition(state.definition.model_copy(update={"draft": draft}))


def measured(goals: Sequence[Goal], event: PrincipleAnswered) -> tuple[Goal, ...]:
    """`goals` of which one has one more answer."""
    answer = {event.principle: Measured(follows=event.follows, reason=event.reason)}
    return tuple(
        goal.model_copy(update={"answers": goal.answers | answer}) if number == event.goal else goal
        for number, goal in enumerate(goals, start=1)
    )

"""Answering a point that the plan was sent back with: what the next version does with it, and where."""

from datetime import date

from domain.plan.sent_back_points import may_be_answered
from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Missing, Refusal
from domain.shared.texts import TextRef
from domain.state import roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part
from domain.state.sections import must_be_sections


class AnswerSentBackPoint(Command):
    """Say what the next version does with a point of a plan that was sent back, and in which sections."""

    phase = "definition"
    point: str
    answer: TextRef
    sections: tuple[str, ...] = ()

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.drafter(asker, state)


class SentBackPointAnswered(Event):
    """What the next version does with a `point` of the sending back, and in which of its `sections`."""

    point: str
    answer: TextRef
    sections: tuple[str, ...] = ()


class NoSuchSentBackPoint(Missing):
    title = N_("The plan was not sent back with such a point")
    sentence = N_("The plan was not sent back with a point {point}.")
    advice = N_("List the programme's sent-back points.")
    point: str
    points: tuple[str, ...]


class AnswersSubmitted(Refusal):
    title = N_("A version with these answers was submitted")
    sentence = N_("A version with the answers to these points was submitted; they stay as they are.")
    advice = N_("The panel reads them as they are; they may change again when its review does not pass.")


@decide.register
def _(command: AnswerSentBackPoint, state: ProgrammeState, today: date) -> list[Event]:
    points = state.definition.points
    if command.point not in points:
        raise NoSuchSentBackPoint(point=command.point, points=tuple(points))
    if not may_be_answered(state, command.point):
        raise AnswersSubmitted
    must_be_sections(command.sections, state)
    return [SentBackPointAnswered(point=command.point, answer=command.answer, sections=command.sections)]


@apply.register
def _(event: SentBackPointAnswered, state: ProgrammeState, today: date) -> ProgrammeState:
    points = state.definition.points
    # The last answer holds; the register keeps the ones before.
    answered = points[event.point].model_copy(update={"answer": event.answer, "sections": event.sections})
    definition = state.definition.model_copy(update={"points": points | {event.point: answered}})
    return state.with_definition(definition)

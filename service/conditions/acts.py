"""The acts about the conditions that came with an approval: evidence, and whether it is enough."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from domain.conditions.judge_condition import JudgeCondition
from domain.conditions.lapsing import is_out_of_time
from domain.conditions.show_evidence import ShowEvidence
from domain.shared.messages import N_
from domain.state.own_work import who_prepared
from domain.state.programme_state import ProgrammeState
from service.asking.acts import About, Act, AnyRequest, Asked, OfProgramme, Possible, Where
from service.asking.labels import Label
from service.asking.naming import Named, called
from service.commands import CommandRequest, Writing
from service.conditions.forms import NewEvidence, NewJudgement


class OfCondition(About):
    condition: Annotated[str, Field(max_length=100, pattern=r"^[a-z0-9-]+$"), Label(N_("Condition"))]


def _named(state: ProgrammeState, key: str) -> Named:
    return called("text", state.conditions[key].set.text.id)


class ShowThatItIsMet(Act[OfCondition, NewEvidence]):
    commands = (ShowEvidence,)
    title = N_("Show that a condition is met")
    button = N_("Show it")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        for key, condition in where.state.conditions.items():
            if not condition.met and not is_out_of_time(where.state, key):
                yield Possible(OfCondition(condition=key), _named(where.state, key))

    def make(self, asked: Asked[OfCondition, NewEvidence]) -> AnyRequest:
        key, form = asked.about.condition, asked.form

        def make(writing: Writing) -> ShowEvidence:
            return ShowEvidence(**writing.stamp, condition=key, evidence=writing.text(form.evidence))

        # What the address names is part of what was asked: the same words about another condition are
        # another request.
        return CommandRequest(ShowEvidence, make, form, about={"condition": key})


class JudgeACondition(Act[OfCondition, NewJudgement]):
    commands = (JudgeCondition,)
    title = N_("Say whether a condition is met")
    button = N_("Say so")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        if where.asker.id in who_prepared(where.state):
            return
        for key, condition in where.state.conditions.items():
            if not condition.met and condition.evidence is not None:
                yield Possible(OfCondition(condition=key), _named(where.state, key))

    def make(self, asked: Asked[OfCondition, NewJudgement]) -> AnyRequest:
        key, form = asked.about.condition, asked.form

        def make(writing: Writing) -> JudgeCondition:
            reason = writing.text(form.reason)
            return JudgeCondition(**writing.stamp, condition=key, verdict=form.verdict, reason=reason)

        return CommandRequest(JudgeCondition, make, form, about={"condition": key})

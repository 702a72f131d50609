"""Assembling the first draft from what was and what was contributed: the programme does so by itself."""

from datetime import date

from domain.plan.principles import goals_of
from domain.plan.versions import filled, with_draft
from domain.register.events import Event
from domain.shared.texts import TextRef
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.programme_state import ProgrammeState, Version


class DraftAssembled(Event):
    """The first draft: the baseline's sections, and under each what was contributed with its origin."""

    version: int
    baseline: int
    consultation: int
    contributions: int
    sections: dict[str, TextRef]
    hash: str


@apply.register
def _(event: DraftAssembled, state: ProgrammeState, today: date) -> ProgrammeState:
    goals = goals_of(state.definition.draft)
    draft = Version(number=event.version, hash=event.hash, filled=filled(event.sections), goals=goals)
    state = with_draft(state, draft)
    return deadlines.begin(state, "draft", "kwartiermaker", state.rules.definition.draft, today)

"""Where each criterion of the gate is met: the page on which somebody does what is missing."""

from collections.abc import Callable, Mapping

from domain.plan import gate
from domain.plan.gate import Criterion
from domain.plan.panel_review import open_review
from domain.responses.settlement import unsettled
from domain.state.programme_state import ProgrammeState

Place = Callable[[ProgrammeState], str]


def _consultation(state: ProgrammeState) -> str:
    rounds = state.definition.rounds
    return f"/consultations/{rounds[-1].number}" if rounds else ""


def _review(state: ProgrammeState) -> str:
    review = open_review(state)
    return f"/review/{review.version}" if review is not None else "/plan"


def _section(state: ProgrammeState) -> str:
    missing = gate.missing_sections(state, state.definition.draft)
    return f"/plan/sections/{missing[0]}" if missing and state.definition.draft is not None else "/plan"


def _points(state: ProgrammeState) -> str:
    waiting = unsettled(state)
    return f"/consultations/{waiting[0]}/points" if waiting else _consultation(state)


READ: Mapping[str, Place] = {"consultation": _consultation, "review": _review}
"""Where everybody who takes part sees how far it is."""
DONE: Mapping[str, Place] = {
    "sections": _section,
    "principles": lambda _: "/plan/principles",
    "responses": _points,
    "sent_back_points": lambda _: "/do/answer-sent-back-point",
    "new_version": lambda _: "/do/submit-version",
    "projects": lambda _: "/do/place-project",
}
"""Where whoever writes the plan does what is missing."""


def place_of(criterion: Criterion, state: ProgrammeState, *, writes: bool) -> str:
    """Where it is met, below the programme, for who `writes` the plan or does not; empty where nowhere."""
    if criterion.met:
        return ""
    found = DONE.get(criterion.key) if writes else None
    # What a group must reach is asked in a consultation.
    read = READ.get(criterion.key) or (None if criterion.key in DONE else _consultation)
    place = found or read
    return place(state) if place is not None else ""

"""Responses: what was done with each point that organisations made, and when that is settled for good.

A contribution consists of points. Each is answered: taken over, partly, or not, always with a reason.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from domain.register.events import Event
from domain.shared.canonical import digest
from domain.shared.errors import Refusal
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.people import must_be_kwartiermaker
from domain.state.programme_state import ProgrammeState
from domain.vocabulary.commands import SettleResponses
from domain.vocabulary.events import ResponsesSettled

Kind = Literal["taken_over", "partly", "not_taken_over"]
KINDS: tuple[Kind, ...] = ("taken_over", "partly", "not_taken_over")


class Place(NamedTuple):
    """Where in the plan a point ended up: a section, and a version in which its text has changed."""

    section: str
    version: int


class Written(NamedTuple):
    """The text of one section in one version; `by_people` is False where Kwartier put it together."""

    version: int
    text: str
    by_people: bool


class Coverage(NamedTuple):
    """How many points there are, and how many have been answered, per kind of response."""

    points: int
    answered: Mapping[str, int]

    @property
    def missing(self) -> int:
        return self.points - sum(self.answered.values())

    @property
    def is_complete(self) -> bool:
        return self.missing == 0


# --- single responses, which do not go through the workflow ---


def must_have_changed(place: Place, asked_about: Written, now: Written) -> None:
    """What is taken over can be pointed at: a section that people changed after what was consulted on."""
    details = {"section": place.section, "version": place.version, "consulted_on": asked_about.version}
    if now.version <= asked_about.version or not now.by_people:
        raise Refusal(
            "section_not_changed",
            "Name a version that somebody wrote after the one that was consulted on.",
            details,
        )
    if now.text.strip() == asked_about.text.strip():
        raise Refusal(
            "section_not_changed",
            "This section says in that version what it said when it was consulted on; name where it changed.",
            details,
        )


def must_be_said(excerpts: Sequence[str], said: str) -> None:
    """The parts of a point are what was said, in its own words; blanks and line ends do not count."""
    whole = " ".join(said.split())
    if strange := [n for n, excerpt in enumerate(excerpts, 1) if " ".join(excerpt.split()) not in whole]:
        raise Refusal(
            "excerpt_not_said",
            "Split a point into excerpts of its own text, word by word.",
            {"parts": strange},
        )


def receipt_of(point: Mapping[str, object]) -> str:
    """The hash (hex SHA-256) by which a response can be proven, over all that it says and is about."""
    return digest(dict(point))


# --- settling ---


def closed_rounds(state: ProgrammeState) -> tuple[int, ...]:
    """The consultations that are over."""
    return tuple(held.number for held in state.definition.rounds if not held.is_open)


def unsettled(state: ProgrammeState) -> tuple[int, ...]:
    """The closed consultations whose responses are not settled."""
    return tuple(number for number in closed_rounds(state) if number not in state.definition.settled)


def incomplete(coverage: Coverage) -> Refusal:
    """How it is told that points are without a response."""
    return Refusal(
        "responses_incomplete",
        f"{coverage.missing} of {coverage.points} points have no response yet; see the coverage.",
        {"missing": coverage.missing, "points": coverage.points},
    )


def counted(kinds: Iterable[str | None]) -> Coverage:
    """The coverage of points with these last responses, None for one that has none."""
    known = list(kinds)
    return Coverage(points=len(known), answered={kind: known.count(kind) for kind in KINDS})


@decide.register
def _(command: SettleResponses, state: ProgrammeState, today: date) -> list[Event]:
    must_be_kwartiermaker(command.actor, state)
    number = command.consultation
    if number in state.definition.settled:
        raise Refusal("responses_settled", "The responses of this consultation are settled.")
    if number not in unsettled(state):
        raise Refusal(
            "consultation_not_closed", "Contributions are answered once their consultation is closed."
        )
    # What the event counts, only PostgreSQL knows: the activity that appends it fills that in, or refuses.
    return [ResponsesSettled(consultation=number)]


@apply.register
def _(event: ResponsesSettled, state: ProgrammeState, today: date) -> ProgrammeState:
    settled = (*state.definition.settled, event.consultation)
    definition = state.definition.model_copy(update={"settled": settled})
    state = state.model_copy(update={"definition": definition})
    review = state.definition.review
    # With the review passed, nothing but this was waited for.
    return deadlines.end(state, "draft") if review is not None and review.passed else state

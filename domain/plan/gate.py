"""The gate of the definition phase: what must hold before the plan may go to the first body."""

from collections.abc import Sequence

from domain.plan import principles as principles_
from domain.plan import sent_back_points
from domain.plan.bars import Bar, bars
from domain.responses.settlement import closed_consultations, unsettled
from domain.shared.base import Tolerant
from domain.shared.support import SupportCounts
from domain.state.programme_state import ProgrammeState, Version

MOST_NAMED = 20
"""How many missing things a criterion names; `short_by` counts them all."""


class Criterion(Tolerant):
    """One thing the gate asks: how much of it there is, how much there must be, and what is missing.

    `missing` names keys or counts, at most `MOST_NAMED` of them.
    """

    key: str
    have: int
    need: int
    missing: tuple[str, ...] = ()

    @property
    def met(self) -> bool:
        return self.have >= self.need

    @property
    def short_by(self) -> int:
        """How many are missing."""
        return max(self.need - self.have, 0)


def criteria(state: ProgrammeState) -> list[Criterion]:
    """Every criterion of the gate, met or not, in the order in which a plan meets them."""
    version = _on_its_way(state)
    return [
        _consultation(state),
        _sections(state, version),
        _principles(state, version),
        _responses(state),
        _sent_back_points(state),
        _new_version(state),
        _review(state),
        _projects(state),
        *(_bar(bar) for bar in bars(state)),
    ]


def holds(state: ProgrammeState) -> bool:
    return all(criterion.met for criterion in criteria(state))


def before_submitting(state: ProgrammeState, version: Version) -> list[Criterion]:
    """What must be met before the panel is asked about `version`: it reads the responses beside the plan."""
    return [
        _sections(state, version),
        _principles(state, version),
        _responses(state),
        _sent_back_points(state),
    ]


def missing_sections(state: ProgrammeState, version: Version | None) -> tuple[str, ...]:
    """The mandatory sections that `version` leaves empty; all of them when there is none."""
    filled = version.filled if version is not None else ()
    return tuple(key for key in state.rules.definition.mandatory_sections if key not in filled)


def _on_its_way(state: ProgrammeState) -> Version | None:
    """The version that may go to the body; the newest, as long as none was submitted or another is needed."""
    submitted, review, sent_back = (
        state.definition.submitted,
        state.definition.review,
        state.definition.sent_back,
    )
    if submitted is None or (sent_back is not None and submitted.number <= sent_back):
        return state.definition.draft
    return state.definition.draft if review is not None and review.passed is False else submitted


def _of(key: str, need: int, missing: Sequence[str]) -> Criterion:
    """A criterion that needs so many things, of which `missing` are not there."""
    return Criterion(key=key, have=need - len(missing), need=need, missing=tuple(missing[:MOST_NAMED]))


def _consultation(state: ProgrammeState) -> Criterion:
    consultation = state.definition.consultation
    closed = consultation is not None and not consultation.is_open
    return _of("consultation", 1, () if closed else ("a closed consultation",))


def _sections(state: ProgrammeState, version: Version | None) -> Criterion:
    need = len(state.rules.definition.mandatory_sections)
    return _of("sections", need, missing_sections(state, version))


def _principles(state: ProgrammeState, version: Version | None) -> Criterion:
    """Every goal measured against every principle; where there are principles, there is a goal."""
    principles = state.rules.definition.principles
    goals = principles_.goals_of(version)
    if principles and not goals:
        return Criterion(key="principles", have=0, need=len(principles), missing=("a goal to measure",))
    return _of("principles", len(goals) * len(principles), principles_.unanswered(version, principles))


def _responses(state: ProgrammeState) -> Criterion:
    """Settled for every closed consultation, of which there must be one."""
    closed = closed_consultations(state)
    missing = [f"consultation {number}" for number in unsettled(state)]
    return _of("responses", max(len(closed), 1), missing if closed else ("responses to a consultation",))


def _sent_back_points(state: ProgrammeState) -> Criterion:
    """An answer to each point of a body that sent the plan back; nothing when none did."""
    missing = [f"an answer to point {key}" for key in sent_back_points.unanswered(state)]
    return _of("sent_back_points", len(state.definition.points), missing)


def _new_version(state: ProgrammeState) -> Criterion:
    submitted, sent_back = state.definition.submitted, state.definition.sent_back
    missing: tuple[str, ...] = ()
    if submitted is None:
        missing = ("a submitted version",)
    elif sent_back is not None and submitted.number <= sent_back:
        missing = (f"a version after {sent_back}, which was sent back",)
    return _of("new_version", 1, missing)


def _review(state: ProgrammeState) -> Criterion:
    """The seats that both can and will, as far as is known; the last one counts once the review is closed."""
    review, rules = state.definition.review, state.rules.definition
    need = max(-(-rules.pass_percent * len(rules.panel) // 100), 1)
    if review is None or review.passed is None:
        answers = review.answers if review is not None else {}
        waiting = [seat for seat in rules.panel if seat.key not in answers]
        missing = f"{len(waiting)} answers of the panel" if waiting else "the closing of the review"
        have = min(SupportCounts.of(answers.values()).convinced, need - 1)
        return Criterion(key="review", have=have, need=need, missing=(missing,))
    if review.passed or rules.otherwise == "with_reservations":
        return Criterion(key="review", have=need, need=need)
    missing = f"yes or yes-if from {rules.pass_percent}% on can and will"
    have = SupportCounts.of(review.answers.values()).convinced
    return Criterion(key="review", have=have, need=need, missing=(missing,))


def _projects(state: ProgrammeState) -> Criterion:
    missing = [f"a place for project {number}" for number in state.definition.unplaced]
    return _of("projects", state.definition.projects, missing)


def _bar(bar: Bar) -> Criterion:
    """What a group must reach, in percent."""
    said = "too few answered to say" if bar.have is None else f"{bar.have}%"
    missing = () if bar.reached else (f"{bar.need}% ({said})",)
    return Criterion(key=bar.key, have=bar.have or 0, need=bar.need, missing=missing)

"""The gate of the definition phase: what must hold before the plan may go to the first body."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self, cast

from domain.plan import principles as principles_
from domain.plan import sent_back_points
from domain.plan.thresholds import Threshold, measured_thresholds
from domain.responses.settlement import closed_consultations, unsettled
from domain.shared.messages import N_, Message, N_plural, verbatim
from domain.shared.refusals import Refusal
from domain.shared.support import SupportCounts
from domain.state.programme_state import ProgrammeState, Version

MOST_NAMED = 20
"""How many missing things a criterion names; `short_by` counts them all."""


MISSING = "missing_"
"""What the names in a refusal's details begin with, so that each criterion has a list of its own."""


@dataclass(frozen=True)
class Criterion:
    """One thing the gate asks: how much of it there is, how much there must be, and what is missing.

    `missing` names keys or counts, at most `MOST_NAMED` of them.
    """

    key: str
    have: int
    need: int
    missing: tuple[Message, ...] = ()

    @property
    def met(self) -> bool:
        return self.have >= self.need

    @property
    def short_by(self) -> int:
        """How many are missing."""
        return max(self.need - self.have, 0)


class GateNotMet(Refusal):
    title = N_("The gate does not hold")
    sentence = N_("The panel is asked about a plan that is whole; first do what is missing.")
    advice = N_("`details` names exactly what is missing; see also the programme's gate.")
    missing: Mapping[str, tuple[str, ...]]
    """What is missing, by the key of its criterion."""

    def written(self) -> dict[str, object]:
        return {f"{MISSING}{key}": list(what) for key, what in self.missing.items()}

    @classmethod
    def read(cls, details: Mapping[str, object]) -> Self:
        written = cast("Mapping[str, Sequence[str]]", details)
        found = {key: tuple(what) for key, what in written.items() if key.startswith(MISSING)}
        return cls(missing={key.removeprefix(MISSING): what for key, what in found.items()})


def criteria(state: ProgrammeState) -> list[Criterion]:
    """Every criterion of the gate, met or not, in the order in which a plan meets them."""
    # One version for all criteria: mixed, a gate could hold that no version meets.
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
        *(_threshold(threshold) for threshold in measured_thresholds(state)),
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


def must_be_whole(version: Version, state: ProgrammeState, refusal: type[GateNotMet] = GateNotMet) -> None:
    """Raise `refusal` unless everything is there that must be before anybody is asked about `version`."""
    unmet = [criterion for criterion in before_submitting(state, version) if not criterion.met]
    if unmet:
        raise refusal(missing={c.key: tuple(map(str, c.missing)) for c in unmet})


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


def _of(key: str, need: int, missing: Sequence[Message]) -> Criterion:
    """A criterion that needs so many things, of which `missing` are not there."""
    return Criterion(key=key, have=need - len(missing), need=need, missing=tuple(missing[:MOST_NAMED]))


def _consultation(state: ProgrammeState) -> Criterion:
    consultation = state.definition.consultation
    closed = consultation is not None and not consultation.is_open
    return _of("consultation", 1, () if closed else (N_("a closed consultation"),))


def _sections(state: ProgrammeState, version: Version | None) -> Criterion:
    need = len(state.rules.definition.mandatory_sections)
    missing = [verbatim(key) for key in missing_sections(state, version)]
    return _of("sections", need, missing)


def _principles(state: ProgrammeState, version: Version | None) -> Criterion:
    """Every goal measured against every principle; where there are principles, there is a goal."""
    principles = state.rules.definition.principles
    goals = principles_.goals_of(version)
    if principles and not goals:
        return Criterion("principles", have=0, need=len(principles), missing=(N_("a goal to measure"),))
    unanswered = [
        N_("goal {goal}: {principle}").having(goal=str(goal), principle=principle)
        for goal, principle in principles_.unanswered(version, principles)
    ]
    return _of("principles", len(goals) * len(principles), unanswered)


def _responses(state: ProgrammeState) -> Criterion:
    """Settled for every closed consultation, of which there must be one."""
    closed = closed_consultations(state)
    missing = [N_("consultation {number}").having(number=str(number)) for number in unsettled(state)]
    return _of("responses", max(len(closed), 1), missing if closed else (N_("responses to a consultation"),))


def _sent_back_points(state: ProgrammeState) -> Criterion:
    """An answer to each point of a body that sent the plan back; nothing when none did."""
    missing = [N_("an answer to point {key}").having(key=key) for key in sent_back_points.unanswered(state)]
    return _of("sent_back_points", len(state.definition.points), missing)


def _new_version(state: ProgrammeState) -> Criterion:
    submitted, sent_back = state.definition.submitted, state.definition.sent_back
    missing: tuple[Message, ...] = ()
    if submitted is None:
        missing = (N_("a submitted version"),)
    elif sent_back is not None and submitted.number <= sent_back:
        missing = (N_("a version after {version}, which was sent back").having(version=str(sent_back)),)
    return _of("new_version", 1, missing)


def _review(state: ProgrammeState) -> Criterion:
    """The seats that both can and will, as far as is known; the last one counts once the review is closed."""
    review, rules = state.definition.review, state.rules.definition
    # Rounded up in integers: a fraction of a seat is a seat, and floats differ in the last digit.
    need = max(-(-rules.pass_percent * len(rules.panel) // 100), 1)
    if review is None or review.passed is None:
        answers = review.answers if review is not None else {}
        waiting = [seat for seat in rules.panel if seat.key not in answers]
        answers_of = N_plural("{n} answer of the panel", "{n} answers of the panel").having(n=len(waiting))
        missing = answers_of if waiting else N_("the closing of the review")
        # Never all of them before the closing: until then any seat may answer otherwise.
        have = min(SupportCounts.of(answers.values()).convinced, need - 1)
        return Criterion(key="review", have=have, need=need, missing=(missing,))
    if review.passed or rules.otherwise == "with_reservations":
        return Criterion(key="review", have=need, need=need)
    missing = N_("yes or yes-if from {percent}% on can and will").having(percent=rules.pass_percent)
    have = SupportCounts.of(review.answers.values()).convinced
    return Criterion(key="review", have=have, need=need, missing=(missing,))


def _projects(state: ProgrammeState) -> Criterion:
    missing = [
        N_("a place for project {number}").having(number=str(number)) for number in state.definition.unplaced
    ]
    return _of("projects", state.definition.projects, missing)


def _threshold(threshold: Threshold) -> Criterion:
    """What a group must reach, in percent."""
    if threshold.have is None:
        said = N_("{need}% (too few answered to say)").having(need=threshold.need)
    else:
        said = N_("{need}% ({have}%)").having(need=threshold.need, have=threshold.have)
    missing = () if threshold.reached else (said,)
    return Criterion(key=threshold.key, have=threshold.have or 0, need=threshold.need, missing=missing)

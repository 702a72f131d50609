"""The definition phase: the plan's versions, and the panel's review of them; `rounds` has the asking."""

from datetime import date

from domain.consultation import sessions
from domain.consultation.consultations import must_be_closed, must_have_been_held
from domain.plan import gate
from domain.plan.principles import carried_over, goals_of
from domain.register.events import Event
from domain.shared.canonical import digest
from domain.shared.errors import Refusal
from domain.shared.support import Support, SupportCounts
from domain.shared.texts import TextRef
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.people import must_be_kwartiermaker, must_draft, must_hold, must_not_be_own_work
from domain.state.programme_state import Definition, Goal, PanelReview, ProgrammeState, Version
from domain.state.sections import must_be_sections
from domain.vocabulary.commands import Review, SaveVersion, SubmitVersion
from domain.vocabulary.events import (
    DefinitionCompleted,
    DraftAssembled,
    ReviewClosed,
    ReviewGiven,
    VersionSaved,
    VersionSubmitted,
)

BASELINE = 0
"""The existing strategy is version 0: what is recalibrated can be compared with it."""


def version_hash(sections: dict[str, TextRef]) -> str:
    """What a plan version is known by: the digest over its sections' hashes."""
    return digest({key: text.hash for key, text in sections.items()})


# --- what the phase waits for ---


def there_is_no_draft(state: ProgrammeState) -> bool:
    return state.definition.draft is None


def a_version_is_under_review(state: ProgrammeState) -> bool:
    review = state.definition.review
    return review is not None and review.passed is None


def the_panel_answered(state: ProgrammeState) -> bool:
    """Whether every seat of the panel has answered on the version under review."""
    review = state.definition.review
    return review is not None and len(review.answers) == len(state.rules.definition.panel)


def the_review_is_out_of_time(state: ProgrammeState) -> bool:
    return deadlines.passed(state, "review")


def the_review_is_over(state: ProgrammeState) -> bool:
    """Whether everyone answered, its time is over, or it was closed already."""
    waits = a_version_is_under_review(state) and not the_panel_answered(state)
    return not waits or the_review_is_out_of_time(state)


# --- what the phase does by itself ---


def close_the_review(state: ProgrammeState) -> list[Event]:
    """Count the panel's answers. Who did not answer counts as not convinced."""
    review, rules = state.definition.review, state.rules.definition
    if review is None or review.passed is not None:
        return []
    # Another version may have been submitted meanwhile, and its review has only begun.
    if not (the_panel_answered(state) or the_review_is_out_of_time(state)):
        return []
    support = SupportCounts.of(review.answers.values())
    passed = support.passes(rules.pass_percent, len(rules.panel))
    return [ReviewClosed(version=review.version, support=support, out_of=len(rules.panel), passed=passed)]


def complete_the_definition(state: ProgrammeState) -> list[Event]:
    submitted = state.definition.submitted
    if state.phase != "definition" or submitted is None or not gate.holds(state):
        return []
    return [DefinitionCompleted(version=submitted.number, hash=submitted.hash)]


# --- what people decide ---


@decide.register
def _(command: SaveVersion, state: ProgrammeState, today: date) -> list[Event]:
    must_draft(command.actor.person, state)
    if there_is_no_draft(state):
        raise Refusal(
            "no_draft_yet", "The first draft is assembled when the consultation closes; wait for it."
        )
    if command.based_on not in {None, state.version}:
        raise Refusal(
            "not_the_newest_version",
            "Somebody saved another version meanwhile; look what changed, and save yours on top of it.",
            {"newest": state.version},
        )
    must_be_sections(command.sections, state)
    given, sections = command.goals, command.sections
    goals = given if given is not None else tuple(g.text for g in goals_of(state.definition.draft))
    return [
        VersionSaved(
            version=state.version + 1,
            sections=sections,
            hash=version_hash(sections),
            author=command.actor.person,
            goals=goals,
        )
    ]


@decide.register
def _(command: SubmitVersion, state: ProgrammeState, today: date) -> list[Event]:
    must_be_kwartiermaker(command.actor, state)
    draft = state.definition.draft
    if draft is None or draft.number != command.version:
        newest = None if draft is None else draft.number
        raise Refusal(
            "not_the_newest_version", "Only the newest version can be submitted.", {"newest": newest}
        )
    must_be_closed(state)
    must_have_been_held(state)
    if state.definition.submitted == draft:
        raise Refusal("already_submitted", "This version has been submitted; save a new one first.")
    if missing := [c for c in gate.before_submitting(state, draft) if not c.met]:
        raise Refusal(
            "gate_not_met",
            "The panel is asked about a plan that is whole; first do what is missing.",
            {f"missing_{criterion.key}": list(criterion.missing) for criterion in missing},
        )
    return [VersionSubmitted(version=draft.number, hash=draft.hash)]


@decide.register
def _(command: Review, state: ProgrammeState, today: date) -> list[Event]:
    seat = must_hold(command.actor, command.seat, state.rules.definition.panel)
    must_not_be_own_work(command.actor, state)
    review = state.definition.review
    if review is None or review.passed is not None:
        raise Refusal("no_open_review", "No version is under review; it starts when a version is submitted.")
    if command.version != review.version:
        raise Refusal(
            "not_under_review", "Another version is under review.", {"under_review": review.version}
        )
    return [
        ReviewGiven(
            version=review.version, seat=seat.key, can=command.can, will=command.will, reason=command.reason
        )
    ]


# --- what follows ---


@apply.register
def _(event: DraftAssembled, state: ProgrammeState, today: date) -> ProgrammeState:
    goals = goals_of(state.definition.draft)
    state = _with_draft(state, event, goals)
    return deadlines.begin(state, "draft", "kwartiermaker", state.rules.definition.draft, today)


@apply.register
def _(event: VersionSaved, state: ProgrammeState, today: date) -> ProgrammeState:
    author = event.author or state.kwartiermaker
    authors = dict.fromkeys((*state.definition.authors, *([author] if author else [])))
    state = _with(state, authors=tuple(authors))
    return _with_draft(state, event, carried_over(goals_of(state.definition.draft), event.goals))


@apply.register
def _(event: VersionSubmitted, state: ProgrammeState, today: date) -> ProgrammeState:
    state = _with(state, submitted=state.definition.draft, review=PanelReview(version=event.version))
    state = deadlines.end(state, "draft")
    return deadlines.begin(state, "review", "panel", state.rules.definition.review, today)


@apply.register
def _(event: ReviewGiven, state: ProgrammeState, today: date) -> ProgrammeState:
    assert state.definition.review is not None
    review = state.definition.review
    answers = review.answers | {event.seat: Support(can=event.can, will=event.will)}
    reasons = review.reasons | {event.seat: event.reason}
    return _with(state, review=review.model_copy(update={"answers": answers, "reasons": reasons}))


@apply.register
def _(event: ReviewClosed, state: ProgrammeState, today: date) -> ProgrammeState:
    assert state.definition.review is not None
    review = state.definition.review.model_copy(update={"passed": event.passed})
    state = deadlines.end(_with(state, review=review), "review")
    if gate.holds(state):
        return state
    if not event.passed and state.rules.definition.otherwise == "another_round":
        state = _with(state, rounds_wanted=len(state.definition.rounds) + 1)
    return deadlines.begin(state, "draft", "kwartiermaker", state.rules.definition.draft, today)


@apply.register
def _(event: DefinitionCompleted, state: ProgrammeState, today: date) -> ProgrammeState:
    state = sessions.lapse(deadlines.end(state, "draft"))
    return state.model_copy(update={"phase": "sign_off"})


def _with_draft(
    state: ProgrammeState, event: DraftAssembled | VersionSaved, goals: tuple[Goal, ...]
) -> ProgrammeState:
    filled = tuple(key for key, text in event.sections.items() if not text.is_empty)
    draft = Version(number=event.version, hash=event.hash, filled=filled, goals=goals)
    return _with(state, draft=draft).model_copy(update={"version": event.version})


def _with(state: ProgrammeState, **fields: object) -> ProgrammeState:
    definition: Definition = state.definition.model_copy(update=fields)
    return state.model_copy(update={"definition": definition})

"""Closing the panel's review: the programme does so by itself."""

from datetime import date

from domain.plan import gate
from domain.plan.panel_review import open_review, the_panel_answered, the_review_is_out_of_time
from domain.register.events import Event
from domain.shared.support import SupportCounts
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.programme_state import ProgrammeState


class ReviewClosed(Event):
    version: int
    support: SupportCounts
    out_of: int
    passed: bool


def close_the_review(state: ProgrammeState) -> list[Event]:
    """Count the panel's answers. Who did not answer counts as not convinced."""
    review, rules = open_review(state), state.rules.definition
    if review is None:
        return []
    # Another version may have been submitted meanwhile, and its review has only begun.
    if not (the_panel_answered(state) or the_review_is_out_of_time(state)):
        return []
    support = SupportCounts.of(review.answers.values())
    passed = support.passes(rules.pass_percent, len(rules.panel))
    return [ReviewClosed(version=review.version, support=support, out_of=len(rules.panel), passed=passed)]


@apply.register
def _(event: ReviewClosed, state: ProgrammeState, today: date) -> ProgrammeState:
    assert state.definition.review is not None
    review = state.definition.review.model_copy(update={"passed": event.passed})
    state = state.with_definition(state.definition.model_copy(update={"review": review}))
    state = deadlines.end(state, "review")
    # No new time to draft in: the definition completes at once.
    if gate.holds(state):
        return state
    if not event.passed and state.rules.definition.otherwise == "another_round":
        wanted = len(state.definition.rounds) + 1
        state = state.with_definition(state.definition.model_copy(update={"rounds_wanted": wanted}))
    return deadlines.begin(state, "draft", "kwartiermaker", state.rules.definition.draft, today)

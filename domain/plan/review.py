"""Reviewing the submitted version: the panel says whether municipalities *can* and *will* make the change."""

from datetime import date

from domain.plan.panel_review import open_review
from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.shared.support import Answer, Support
from domain.shared.texts import TextRef
from domain.state import roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.own_work import must_not_be_own_work
from domain.state.plan_versions import must_be_a_version
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part


class Review(Command):
    phase = "definition"
    version: int
    seat: str
    can: Answer
    will: Answer
    reason: TextRef

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.panellist(asker, state, self.seat)


class ReviewGiven(Event):
    version: int
    seat: str
    can: Answer
    will: Answer
    reason: TextRef


class NoOpenReview(Refusal):
    title = N_("No version is under review")
    sentence = N_("No version is under review; it starts when a version is submitted.")
    advice = N_("A review starts when a version is submitted.")


class NotUnderReview(Refusal):
    title = N_("Another version is under review")
    sentence = N_("Another version is under review: version {under_review}.")
    advice = N_("`details.under_review` is the one that is.")
    under_review: int


@decide.register
def _(command: Review, state: ProgrammeState, today: date) -> list[Event]:
    must_be_a_version(command.version, state)
    # Asked here and not when the panel is set up: who writes along is known only by now.
    must_not_be_own_work(command.actor, state)
    review = open_review(state)
    if review is None:
        raise NoOpenReview
    if command.version != review.version:
        raise NotUnderReview(under_review=review.version)
    return [
        ReviewGiven(
            version=review.version,
            seat=command.seat,
            can=command.can,
            will=command.will,
            reason=command.reason,
        )
    ]


@apply.register
def _(event: ReviewGiven, state: ProgrammeState, today: date) -> ProgrammeState:
    review = state.definition.review
    assert review is not None
    # Until the review is closed a seat may answer again; its last answer counts.
    answers = review.answers | {event.seat: Support(can=event.can, will=event.will)}
    reasons = review.reasons | {event.seat: event.reason}
    review = review.model_copy(update={"answers": answers, "reasons": reasons})
    return state.with_definition(state.definition.model_copy(update={"review": review}))

"""The chair of a body: whose seat it is, and what waits for them where the blueprint wants it."""

from domain.bodies.meetings import is_on_an_agenda
from domain.shared.messages import N_
from domain.shared.refusals import Forbidden
from domain.shared.rules import BodyRules, Seat
from domain.sign_off.ballot import the_ballot_is_over
from domain.state.programme_state import ProgrammeState


class NotTheChair(Forbidden):
    title = N_("You do not hold the chair's seat")
    sentence = N_("Only the chair, seat {chair}, establishes the outcome.")
    advice = N_("The body's chair must do this.")
    chair: str


class ChairCorrects(NotTheChair):
    sentence = N_("Only the chair, seat {chair}, corrects what this body decided.")


def chair_of(body: BodyRules) -> Seat | None:
    """The seat of the chair of `body`, where it has one."""
    return next((seat for seat in body.seats if seat.key == body.chair), None)


def the_chair_must_establish(state: ProgrammeState) -> bool:
    """Whether the outcome of a ballot that is over waits for the chair, as the blueprint wants."""
    body = state.body
    waits = is_on_an_agenda(state) and the_ballot_is_over(state)
    return waits and body is not None and body.chair_establishes and body.chair is not None


def the_chair_has_established(state: ProgrammeState) -> bool:
    return not the_chair_must_establish(state)

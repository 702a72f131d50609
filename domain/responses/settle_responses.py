"""Settling the responses of a consultation, for good, once every point has one."""

from datetime import date

from domain.consultation.consultations import must_exist
from domain.register.events import Event
from domain.responses import settlement
from domain.shared.texts import TextRef
from domain.state import deadlines, roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part


class SettleResponses(Command):
    phase = "definition"
    # Only PostgreSQL knows whether every point has its response, and it counts them under a lock.
    carried_out_by = "settle_responses"
    consultation: int

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.kwartiermaker(asker, state)


class ResponsesSettled(Event):
    """Every point of a consultation is answered, for good.

    `answered` counts the points per kind of response; `root` is the Merkle root over the receipts of their
    last responses, in the order of the points; `memo` is the response memo (reactienota).
    """

    consultation: int
    points: int = 0
    answered: dict[str, int] = {}
    root: str = ""
    memo: TextRef | None = None


@decide.register
def _(command: SettleResponses, state: ProgrammeState, today: date) -> list[Event]:
    number = command.consultation
    must_exist(number, state)
    if number in state.definition.settled:
        raise settlement.ResponsesSettled
    if number not in settlement.closed_consultations(state):
        raise settlement.ConsultationNotClosed
    # What the event counts, only PostgreSQL knows: the activity that appends it fills that in, or refuses.
    return [ResponsesSettled(consultation=number)]


@apply.register
def _(event: ResponsesSettled, state: ProgrammeState, today: date) -> ProgrammeState:
    settled = (*state.definition.settled, event.consultation)
    state = state.with_definition(state.definition.model_copy(update={"settled": settled}))
    review = state.definition.review
    # With the review passed, nothing but this was waited for.
    return deadlines.end(state, "draft") if review is not None and review.passed else state

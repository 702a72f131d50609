"""The settlement of responses: each closed consultation needs one before the plan goes on."""

from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.state.programme_state import ProgrammeState


class ResponsesSettled(Refusal):
    title = N_("The responses are settled")
    sentence = N_("The responses of this consultation are settled, and do not change any more.")
    advice = N_("Responses that are settled do not change any more.")


class ConsultationNotClosed(Refusal):
    title = N_("The consultation is not closed")
    sentence = N_("Contributions are answered once their consultation is closed.")
    advice = N_("Contributions are answered once their consultation is closed.")


def closed_consultations(state: ProgrammeState) -> tuple[int, ...]:
    """The consultations that are over."""
    return tuple(held.number for held in state.definition.rounds if not held.is_open)


def unsettled(state: ProgrammeState) -> tuple[int, ...]:
    """The closed consultations whose responses are not settled."""
    return tuple(number for number in closed_consultations(state) if number not in state.definition.settled)

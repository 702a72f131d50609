"""Who is being asked, and that nobody else answers for them."""

from domain.shared.messages import N_
from domain.shared.refusals import Forbidden, Refusal
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part, part


class NobodyAsked(Refusal):
    title = N_("No candidate is being asked")
    sentence = N_("No candidate is being asked at the moment.")
    advice = N_("The principal chooses first.")


class NotAsked(Forbidden):
    title = N_("Only the candidate who is being asked can answer")
    sentence = N_("Only the candidate who is being asked can answer.")
    advice = N_("Wait until you are asked.")


def candidate(asker: Asker, state: ProgrammeState) -> Part:
    """Whoever was nominated; before anybody is, the rules say that nobody is being asked."""
    if state.appointment.candidates and asker.id not in state.appointment.candidates:
        raise NotAsked
    return part(asker, "candidate")


def must_be_asked(person: str, state: ProgrammeState) -> None:
    """Raise `Refusal` unless this very candidate is waited for."""
    if state.appointment.asked is None:
        raise NobodyAsked
    if person != state.appointment.asked:
        raise NotAsked

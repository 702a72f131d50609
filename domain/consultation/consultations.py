"""Consultations as they stand: what the phase waits for of them, and what may not be done meanwhile."""

from domain.shared.messages import N_
from domain.shared.refusals import Missing, Refusal
from domain.state import deadlines
from domain.state.programme_state import Consultation, ProgrammeState

FIRST_CONSULTATION = 1


class NoSuchConsultation(Missing):
    title = N_("There is no such consultation")
    sentence = N_("There is no consultation {consultation} here.")
    advice = N_("List the programme's consultations.")
    consultation: int


class ConsultationOpen(Refusal):
    title = N_("A consultation is open")
    sentence = N_("A consultation is open; wait until it is closed.")
    advice = N_("Wait until it is closed; `details.consultation` is its number.")
    consultation: int


class AnotherRoundFirst(Refusal):
    title = N_("Another consultation must be held first")
    sentence = N_("The review did not pass; hold another consultation before you submit again.")
    advice = N_("The review did not pass: open a consultation.")
    held: int
    wanted: int


def no_consultation_was_held(state: ProgrammeState) -> bool:
    return not state.definition.rounds


def the_consultation_is_open(state: ProgrammeState) -> bool:
    return state.definition.consultation is not None and state.definition.consultation.is_open


def the_consultation_is_out_of_time(state: ProgrammeState) -> bool:
    return deadlines.passed(state, "consultation")


def the_consultation_is_over(state: ProgrammeState) -> bool:
    """Whether its time is, or it was closed already: a worker that died may have done so."""
    return not the_consultation_is_open(state) or the_consultation_is_out_of_time(state)


def must_exist(number: int, state: ProgrammeState) -> None:
    """Raise `Missing` when no consultation has this number."""
    if number not in {held.number for held in state.definition.rounds}:
        raise NoSuchConsultation(consultation=number)


def must_be_closed(state: ProgrammeState) -> None:
    """Refuse what cannot be done while organisations are still being asked, or before they were."""
    held = state.definition.consultation
    if held is not None and held.is_open:
        raise ConsultationOpen(consultation=held.number)


def must_have_been_held(state: ProgrammeState) -> None:
    """Refuse a version while the review of an earlier one asks for another consultation first."""
    held, wanted = len(state.definition.rounds), state.definition.rounds_wanted
    if held < wanted:
        raise AnotherRoundFirst(held=held, wanted=wanted)


def with_consultations(state: ProgrammeState, held: tuple[Consultation, ...]) -> ProgrammeState:
    """`state` with these consultations; only the last one can be open."""
    return state.with_definition(state.definition.model_copy(update={"rounds": held}))

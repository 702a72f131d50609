"""Where the candidates stand: nominated, chosen, asked, and what the phase waits for of them."""

from typing import Literal

from domain.state.programme_state import ProgrammeState


def candidates_are_nominated(state: ProgrammeState) -> bool:
    """Whether there is anybody the principal can choose."""
    return "nominated" in state.appointment.candidates.values()


def a_choice_is_made(state: ProgrammeState) -> bool:
    return bool(state.appointment.preference)


def the_candidate_answered(state: ProgrammeState) -> bool:
    return state.appointment.asked is None


def the_assignment_is_accepted(state: ProgrammeState) -> bool:
    return state.kwartiermaker is not None


def kwartiermaker_or_candidates(state: ProgrammeState) -> frozenset[str]:
    """The ids of those who prepare the programme, or may still be charged with it."""
    if state.kwartiermaker is not None:
        # Candidates who were not needed are nominated for ever, and nobody asks them any more.
        return frozenset({state.kwartiermaker})
    return frozenset(p for p, status in state.appointment.candidates.items() if status == "nominated")


def with_candidate(
    state: ProgrammeState, person: str, status: Literal["nominated", "declined", "accepted"]
) -> ProgrammeState:
    """`state` with where a candidate stands now."""
    # One who declined stays in it, so that nobody nominates them again unawares.
    candidates = state.appointment.candidates | {person: status}
    return state.with_appointment(state.appointment.model_copy(update={"candidates": candidates}))

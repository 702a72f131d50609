"""Appointing the kwartiermaker: nomination, choice, and an accepted assignment."""

from datetime import date

from domain.shared.errors import Forbidden, Refusal
from domain.state import deadlines
from domain.state.folding import apply, decide
from domain.state.people import must_be_office, must_be_principal
from domain.state.programme_state import Appointment, ProgrammeState
from domain.vocabulary.commands import AcceptAssignment, Choose, DeclineAssignment, Nominate
from domain.vocabulary.events import (
    AssignmentAccepted,
    CandidateAsked,
    CandidateDeclined,
    CandidateNominated,
    CandidatesChosen,
    Event,
    ProgrammeAgreed,
)

# --- what the phase waits for ---


def candidates_are_nominated(state: ProgrammeState) -> bool:
    """Whether there is anybody the principal can choose."""
    return "nominated" in state.appointment.candidates.values()


def a_choice_is_made(state: ProgrammeState) -> bool:
    return bool(state.appointment.preference)


def the_candidate_answered(state: ProgrammeState) -> bool:
    return state.appointment.asked is None


def the_assignment_is_accepted(state: ProgrammeState) -> bool:
    return state.kwartiermaker is not None


# --- what the phase does by itself ---


def record_the_agreement(state: ProgrammeState) -> list[Event]:
    """The College's agreement to the joint proposal: the first entry of every register."""
    if state.head.seq > 0:
        return []
    return [ProgrammeAgreed.model_validate(state.agreement)]


def ask_the_next_candidate(state: ProgrammeState) -> list[Event]:
    appointment = state.appointment
    if appointment.asked is not None or not appointment.preference or state.kwartiermaker is not None:
        return []
    return [CandidateAsked(person=appointment.preference[0])]


# --- what people decide ---


@decide.register
def _(command: Nominate, state: ProgrammeState, today: date) -> list[Event]:
    must_be_office(command.actor)
    if command.person in state.appointment.candidates:
        raise Refusal("already_nominated", "This candidate has been nominated already; nominate another one.")
    if command.person == state.rules.principal:
        raise Refusal("own_work", "The principal commissions the kwartiermaker and cannot be a candidate.")
    return [CandidateNominated(person=command.person, interests=command.interests)]


@decide.register
def _(command: Choose, state: ProgrammeState, today: date) -> list[Event]:
    must_be_principal(command.actor, state)
    nominated = {p for p, status in state.appointment.candidates.items() if status == "nominated"}
    unknown = [person for person in command.preference if person not in nominated]
    if unknown or not command.preference:
        raise Refusal(
            "not_a_candidate",
            "Choose one or more of the nominated candidates who have not declined.",
            {"not_candidates": unknown, "candidates": sorted(nominated)},
        )
    if len(set(command.preference)) < len(command.preference):
        raise Refusal("chosen_twice", "Name each candidate once, in the order they should be asked.")
    return [CandidatesChosen(preference=command.preference, reason=command.reason)]


@decide.register
def _(command: AcceptAssignment, state: ProgrammeState, today: date) -> list[Event]:
    _must_be_asked(command.actor.person, state)
    term_to = state.rules.calendar.add(today, state.rules.appointment.term_working_days)
    return [AssignmentAccepted(person=command.actor.person, term_from=today, term_to=term_to)]


@decide.register
def _(command: DeclineAssignment, state: ProgrammeState, today: date) -> list[Event]:
    _must_be_asked(command.actor.person, state)
    return [CandidateDeclined(person=command.actor.person, reason=command.reason)]


def _must_be_asked(person: str, state: ProgrammeState) -> None:
    if state.appointment.asked is None:
        raise Refusal("nobody_asked", "No candidate is being asked at the moment.")
    if person != state.appointment.asked:
        raise Forbidden("not_asked", "Only the candidate who is being asked can answer.")


# --- what follows ---


@apply.register
def _(event: ProgrammeAgreed, state: ProgrammeState, today: date) -> ProgrammeState:
    return deadlines.begin(state, "nominate", "office", state.rules.appointment.nominate, today)


@apply.register
def _(event: CandidateNominated, state: ProgrammeState, today: date) -> ProgrammeState:
    had_candidates = candidates_are_nominated(state)
    candidates = state.appointment.candidates | {event.person: "nominated"}
    state = deadlines.end(_with(state, candidates=candidates), "nominate")
    if had_candidates or state.appointment.asked is not None:
        return state
    return deadlines.begin(state, "choose", "principal", state.rules.appointment.choose, today)


@apply.register
def _(event: CandidatesChosen, state: ProgrammeState, today: date) -> ProgrammeState:
    # A new choice is also how the principal passes over a candidate who does not answer.
    return deadlines.end(_with(state, preference=event.preference, asked=None), "choose", "accept")


@apply.register
def _(event: CandidateAsked, state: ProgrammeState, today: date) -> ProgrammeState:
    state = _with(state, asked=event.person)
    return deadlines.begin(state, "accept", "candidate", state.rules.appointment.accept, today)


@apply.register
def _(event: CandidateDeclined, state: ProgrammeState, today: date) -> ProgrammeState:
    candidates = state.appointment.candidates | {event.person: "declined"}
    preference = tuple(person for person in state.appointment.preference if person != event.person)
    state = _with(state, candidates=candidates, preference=preference, asked=None)
    state = deadlines.end(state, "accept")
    if preference:
        return state
    if candidates_are_nominated(state):
        return deadlines.begin(state, "choose", "principal", state.rules.appointment.choose, today)
    return deadlines.begin(state, "nominate", "office", state.rules.appointment.nominate, today)


@apply.register
def _(event: AssignmentAccepted, state: ProgrammeState, today: date) -> ProgrammeState:
    candidates = state.appointment.candidates | {event.person: "accepted"}
    state = _with(state, candidates=candidates, preference=(), asked=None)
    state = state.model_copy(update={"kwartiermaker": event.person, "phase": "definition"})
    state = deadlines.end(state, "nominate", "choose", "accept")
    return deadlines.begin_on(state, "term", "kwartiermaker", event.term_to, ())


def _with(state: ProgrammeState, **fields: object) -> ProgrammeState:
    appointment: Appointment = state.appointment.model_copy(update=fields)
    return state.model_copy(update={"appointment": appointment})

"""The principal's choice: whom to ask first, and whom next."""

from datetime import date

from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.shared.texts import TextRef
from domain.state import deadlines, roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part


class Choose(Command):
    phase = "appointment"
    preference: tuple[str, ...]
    reason: TextRef

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.principal(asker, state)


class CandidatesChosen(Event):
    """The principal's choice: who is asked first, and who next if that one declines."""

    preference: tuple[str, ...]
    reason: TextRef


class NotACandidate(Refusal):
    title = N_("Not a candidate who can be chosen")
    sentence = N_("Choose one or more of the nominated candidates who have not declined.")
    advice = N_("`details.candidates` lists who can be; name at least one.")
    not_candidates: tuple[str, ...]
    candidates: tuple[str, ...]


class ChosenTwice(Refusal):
    title = N_("A candidate is named twice")
    sentence = N_("Name each candidate once, in the order they should be asked.")
    advice = N_("Name each candidate once, in order.")


@decide.register
def _(command: Choose, state: ProgrammeState, today: date) -> list[Event]:
    nominated = {p for p, status in state.appointment.candidates.items() if status == "nominated"}
    # Those who declined are unknown here, too: the principal chooses among people who can still say yes.
    unknown = tuple(person for person in command.preference if person not in nominated)
    if unknown or not command.preference:
        raise NotACandidate(not_candidates=unknown, candidates=tuple(sorted(nominated)))
    if len(set(command.preference)) < len(command.preference):
        raise ChosenTwice
    return [CandidatesChosen(preference=command.preference, reason=command.reason)]


@apply.register
def _(event: CandidatesChosen, state: ProgrammeState, today: date) -> ProgrammeState:
    # A new choice is also how the principal passes over a candidate who does not answer.
    chosen = state.appointment.model_copy(update={"preference": event.preference, "asked": None})
    return deadlines.end(state.with_appointment(chosen), "choose", "accept")

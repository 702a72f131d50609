"""Establishing the outcome: the chair puts into force what the rule of the body makes of the ballots."""

from datetime import date

from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.sign_off.ballot import ruled
from domain.sign_off.chair import NotTheChair
from domain.sign_off.establish_decision import decision_on_the_table
from domain.sign_off.submissions import must_have_been_made
from domain.state import roles
from domain.state.commands import Command
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part
from domain.voting.outcome import Outcome


class EstablishOutcome(Command):
    """The chair of a body establishes what its rule made of the ballots."""

    phase = "sign_off"
    submission: int
    seat: str
    outcome: Outcome

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        must_have_been_made(self.submission, state)
        return roles.member(asker, state, self.seat)


class NothingToEstablish(Refusal):
    title = N_("No outcome waits for a chair")
    sentence = N_("No outcome waits for a chair: no ballot is over, or it was done.")
    advice = N_("It does once a ballot is over, where the blueprint has the chair establish the outcome.")


class OtherOutcome(Refusal):
    title = N_("The rule gives another outcome")
    sentence = N_("By the rule of this body the outcome is {outcome}, not {named}.")
    advice = N_("Establish the one in `details.outcome`.")
    outcome: Outcome
    named: Outcome


@decide.register
def _(command: EstablishOutcome, state: ProgrammeState, today: date) -> list[Event]:
    table, outcome = state.on_the_table, ruled(state)
    if table is None or outcome is None or command.submission != table.submission.number:
        raise NothingToEstablish
    # A seat of another body may have the same key, or its holder two seats here.
    if command.seat != table.body.chair:
        raise NotTheChair(chair=table.body.chair or "")
    roles.seat_of(Asker.of(command.actor), table.body.seats, command.seat)
    if command.outcome != outcome:
        raise OtherOutcome(outcome=outcome, named=command.outcome)
    return decision_on_the_table(state, today, command.seat)

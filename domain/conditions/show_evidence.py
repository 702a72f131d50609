"""Showing that a condition is met: its owner does so, before its day ends."""

from datetime import date

from domain.conditions.conditions import condition_at, unmet, with_condition
from domain.conditions.lapsing import is_out_of_time
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


class ShowEvidence(Command):
    phase = "conditions"
    also_in = ("sign_off",)
    condition: str
    evidence: TextRef

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return owner_of(asker, state, self.condition)


class EvidenceShown(Event):
    condition: str
    evidence: TextRef


class ConditionOutOfTime(Refusal):
    title = N_("The condition's day is over")
    sentence = N_(
        "The day until which this could be shown is over: what was shown in time is still judged, or else"
        " the body that set the condition decides again."
    )
    advice = N_("What was shown in time is judged; otherwise the body that set the condition decides again.")
    condition: str


def owner_of(asker: Asker, state: ProgrammeState, condition: str) -> Part:
    """Whoever must show that a condition is met: who holds that part now, not who did when it was set."""
    match condition_at(condition, state).set.owner:
        case "kwartiermaker":
            return roles.kwartiermaker(asker, state)
        case "principal":
            return roles.principal(asker, state)
        case "office":
            return roles.office(asker, state)


@decide.register
def _(command: ShowEvidence, state: ProgrammeState, today: date) -> list[Event]:
    unmet(command.condition, state)
    # By the deadline, not by the day: one that was moved, or lengthened by a suspension, still takes
    # evidence.
    if is_out_of_time(state, command.condition):
        raise ConditionOutOfTime(condition=command.condition)
    return [EvidenceShown(condition=command.condition, evidence=command.evidence)]


@apply.register
def _(event: EvidenceShown, state: ProgrammeState, today: date) -> ProgrammeState:
    # Other evidence is judged anew: what seats said was about what they had seen.
    shown = state.conditions[event.condition].model_copy(update={"evidence": event.evidence, "judged": {}})
    state = with_condition(state, shown)
    judging_time = state.body_at(shown.body).judging
    if judging_time is None:
        return state
    return deadlines.begin(state, f"{deadlines.JUDGING}{event.condition}", "judge", judging_time, today)

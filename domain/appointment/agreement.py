"""The College's agreement to the joint proposal: the first entry of every register."""

from datetime import date

from domain.register.events import Event
from domain.shared.texts import TextRef
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.programme_state import ProgrammeState


class ProgrammeAgreed(Event):
    """The College agreed to the joint proposal; `blueprint` is the hash of the frozen blueprint.

    `rules` is that of what workflows decide by, `started_by` the id of who started the programme: entries of
    0.1.0 have neither.
    """

    blueprint: str
    report: TextRef
    proposed_by: TextRef
    agreed_by: TextRef
    rules: str = ""
    started_by: str = ""


def record_the_agreement(state: ProgrammeState) -> list[Event]:
    """The agreement, which was given before Kwartier heard of the programme; none once it is recorded."""
    # The end of the register, not a flag of its own: a run that starts again finds the entry there.
    if state.head.seq > 0:
        return []
    return [ProgrammeAgreed.model_validate(state.agreement)]


@apply.register
def _(event: ProgrammeAgreed, state: ProgrammeState, today: date) -> ProgrammeState:
    return deadlines.begin(state, "nominate", "office", state.rules.appointment.nominate, today)

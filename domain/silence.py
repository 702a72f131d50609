"""Silence in a consultation: who has not answered is asked once more."""

from datetime import date

from domain.commands import NudgeSilent
from domain.errors import Refusal
from domain.events import Event, SilentNudged
from domain.folding import apply, decide
from domain.people import must_be_office
from domain.state import ProgrammeState


@decide.register
def _(command: NudgeSilent, state: ProgrammeState, today: date) -> list[Event]:
    must_be_office(command.actor)
    round_ = state.definition.round
    if round_ is None or round_.number != command.consultation or not round_.is_open:
        raise Refusal("consultation_closed", "Only while a consultation is open can it be answered.")
    groups = state.rules.definition.groups
    if command.group is not None and command.group not in groups:
        raise Refusal("no_such_group", "The blueprint names no such group.", {"groups": sorted(groups)})
    if command.count < 1:
        raise Refusal("nobody_silent", "Everyone who was named has answered.")
    return [
        SilentNudged(
            consultation=command.consultation,
            group=command.group,
            organisations=command.organisations,
            count=command.count,
        )
    ]


@apply.register
def _(event: SilentNudged, state: ProgrammeState, today: date) -> ProgrammeState:
    return state

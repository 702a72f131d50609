"""Silence in a consultation: who has not answered is asked once more, and the principal may hear of it."""

from collections.abc import Mapping
from datetime import date

from domain.register.events import Event
from domain.shared.errors import Refusal
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.people import must_be_office
from domain.state.programme_state import ProgrammeState
from domain.vocabulary.commands import NudgeSilent
from domain.vocabulary.events_of_participation import QuorumReached, Share, SilenceEscalated, SilentNudged


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


# --- near the closing ---


def watch(state: ProgrammeState, deadline: str) -> ProgrammeState:
    """`state` with somebody looking at who is silent before `deadline`, when any group has a quorum."""
    rules = state.rules.definition
    if not rules.quorums:
        return state
    return deadlines.change(state, deadline, escalate=rules.escalate_working_days)


def weigh(
    deadline: str, consultation: int, quorums: Mapping[str, int], shares: Mapping[str, Share]
) -> SilenceEscalated | QuorumReached:
    """What follows from how many answered: which groups are below their quorum, in percent of the invited."""
    below = {
        group: share
        for group, share in shares.items()
        if group in quorums and share.answered * 100 < quorums[group] * share.invited
    }
    if not below:
        return QuorumReached(deadline=deadline, consultation=consultation)
    return SilenceEscalated(deadline=deadline, consultation=consultation, groups=below)


@apply.register
def _(event: SilenceEscalated, state: ProgrammeState, today: date) -> ProgrammeState:
    return deadlines.change(state, event.deadline, escalated=True)


@apply.register
def _(event: QuorumReached, state: ProgrammeState, today: date) -> ProgrammeState:
    return deadlines.change(state, event.deadline, escalated=True)


@apply.register
def _(event: SilentNudged, state: ProgrammeState, today: date) -> ProgrammeState:
    return state

"""Escalating silence: near a consultation's closing the programme holds groups against their targets."""

from collections.abc import Mapping
from datetime import date

from domain.register.events import Event
from domain.shared.base import Tolerant
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.programme_state import ProgrammeState


class Share(Tolerant):
    """How many were invited, and how many of them answered."""

    invited: int
    answered: int


class SilenceEscalated(Event):
    """Near a consultation's closing some groups are below their quorum; the principal hears of it."""

    deadline: str
    consultation: int
    groups: dict[str, Share]


class QuorumReached(Event):
    """Near a consultation's closing every group has its quorum: nobody needs to hear of silence."""

    deadline: str
    consultation: int


def watch(state: ProgrammeState, deadline: str) -> ProgrammeState:
    """`state` with a check for silence before `deadline`, when any group has a target."""
    # Blueprints and registers call a response target a quorum; it has nothing to do with that of a body.
    rules = state.rules.definition
    if not rules.quorums:
        return state
    return deadlines.change(state, deadline, escalate=rules.escalate_working_days)


def escalate_silence(
    deadline: str, consultation: int, response_targets: Mapping[str, int], shares: Mapping[str, Share]
) -> SilenceEscalated | QuorumReached:
    """What follows from how many answered: which groups are below their target, in percent of the invited."""
    below = {
        group: share
        for group, share in shares.items()
        # Multiplied out: a share that is rounded could be on the other side of its target.
        if group in response_targets and share.answered * 100 < response_targets[group] * share.invited
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

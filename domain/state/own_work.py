"""Nobody judges their own work, whatever seat they hold."""

from domain.shared.actors import Actor
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.state.programme_state import ProgrammeState


# 409, not 403: seat and right are theirs; what forbids it is what they did.
class OwnWork(Refusal):
    title = N_("Nobody judges their own work")
    sentence = N_("Whoever prepares the plan, or wrote a version of it, does not judge it.")
    advice = N_("Somebody else must do this.")


def who_prepared(state: ProgrammeState) -> frozenset[str]:
    """The kwartiermaker, and whoever wrote a version of the plan or changed what goes with it to a body."""
    kwartiermaker = [state.kwartiermaker] if state.kwartiermaker is not None else []
    return frozenset({*kwartiermaker, *state.definition.authors})


def must_not_be_own_work(actor: Actor, state: ProgrammeState) -> None:
    """Whatever seat they hold: who prepares the plan does not review it, vote on it or judge its evidence."""
    if actor.person in who_prepared(state):
        raise OwnWork

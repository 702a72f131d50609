"""What comes in a programme before it starts, as its calendar says it."""

from collections.abc import Mapping

from domain.every_phase.outlook import Step, StepKey
from domain.shared.messages import N_, Message

STEPS: Mapping[StepKey, Message] = {
    "nominate": N_("Candidates are nominated"),
    "choose": N_("The principal chooses"),
    "accept": N_("The candidate answers"),
    "consultation": N_("Organisations are consulted"),
    "draft": N_("The kwartiermaker answers and writes the plan"),
    "review": N_("The panel reviews the plan"),
    "meeting": N_("{body} meets and decides"),
    "establish": N_("The chair of {body} establishes the outcome"),
}


def step(of: Step, bodies: Mapping[str, str]) -> Message:
    """What happens; `bodies` has what they are called, by their keys."""
    return STEPS[of.key].having(body=bodies.get(of.body or "", ""))

"""What bodies advised to those that decide after them."""

from domain.shared.texts import TextRef
from domain.state.programme_state import ProgrammeState


def reasons_of_advice(state: ProgrammeState) -> list[TextRef]:
    """Why bodies advised as they did, on this plan: what was advised before it was sent back is past."""
    reasons: list[TextRef] = []
    for decision in state.sign_off.decisions:
        if decision.outcome == "sent_back":
            reasons = []
        elif decision.outcome in {"advised_for", "advised_against"}:
            reasons.extend(decision.reasons)
    return reasons

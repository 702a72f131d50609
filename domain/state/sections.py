"""The sections of a plan, where somebody names them."""

from collections.abc import Iterable

from domain.shared.errors import Refusal
from domain.state.programme_state import ProgrammeState


def must_be_sections(named: Iterable[str], state: ProgrammeState) -> None:
    """Refuse with `unknown_section` what the blueprint does not name."""
    known = state.rules.definition.sections
    if unknown := sorted(set(named) - set(known)):
        raise Refusal(
            "unknown_section",
            "The blueprint does not name these sections.",
            {"unknown": unknown, "sections": list(known)},
        )

"""The sections of a plan, where somebody names them."""

from collections.abc import Iterable

from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.state.programme_state import ProgrammeState


class UnknownSection(Refusal):
    title = N_("The blueprint names no such section")
    sentence = N_("The plan has no section {unknown}; its sections are {sections}.")
    advice = N_("`details.sections` lists those that it names.")
    unknown: tuple[str, ...]
    sections: tuple[str, ...]


def must_be_sections(named: Iterable[str], state: ProgrammeState) -> None:
    """Refuse what the blueprint does not name."""
    known = state.rules.definition.sections
    if unknown := tuple(sorted(set(named) - set(known))):
        raise UnknownSection(unknown=unknown, sections=known)

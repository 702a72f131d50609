"""The world around a programme that is played by its rules alone: what was said, and what was written."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.consultation.consultations import FIRST_CONSULTATION
from domain.shared.canonical import digest
from domain.shared.rules import Rules
from domain.shared.support import Support
from domain.shared.texts import TextRef
from domain.state.own_step import Said, World
from domain.state.programme_state import ProgrammeState
from tests.domain.asking import text


class Contribution(NamedTuple):
    """What an organisation said in the round."""

    organisation: str
    group: str
    support: Support
    consultation: int = FIRST_CONSULTATION


class MadeUp(World):
    """Contributions as a test lets them come, and texts made up on the spot."""

    def __init__(self) -> None:
        self.contributions: list[Contribution] = []

    def said(self, consultation: int) -> Sequence[Said]:
        return [
            Said(c.group, c.support, digest(c.organisation))
            for c in self.contributions
            if c.consultation == consultation
        ]

    def written(self, name: str) -> TextRef:
        return text(f"What was written as {name}.")


def beginning(rules: Rules) -> ProgrammeState:
    """A programme before its first register entry."""
    agreement = {
        "blueprint": digest("the blueprint"),
        "report": text("The advice report."),
        "proposed_by": text("The association."),
        "agreed_by": text("The College."),
    }
    return ProgrammeState(slug="small", rules=rules, agreement=agreement)

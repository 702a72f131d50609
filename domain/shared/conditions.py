"""Conditions as they are asked and set: what must be shown after an approval, by whom, and until when."""

from datetime import date
from typing import Literal

from domain.shared.base import Tolerant
from domain.shared.texts import TextRef


class AskedCondition(Tolerant):
    """What a member wants shown after an approval: by whom, and before which day ends."""

    text: TextRef
    owner: Literal["kwartiermaker", "principal", "office"]
    due: date


class SetCondition(AskedCondition):
    """A condition that came with the decision."""

    key: str
    seat: str

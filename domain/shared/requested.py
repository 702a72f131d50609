"""What a body is asked to do with the plan: that follows from what it is for."""

from collections.abc import Mapping
from typing import Literal

from domain.shared.rules import BodyRole

Requested = Literal["approve", "ratify", "take_note"]

OF_ROLE: Mapping[BodyRole, Requested] = {
    "decides": "approve",
    "advises": "approve",
    "ratifies": "ratify",
    "takes_note": "take_note",
}
"""Who advises does so on the approval that is asked of others."""

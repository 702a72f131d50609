"""What a body is asked to do with the plan, as its cover note says it: that follows from what it is for."""

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

WORDS: Mapping[Requested, str] = {
    "approve": "het programma, versie {0}, goed te keuren / to approve version {0} of the programme",
    "ratify": "het besluit over versie {0} te bekrachtigen / to ratify the decision on version {0}",
    "take_note": "kennis te nemen van het besluit over versie {0} / to take note of its approval",
}


def words_of(role: BodyRole, version: int) -> str:
    """The requested decision in words, Dutch with English beside it."""
    return WORDS[OF_ROLE[role]].format(version)

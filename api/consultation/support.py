"""Support (draagvlak) per group over the rounds: *can* and *will* side by side, never one figure."""

from pydantic import Field

from api.http.items import View
from domain.plan.bars import response_percent
from domain.shared.support import Counts, Weight
from domain.state.programme_state import Consultation, ProgrammeState

COUNTS = {"yes": 40, "yes_if": 10, "no": 7}


class RoundOfSupportView(View):
    """What a group said in one closed round; no figures of support where too few answered to show them."""

    consultation: int = Field(examples=[1])
    version: int = Field(description="The plan version it was about", examples=[0])
    invited: int = Field(description="Organisations", examples=[342])
    answered: int = Field(description="Organisations", examples=[57])
    response_percent: int = Field(description="Rounded down", examples=[16])
    can: Counts | None = Field(examples=[COUNTS])
    will: Counts | None = Field(examples=[COUNTS])
    weight: Weight | None = Field(
        description="Where the blueprint weighs: what yes and yes-if weigh, in percent of all who answered",
        examples=[{"can": 81, "will": 90}],
    )


class SupportView(View):
    """One group's support, round after round."""

    group: str = Field(examples=["gemeente"])
    smallest_shown: int = Field(
        description="Where fewer organisations answered, nothing is said of support", examples=[3]
    )
    rounds: list[RoundOfSupportView]


def support_views(state: ProgrammeState) -> list[SupportView]:
    """Every group of the blueprint, with what it said in each round that is closed."""
    closed = [held for held in state.definition.rounds if not held.is_open]
    rules = state.rules.definition
    return [
        SupportView(
            group=group,
            smallest_shown=rules.smallest_shown,
            rounds=[_round(held, group) for held in closed],
        )
        for group in rules.groups
    ]


def _round(held: Consultation, group: str) -> RoundOfSupportView:
    support = held.support.get(group)
    return RoundOfSupportView(
        consultation=held.number,
        version=held.version,
        invited=held.invited.get(group, 0),
        answered=held.answered.get(group, 0),
        response_percent=response_percent(held, group),
        can=support.can if support else None,
        will=support.will if support else None,
        weight=held.weight.get(group),
    )

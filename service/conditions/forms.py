"""What people give about conditions: evidence, and whether it is enough."""

from typing import Annotated, Literal

from pydantic import (
    Field,
)

from domain.shared.messages import N_
from service.asking.forms import WHY, Body
from service.asking.labels import Label
from service.asking.values import Reason, Words

VERDICTS = {"met": N_("met", "condition"), "not_met": N_("not met", "condition")}


class NewEvidence(Body):
    evidence: Annotated[
        Words, Label(N_("Evidence"), N_("What shows that the condition is met, and where it can be found."))
    ] = Field(min_length=1, examples=["A budget for five years, checked by the office."])


class NewJudgement(Body):
    verdict: Annotated[Literal["met", "not_met"], Label(N_("The condition is"), words=VERDICTS)] = Field(
        examples=["met"]
    )
    reason: Annotated[Reason, WHY] = Field(examples=["Upkeep is covered."])

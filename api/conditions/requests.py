"""What people send about conditions: evidence, and whether it is enough."""

from typing import Literal

from pydantic import (
    Field,
)

from api.http.limits import Reason, Words
from api.http.requests import Body


class NewEvidence(Body):
    evidence: Words = Field(min_length=1, examples=["A budget for five years, checked by the office."])


class NewJudgement(Body):
    verdict: Literal["met", "not_met"] = Field(examples=["met"])
    reason: Reason = Field(examples=["Upkeep is covered."])

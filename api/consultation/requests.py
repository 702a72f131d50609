"""What organisations say, in consultations and of working sessions."""

from typing import Annotated

from pydantic import (
    Field,
)

from api.http.requests import NewContribution
from domain.shared.support import Answer, Support
from service.asking.forms import Body, plain
from service.asking.values import LARGEST_NUMBER, MANY, Code, SectionKey, Words
from service.consultation.contribute import Statement

SpokenFor = Annotated[
    Code | None,
    Field(
        default=None,
        description="For which organisation, for who speaks for several here",
        # While empty it is not hashed: what was asked before there was such a field is the same.
        exclude_if=lambda value: value is None,
        examples=["GM0014"],
    ),
]


class AccountContribution(NewContribution):
    """What an organisation says, by somebody who signed in."""

    organisation: SpokenFor = None


class PaperContribution(NewContribution):
    """What an organisation sent on paper."""

    organisation: Code = Field(examples=["GM0014"])
    late: bool = Field(
        default=False, description="Whether it came after the closing: it never counts then", examples=[False]
    )


class NewConfirmation(Body):
    """That your organisation stands by a session's outcome: it joins what you say in the open round."""

    can: Answer = Field(examples=["yes_if"])
    will: Answer = Field(examples=["yes"])
    sections: Annotated[dict[SectionKey, Words], Field(max_length=MANY)] = Field(
        default_factory=dict[str, str],
        description="Your correction: what the outcome should say in these sections",
        examples=[{"funding": "Shared, by number of inhabitants, from 2029 on."}],
    )
    organisation: SpokenFor = None
    consultation: int | None = Field(
        default=None,
        ge=0,
        le=LARGEST_NUMBER,
        description="The round it joins; left out, the newest open one that you were invited to",
    )

    @property
    def as_statement(self) -> Statement:
        return Statement(Support(can=self.can, will=self.will), self.sections, plain(self))

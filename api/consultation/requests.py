"""What people send in consultations and working sessions."""

from typing import Annotated

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from api.http.limits import LARGEST_NUMBER, Key, Short, Words
from api.http.requests import (
    MANY,
    Body,
    Day,
    NewContribution,
    SectionKey,
    SomeSections,
    plain,
)
from domain.shared.messages import N_
from domain.shared.mistakes import invalid
from domain.shared.support import Answer, Support
from service.consultation.contribute import Statement

Code = Annotated[str, StringConstraints(max_length=60, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]


class NewConsultation(Body):
    """Which plan version to ask about, and until when; the blueprint says how long when that is left out."""

    version: Annotated[int, Field(strict=True, ge=0, le=LARGEST_NUMBER)] = Field(examples=[2])
    due: Day | None = Field(default=None, description="Its last day", examples=["2027-04-30"])


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


def _each_once(codes: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(codes)) != len(codes):
        raise invalid("twice", N_("Name each organisation once."))
    return codes


Codes = Annotated[tuple[Code, ...], Field(min_length=1, max_length=MANY), AfterValidator(_each_once)]
"""Codes of organisations."""


class NewSession(Body):
    """A working session with some of the organisations, beside the written rounds."""

    day: Day = Field(examples=["2027-03-11"])
    title: Short = Field(examples=["Funding after the first years"])
    organisations: Codes = Field(description="Who is invited, by code", examples=[["GM0014", "GM0034"]])


class NewSessionRecord(Body):
    """What came of a session; each organisation that was present still confirms it."""

    present: Codes = Field(description="Who was there, by code", examples=[["GM0014"]])
    sections: SomeSections = Field(
        description="The outcome, per section of the plan",
        examples=[{"funding": "Shared, by number of inhabitants."}],
    )


class NewNudge(Body):
    """Whom to ask once more: every silent organisation of a group, or those that are named."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"group": "gemeente"}]})

    group: Key | None = Field(default=None, examples=["gemeente"])
    organisations: Codes | None = Field(
        default=None, description="Codes of organisations that are silent", examples=[["GM0014"]]
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> "NewNudge":
        # Both at once could mean all of them, or only those that are in both.
        if (self.group is None) == (self.organisations is None):
            raise invalid("whom", N_("Name either a group or organisations."))
        return self


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

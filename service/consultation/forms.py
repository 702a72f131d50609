"""What people give to ask organisations, in rounds and in working sessions."""

from typing import Annotated

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    model_validator,
)

from domain.shared.messages import N_
from domain.shared.mistakes import invalid
from service.asking.forms import Body
from service.asking.labels import Label
from service.asking.values import LARGEST_NUMBER, MANY, Code, Day, Key, Short, SomeSections

BY_CODE = N_("By their codes.")


class NewConsultation(Body):
    """Which plan version to ask about, and until when; the blueprint says how long when that is left out."""

    version: Annotated[
        Annotated[int, Field(strict=True, ge=0, le=LARGEST_NUMBER)], Label(N_("Version of the plan"))
    ] = Field(examples=[2])
    due: Annotated[
        Day | None, Label(N_("Last day"), N_("Left out, it takes as long as the blueprint says."))
    ] = Field(default=None, description="Its last day", examples=["2027-04-30"])


def _each_once(codes: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(codes)) != len(codes):
        raise invalid("twice", N_("Name each organisation once."))
    return codes


Codes = Annotated[tuple[Code, ...], Field(min_length=1, max_length=MANY), AfterValidator(_each_once)]
"""Codes of organisations."""


class NewSession(Body):
    """A working session with some of the organisations, beside the written rounds."""

    day: Annotated[Day, Label(N_("Day"))] = Field(examples=["2027-03-11"])
    title: Annotated[Short, Label(N_("What it is about"))] = Field(examples=["Funding after the first years"])
    organisations: Annotated[Codes, Label(N_("Who is invited"), BY_CODE)] = Field(
        description="Who is invited, by code", examples=[["GM0014", "GM0034"]]
    )


class NewSessionRecord(Body):
    """What came of a session; each organisation that was present still confirms it."""

    present: Annotated[Codes, Label(N_("Who was there"), BY_CODE)] = Field(
        description="Who was there, by code", examples=[["GM0014"]]
    )
    sections: Annotated[SomeSections, Label(N_("Outcome"), N_("Per section of the plan."))] = Field(
        description="The outcome, per section of the plan",
        examples=[{"funding": "Shared, by number of inhabitants."}],
    )


class NewNudge(Body):
    """Whom to ask once more: every silent organisation of a group, or those that are named."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"group": "gemeente"}]})

    group: Annotated[Key | None, Label(N_("Group"), N_("Everyone in it who is silent."))] = Field(
        default=None, examples=["gemeente"]
    )
    organisations: Annotated[
        Codes | None, Label(N_("Organisations"), N_("By their codes, instead of a group."))
    ] = Field(default=None, description="Codes of organisations that are silent", examples=[["GM0014"]])

    @model_validator(mode="after")
    def _one_of_both(self) -> "NewNudge":
        # Both at once could mean all of them, or only those that are in both.
        if (self.group is None) == (self.organisations is None):
            raise invalid("whom", N_("Name either a group or organisations."))
        return self

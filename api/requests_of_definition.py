"""What people send while the programme is being defined: one type for each kind of request."""

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    model_validator,
)
from pydantic_core import PydanticCustomError

from api.http.languages import SpokenLanguage
from api.http.limits import LARGEST_NUMBER, LONGEST_REASON, Key, Reason, Short, Words, storable
from api.requests import MANY, WHICH_SEAT, Body, Code, Day, NewPerson, PointNumber, Sections
from domain.blueprint import values
from domain.responses import responses
from domain.shared.support import Answer
from domain.vocabulary.events_of_participation import Place

# --- definition ---


class NewContribution(Body):
    """What an organisation says: *can* we, *will* we, and a text per section of the plan."""

    can: Answer = Field(examples=["yes_if"])
    will: Answer = Field(examples=["yes"])
    sections: Sections = Field(
        default_factory=dict[str, str], examples=[{"funding": "Shared, by number of inhabitants."}]
    )


class NewRepresentative(Body):
    """Somebody who speaks for an organisation, by their e-mail address."""

    name: Short = Field(examples=["Rik Raadslid"])
    email: Annotated[values.Email, AfterValidator(storable)] = Field(examples=["rik@gemeente.example"])
    language: SpokenLanguage | None = Field(
        default=None,
        description="In which they are written to; left out, it is the programme's",
        examples=["nl"],
    )


class NewOrganisation(Body):
    group: Key = Field(description="The key of its group", examples=["gemeente"])
    code: values.Code = Field(examples=["GM0014"])
    name: Short = Field(examples=["Gemeente Groningen"])
    weight: values.WeightOf | None = Field(
        default=None,
        description="What its answer counts for in a group that is weighted: without it 1, or what an"
        " organisation that comes back weighed before",
        examples=[3],
        exclude_if=lambda weight: weight is None,  # what was asked without it keeps its hash
    )
    representatives: Annotated[tuple[NewRepresentative, ...], Field(max_length=MANY)] = ()


class NewOrganisations(Body):
    organisations: Annotated[tuple[NewOrganisation, ...], Field(min_length=1, max_length=MANY)]


class OrganisationWithdrawal(Body):
    """Organisations that take part no longer, by their codes."""

    organisations: Annotated[tuple[values.Code, ...], Field(min_length=1, max_length=1000)] = Field(
        examples=[["GM0014"]]
    )
    reason: Reason = Field(examples=["Merged with its neighbour."])


class NewConsultation(Body):
    """Which plan version to ask about, and until when; the blueprint says how long when that is left out."""

    version: Annotated[int, Field(strict=True, ge=0, le=LARGEST_NUMBER)] = Field(examples=[2])
    due: Day | None = Field(default=None, description="Its last day", examples=["2027-04-30"])


class PaperContribution(NewContribution):
    """What an organisation sent on paper."""

    organisation: Code = Field(examples=["GM0014"])
    late: bool = Field(
        default=False, description="Whether it came after the closing: it never counts then", examples=[False]
    )


class NewVersion(Body):
    """A version of the plan, whole: a section that is left out is empty in it."""

    sections: Sections = Field(min_length=1, examples=[{"goals": "What we want.", "funding": "Who pays."}])
    goals: Annotated[tuple[Short, ...], Field(max_length=MANY)] | None = Field(
        default=None,
        description="What the plan wants to reach, each measured against the principles; without it they stay"
        " as they were. A goal whose words stay keeps its answers",
        examples=[["One shared realisation strategy"]],
    )
    based_on: int | None = Field(
        default=None,
        strict=True,
        ge=0,
        le=LARGEST_NUMBER,
        description="The version it was made from; refused when somebody saved another meanwhile",
        examples=[2],
    )


class NewPrincipleAnswer(Body):
    """Comply or explain: a goal follows a principle, or deviates from it for a reason."""

    goal: int = Field(strict=True, ge=1, le=MANY, description="Its number, from 1", examples=[1])
    principle: Key = Field(description="Its key in the blueprint", examples=["open"])
    answer: Literal["follows", "deviates"] = Field(examples=["follows"])
    reason: Reason | None = Field(
        default=None,
        description="Needed when it deviates",
        examples=["Open standards, as far as they exist."],
    )

    @model_validator(mode="after")
    def _explains(self) -> "NewPrincipleAnswer":
        if self.answer == "deviates" and self.reason is None:
            raise PydanticCustomError("reason", "say why the goal deviates from the principle")
        return self


class NewSection(Body):
    """One section of the plan, whole."""

    text: Words = Field(examples=["Who pays."])


class NewDrafter(Body):
    """Somebody who writes along with the kwartiermaker."""

    person: NewPerson


class NewResponse(Body):
    """What was done with a point: taken over (or partly) in a section of a version, or not; and why."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"kind": "taken_over", "section": "funding", "version": 2, "reason": "It makes it fairer."}
            ]
        }
    )

    kind: responses.Kind
    section: Key | None = Field(default=None, description="Where it was taken over", examples=["funding"])
    version: int | None = Field(
        default=None, strict=True, ge=0, le=LARGEST_NUMBER, description="In which version", examples=[2]
    )
    reason: Reason = Field(examples=["It makes it fairer."])

    @model_validator(mode="after")
    def _says_where(self) -> "NewResponse":
        places = {self.section is not None, self.version is not None}
        if places != {self.kind != "not_taken_over"}:
            raise PydanticCustomError(
                "place", "say in which section and version when it was taken over or partly, and only then"
            )
        return self


class NewParts(Body):
    """A point falls into parts, each an excerpt of what was said."""

    excerpts: Annotated[tuple[Reason, ...], Field(min_length=2, max_length=MANY)] = Field(
        examples=[["Share the costs.", "Begin with upkeep."]]
    )


class NewMerge(Body):
    """Points that say the same become one, which keeps all their origins."""

    points: Annotated[tuple[PointNumber, ...], Field(min_length=2, max_length=MANY)] = Field(
        examples=[[3, 8]]
    )


class NewReview(Body):
    can: Answer = Field(examples=["yes"])
    will: Answer = Field(examples=["yes_if"])
    reason: Reason = Field(examples=["If the funding holds."])
    seat: Key | None = Field(default=None, description=WHICH_SEAT, examples=["chair"])


# --- the active part ---


def _each_once(codes: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(codes)) != len(codes):
        raise PydanticCustomError("twice", "must name each organisation once")
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
    sections: Sections = Field(
        min_length=1,
        description="The outcome, per section of the plan",
        examples=[{"funding": "Shared, by number of inhabitants."}],
    )


class NewProject(Body):
    """A project that already runs."""

    title: Short = Field(examples=["Shared address register"])
    owner: Short = Field(description="An organisation's code, or whose it is in words", examples=["GM0014"])
    description: Annotated[str, Field(max_length=LONGEST_REASON), AfterValidator(storable)] = Field(
        default="", examples=["One register of addresses for three municipalities."]
    )


MOST_PROJECTS = 200
"""In one import: a command must stay small enough for Temporal."""


class NewProjects(Body):
    projects: Annotated[tuple[NewProject, ...], Field(min_length=1, max_length=MOST_PROJECTS)]


class NewPlacement(Body):
    """What becomes of a project in the plan."""

    place: Place = Field(examples=["changes"])
    reason: Reason = Field(examples=["Joins the shared infrastructure."])
    sections: Annotated[tuple[Key, ...], Field(max_length=MANY)] = Field(
        default=(), description="The sections of the plan that are about it", examples=[["activities"]]
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
        if (self.group is None) == (self.organisations is None):
            raise PydanticCustomError("whom", "name either a group or organisations")
        return self


class NewConfirmation(Body):
    """That your organisation stands by a session's outcome: it joins what you say in the open round."""

    can: Answer = Field(examples=["yes_if"])
    will: Answer = Field(examples=["yes"])
    sections: Annotated[dict[Key, Words], Field(max_length=MANY)] = Field(
        default_factory=dict[str, str],
        description="Your correction: what the outcome should say in these sections",
        examples=[{"funding": "Shared, by number of inhabitants, from 2029 on."}],
    )
    consultation: int | None = Field(
        default=None,
        ge=0,
        le=LARGEST_NUMBER,
        description="The round it joins; left out, the newest open one that you were invited to",
    )

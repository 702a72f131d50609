"""What people give about organisations and who speaks for them."""

from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
)

from domain.blueprint import values
from domain.blueprint.people import Representative
from domain.shared.messages import N_
from files.stakeholders_csv import Row
from service.asking.forms import WHY, Body
from service.asking.labels import Label
from service.asking.languages import SpokenLanguage
from service.asking.values import MANY, Key, Reason, Short
from service.limits import one_line


class NewRepresentative(Body):
    """Somebody who speaks for an organisation, by their e-mail address."""

    name: Annotated[Short, Label(N_("Name"))] = Field(examples=["Rik Raadslid"])
    email: Annotated[Annotated[values.Email, AfterValidator(one_line)], Label(N_("E-mail address"))] = Field(
        examples=["rik@gemeente.example"]
    )
    language: Annotated[
        SpokenLanguage | None,
        Label(N_("Language"), N_("In which they are written to; left out, it is the programme's.")),
    ] = Field(
        default=None,
        description="In which they are written to; left out, it is the programme's",
        examples=["nl"],
    )

    @property
    def as_representative(self) -> Representative:
        return Representative(name=self.name, email=self.email, language=self.language)


class NewOrganisation(Body):
    group: Annotated[Key, Label(N_("Group"))] = Field(
        description="The key of its group", examples=["gemeente"]
    )
    code: Annotated[values.Code, Label(N_("Code"), N_("What it is known by, such as GM0014."))] = Field(
        examples=["GM0014"]
    )
    name: Annotated[Short, Label(N_("Name"))] = Field(examples=["Gemeente Groningen"])
    weight: Annotated[
        values.WeightOf | None,
        Label(N_("Weight"), N_("What its answer counts for, in a group that is weighted.")),
    ] = Field(
        default=None,
        description="What its answer counts for in a group that is weighted: without it 1, or what an"
        " organisation that comes back weighed before",
        examples=[3],
        exclude_if=lambda weight: weight is None,  # what was asked without it keeps its hash
    )
    representatives: Annotated[
        tuple[NewRepresentative, ...], Field(max_length=MANY), Label(N_("Who speaks for it"))
    ] = ()


class NewOrganisations(Body):
    organisations: Annotated[
        tuple[NewOrganisation, ...], Field(min_length=1, max_length=MANY), Label(N_("Organisations"))
    ]


class Import(BaseModel):
    """What a CSV file asked for, so that the same file can be recognised."""

    model_config = ConfigDict(frozen=True)

    rows: tuple[Row, ...]


class OrganisationWithdrawal(Body):
    """Organisations that take part no longer, by their codes."""

    organisations: Annotated[
        tuple[values.Code, ...],
        Field(min_length=1, max_length=1000),
        Label(N_("Organisations"), N_("By their codes.")),
    ] = Field(examples=[["GM0014"]])
    reason: Annotated[Reason, WHY] = Field(examples=["Merged with its neighbour."])

"""What people send about organisations and who speaks for them."""

from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
)

from api.http.languages import SpokenLanguage
from api.http.limits import Key, Reason, Short, one_line
from api.http.requests import MANY, Body
from domain.blueprint import values
from domain.blueprint.people import Representative
from files.stakeholders_csv import Row


class NewRepresentative(Body):
    """Somebody who speaks for an organisation, by their e-mail address."""

    name: Short = Field(examples=["Rik Raadslid"])
    email: Annotated[values.Email, AfterValidator(one_line)] = Field(examples=["rik@gemeente.example"])
    language: SpokenLanguage | None = Field(
        default=None,
        description="In which they are written to; left out, it is the programme's",
        examples=["nl"],
    )

    @property
    def as_representative(self) -> Representative:
        return Representative(name=self.name, email=self.email, language=self.language)


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


class Import(BaseModel):
    """What a CSV file asked for, so that the same file can be recognised."""

    model_config = ConfigDict(frozen=True)

    rows: tuple[Row, ...]


class OrganisationWithdrawal(Body):
    """Organisations that take part no longer, by their codes."""

    organisations: Annotated[tuple[values.Code, ...], Field(min_length=1, max_length=1000)] = Field(
        examples=[["GM0014"]]
    )
    reason: Reason = Field(examples=["Merged with its neighbour."])

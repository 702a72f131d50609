"""Organisations and who speaks for them."""

from pydantic import Field

from api.http.items import View
from service.asking.languages import SpokenLanguage
from store.organisations.representatives import Representative
from store.organisations.stakeholders import Organisation


class OrganisationView(View):
    """A stakeholder; one that is not active was withdrawn, and is asked no more."""

    code: str = Field(examples=["GM0014"])
    group: str = Field(examples=["gemeente"])
    name: str = Field(examples=["Gemeente Groningen"])
    active: bool = Field(examples=[True])
    weight: int = Field(description="What its answer counts for in a group that is weighted", examples=[1])


def organisation_view(organisation: Organisation) -> OrganisationView:
    return OrganisationView(
        code=organisation.code,
        group=organisation.group,
        name=organisation.name,
        active=organisation.active,
        weight=organisation.weight,
    )


class RepresentativeView(View):
    """Somebody who speaks for an organisation."""

    id: str = Field(examples=["5f3c9a52-0a51-4b43-8f0e-0d8f6a4f2b11"])
    organisation: str = Field(examples=["GM0014"])
    person: str = Field(examples=["5f3c9a52-0a51-4b43-8f0e-0d8f6a4f2b11"])
    name: str = Field(examples=["Rik Raadslid"])
    email: str = Field(examples=["rik@gemeente.example"])
    language: SpokenLanguage = Field(examples=["nl"])


def representative_view(representative: Representative) -> RepresentativeView:
    return RepresentativeView.model_validate(representative, from_attributes=True)

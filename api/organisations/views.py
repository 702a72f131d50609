"""Organisations and who speaks for them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal

from pydantic import Field

from api.http.items import PersonView, View
from api.http.languages import SpokenLanguage
from store.mail.letters import Undelivered
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


class UndeliveredView(View):
    """Work for the office: somebody whom no letter reaches, and why.

    An organisation without a representative needs one; an address that bounced or is missing needs another.
    """

    why: Literal["bounced", "no_address", "no_representative"] = Field(examples=["bounced"])
    kind: str = Field(description="What the letter was about", examples=["invitation"])
    role: str = Field(examples=["representative"])
    organisation: str | None = Field(examples=["GM0014"])
    person: PersonView | None
    answer: str | None = Field(description="What the mail server said", examples=["550 No such user"])
    found_at: datetime | None


def undelivered_view(undelivered: Undelivered, names: Mapping[str, str]) -> UndeliveredView:
    person = undelivered.person
    return UndeliveredView.model_validate(
        {
            "why": undelivered.why,
            "kind": undelivered.kind,
            "role": undelivered.role,
            "organisation": undelivered.organisation,
            "person": PersonView(id=person, name=names.get(person, "")) if person else None,
            "answer": undelivered.answer,
            "found_at": undelivered.at.astimezone(UTC) if undelivered.at else None,
        }
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

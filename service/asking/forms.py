"""What people give with an act: what every form has in common, and those that several subjects share."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.shared.messages import N_
from domain.shared.mistakes import invalid
from service.asking.labels import Label
from service.asking.values import Email, Reason, Short, Subject
from service.once import Payload
from store.people import people

WHICH_SEAT = "Which seat, for who holds more than one"

WHY = Label(N_("Why"), N_("This goes into the register."))
SEAT = Label(N_("Seat"), N_("Only if you hold more than one."))
PERSON = Label(N_("Person"))


def plain(request: BaseModel) -> Payload:
    """What was asked as plain JSON values, whose hash tells a repeated request from another one."""
    return request.model_dump(mode="json")


class Body(BaseModel):
    """What every request body has: unknown fields are refused, so that a typing error does not pass."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Nothing(Body):
    """No fields: the address says it all."""

    model_config = ConfigDict(json_schema_extra={"examples": [{}]})


class NewPerson(Body):
    """Somebody by their address, or by the `sub` of the tokens they sign in with.

    Whoever is named by an address alone gets a link by letter, and signs in by it with an account of their
    own. A known person keeps their name.
    """

    subject: Annotated[
        Subject | None,
        Label(N_("Account"), N_("What they are called where they sign in; leave it out if you do not know.")),
    ] = Field(default=None, examples=["anna@example.nl"])
    name: Annotated[Short, Label(N_("Name"))] = Field(examples=["Anna de Vries"])
    email: Annotated[
        Email | None,
        Label(N_("E-mail address"), N_("Without an account they get a link here, by which they sign in.")),
    ] = Field(default=None, examples=["anna@example.nl"])

    @property
    def as_person(self) -> people.Person:
        return people.Person(self.subject or self.email or "", self.name, self.email)

    @model_validator(mode="after")
    def _is_somebody(self) -> Self:
        if self.subject is None and self.email is None:
            needs = N_("name somebody by their address (email), or by the subject they sign in with")
            raise invalid("person_unnamed", needs)
        return self


class Because(Body):
    reason: Annotated[Reason, WHY] = Field(examples=["The ministry asks for a pause."])

"""What every request has in common, and the kinds of value it is written in."""

from datetime import date
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from api.http.limits import KEY_PATTERN, Reason, Short, Words, one_line, storable
from domain.blueprint import values
from domain.shared.messages import N_
from domain.shared.mistakes import invalid
from domain.shared.support import Answer, Support
from service.consultation.contribute import Statement
from service.once import Payload
from store.people import people

MANY = 100
WHICH_SEAT = "Which seat, for who holds more than one"
Subject = Annotated[
    str, StringConstraints(min_length=1, max_length=254, pattern=r"\S"), AfterValidator(one_line)
]
Email = Annotated[
    str,
    StringConstraints(min_length=3, max_length=254, pattern=r"^[^\s@]+@[^\s@]+$"),
    AfterValidator(one_line),
    AfterValidator(values.address),
]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
LAST_DAY = date(2099, 12, 31)


def _within_reach(day: date) -> date:
    if day > LAST_DAY:
        raise invalid("too_late", N_("This must not be after {last}."), last=LAST_DAY.isoformat())
    return day


Day = Annotated[
    values.Day,
    AfterValidator(_within_reach),
    WithJsonSchema({"type": "string", "format": "date", "description": f"{LAST_DAY} at the latest"}),
]
SectionKey = Annotated[
    str,
    StringConstraints(max_length=60),
    AfterValidator(storable),
    WithJsonSchema({"type": "string", "maxLength": 60, "pattern": KEY_PATTERN}),
]
"""The key of a section as somebody sends it. The rule, which knows the plan's sections, names them when it is
none of them: here all there is to say is that a pattern does not match."""

Sections = Annotated[
    dict[SectionKey, Words],
    # Pydantic writes which keys there may be, but not that there may be no others.
    Field(max_length=MANY, json_schema_extra={"additionalProperties": False}),
]


def _at_least_one(sections: dict[str, str]) -> dict[str, str]:
    if not sections:
        raise invalid("too_short", N_("Name at least one section of the plan, with its text."))
    return sections


SomeSections = Annotated[
    Sections, AfterValidator(_at_least_one), Field(json_schema_extra={"minProperties": 1})
]
"""Sections of which at least one is named."""


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

    subject: Subject | None = Field(default=None, examples=["anna@example.nl"])
    name: Short = Field(examples=["Anna de Vries"])
    email: Email | None = Field(default=None, examples=["anna@example.nl"])

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
    reason: Reason = Field(examples=["The ministry asks for a pause."])


class NewContribution(Body):
    """What an organisation says: *can* we, *will* we, and a text per section of the plan."""

    can: Answer = Field(examples=["yes_if"])
    will: Answer = Field(examples=["yes"])
    sections: Sections = Field(
        default_factory=dict[str, str], examples=[{"funding": "Shared, by number of inhabitants."}]
    )

    @property
    def as_statement(self) -> Statement:
        return Statement(Support(can=self.can, will=self.will), self.sections, plain(self))

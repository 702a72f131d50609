"""Who takes part, who agreed to prepare the programme, and how the kwartiermaker is appointed."""

from typing import Annotated

from pydantic import Field, StringConstraints

from domain.blueprint.time import Lead
from domain.blueprint.values import AtLeastOne, Email, Key, NamedIssuer, NamedLanguage, Title
from domain.shared import rules
from domain.shared.base import Frozen


def _email_of(person: dict[str, str]) -> str:
    return person["email"]


class Person(Frozen):
    """Someone with a part in the programme; `subject` is the `sub` in the token they sign in with.

    Where `issuer` is the identity provider's `iss`, it is that one's; without either they are named by their
    address, and bind an account to it by the link in a letter.
    Without a `language` they are written to in the programme's.
    """

    key: Key
    name: Title
    email: Email
    subject: Annotated[str, StringConstraints(min_length=1, max_length=254)] = Field(
        default_factory=_email_of
    )
    issuer: NamedIssuer = None
    language: NamedLanguage = None


class Representative(Frozen):
    """Somebody who speaks for an organisation; without a `language` they get letters in the programme's."""

    name: Title
    email: Email
    language: NamedLanguage = None


class Seat(Frozen):
    """A place in a body or in the review panel, held by the person with that key."""

    key: Key
    title: Title | None = None
    person: Key


class Source(Frozen):
    """Where an agreement can be read back."""

    title: Title
    reference: Title


class Agreement(Frozen):
    """What the programme starts from: `body` agreed to what `proposed_by` proposed in `source`."""

    body: Title
    source: Source
    proposed_by: Annotated[tuple[Title, ...], Field(min_length=1)]


class Appointment(Frozen):
    """Deadlines of the appointment; the assignment then lasts `term_working_days`."""

    nominate: Lead
    choose: Lead
    accept: Lead
    term_working_days: AtLeastOne

    def rules(self) -> rules.AppointmentRules:
        return rules.AppointmentRules(
            nominate=self.nominate.rules(),
            choose=self.choose.rules(),
            accept=self.accept.rules(),
            term_working_days=self.term_working_days,
        )

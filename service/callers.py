"""Who asks: what is known of them from where they signed in, and the id by which programmes know them."""

from dataclasses import dataclass
from typing import NamedTuple, get_args
from uuid import uuid4

from domain.reading.parts import Claim
from domain.state.roles import Asker
from service import audit
from store.database import Connection
from store.people import callers, people


@dataclass(frozen=True)
class Caller:
    """Somebody who signed in: `organisation` is the code that they speak for when they represent one."""

    subject: str
    name: str
    email: str | None = None
    roles: tuple[str, ...] = ()
    organisation: str | None = None

    @property
    def is_office(self) -> bool:
        return "office" in self.roles

    @property
    def claims(self) -> frozenset[Claim]:
        """What they are in every programme."""
        return frozenset(claim for claim in get_args(Claim) if claim in self.roles)

    @property
    def speaks_for(self) -> str | None:
        """The code of the organisation that they speak for."""
        # A token may name an organisation for other services: it counts with the role only.
        return self.organisation if "representative" in self.roles else None


class Person(NamedTuple):
    """Who calls, and the id by which programmes know them."""

    id: str
    caller: Caller

    @property
    def asker(self) -> Asker:
        return Asker(self.id, self.caller.is_office)


async def known(connection: Connection, programme: str, caller: Caller) -> Person:
    """Who calls; a stranger has an id that is written nowhere, in which no rule finds a part."""
    found = await callers.find(connection, programme, caller.subject)
    if found is None and (caller.is_office or caller.speaks_for):
        person = people.Person(caller.subject, caller.name, caller.email)
        found = (await people.know(connection, programme, [person]))[caller.subject]
    audit.note(person=found)
    return Person(found or str(uuid4()), caller)

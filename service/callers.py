"""Who asks: what is known of them from where they signed in, and the id by which programmes know them."""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import uuid4

from domain.reading.parts import Claim
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker
from service import audit
from store.database import Connection
from store.people import callers, people


@dataclass(frozen=True)
class Caller:
    """Somebody who signed in. `claims` is what they are in every programme.

    `starts` is whether they may begin one. In which parts of a programme they are only that programme tells.
    """

    subject: str
    name: str
    email: str | None = None
    claims: frozenset[Claim] = frozenset()
    starts: bool = False


class Person(NamedTuple):
    """Who calls, and the id by which programmes know them."""

    id: str
    caller: Caller

    @property
    def asker(self) -> Asker:
        return Asker(self.id, operates="operator" in self.caller.claims)


async def known(connection: Connection, programme: str, caller: Caller) -> Person:
    """Who calls; a stranger has an id that is written nowhere, in which no rule finds a part."""
    found = await callers.find(connection, programme, caller.subject, caller.email)
    audit.note(person=found)
    return Person(found or str(uuid4()), caller)


async def known_to_act(connection: Connection, state: ProgrammeState, caller: Caller) -> Person:
    """Who calls to act: as `known`, or who runs Kwartier, where a programme has no office to act for it."""
    person = await known(connection, state.slug, caller)
    if state.office or not person.asker.operates:
        return person
    # The register must be able to say who it was, and the same request must come from the same person again.
    them = [people.Person(caller.subject, caller.name, caller.email)]
    return Person((await people.know(connection, state.slug, them))[caller.subject], caller)

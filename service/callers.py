"""Who asks: what is known of them from where they signed in, and the id by which programmes know them."""

from dataclasses import dataclass, replace
from typing import NamedTuple
from uuid import uuid4

from domain.reading.parts import Claim
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker
from service import audit
from store.database import Connection
from store.people import callers, people
from store.people.identities import Account


@dataclass(frozen=True)
class Caller:
    """Somebody who signed in with an account. `claims` is what they are in every programme.

    `starts` is whether they may begin one. In which parts of a programme they are only that programme tells.
    `acts_for` is the organisation that their identity provider says they act for, by its code.
    """

    account: Account
    name: str
    email: str | None = None
    claims: frozenset[Claim] = frozenset()
    starts: bool = False
    acts_for: str | None = None

    @property
    def subject(self) -> str:
        """What the identity provider calls them."""
        return self.account.subject

    @property
    def as_person(self) -> people.Person:
        """As they are named where they come in by themselves, with the account that they signed in with."""
        return people.Person(self.account.subject, self.name, self.email, self.account.issuer)


class Person(NamedTuple):
    """Who calls, and the id by which programmes know them."""

    id: str
    caller: Caller

    @property
    def asker(self) -> Asker:
        return Asker(self.id, operates="operator" in self.caller.claims)


async def known(connection: Connection, programme: str, caller: Caller) -> Person:
    """Who calls; a stranger has an id that is written nowhere, in which no rule finds a part."""
    found = await callers.find(connection, programme, caller.account, caller.email)
    audit.note(person=found)
    return Person(found or str(uuid4()), caller)


def by_link(person: str, caller: Caller) -> Person:
    """Who calls as somebody whose link they have: as that person, without what their token says of them."""
    audit.note(person=person)
    return Person(person, replace(caller, claims=frozenset(), starts=False, acts_for=None))


async def known_to_act(connection: Connection, state: ProgrammeState, caller: Caller) -> Person:
    """Who calls to act: as `known`, or who runs Kwartier, where a programme has no office to act for it."""
    person = await known(connection, state.slug, caller)
    if state.office or not person.asker.operates:
        return person
    # The register must be able to say who it was, and the same request must come from the same person again.
    known_now = await people.know(connection, state.slug, [caller.as_person])
    return Person(known_now[caller.subject], caller)

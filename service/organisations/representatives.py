"""Adding and withdrawing representatives: data in PostgreSQL, of which the process need not know."""

from uuid import UUID

from domain.blueprint.people import Representative as Named
from domain.organisations.invitations import NoSuchLink
from domain.organisations.representatives import NoSuchRepresentative
from domain.organisations.taking_part import NoSuchOrganisation
from domain.state.roles import office
from service import audit
from service.callers import Caller, known
from service.once import Payload, hash_of, once
from service.resources import Resources
from store.database import Connection
from store.organisations import representatives, stakeholders
from store.organisations.representatives import Representative
from store.people import links
from store.people.links import Link

Place = tuple[str, str]
"""A programme's slug and the code of an organisation in it."""


class Representing:
    """Lets the programme office say who speaks for an organisation."""

    def __init__(self, resources: Resources, caller: Caller, key: str) -> None:
        self._resources = resources
        self._caller = caller
        self._key = key

    async def add(self, place: Place, named: Named, payload: Payload) -> Representative:
        """Let somebody speak for an organisation; asked again, it is answered the same. Raises `Refusal`."""
        slug, code = place
        async with self._resources.database() as connection:
            person = await self._office(connection, slug)
            request_hash = hash_of("add_representative", {"organisation": code}, payload, person)

            async def work() -> Representative:
                await must_be_there(connection, slug, code)
                new = representatives.NewRepresentative(code, named, self._key, request_hash)
                return await representatives.add(connection, slug, new)

            return await once(
                connection, request_hash, lambda: representatives.by_key(connection, slug, self._key), work
            )

    async def withdraw(self, place: Place, id_: UUID) -> list[Representative]:
        """Let somebody speak for an organisation no longer; those left. A second time changes nothing."""
        slug, code = place
        async with self._resources.database() as connection:
            await self._office(connection, slug)
            async with connection.transaction():
                # The row stays, withdrawn: letters and links refer to it.
                if not await representatives.withdraw(connection, slug, code, id_):
                    raise NoSuchRepresentative(organisation=code)
            return await representatives.of(connection, slug, code)

    async def revoke(self, consultation: tuple[str, int], id_: str) -> list[Link]:
        """Revoke a link to a consultation, by its id, and all others of its representative; those links."""
        slug, number = consultation
        async with self._resources.database() as connection:
            await self._office(connection, slug)
            whose = {link.id: link.representative for link in await links.of_round(connection, slug, number)}
            if id_ not in whose:
                raise NoSuchLink(consultation=number)
            await links.revoke(connection, slug, number, UUID(whose[id_]))
            found = await links.of_round(connection, slug, number)
        return [link for link in found if link.representative == whose[id_]]

    async def _office(self, connection: Connection, slug: str) -> str:
        """The caller's id; they must be of the office."""
        state = await self._resources.states.of(connection, slug)
        person = await known(connection, slug, self._caller)
        # By the resolver that commands use: who is of the office is said in one place.
        actor = office(person.asker, state).actor
        audit.note(part=actor.role)
        return actor.person


async def must_be_there(connection: Connection, slug: str, code: str) -> None:
    """Raise a refusal unless the organisation takes part."""
    found = (await stakeholders.find(connection, slug, [code])).get(code)
    if found is None or not found.active:
        raise NoSuchOrganisation(organisations=(code,))

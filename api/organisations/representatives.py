"""Adding and withdrawing representatives: data in PostgreSQL, of which the process need not know."""

from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import Depends

from api import roles
from api.acting import IdempotencyKey, body_hash, known
from api.http.dependencies import Caller, Here, Resources, Who
from api.http.problems import Problem
from api.organisations.requests import NewRepresentative
from domain.blueprint.people import Representative as Named
from domain.organisations.invitations import NoSuchLink
from domain.organisations.representatives import NobodyToSpeakFor, NoSuchRepresentative
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

    async def add(self, place: Place, asked: NewRepresentative) -> Representative:
        """Let somebody speak for an organisation; asked again, it is answered the same.

        Raises `Problem` and `Forbidden`.
        """
        slug, code = place
        async with self._resources.database() as connection:
            person = await self._office(connection, slug)
            body = body_hash("add_representative", {"organisation": code}, asked, person)
            if (found := await self._earlier(connection, slug, body)) is not None:
                return found
            await must_be_there(connection, slug, code)
            named = Named(name=asked.name, email=asked.email, language=asked.language)
            new = representatives.NewRepresentative(code, named, self._key, body)
            try:
                async with connection.transaction():
                    return await representatives.add(connection, slug, new)
            except asyncpg.UniqueViolationError:
                # This very request was here a moment ago.
                found = await self._earlier(connection, slug, body)
                assert found is not None, "nothing but the key can be there already"
                return found

    async def withdraw(self, place: Place, id_: UUID) -> list[Representative]:
        """Let somebody speak for an organisation no longer; who is left. A second time changes nothing."""
        slug, code = place
        async with self._resources.database() as connection:
            await self._office(connection, slug)
            async with connection.transaction():
                if not await representatives.withdraw(connection, slug, code, id_):
                    raise NoSuchRepresentative(organisation=code)
            return await representatives.of(connection, slug, code)

    async def revoke(self, round_: tuple[str, int], id_: str) -> list[Link]:
        """Revoke the link with that id to a round, and the others of the same representative; those links."""
        slug, number = round_
        async with self._resources.database() as connection:
            await self._office(connection, slug)
            whose = {link.id: link.representative for link in await links.of_round(connection, slug, number)}
            if id_ not in whose:
                raise NoSuchLink(consultation=number)
            await links.revoke(connection, slug, number, UUID(whose[id_]))
            found = await links.of_round(connection, slug, number)
        return [link for link in found if link.representative == whose[id_]]

    async def _office(self, connection: Connection, slug: str) -> str:
        """The id of who asks, who must be of the office."""
        state = await self._resources.standings.of(connection, slug)
        person = await known(connection, self._caller)
        return roles.office(person, state).actor.person

    async def _earlier(self, connection: Connection, slug: str, body: str) -> Representative | None:
        found = await representatives.by_key(connection, slug, self._key)
        if found is None:
            return None
        representative, body_before = found
        if body_before != body:
            raise Problem(
                "idempotency_key_reused",
                "This Idempotency-Key was used for another representative; use a new one.",
            )
        return representative


async def _representing(resources: Here, caller: Who, idempotency_key: IdempotencyKey) -> Representing:
    return Representing(resources, caller, idempotency_key)


Represent = Annotated[Representing, Depends(_representing)]
"""A route by which the office says who speaks for an organisation asks for this."""


async def must_be_there(connection: Connection, slug: str, code: str) -> None:
    """Raise `Missing` unless the organisation takes part."""
    found = (await stakeholders.find(connection, slug, [code])).get(code)
    if found is None or not found.active:
        raise NobodyToSpeakFor(organisations=(code,))

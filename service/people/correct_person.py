"""Correcting what somebody is called, and where they get mail: data in PostgreSQL, in no history."""

from domain.people.correcting import NoSuchPerson
from domain.state.roles import office
from service import audit
from service.callers import Caller, known
from service.resources import Resources
from store.people import people


async def correct_person(
    resources: Resources, caller: Caller, slug: str, id_: str, named: tuple[str, str | None]
) -> None:
    """Call somebody of the programme `slug` by another name, and mail them elsewhere if an address is given.

    For its office. Nothing of another programme changes. Raises `Refusal`; a second time changes nothing.
    """
    async with resources.database() as connection:
        state = await resources.states.of(connection, slug)
        person = await known(connection, slug, caller)
        audit.note(part=office(person.asker, state).actor.role)
        if not await people.correct(connection, slug, id_, *named):
            raise NoSuchPerson

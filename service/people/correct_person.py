"""Correcting what somebody is called: data in PostgreSQL, in no history."""

from domain.people.correcting import NoSuchPerson
from domain.state.roles import office
from service import audit
from service.callers import Caller, known
from service.resources import Resources
from store.people import people


async def correct_person(resources: Resources, caller: Caller, slug: str, id_: str, name: str) -> None:
    """Call somebody of the programme `slug` by another name.

    For its office, which does not change where somebody is mailed: a letter about what was done in their name
    would go where nobody reads it. Nothing of another programme changes. Raises `Refusal`; a second time
    changes nothing.
    """
    async with resources.database() as connection:
        state = await resources.states.of(connection, slug)
        person = await known(connection, slug, caller)
        audit.note(part=office(person.asker, state).actor.role)
        if not await people.correct(connection, slug, id_, name):
            raise NoSuchPerson

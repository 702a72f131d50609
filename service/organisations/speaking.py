"""For which organisations somebody speaks: named by the office, or acting for one as their provider says.

Acting for an organisation is speaking for it, and nothing else: seats and mandates are people's, by name.
"""

from service import audit
from service.callers import Caller, Person, known
from store.database import Connection
from store.organisations import stakeholders
from store.people import callers, people


async def known_to_speak(connection: Connection, programme: str, caller: Caller) -> Person:
    """Who calls to speak for an organisation: as `known`, and from now on when they act for one of these."""
    found = await callers.find(connection, programme, caller.account, caller.email)
    if found is None and await _acts_for(connection, programme, caller) is not None:
        # What they say names who said it, and the same request must come from the same person again.
        ids = await people.know(connection, programme, [caller.as_person])
        audit.note(person=ids[caller.subject])
        return Person(ids[caller.subject], caller)
    return await known(connection, programme, caller)


async def _acts_for(connection: Connection, programme: str, caller: Caller) -> str | None:
    """The organisation that the provider names, as far as it takes part."""
    if caller.acts_for is None:
        return None
    organisation = (await stakeholders.find(connection, programme, [caller.acts_for])).get(caller.acts_for)
    return organisation.code if organisation is not None and organisation.active else None

"""For which organisations somebody speaks: named by the office, or acting for one as their provider says.

Acting for an organisation is speaking for it, and nothing else: seats and mandates are people's, by name.
"""

from service import audit
from service.callers import Caller, Person, known
from store.database import Connection
from store.people import callers, people


async def known_to_speak(connection: Connection, programme: str, caller: Caller) -> Person:
    """Who calls to speak for an organisation: as `known`, and from now on when they act for one of these."""
    met = await callers.meet(connection, programme, caller.account, caller.email, caller.acts_for)
    if met is not None and met.id is None and met.organisations:
        # What they say names who said it, and the same request must come from the same person again.
        ids = await people.know(connection, programme, [caller.as_person])
        audit.note(person=ids[caller.subject])
        return Person(ids[caller.subject], caller)
    return await known(connection, programme, caller)

"""What organisations that came later are called: the register has no names, but a keyed hash of each."""

from collections.abc import Iterable

from domain.organisations.add_organisations import OrganisationsAdded, named_by
from domain.register.entries import Entry
from store.database import Connection
from store.every_phase import programmes
from store.kept.difference import Found, key_of, other

_ADDED = 'SELECT code, "group", name, weight FROM organisations WHERE programme = $1 AND code = ANY($2)'


async def compare(connection: Connection, found: Found, entries: Iterable[Entry]) -> None:
    """Organisations as they were named last; those of the blueprint were played before."""
    named: dict[str, str] = {}
    for entry in entries:
        if isinstance(entry.event, OrganisationsAdded):
            # Entries of 0.1.0 name nothing, and what was known of these codes before holds no longer.
            named |= dict.fromkeys(entry.event.codes, "") | entry.event.named
    secret = await programmes.secret(connection, found.programme)
    for row in await connection.fetch(_ADDED, found.programme, list(named)):
        said = named[row["code"]]
        holds = said in {"", named_by(secret, row["group"], row["name"], row["weight"])}
        found.unless(holds, "organisations", key_of((found.programme, row["code"])), other("name"))

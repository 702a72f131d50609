"""Which accounts are people of the programme, held against the entries that bound and undid them."""

from collections.abc import Iterable

from domain.people.bind_identity import IdentityBound
from domain.people.identities import identity_of
from domain.people.undo_identity import IdentityUndone
from domain.register.entries import Entry
from store.database import Connection
from store.every_phase import programmes
from store.kept.difference import MISSING, TOO_MUCH, Found, key_of, other

_BOUND = """
SELECT i.person::text, i.identity, i.issuer, i.subject FROM identities i WHERE i.programme = $1 AND i.bound
"""
_ERASED = "SELECT id::text FROM people WHERE programme = $1 AND erased_at IS NOT NULL"


async def compare(connection: Connection, found: Found, entries: Iterable[Entry]) -> None:
    """Every account that is bound is the one of which the register has the hash, and none is missing."""
    said = _bound_by(entries)
    rows = await connection.fetch(_BOUND, found.programme)
    if not said and not rows:
        return
    secret = await programmes.secret(connection, found.programme)
    erased = {row["id"] for row in await connection.fetch(_ERASED, found.programme)}
    for row in rows:
        place = key_of((found.programme, row["person"]))
        if said.pop(row["person"], None) != row["identity"]:
            found.add("identities", place, TOO_MUCH)
        elif identity_of(row["issuer"], row["subject"], secret) != row["identity"]:
            found.add("identities", place, other("issuer", "subject"))
    for person in said.keys() - erased:
        found.add("identities", key_of((found.programme, person)), MISSING)


def _bound_by(entries: Iterable[Entry]) -> dict[str, str]:
    """The hash of the account that each person has bound, by the person's id."""
    bound: dict[str, str] = {}
    for entry in entries:
        match entry.event:
            case IdentityBound(person=person, identity=identity):
                bound[person] = identity
            case IdentityUndone(person=person):
                bound.pop(person, None)
            case _:
                pass
    return bound

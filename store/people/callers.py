"""Who calls the API: found in a programme by their account."""

from typing import NamedTuple
from uuid import UUID

from domain.shared.addresses import as_compared
from store.database import Connection
from store.people.identities import Account

# Whoever bound an account is that account, and no other by which they were named.
_NAMED = """
p.subject = ANY({subjects}) AND coalesce(p.issuer, {issuer}) = {issuer} AND (NOT p.by_address OR {is_address})
AND NOT EXISTS (
    SELECT FROM identities i WHERE i.programme = p.programme AND i.person = p.id AND i.bound
)
"""
_FIND = f"""
SELECT p.id, p.email, 0 AS place FROM identities i
JOIN people p ON p.programme = i.programme AND p.id = i.person
WHERE i.programme = $1 AND i.issuer = $2 AND i.subject = $3 AND i.bound
UNION ALL
SELECT p.id, p.email, CASE WHEN p.subject = $3 THEN 1 ELSE 2 END FROM people p
WHERE p.programme = $1 AND {_NAMED.format(issuer="$2", subjects="$4", is_address="$5")}
ORDER BY place LIMIT 1
"""  # noqa: S608 - constant
_MEET = f"""
WITH found AS ({_FIND})
SELECT found.id, found.email, g.head_seq, ARRAY(
    SELECT r.organisation FROM representatives r
    JOIN organisations o ON o.programme = r.programme AND o.code = r.organisation AND o.active
    WHERE r.programme = g.slug AND r.person = found.id AND r.withdrawn_at IS NULL
    UNION
    SELECT code FROM organisations WHERE programme = g.slug AND code = $6 AND active
) AS organisations
FROM programmes g LEFT JOIN found ON true WHERE g.slug = $1
"""  # noqa: S608 - constant
MINE = f"""
SELECT i.programme, i.person::text AS id FROM identities i
WHERE i.issuer = $1 AND i.subject = $2 AND i.bound
UNION ALL
SELECT p.programme, p.id::text FROM people p
WHERE {_NAMED.format(issuer="$1", subjects="$3", is_address="$4")}
    AND NOT EXISTS (
        SELECT FROM identities i
        WHERE i.programme = p.programme AND i.issuer = $1 AND i.subject = $2 AND i.bound
    )
    AND (p.subject = $2 OR NOT EXISTS (
        SELECT FROM people as_written WHERE as_written.programme = p.programme AND as_written.subject = $2
    ))
"""  # noqa: S608 - constant
"""As whom every programme knows an account, by what `asked` answers of it."""


class Met(NamedTuple):
    """Who asks for a programme whose register ends at `head`: their `id` there, and for whom they speak."""

    head: int
    id: str | None
    organisations: frozenset[str]


async def find(
    connection: Connection, programme: str, account: Account, address: str | None = None
) -> str | None:
    """The id of somebody who has a part in a programme, or had one.

    Where they sign in with another `address` than is known, they are mailed there from now on.
    """
    row = await connection.fetchrow(_FIND, programme, *asked(account))
    if row is None:
        return None
    await _mailed_at(connection, programme, row["id"], row["email"], address)
    return str(row["id"])


async def meet(
    connection: Connection, programme: str, account: Account, address: str | None, acts_for: str | None
) -> Met | None:
    """As `find`, with the organisations for which somebody speaks; None where there is no such programme.

    They speak for those that the office named them for, and for the one that they act for by their provider.
    """
    row = await connection.fetchrow(_MEET, programme, *asked(account), acts_for)
    if row is None:
        return None
    if row["id"] is not None:
        await _mailed_at(connection, programme, row["id"], row["email"], address)
    id_ = None if row["id"] is None else str(row["id"])
    return Met(row["head_seq"], id_, frozenset(row["organisations"]))


async def _mailed_at(
    connection: Connection, programme: str, id_: UUID, known: str | None, address: str | None
) -> None:
    if address is not None and address != known:
        # Of this programme only: what is known of them in another one is of no concern here.
        await connection.execute(
            "UPDATE people SET email = $3 WHERE programme = $1 AND id = $2", programme, id_, address
        )


def asked(account: Account) -> tuple[str, str, list[str], bool]:
    """What those statements are told of an account: its issuer, its subject in each form, what that is."""
    # As it is signed, and where it is an address also as mail compares it: so the office named them.
    subjects = [account.subject, as_compared(account.subject)]
    return account.issuer, account.subject, subjects, account.is_address

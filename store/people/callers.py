"""Who calls the API: found in a programme by their account."""

from domain.shared.addresses import as_compared
from store.database import Connection
from store.people.identities import Account

# Whoever bound an account is that account, and no other by which they were named.
_FIND = """
SELECT p.id, p.email, 0 AS place FROM identities i
JOIN people p ON p.programme = i.programme AND p.id = i.person
WHERE i.programme = $1 AND i.issuer = $2 AND i.subject = $3 AND i.bound
UNION ALL
SELECT p.id, p.email, CASE WHEN p.subject = $3 THEN 1 ELSE 2 END FROM people p
WHERE p.programme = $1 AND p.subject = ANY($4) AND coalesce(p.issuer, $2) = $2 AND (NOT p.by_address OR $5)
    AND NOT EXISTS (
        SELECT FROM identities i WHERE i.programme = p.programme AND i.person = p.id AND i.bound
    )
ORDER BY place LIMIT 1
"""


async def find(
    connection: Connection, programme: str, account: Account, address: str | None = None
) -> str | None:
    """The id of somebody who has a part in a programme, or had one.

    Where they sign in with another `address` than is known, they are mailed there from now on.
    """
    row = await connection.fetchrow(
        _FIND,
        programme,
        account.issuer,
        account.subject,
        # As it is signed, and where it is an address also as mail compares it: so the office named them.
        [account.subject, as_compared(account.subject)],
        account.is_address,
    )
    if row is None:
        return None
    if address is not None and address != row["email"]:
        # Of this programme only: what is known of them in another one is of no concern here.
        await connection.execute(
            "UPDATE people SET email = $3 WHERE programme = $1 AND id = $2", programme, row["id"], address
        )
    return str(row["id"])

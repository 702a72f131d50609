"""The organisations of a programme."""

from collections.abc import Iterable

from store.database import Connection


async def unknown(connection: Connection, programme: str, codes: Iterable[str]) -> list[str]:
    """Those of `codes` that are no organisation of the programme, in order."""
    wanted = sorted(set(codes))
    rows = await connection.fetch(
        "SELECT code FROM organisations WHERE programme = $1 AND code = ANY($2)", programme, wanted
    )
    known = {row["code"] for row in rows}
    return [code for code in wanted if code not in known]

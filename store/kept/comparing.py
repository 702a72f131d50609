"""All of a programme at one moment, held against its register."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from functools import partial

from domain.register.entries import Entry
from domain.shared.messages import N_
from store.database import Connection
from store.every_phase import programmes
from store.kept import (
    beginning,
    following,
    identities,
    organisations,
    playing,
    register,
    responses,
    standings,
    texts,
)
from store.kept.difference import SURPRISES, Difference, Found
from store.kept.keys import Keys
from store.register import entries

PAGE = 100
UNREADABLE = N_("what stands there cannot be compared: somebody wrote what Kwartier never writes")


async def differences(
    connection: Connection, programme: str, keys: Keys, *, clocks_move: bool = False
) -> list[Difference]:
    """Every row of `programme` that is not what its register says; none when all of it holds.

    In the caller's transaction, on a connection with shadows (`store.kept.shadows`). With `clocks_move` a
    programme's clock may be ahead of PostgreSQL's. What is signed must be so with one of `keys`.
    """
    found = Found(programme)
    chain = False

    async def of_the_register() -> None:
        nonlocal chain
        chain = await register.compare(connection, found, keys, clocks_move=clocks_move)

    await _surviving(connection, found, "entries", of_the_register)
    await _surviving(connection, found, "texts", partial(texts.compare, connection, found))
    # Where the register itself does not hold, nothing else can be told from it.
    if chain:
        await _all_that_follows(connection, found, keys)
    return found


async def at_one_moment(
    connection: Connection, programme: str, keys: Keys, *, clocks_move: bool = False
) -> list[Difference]:
    """As `differences`, in a transaction of its own: what is written meanwhile would look like one."""
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        return await differences(connection, programme, keys, clocks_move=clocks_move)


async def slugs(connection: Connection) -> AsyncGenerator[str]:
    """Every programme, one at a time: between two of them nothing is held."""
    after = ""
    while page := await programmes.page(connection, after=after, limit=PAGE):
        for programme in page:
            yield programme.slug
        after = page[-1].slug


async def _all_that_follows(connection: Connection, found: Found, keys: Keys) -> None:
    said: list[Entry] = []

    async def read() -> None:
        said.extend(await entries.read(connection, found.programme))

    await _surviving(connection, found, "entries", read)
    if not said:
        return
    for table, compare in (
        ("programmes", partial(beginning.compare, first=said[0])),
        ("entries", partial(playing.compare, keys=keys, entries=said)),
        ("entries", partial(following.compare, entries=said)),
        ("organisations", partial(organisations.compare, entries=said)),
        ("identities", partial(identities.compare, entries=said)),
        ("standings", partial(standings.compare, entries=said)),
        ("contributions", partial(responses.compare, entries=said)),
    ):
        await _surviving(connection, found, table, partial(compare, connection, found))


async def _surviving(
    connection: Connection, found: Found, table: str, compare: Callable[[], Awaitable[None]]
) -> None:
    """Whatever somebody wrote there, the rest is compared as well."""
    try:
        async with connection.transaction():
            await compare()
    except SURPRISES:
        found.add(table, found.programme, UNREADABLE)

"""Whether the rules lead to each entry, and a service signed the command behind it."""

from collections.abc import Sequence

from domain.every_phase.playing import Kept, Played, play
from domain.register.entries import Break, Entry
from store.database import Connection
from store.every_phase import programmes
from store.kept.difference import Found, key_of
from store.register import signed_commands


async def compare(connection: Connection, found: Found, entries: Sequence[Entry]) -> None:
    """Play the rules over the register; what follows on an entry that does not follow cannot be told."""
    beginning = await programmes.beginning(connection, found.programme)
    if beginning is None:
        return
    commands = await signed_commands.read(connection, found.programme)
    keys = {key.id: key for key in await signed_commands.keys(connection, found.programme)}
    # Since the first that was signed all are; before there were signatures none is.
    kept = Kept(commands, keys, needed_from=min(commands, default=None))
    broken = play(Played(beginning, frozenset()), entries, kept)
    if isinstance(broken, Break):
        found.add("entries", key_of((found.programme, broken.seq)), broken.why)

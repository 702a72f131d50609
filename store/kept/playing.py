"""Whether the rules lead to each entry, and a service signed the command behind it."""

from collections.abc import Sequence

from domain.every_phase.playing import Kept, Played, play
from domain.every_phase.waits import Waits
from domain.register.entries import Break, Entry
from store.database import Connection
from store.every_phase import programmes
from store.kept.difference import Found, key_of
from store.kept.keys import Keys
from store.register import entries as register
from store.register import signed_commands


async def compare(connection: Connection, found: Found, keys: Keys, entries: Sequence[Entry]) -> None:
    """Play the rules over the register; what follows on an entry that does not follow cannot be told."""
    beginning = await programmes.beginning(connection, found.programme)
    if beginning is None:
        return
    kept = await _kept(connection, found.programme, keys) if keys.commands else None
    broken = play(Played(Waits(beginning)), entries, kept)
    if isinstance(broken, Break):
        found.add("entries", key_of((found.programme, broken.seq)), broken.why)


async def _kept(connection: Connection, programme: str, keys: Keys) -> Kept:
    commands = await signed_commands.read(connection, programme)
    # What stands after a worker's seal needs its command, though somebody took all of them away.
    sealed = await register.sealed(connection, programme, keys.registers.values())
    # Since the first that was signed all are; before there were signatures none is.
    starts = [*commands, sealed + 1] if sealed else [*commands]
    return Kept(commands, keys.commands, needed_from=min(starts) if starts else None)

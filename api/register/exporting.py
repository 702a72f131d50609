"""An exported register, line by line: the header, the entries, and what proves them."""

import json
from collections.abc import AsyncGenerator, Sequence

from domain.every_phase import retelling
from domain.register import proof
from domain.register.entries import Head
from domain.register.heads import SignedHead
from domain.register.sealed import sealed_line
from domain.register.steps import Carried
from domain.sign_off.cast_ballot import CastBallot
from domain.sign_off.open_votes import KINDS, is_sealed, open_votes
from service.reading import Reading
from store.database import Connection
from store.every_phase import programmes
from store.register import entries as register
from store.register import heads, signed_commands, timestamps

BATCH = 500


async def lines(read: Reading, slug: str, last: int) -> AsyncGenerator[str]:
    """The register of a programme as far as entry `last`, JSON on each line."""
    async with read.resources.database() as connection:
        keys, signed = await heads.keys(connection, slug), await heads.read(connection, slug, up_to=last)
        command_keys = await signed_commands.keys(connection, slug)
        voted = await register.of_kinds(connection, slug, KINDS, up_to=last)
        rules = await programmes.stored_rules(connection, slug)
        signed_ones = await signed_commands.read(connection, slug, up_to=last)
        stamped = await _stamps(connection, slug, signed, wanted=bool(read.resources.settings.timestamp_url))
    opened = open_votes(voted)
    sealed = {entry.seq for entry in voted if is_sealed(entry, opened)}
    commands = {seq: one for seq, one in signed_ones.items() if _is_shown(seq, one, opened)}
    yield _line(proof.header(slug, keys, command_keys))
    for after in range(0, last, BATCH):
        # The connection goes back between batches: a slow reader must not keep it.
        async with read.resources.database() as connection:
            entries = await register.stored(connection, slug, after=after, limit=min(BATCH, last - after))
        yield "".join(_line(sealed_line(e) if e["seq"] in sealed else e) for e in entries)
    yield "".join(_line(proof.signature(head)) for head in signed)
    yield _line(retelling.rules_line(rules))
    yield "".join(_line(retelling.command_line(seq, one)) for seq, one in commands.items())
    yield "".join(map(_line, stamped))


def _is_shown(seq: int, command: Carried, opened: frozenset[int]) -> bool:
    """Whether the command behind an entry tells of no vote that is sealed."""
    # As of entries: what is not known to be open is sealed.
    return command.update != CastBallot.update or seq in opened


async def _stamps(
    connection: Connection, slug: str, signed: Sequence[SignedHead], *, wanted: bool
) -> list[dict[str, object]]:
    """A line for each signed head that is stamped; where stamps are `wanted` for those that wait as well."""
    responses = await timestamps.read(connection, slug)
    heads_ = dict.fromkeys(Head(seq=one.seq, hash=one.hash) for one in signed)
    return [
        proof.timestamp(slug, head, responses.get(head)) for head in heads_ if wanted or head in responses
    ]


def _line(content: dict[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"

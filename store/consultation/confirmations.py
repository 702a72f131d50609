"""Confirmations of what a working session gave: contributions, and what each of them was made from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter

from domain.shared.texts import TextRef
from store.database import Connection

Sections = Mapping[str, TextRef]

_sections: TypeAdapter[dict[str, TextRef]] = TypeAdapter(dict[str, TextRef])
_outcomes: TypeAdapter[dict[int, dict[str, TextRef]]] = TypeAdapter(dict[int, dict[str, TextRef]])


@dataclass(frozen=True)
class Said:
    """What an organisation says: its `own` text, and the outcome of each session that it confirmed."""

    own: Sections
    outcomes: Mapping[int, Sections]


@dataclass(frozen=True)
class Confirmation:
    """What revision `revision` of a contribution was made from; `corrected` when the outcome was changed."""

    consultation: int
    organisation: str
    revision: int
    session: int
    corrected: bool
    said: Said


async def consultation_for(
    connection: Connection, programme: str, organisation: str, wanted: int | None
) -> int | None:
    """The consultation that a confirmation by `organisation` goes to, None when no consultation is.

    It is the `wanted` one, or else the newest open one that they were invited to, or else the newest.
    """
    if wanted is not None:
        return wanted
    # Sorted, not filtered: where none is open, the caller can still say of which one that it is closed.
    return await connection.fetchval(
        "SELECT c.number FROM consultations c LEFT JOIN invitations i ON i.programme = c.programme"
        " AND i.consultation = c.number AND i.organisation = $2 WHERE c.programme = $1"
        " ORDER BY c.status = 'open' AND i.organisation IS NOT NULL DESC, c.status <> 'closed' DESC,"
        " c.number DESC LIMIT 1",
        programme,
        organisation,
    )


async def lock(connection: Connection, programme: str, number: int, organisation: str) -> None:
    """Keep others of the organisation waiting until this transaction ends, in the order of contributing."""
    # The consultation's row first, as contributing does: locks in another order could wait for each other for
    # ever.
    await connection.fetchval(
        "SELECT 1 FROM consultations WHERE programme = $1 AND number = $2 FOR SHARE", programme, number
    )
    await connection.fetchval(
        "SELECT 1 FROM invitations WHERE programme = $1 AND consultation = $2 AND organisation = $3"
        " FOR UPDATE",
        programme,
        number,
        organisation,
    )


async def said(connection: Connection, programme: str, number: int, organisation: str) -> Said:
    """What an organisation says so far in a consultation."""
    row = await connection.fetchrow(
        "SELECT c.sections, s.own, s.outcomes FROM contributions c LEFT JOIN session_confirmations s"
        " USING (programme, consultation, organisation, revision)"
        " WHERE c.programme = $1 AND c.consultation = $2 AND c.organisation = $3 AND NOT c.late"
        " ORDER BY c.revision DESC LIMIT 1",
        programme,
        number,
        organisation,
    )
    if row is None:
        return Said({}, {})
    # The last revision was written, not confirmed: all of it is their own text.
    if row["own"] is None:
        return Said(_sections.validate_json(row["sections"]), {})
    return Said(_sections.validate_json(row["own"]), _outcomes.validate_json(row["outcomes"]))


async def keep(connection: Connection, programme: str, made: Confirmation) -> None:
    await connection.execute(
        "INSERT INTO session_confirmations (programme, consultation, organisation, revision, session,"
        " corrected, own, outcomes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        programme,
        made.consultation,
        made.organisation,
        made.revision,
        made.session,
        made.corrected,
        _sections.dump_json(dict(made.said.own)).decode(),
        json.dumps({str(n): _dumped(sections) for n, sections in made.said.outcomes.items()}),
    )


def _dumped(sections: Sections) -> dict[str, object]:
    return {key: ref.model_dump() for key, ref in sections.items()}

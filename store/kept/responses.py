"""What was said and answered beside the register: each receipt made again, all of them held to its roots."""

import json
from collections.abc import Iterable
from typing import Any, cast

from domain.consultation.close_consultation import ConsultationClosed
from domain.register.entries import Entry
from domain.register.merkle import merkle_root
from domain.responses import responding
from domain.responses.settle_responses import ResponsesSettled
from domain.shared.messages import N_
from domain.shared.support import Support
from domain.shared.texts import TextRef
from store.consultation import contributions
from store.consultation.contributions import NewContribution
from store.database import Connection
from store.kept.difference import MISSING, TOO_MUCH, Found, key_of, other, rows
from store.responses import responses

RECEIPT = N_("its content does not give its receipt")
ROOT = N_("together they do not give what the register has of them")
AT_A_TIME = 500


async def compare(connection: Connection, found: Found, entries: Iterable[Entry]) -> None:
    """Contributions, points and responses; the points at the beginning were played before."""
    await _contributions(connection, found)
    await answered(connection, found, entries)
    await rows(connection, found, "points", TOO_MUCH, _OF_NOTHING)
    await rows(connection, found, "points", other("became"), _BECAME_ANOTHER)
    await rows(connection, found, "point_origins", other("place"), _OUT_OF_PLACE)
    await rows(connection, found, "responses", other("revision"), _SKIPPED)
    await rows(connection, found, "session_confirmations", TOO_MUCH, _CONFIRMED_NOTHING)
    await rows(connection, found, "session_confirmations", MISSING, _NOT_CONFIRMED)
    for entry in entries:
        match entry.event:
            case ConsultationClosed() as closed:
                place = key_of((found.programme, closed.consultation))
                found.unless(await _counted(connection, entry, closed), "contributions", place, ROOT)
            case _:
                pass


async def answered(connection: Connection, found: Found, entries: Iterable[Entry]) -> None:
    """Responses alone, and what was settled of them."""
    await _responses(connection, found)
    for entry in entries:
        if isinstance(settled := entry.event, ResponsesSettled):
            place = key_of((found.programme, settled.consultation))
            found.unless(await _settled(connection, entry, settled), "responses", place, ROOT)


async def _counted(connection: Connection, entry: Entry, closed: ConsultationClosed) -> bool:
    said = await contributions.counted(connection, entry.programme, closed.consultation)
    return merkle_root([one.receipt for one in said]) == closed.root


async def _settled(connection: Connection, entry: Entry, settled: ResponsesSettled) -> bool:
    of = (entry.programme, settled.consultation)
    coverage = await responses.coverage(connection, of)
    counts = (coverage.points, dict(coverage.answered)) == (settled.points, settled.answered)
    return counts and merkle_root(await responses.receipts(connection, of)) == settled.root


_CONTRIBUTIONS = """
SELECT consultation, organisation, revision, person, can, will, sections, receipt, key, body
FROM contributions WHERE programme = $1 ORDER BY consultation, organisation, revision
"""


async def _contributions(connection: Connection, found: Found) -> None:
    # A few at a time: there may be thousands, and others wait for this thread.
    async for row in connection.cursor(_CONTRIBUTIONS, found.programme, prefetch=AT_A_TIME):
        said = NewContribution(
            row["consultation"],
            row["organisation"],
            str(row["person"]),
            Support.model_construct(can=row["can"], will=row["will"]),
            {key: TextRef.model_validate(ref) for key, ref in _json(row["sections"]).items()},
            row["key"],
            row["body"],
        )
        place = key_of((found.programme, said.consultation, said.organisation, row["revision"]))
        given = contributions.receipt_of(said, row["revision"]) == row["receipt"]
        found.unless(given, "contributions", place, RECEIPT)


_RESPONSES = """
SELECT consultation, point, revision, kind, section, version, reason, receipt,
    ARRAY(SELECT o.receipt FROM point_origins o WHERE o.programme = r.programme
        AND o.consultation = r.consultation AND o.point = r.point ORDER BY o.place) AS origins
FROM responses r WHERE programme = $1 ORDER BY consultation, point, revision
"""


async def _responses(connection: Connection, found: Found) -> None:
    async for row in connection.cursor(_RESPONSES, found.programme, prefetch=AT_A_TIME):
        names = ("consultation", "point", "origins", "revision", "kind", "section", "version")
        given = responding.receipt_of(
            {**{name: row[name] for name in names}, "reason": _json(row["reason"])["hash"]}
        )
        place = key_of((found.programme, row["consultation"], row["point"], row["revision"]))
        found.unless(given == row["receipt"], "responses", place, RECEIPT)


# Those played from the register have no parent; every other is what one was split or merged into.
_OF_NOTHING = """
SELECT programme || '/' || consultation || '/' || number FROM points p
WHERE programme = $1
    AND NOT EXISTS (SELECT FROM pg_temp.points b WHERE b.programme = p.programme
        AND b.consultation = p.consultation AND b.number = p.number)
    AND NOT EXISTS (SELECT FROM points parent WHERE parent.programme = p.programme
        AND parent.consultation = p.consultation AND p.number = ANY(parent.became))
"""
_BECAME_ANOTHER = """
SELECT programme || '/' || consultation || '/' || number FROM points p
WHERE programme = $1 AND (status NOT IN ('stands', 'split', 'merged')
    OR (status = 'stands') <> (became = '{}')
    OR EXISTS (SELECT FROM unnest(became) AS b LEFT JOIN points child ON child.programme = p.programme
        AND child.consultation = p.consultation AND child.number = b
        WHERE child.section IS DISTINCT FROM p.section
            OR (status = 'split') IS DISTINCT FROM (cardinality(became) > 1))
    OR EXISTS (SELECT FROM unnest(became) AS b JOIN point_origins o ON o.programme = p.programme
        AND o.consultation = p.consultation AND o.point = b
        WHERE NOT EXISTS (SELECT FROM points parent JOIN point_origins of ON of.programme = parent.programme
            AND of.consultation = parent.consultation AND of.point = parent.number
            WHERE parent.programme = p.programme AND parent.consultation = p.consultation
                AND b = ANY(parent.became) AND of.organisation = o.organisation
                AND of.receipt = o.receipt)))
"""

_OUT_OF_PLACE = """
SELECT programme || '/' || consultation || '/' || point || '/' || place FROM (
    SELECT *, row_number() OVER (PARTITION BY consultation, point ORDER BY place) AS nth
    FROM point_origins WHERE programme = $1
) AS them WHERE place <> nth
"""
_SKIPPED = """
SELECT programme || '/' || consultation || '/' || point || '/' || revision FROM (
    SELECT *, row_number() OVER (PARTITION BY consultation, point ORDER BY revision) AS nth
    FROM responses WHERE programme = $1
) AS them WHERE revision <> nth
"""
_CONFIRMED_NOTHING = """
SELECT programme || '/' || consultation || '/' || organisation || '/' || revision
FROM session_confirmations s WHERE programme = $1
    AND (NOT outcomes ? session::text OR NOT EXISTS (SELECT FROM contributions c
        WHERE c.programme = s.programme AND c.consultation = s.consultation
        AND c.organisation = s.organisation AND c.revision = s.revision AND c.source = 'session'))
"""
_NOT_CONFIRMED = """
SELECT programme || '/' || consultation || '/' || organisation || '/' || revision
FROM contributions c WHERE programme = $1 AND source = 'session'
    AND NOT EXISTS (SELECT FROM session_confirmations s
        WHERE c.programme = s.programme AND c.consultation = s.consultation
        AND c.organisation = s.organisation AND c.revision = s.revision)
"""


def _json(text: str) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(text))

"""What a programme began with: its blueprint, the rules and the agreement, and the existing strategy."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from domain.appointment.agreement import ProgrammeAgreed
from domain.plan.versions import BASELINE, version_hash
from domain.register.entries import Entry
from domain.shared.canonical import digest
from domain.shared.messages import N_
from domain.shared.texts import TextRef
from store.database import Connection
from store.kept.difference import MISSING, Found, other
from store.plan import plans

A_MINUTE = timedelta(minutes=1)
"""How far the clock of an API may be before the database's."""

_PROGRAMME = """
SELECT slug, title, blueprint, blueprint_hash, rules, agreement, started_by::text, created_at
FROM programmes WHERE slug = $1
"""


async def compare(connection: Connection, found: Found, first: Entry | None) -> None:
    """The programme's row and version 0 of its plan; `first` is the entry that its register begins with."""
    row = await connection.fetchrow(_PROGRAMME, found.programme)
    if row is None or first is None or not isinstance(first.event, ProgrammeAgreed):
        return
    agreed = first.event
    blueprint, rules = json.loads(row["blueprint"]), json.loads(row["rules"])
    said = {
        # As it is stored: what newer code would make of it is another question.
        "blueprint": digest(blueprint) == agreed.blueprint,
        "blueprint_hash": row["blueprint_hash"] == agreed.blueprint,
        "title": row["title"] == blueprint["title"],
        # Entries of before have neither of them.
        "rules": agreed.rules in {"", digest(rules)},
        "started_by": agreed.started_by in {"", row["started_by"]},
        "agreement": json.loads(row["agreement"]) == _agreement(agreed),
    }
    if wrong := [column for column, holds in said.items() if not holds]:
        found.add("programmes", found.programme, other(*wrong))
    recorded = await connection.fetchval(
        "SELECT recorded_at FROM entries WHERE programme = $1 AND seq = 1", found.programme
    )
    later = N_("it was begun after its first entry")
    found.unless(row["created_at"] <= recorded, "programmes", found.programme, later)
    await _baseline(connection, found, blueprint, recorded + A_MINUTE)


def _agreement(agreed: ProgrammeAgreed) -> dict[str, object]:
    """The row's agreement as the entry has it: fields that came later are in neither of them."""
    kept = agreed.model_dump(mode="json", exclude={"kind"})
    return {name: value for name, value in kept.items() if value != ""}


async def _baseline(
    connection: Connection, found: Found, blueprint: Mapping[str, Any], latest: datetime
) -> None:
    """The existing strategy is what the blueprint says that it is, and was kept before `latest`."""
    version = await plans.version(connection, found.programme, BASELINE)
    place = f"{found.programme}/{BASELINE}"
    if version is None:
        found.add("plan_versions", place, MISSING)
        return
    bodies = await _bodies(connection, version.sections.values())
    wanted = {section["key"]: section["baseline"] for section in blueprint["definition"]["sections"]}
    said = {key: bodies.get(ref.id) for key, ref in version.sections.items()}
    holds = {
        "sections": said.keys() == wanted.keys() and all(said[key] in {None, wanted[key]} for key in wanted),
        "hash": version_hash(version.sections) == version.hash,
        "author": version.author == "",
        "saved_at": version.saved_at <= latest,
        "submitted_at": version.submitted_at is None,
    }
    if wrong := [column for column, as_said in holds.items() if not as_said]:
        found.add("plan_versions", place, other(*wrong))


async def _bodies(connection: Connection, refs: Iterable[TextRef]) -> dict[str, str]:
    """Those of the texts that are still there."""
    query = "SELECT id::text, body FROM texts WHERE id = ANY($1) AND erased_at IS NULL"
    return {row["id"]: row["body"] for row in await connection.fetch(query, [UUID(ref.id) for ref in refs])}

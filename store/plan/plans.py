"""The plan's versions and where their passages came from."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg
from pydantic import TypeAdapter

from domain.plan.assemble_draft import DraftAssembled
from domain.plan.save_version import VersionSaved
from domain.plan.submit_version import VersionSubmitted
from domain.register.entries import Entry
from domain.shared.texts import TextRef
from domain.sign_off.revise_submission import SubmissionRevised
from store.database import Connection
from store.people import people
from store.register.following import follows

_sections: TypeAdapter[dict[str, TextRef]] = TypeAdapter(dict[str, TextRef])


_COLUMNS = "v.number, v.hash, v.sections, v.author, v.saved_at, v.submitted_at"


@dataclass(frozen=True)
class PlanVersion:
    """One version: sections by key; `author` is a person's id, empty for what Kwartier assembled."""

    number: int
    hash: str
    sections: Mapping[str, TextRef]
    author: str
    saved_at: datetime
    submitted_at: datetime | None = None


@dataclass(frozen=True)
class Origin:
    """A contribution that a section of an assembled draft was made from."""

    section: str
    organisation: str
    receipt: str


@follows(DraftAssembled, VersionSaved)
async def _save(connection: Connection, entry: Entry, event: DraftAssembled | VersionSaved) -> None:
    await add(connection, entry.programme, _saved(entry, event, event.hash))


@follows(VersionSubmitted)
async def _submit(connection: Connection, entry: Entry, event: VersionSubmitted) -> None:
    await submit(connection, entry.programme, event.version, entry.at)


@follows(SubmissionRevised)
async def _revise(connection: Connection, entry: Entry, event: SubmissionRevised) -> None:
    # With another cover note or memo alone the plan stays the version that it was.
    if event.based_on is not None:
        await add(connection, entry.programme, _saved(entry, event, event.version_hash))
        await submit(connection, entry.programme, event.version, entry.at)


def _saved(entry: Entry, event: DraftAssembled | VersionSaved | SubmissionRevised, hash_: str) -> PlanVersion:
    return PlanVersion(
        number=event.version,
        hash=hash_,
        sections=event.sections,
        author=entry.actor.person,
        saved_at=entry.at,
    )


async def add(connection: Connection, programme: str, version: PlanVersion) -> None:
    await connection.execute(
        "INSERT INTO plan_versions (programme, number, hash, sections, author, saved_at)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        programme,
        version.number,
        version.hash,
        json.dumps({key: ref.model_dump() for key, ref in version.sections.items()}),
        version.author,
        version.saved_at,
    )


async def add_origins(
    connection: Connection, programme: str, version: int, origins: Sequence[Origin]
) -> None:
    await connection.executemany(
        "INSERT INTO plan_origins (programme, version, section, organisation, receipt)"
        " VALUES ($1, $2, $3, $4, $5)",
        [(programme, version, o.section, o.organisation, o.receipt) for o in origins],
    )


async def submit(connection: Connection, programme: str, number: int, at: datetime) -> None:
    await connection.execute(
        "UPDATE plan_versions SET submitted_at = $3 WHERE programme = $1 AND number = $2",
        programme,
        number,
        at,
    )


async def versions(connection: Connection, programme: str) -> list[PlanVersion]:
    """All versions, oldest first; 0 is the existing strategy."""
    rows = await connection.fetch(
        f"SELECT {_COLUMNS} FROM plan_versions v WHERE programme = $1 ORDER BY number",  # noqa: S608 - constant
        programme,
    )
    return [_version(row) for row in rows]


def _version(row: asyncpg.Record) -> PlanVersion:
    return PlanVersion(
        number=row["number"],
        hash=row["hash"],
        sections=_sections.validate_json(row["sections"]),
        author=row["author"],
        saved_at=row["saved_at"],
        submitted_at=row["submitted_at"],
    )


async def with_authors(connection: Connection, programme: str) -> tuple[list[PlanVersion], Mapping[str, str]]:
    """All versions, and the names of those who saved them, by their ids."""
    rows = await connection.fetch(
        f"SELECT {_COLUMNS}, {people.NAME} AS name FROM plan_versions v"  # noqa: S608 - constant
        " LEFT JOIN people p ON p.programme = v.programme AND p.id::text = v.author"
        " WHERE v.programme = $1 ORDER BY number",
        programme,
    )
    names = {row["author"]: row["name"] for row in rows if row["name"] is not None}
    return [_version(row) for row in rows], names


async def version(connection: Connection, programme: str, number: int) -> PlanVersion | None:
    # All are read: they are few, and hold references, no texts.
    return next((v for v in await versions(connection, programme) if v.number == number), None)


async def origins(connection: Connection, programme: str, number: int) -> list[Origin]:
    """Where the passages of a version came from; empty for versions that people wrote."""
    rows = await connection.fetch(
        "SELECT section, organisation, receipt FROM plan_origins WHERE programme = $1 AND version = $2"
        " ORDER BY section, organisation",
        programme,
        number,
    )
    return [Origin(row["section"], row["organisation"], row["receipt"]) for row in rows]

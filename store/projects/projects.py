"""The projects that already run, as people are shown them: they follow the register."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.projects.add_project import ProjectAdded
from domain.projects.place_project import Place, ProjectPlaced
from domain.register.entries import Entry
from domain.shared.texts import TextRef
from store.database import Connection
from store.register.following import follows


@dataclass(frozen=True)
class Placement:
    """What becomes of a project, as the kwartiermaker saw it then."""

    revision: int
    place: Place
    reason: TextRef
    sections: tuple[str, ...]
    placed_at: datetime


@dataclass(frozen=True)
class Project:
    """One project; its owner is an organisation by code and name, or else a text."""

    number: int
    title: TextRef
    description: TextRef
    organisation: str | None
    name: str | None
    owner: TextRef | None
    placement: Placement | None

    @property
    def texts(self) -> list[TextRef]:
        placed = [self.placement.reason] if self.placement else []
        return [self.title, self.description, *([self.owner] if self.owner else []), *placed]


@follows(ProjectAdded)
async def _add(connection: Connection, entry: Entry, added: ProjectAdded) -> None:
    await connection.execute(
        "INSERT INTO projects (programme, number, title, organisation, owner, description)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        entry.programme,
        added.project,
        added.title.model_dump_json(),
        added.organisation,
        added.owner.model_dump_json() if added.owner else None,
        added.description.model_dump_json(),
    )


@follows(ProjectPlaced)
async def _place(connection: Connection, entry: Entry, placed: ProjectPlaced) -> None:
    await connection.execute(
        "INSERT INTO project_places (programme, project, revision, place, reason, sections, placed_at)"
        " SELECT $1, $2, 1 + count(*), $3, $4, $5, $6 FROM project_places"
        " WHERE programme = $1 AND project = $2",
        entry.programme,
        placed.project,
        placed.place,
        placed.reason.model_dump_json(),
        list(placed.sections),
        entry.at,
    )


# LATERAL, so that of each project only the last place is read.
_PROJECT = """
SELECT p.number, p.title, p.description, p.organisation, p.owner, o.name,
    l.revision, l.place, l.reason, l.sections, l.placed_at
FROM projects p
LEFT JOIN organisations o ON o.programme = p.programme AND o.code = p.organisation
LEFT JOIN LATERAL (SELECT * FROM project_places l WHERE l.programme = p.programme AND l.project = p.number
    ORDER BY l.revision DESC LIMIT 1) l ON true
"""


async def page(
    connection: Connection, programme: str, *, after: int = 0, limit: int | None = None
) -> list[Project]:
    """The projects with their last place, in the order they were added, from the first after `after` on."""
    rows = await connection.fetch(
        f"{_PROJECT} WHERE p.programme = $1 AND p.number > $2 ORDER BY p.number LIMIT $3",
        programme,
        after,
        limit,
    )
    return [_project(dict(row)) for row in rows]


async def find(connection: Connection, programme: str, number: int) -> Project | None:
    # By the query of the list, so that both show the same.
    found = await page(connection, programme, after=number - 1, limit=1)
    return next((project for project in found if project.number == number), None)


async def placements(connection: Connection, programme: str, number: int) -> list[Placement]:
    """Every place that a project was given, oldest first."""
    rows = await connection.fetch(
        "SELECT revision, place, reason, sections, placed_at FROM project_places"
        " WHERE programme = $1 AND project = $2 ORDER BY revision",
        programme,
        number,
    )
    return [_placement(dict(row)) for row in rows]


def _project(row: Mapping[str, Any]) -> Project:
    return Project(
        number=row["number"],
        title=TextRef.model_validate_json(row["title"]),
        description=TextRef.model_validate_json(row["description"]),
        organisation=row["organisation"],
        name=row["name"],
        owner=TextRef.model_validate_json(row["owner"]) if row["owner"] else None,
        placement=_placement(row) if row["revision"] else None,
    )


def _placement(row: Mapping[str, Any]) -> Placement:
    return Placement(
        revision=row["revision"],
        place=row["place"],
        reason=TextRef.model_validate_json(row["reason"]),
        sections=tuple(row["sections"]),
        placed_at=row["placed_at"],
    )

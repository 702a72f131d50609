"""What a programme left behind, written so that two programmes with the same story leave the same."""

import json
import re
from collections.abc import AsyncIterator, Iterator

from tests.workflows.driving import Programme

MADE_UP = re.compile(
    r"(?P<id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})|(?P<hash>[0-9a-f]{64})"
)
"""Identifiers of people and texts, and hashes: different every time."""

TABLES = {
    "outbox": "kind, role, recipient, fields",
    "plan_versions": "number, author",
    "plan_origins": "version, section, organisation",
    "documents": "name, media_type",
    "consultations": "number, version, status, due::text",
    "contributions": "consultation, organisation, revision",
}


async def left_behind(programme: Programme) -> list[str]:
    """Every register entry and every row of the tables that follow from it, a line each, without its times.

    Made-up values are numbered in the order in which they appear, so that what was one thing stays one.
    """
    numbered = _Numbered(programme.slug)
    entries = [numbered.line(value) async for value in _entries(programme)]
    # By the numbers that people got in the register: the ids of two come in any order.
    return entries + sorted([numbered.line(value) async for value in _rows(programme)])


async def _entries(programme: Programme) -> AsyncIterator[object]:
    for entry in await programme.register():
        said = entry.model_dump(mode="json", exclude={"at"})
        for name, document in said["event"].get("documents", {}).items():
            if name.endswith(".pdf"):
                # Made-up values stand on its pages, so no two have the same number of bytes.
                document["length"] = "some"
        yield said


async def _rows(programme: Programme) -> AsyncIterator[object]:
    async with programme.world.pool.acquire() as connection:
        for table, columns in TABLES.items():
            rows = await connection.fetch(
                f"SELECT {columns} FROM {table} WHERE programme = $1 ORDER BY {columns}",  # noqa: S608 - constants
                programme.slug,
            )
            for row in rows:
                yield [table, *(str(value) for value in row.values())]
        count = await connection.fetchval("SELECT count(*) FROM texts WHERE programme = $1", programme.slug)
        yield ["texts", count]


class _Numbered:
    def __init__(self, slug: str) -> None:
        self._slug = slug
        self._known: dict[str, str] = {}

    def line(self, value: object) -> str:
        written = json.dumps(value).replace(self._slug, "the-programme")
        return MADE_UP.sub(self._name, written)

    def _name(self, found: re.Match[str]) -> str:
        return self._known.setdefault(found.group(), f"{found.lastgroup}-{len(self._known) + 1}")


def seqs(lines: list[str]) -> Iterator[int]:
    """The numbers of the register entries in what was left behind."""
    for line in lines:
        value = json.loads(line)
        if isinstance(value, dict):
            yield value["seq"]

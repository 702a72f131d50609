"""Waiting until others are so far: looked at for all of them together, as pages and people do."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

import asyncpg

LOOK_EVERY_SECONDS = 0.1

Look = Callable[[Sequence[str]], Awaitable[Mapping[str, int]]]
"""How far those with these names are."""


class Progress:
    """How far each of many is, by its name."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._waiting: dict[str, list[tuple[int, asyncio.Future[None]]]] = defaultdict(list)

    async def reaches(self, name: str, place: int) -> None:
        """Wait until the one called `name` has reached `place`."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[name].append((place, future))
        await future

    async def watch(self) -> None:
        """Look again and again, for as long as this runs."""
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            if waiting := [name for name, futures in self._waiting.items() if futures]:
                for name, place in (await self._look(waiting)).items():
                    self._wake(name, place)

    def _wake(self, name: str, reached: int) -> None:
        for place, future in self._waiting[name]:
            if place <= reached and not future.done():
                future.set_result(None)
        self._waiting[name] = [(place, future) for place, future in self._waiting[name] if not future.done()]


def in_registers(pool: asyncpg.Pool) -> Look:
    """How far programmes are: the last entry of their registers."""

    async def look(slugs: Sequence[str]) -> Mapping[str, int]:
        rows = await pool.fetch("SELECT slug, head_seq FROM programmes WHERE slug = ANY($1)", slugs)
        return {row["slug"]: row["head_seq"] for row in rows}

    return look


def in_file(file: Path) -> Look:
    """How far those are whose name is a line of `file` for each step they took."""
    done: Counter[str] = Counter()
    file.touch()
    lines = file.open(encoding="utf-8")

    async def look(names: Sequence[str]) -> Mapping[str, int]:
        done.update(line.rstrip() for line in lines)
        return {name: done[name] for name in names}

    return look

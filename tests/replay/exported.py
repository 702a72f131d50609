"""Registers of the recorded stories as they were exported, in a folder for each version of Kwartier.

`<story>.jsonl` is what the API's register export gives. `<story>.json` is what an export leaves out and
folding needs: the programme's blueprint and its state before the first entry; and what folding must give,
the state at the end and the hash of the state after each entry. `key.json` is the public half of the key
that signed the heads. As with histories, those of a released version stay as they are.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg

from domain.register import proof
from domain.register.entries import Entry
from domain.register.heads import PublicKey, public_keys
from domain.shared.canonical import digest
from domain.state.folding import fold
from domain.state.programme_state import ProgrammeState
from store.every_phase import programmes
from store.register import entries as register
from store.register import heads
from tests.replay import kept

FOLDER = Path(__file__).parent / "registers"
KEY = "key.json"
Json = dict[str, Any]


@dataclass(frozen=True)
class Exported:
    """One register: the `lines` of its export, and what stands beside it."""

    lines: tuple[Json, ...]
    blueprint: Json
    beginning: Json
    ending: Json
    after: tuple[str, ...]

    @property
    def entries(self) -> list[Json]:
        """The lines that are register entries."""
        return [line for line in self.lines if "seq" in line]


def files() -> list[Path]:
    """The export of every register that is kept, of every version."""
    return sorted(FOLDER.glob("*/*.jsonl"))


def key(folder: Path) -> PublicKey:
    """The key that signed the heads of the registers in `folder`."""
    (found,) = public_keys((folder / KEY).read_text())
    return found


def read(file: Path) -> Exported:
    beside = json.loads(file.with_suffix(".json").read_text())
    lines = tuple(json.loads(line) for line in file.read_text().splitlines())
    return Exported(lines, beside["blueprint"], beside["beginning"], beside["ending"], tuple(beside["after"]))


async def export(pool: asyncpg.Pool, slug: str) -> Exported:
    """The register of a programme that has come to its end."""
    async with pool.acquire() as connection:
        beginning = await programmes.beginning(connection, slug)
        assert beginning is not None, f"{slug} was begun"
        entries = await register.read(connection, slug)
        states = list(states_after(beginning, entries))
        lines = (
            proof.header(slug, await heads.keys(connection, slug)),
            *await register.stored(connection, slug),
            *map(proof.signature, await heads.read(connection, slug)),
        )
        blueprint = await connection.fetchval("SELECT blueprint FROM programmes WHERE slug = $1", slug)
    return Exported(
        lines,
        json.loads(blueprint),
        beginning.model_dump(mode="json"),
        states[-1],
        tuple(map(digest, states)),
    )


def states_after(state: ProgrammeState, entries: Iterable[Entry]) -> Iterator[Json]:
    """The state after each entry, as JSON."""
    for entry in entries:
        state = fold(state, [entry])
        yield state.model_dump(mode="json")


def replace(folder: Path, registers: Mapping[str, Exported], signed_with: PublicKey) -> None:
    """Let `folder` hold these registers by the names of their stories, and no others."""
    kept.empty(folder)
    (folder / KEY).write_text(f"{json.dumps(signed_with.jwk, indent=1)}\n")
    for name, exported in registers.items():
        lines = (json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in exported.lines)
        (folder / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines))
        beside = {
            "blueprint": exported.blueprint,
            "beginning": exported.beginning,
            "ending": exported.ending,
            "after": exported.after,
        }
        (folder / f"{name}.json").write_text(f"{json.dumps(beside, ensure_ascii=False, indent=1)}\n")

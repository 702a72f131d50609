"""`./dev attack`: starts a Kwartier of its own, tries everything that must not work, and says what did."""

import argparse
import asyncio
import sys
import tempfile
import traceback
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from time import perf_counter
from typing import get_args

from attack import commands, inputs, named, reads, tamperings
from attack.choosing import SEED, Choosing, Size, choosing
from attack.report import Attempt, Kind, report
from attack.stack import Ground, ground

Attack = Callable[[Ground, Choosing], Awaitable[list[Attempt]]]

ATTACKS: Mapping[Kind, Attack] = {
    "commands": commands.attack,
    "reads": reads.attack,
    "inputs": inputs.attack,
    "tamperings": tamperings.attack,
    "named": named.attack,
}


async def main(seed: int, size: Size) -> int:
    """Run all of it; the exit code."""
    with tempfile.TemporaryDirectory(prefix="kwartier-attack-") as folder:
        data = Path(folder)
        # PostgreSQL runs as another account where root starts it.
        data.chmod(0o711)  # noqa: ASYNC240 - nothing else runs yet
        async with ground(data) as attacked:
            attempts = await everything(attacked, seed, size)
    return report(attempts, seed, size)


async def everything(attacked: Ground, seed: int, size: Size) -> list[Attempt]:
    """Every kind of attack in turn, each with a source of chance of its own."""
    attempts: list[Attempt] = []
    for kind, attack in ATTACKS.items():
        began = perf_counter()
        try:
            tried = await attack(attacked, choosing(kind, seed, size))
        except Exception as broken:  # noqa: BLE001 - whatever it is
            # What an attack takes for granted is not so: a finding as well, and the others go on.
            traceback.print_exc()
            tried = [Attempt(kind, "what it takes for granted", f"it broke off: {broken!r}")]
        print(f"{kind}: {len(tried)} tried in {perf_counter() - began:.0f} s", flush=True)
        attempts += tried
    return attempts


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="./dev attack", description=__doc__)
    parser.add_argument(
        "--seed", type=int, default=SEED, help="of what is chosen; the same seed, the same run"
    )
    parser.add_argument("--size", choices=get_args(Size), default="full", help="how much is tried")
    given = parser.parse_args()
    sys.exit(asyncio.run(main(given.seed, given.size)))

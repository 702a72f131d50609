"""How much is tried, and which of it: by counts and a seed, so that a run can be repeated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal, TypeVar

from attack.report import Kind

Size = Literal["short", "full"]
SEED = 20_260_901

T = TypeVar("T")


@dataclass(frozen=True)
class Counts:
    """How many of each are tried; None is all there are."""

    parts: int | None
    """Of those who may not ask a command, for each command."""
    tokens: int | None
    """Operations that each wrong token is shown to."""
    readers: int | None
    """Of those who may not read it, for each operation that reads."""
    inputs: int | None
    """Fields of bodies and places of addresses, for each odd value."""
    columns: int | None
    """Columns that are changed in PostgreSQL."""
    rewritings: int | None
    """Registers that are written anew."""
    forgeries: int | None
    """Forged commands that are sent to Temporal, and steps that are asked of a worker."""


COUNTS: Mapping[Size, Counts] = {
    "short": Counts(parts=4, tokens=1, readers=5, inputs=6, columns=20, rewritings=4, forgeries=12),
    "full": Counts(
        parts=None, tokens=8, readers=None, inputs=None, columns=None, rewritings=None, forgeries=None
    ),
}


@dataclass(frozen=True)
class Choosing:
    """Chooses for one kind of attack, the same with the same seed: what others try changes nothing here."""

    random: Random
    counts: Counts

    def some(self, of: Sequence[T], count: int | None) -> list[T]:
        """So many of them, in the order in which they stand; all when `count` is None."""
        if count is None or count >= len(of):
            return list(of)
        chosen = sorted(self.random.sample(range(len(of)), count))
        return [of[place] for place in chosen]


def choosing(kind: Kind, seed: int, size: Size) -> Choosing:
    return Choosing(Random(f"{kind} {seed}"), COUNTS[size])  # noqa: S311 - to be repeated, not to be secret

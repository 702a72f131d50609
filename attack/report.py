"""What an attack tried, and what got through: a table, a line for each that did, and an exit code."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from rich.console import Console
from rich.table import Table

Kind = Literal["commands", "reads", "inputs", "tamperings", "named"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Attempt:
    """One thing that was tried, said so that somebody can repeat it.

    `got_through` says what came of it, and is empty where it was refused or found. How many `seconds` an
    answer took is told of the slowest, and judges nothing.
    """

    kind: Kind
    tried: str
    got_through: str = ""
    seconds: float = 0


def report(attempts: Sequence[Attempt], seed: int, size: str, console: Console | None = None) -> int:
    """Print what was tried and what got through; the exit code, 1 when anything did or a kind tried none."""
    console = console or Console()
    table = Table("kind", "tried", "got through", title=f"seed {seed}, size {size}")
    untried = False
    for kind in KINDS:
        tried = [attempt for attempt in attempts if attempt.kind == kind]
        through = sum(bool(attempt.got_through) for attempt in tried)
        table.add_row(kind, str(len(tried)), str(through))
        # Nothing tried must not look as if nothing got through.
        untried |= not tried
    console.print(table)
    got_through = [attempt for attempt in attempts if attempt.got_through]
    for attempt in got_through:
        line = f"got through: {attempt.kind}: {attempt.tried}: {attempt.got_through}"
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    slowest = max(attempts, key=lambda attempt: attempt.seconds, default=None)
    if slowest is not None and slowest.seconds:
        took = f"The slowest answer took {slowest.seconds:.1f} s: {slowest.tried}"
        console.print(took, markup=False, highlight=False, soft_wrap=True)
    if untried:
        console.print("A kind of attack tried nothing: that is no result.")
    if got_through:
        again = f"./dev attack --seed {seed} --size {size}"
        console.print(f"{len(got_through)} got through. To repeat: {again}", markup=False)
    return 1 if got_through or untried else 0

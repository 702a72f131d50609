"""What a benchmark found: a table for people, a JSON file for everything else."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

FOLDER = Path("build") / "bench"


@dataclass(frozen=True)
class Figure:
    """One figure and what it stands beside: `ratio` is `value` divided by the value of `compared_with`."""

    name: str
    value: float
    unit: str
    compared_with: str | None = None
    ratio: float | None = None


def report(name: str, title: str, figures: Sequence[Figure]) -> None:
    """Print `figures` as a table and write them to build/bench/`name`.json."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.json"
    path.write_text(json.dumps([asdict(figure) for figure in figures], indent=2) + "\n", encoding="utf-8")
    table = Table("name", "value", "unit", "compared with", "ratio", title=title)
    for figure in figures:
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
        table.add_row(figure.name, f"{figure.value:.4g}", figure.unit, figure.compared_with or "", ratio)
    console = Console()
    console.print(table)
    console.print(f"Written to {path}")

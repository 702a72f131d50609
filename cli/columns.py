"""Dutch and English beside each other, with a date before them, no wider than a page."""

from itertools import zip_longest
from textwrap import wrap

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.words import Words

WIDTH = 100
DATE = len("2026-11-24")
GAP = 2
NARROWEST = 84
"""On a narrower terminal the two languages stand below each other."""


def page(*, stderr: bool = False) -> Console:
    """A console that is never wider than a page, and as wide as one where there is no terminal."""
    console = Console(highlight=False, stderr=stderr)
    return Console(
        highlight=False, stderr=stderr, width=min(console.width, WIDTH) if console.is_terminal else WIDTH
    )


def plain(text: str) -> str:
    """`text` as one line that a terminal only shows: what people typed must not steer it."""
    return "".join(character if character.isprintable() else " " for character in text)


def beside(console: Console, date: str, words: Words, style: str = "") -> None:
    """Print `words` in two columns after `date`, without blanks at the end of any line."""
    if console.width < NARROWEST:
        _below(console, date, words, style)
        return
    column = (console.width - DATE - 2 * GAP) // 2
    rows = zip_longest(wrap(plain(words.nl), column), wrap(plain(words.en), column), fillvalue="")
    for nth, (nl, en) in enumerate(rows):
        line = Text.assemble(
            (f"{date if nth == 0 else '':{DATE + GAP}}", "cyan"),
            (f"{nl:{column + GAP}}", style),
            (en, style or "dim"),
        )
        line.rstrip()
        console.print(line, soft_wrap=True)


def _below(console: Console, date: str, words: Words, style: str) -> None:
    column = console.width - DATE - GAP
    lines = [(line, style) for line in wrap(plain(words.nl), column)]
    lines += [(line, style or "dim") for line in wrap(plain(words.en), column)]
    for nth, (line, line_style) in enumerate(lines):
        before = f"{date if nth == 0 else '':{DATE + GAP}}"
        console.print(Text.assemble((before, "cyan"), (line, line_style)), soft_wrap=True)


def remark(console: Console, text: str, style: str = "") -> None:
    """Print a paragraph over the full width."""
    for line in wrap(plain(text), console.width):
        console.print(Text(line, style=style), soft_wrap=True)


def add_row(table: Table, *cells: str | Text) -> None:
    """Add a row whose texts are shown as they are, whatever is in them."""
    table.add_row(*(Text(plain(cell)) if isinstance(cell, str) else cell for cell in cells))


def print_table(console: Console, table: Table) -> None:
    """Print `table` without the blanks that would fill every line."""
    with console.capture() as captured:
        console.print(table)
    for line in captured.get().splitlines():
        console.print(Text.from_ansi(line.rstrip()), soft_wrap=True)

"""What a command writes: one language, in a column with a date before it, no wider than a page."""

from datetime import date
from textwrap import wrap
from typing import NamedTuple, TypeAlias

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.language import language
from domain.shared.messages import Message
from words.language import Language

WIDTH = 100
GAP = 2
DATE = len("28 Sept 2026") + GAP


class Styled(NamedTuple):
    """A cell of a table that is seen at once."""

    message: Message
    style: str


Said: TypeAlias = str | Message
"""What somebody typed stays as it is; a message is said in the page's language."""

Cell: TypeAlias = Said | date | int | Styled


class Page:
    """A console that is written to in one language."""

    def __init__(self, console: Console, language: Language) -> None:
        self.console = console
        self.language = language

    def say(self, said: Said) -> str:
        """Return a text as a line that a terminal only shows."""
        return plain(said if isinstance(said, str) else self.language.say(said))

    def line(self, when: date | None, said: Said, style: str = "") -> None:
        """Write a text after its date, without blanks at the end of any line."""
        # Wrapped here, not by rich, which fills lines with blanks.
        before = "" if when is None else self.language.short_day(when)
        for nth, line in enumerate(wrap(self.say(said), self.console.width - DATE)):
            shown = f"{before if nth == 0 else '':{DATE}}"
            self.console.print(Text.assemble((shown, "cyan"), (line, style)), soft_wrap=True)

    def paragraph(self, said: Said, style: str = "", indent: str = "") -> None:
        """Write a text over the full width."""
        for line in wrap(self.say(said), self.console.width, initial_indent=indent):
            # As text: what people typed is no markup.
            self.console.print(Text(line, style=style), soft_wrap=True)

    def write(self, *said: Said | tuple[Said, str]) -> None:
        """Write one line, however long; what comes with a style is said in it."""
        # Unwrapped: addresses, hashes and commands are to be copied.
        parts = [part if isinstance(part, tuple) else (part, "") for part in said]
        self.console.print(Text.assemble(*((self.say(text), style) for text, style in parts)), soft_wrap=True)

    def blank(self) -> None:
        self.console.print()

    def table(self, *columns: Said) -> Table:
        """Return a table with these headings, to be filled with `row` and written with `print_table`."""
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim")
        for column in columns:
            table.add_column(self.say(column))
        return table

    def row(self, table: Table, *cells: Cell) -> None:
        """Add a row whose texts are shown as they are, whatever is in them."""
        table.add_row(*(self._cell(cell) for cell in cells))

    def _cell(self, cell: Cell) -> Text:
        match cell:
            case Styled(message, style):
                return Text(self.say(message), style=style)
            case date():
                return Text(self.language.short_day(cell))
            case int():
                return Text(self.language.number(cell))
            case _:
                return Text(self.say(cell))

    def print_table(self, table: Table) -> None:
        """Write `table` without the blanks that would fill every line."""
        with self.console.capture() as captured:
            self.console.print(table)
        for line in captured.get().splitlines():
            self.console.print(Text.from_ansi(line.rstrip()), soft_wrap=True)


def page(*, stderr: bool = False) -> Page:
    """Return a page in the terminal's language; as wide as one where there is no terminal, else no wider."""
    console = Console(highlight=False, stderr=stderr)
    # Not the eighty columns that rich takes for a file: what is written should not depend on where it goes.
    width = min(console.width, WIDTH) if console.is_terminal else WIDTH
    return Page(Console(highlight=False, stderr=stderr, width=width), language())


def plain(text: str) -> str:
    """Return `text` as one line that does nothing else: what people typed must not steer the terminal."""
    return "".join(character if character.isprintable() else " " for character in text)

"""Two languages beside each other: on any width, without blanks at the end of lines."""

from io import StringIO

import pytest
from rich.console import Console
from rich.table import Table

from cli.columns import WIDTH, add_row, beside, print_table, remark
from cli.words import Words

LONG = Words(
    "De kwartiermaker dient een nieuwe versie van het programma in, met alles wat is overgenomen.",
    "The kwartiermaker submits a new version of the programme, with everything that was taken over.",
)


def lines(console: Console) -> list[str]:
    assert isinstance(console.file, StringIO)
    return console.file.getvalue().splitlines()


def console(width: int) -> Console:
    return Console(file=StringIO(), width=width, highlight=False)


@pytest.mark.parametrize("width", [40, 83, 84, WIDTH])
@pytest.mark.parametrize("words", [LONG, Words(LONG.nl, "Yes."), Words("Ja.", LONG.en)])
def test_no_line_is_wider_than_the_page_or_ends_in_blanks(width: int, words: Words) -> None:
    narrow = console(width)

    beside(narrow, "2026-11-24", words)

    assert all(len(line) <= width and line == line.rstrip() for line in lines(narrow))
    assert all(word in " ".join(lines(narrow)) for text in words for word in text.split())


def test_on_a_page_the_languages_stand_beside_each_other() -> None:
    wide = console(WIDTH)

    beside(wide, "2026-11-24", Words("Ja.", "Yes."))

    assert lines(wide) == [f"2026-11-24  {'Ja.':45}Yes."]


def test_on_a_narrow_terminal_they_stand_below_each_other() -> None:
    narrow = console(60)

    beside(narrow, "2026-11-24", Words("Ja.", "Yes."))

    assert lines(narrow) == ["2026-11-24  Ja.", "            Yes."]


def test_what_looks_like_markup_is_printed_as_it_is() -> None:
    wide = console(WIDTH)

    beside(wide, "", Words("[bold]Nee[/bold]", "[red]No"))
    remark(wide, "[link] as it is")

    assert "[bold]Nee[/bold]" in lines(wide)[0]
    assert lines(wide)[1] == "[link] as it is"


def test_what_people_typed_does_not_steer_the_terminal() -> None:
    wide = console(WIDTH)
    table = Table()
    add_row(table, "\x1b[2Jgone\a [bold]")

    beside(wide, "", Words("\x1b]0;title\a", "\r\nYes"))
    print_table(wide, table)

    assert "\x1b" not in "".join(lines(wide))
    assert "[2Jgone  [bold]" in "".join(lines(wide))


def test_a_table_leaves_no_blanks_at_the_end_of_its_lines() -> None:
    wide = console(WIDTH)
    table = Table("one", "two")
    table.add_row("1", "")

    print_table(wide, table)

    assert [line for line in lines(wide) if line != line.rstrip()] == []

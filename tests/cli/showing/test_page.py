"""What a command writes: one column on any width, without blanks at the end of lines, in one language."""

from datetime import date
from io import StringIO

import pytest
from rich.console import Console

from cli.showing.page import WIDTH, Page, Styled
from domain.shared.messages import N_
from words.languages import ENGLISH, LANGUAGES
from words.vocabulary import ROLES

DAY = date(2026, 9, 24)
LONG = "The kwartiermaker submits a new version of the programme, with everything that was taken over in it."


def lines(page: Page) -> list[str]:
    assert isinstance(page.console.file, StringIO)
    return page.console.file.getvalue().splitlines()


def written(width: int = WIDTH, language: str = ENGLISH.code) -> Page:
    console = Console(file=StringIO(), width=width, highlight=False)
    return Page(console, LANGUAGES.speaking(language))


@pytest.mark.parametrize("width", [40, 83, WIDTH])
@pytest.mark.parametrize("text", [LONG, "Yes."])
def test_no_line_is_wider_than_the_page_or_ends_in_blanks(width: int, text: str) -> None:
    page = written(width)

    page.line(DAY, text)
    page.line(None, text)
    page.paragraph(text)

    assert all(len(line) <= width and line == line.rstrip() for line in lines(page))
    assert all(word in " ".join(lines(page)) for word in text.split())


def test_texts_stand_in_one_column_after_their_dates() -> None:
    page = written()

    page.line(DAY, "Yes.")
    page.line(None, "And more.")

    assert lines(page) == ["24 Sept 2026  Yes.", "              And more."]


def test_a_message_and_its_date_are_said_in_the_language_of_the_page() -> None:
    page = written(language="nl")

    page.line(date(2026, 3, 1), ROLES["office"])

    assert lines(page) == ["1 mrt 2026    het programmabureau"]


def test_a_table_is_in_the_language_of_the_page() -> None:
    page = written(language="nl")
    table = page.table(N_("until", "column"), N_("who", "column"))

    page.row(table, DAY, ROLES["principal"])
    page.row(table, 1_200, Styled(ROLES["panel"], "yellow"))
    page.print_table(table)

    assert [line.split("  ")[0] for line in lines(page)][2:] == ["24 sep 2026", "1.200"]
    assert "het toetspanel" in lines(page)[-1]
    assert "tot en met" in lines(page)[0]


def test_what_looks_like_markup_is_printed_as_it_is() -> None:
    page = written()

    page.line(None, "[bold]No[/bold]")
    page.paragraph("[link] as it is")
    page.write("[red]No")

    assert [line.strip() for line in lines(page)] == ["[bold]No[/bold]", "[link] as it is", "[red]No"]


def test_what_people_typed_does_not_steer_the_terminal() -> None:
    page = written()
    table = page.table("")
    page.row(table, "\x1b[2Jgone\a [bold]")

    page.line(None, "\x1b]0;title\a")
    page.write("\r\nYes")
    page.print_table(table)

    assert "\x1b" not in "".join(lines(page))
    assert "[2Jgone  [bold]" in "".join(lines(page))


def test_a_table_leaves_no_blanks_at_the_end_of_its_lines() -> None:
    page = written()
    table = page.table("one", "two")
    page.row(table, "1", "")

    page.print_table(table)

    assert [line for line in lines(page) if line != line.rstrip()] == []

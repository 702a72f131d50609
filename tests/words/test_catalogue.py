"""The catalogues say what the code says: all of it, no more, with the same values."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from hatchling.builders.wheel import WheelBuilder

from words.catalogue import (
    ROOT,
    NotLiteralError,
    catalogues,
    extract,
    messages_in,
    placeholders,
    problems,
    read,
    update,
)


@pytest.fixture(scope="module")
def template() -> Catalog:
    return extract()


def asking(*messages: str | tuple[str, str]) -> Catalog:
    catalogue = Catalog(locale="nl")
    for message in messages:
        catalogue.add(message)
    return catalogue


def translated(**messages: str | tuple[str, str]) -> Catalog:
    catalogue = Catalog(locale="nl")
    for message, string in messages.items():
        catalogue.add(message, string)
    return catalogue


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parents[1].name)
def test_every_catalogue_says_what_the_code_says(path: Path, template: Catalog) -> None:
    assert problems(read(path), template) == [], "run ./dev words, then translate what it names"


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parents[1].name)
def test_every_catalogue_is_as_it_is_written_by_the_command(
    path: Path, template: Catalog, tmp_path: Path
) -> None:
    again = tmp_path / path.relative_to(path.parents[2])
    again.parent.mkdir(parents=True)
    again.write_bytes(path.read_bytes())

    update(again, template)

    assert again.read_text(encoding="utf-8") == path.read_text(encoding="utf-8")


def test_the_wheel_holds_every_catalogue() -> None:
    shipped = {file.distribution_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}

    assert {path.relative_to(ROOT).as_posix() for path in catalogues()} <= shipped


def test_a_new_catalogue_asks_for_everything(tmp_path: Path) -> None:
    path = tmp_path / "fy" / "LC_MESSAGES" / "kwartier.po"

    update(path, asking("yes"))

    assert problems(read(path), asking("yes")) == ["not translated: yes"]


def test_a_translation_stays_and_what_is_no_longer_said_goes(tmp_path: Path) -> None:
    path = tmp_path / "nl" / "LC_MESSAGES" / "kwartier.po"
    update(path, translated(yes="ja", **{"the plan is sent": "het plan is verzonden"}))
    update(path, asking("yes", "the plan was sent"))

    catalogue = read(path)

    assert {str(entry.id): entry.string for entry in catalogue if entry.id} == {
        "yes": "ja",
        "the plan was sent": "",
    }


def test_what_is_missing_or_obsolete_is_named() -> None:
    assert problems(translated(no="nee"), asking("yes")) == ["missing: yes", "no longer said: no"]


def test_a_guess_is_no_translation() -> None:
    guessed = Catalog(locale="nl")
    guessed.add("yes", "ja", flags=["fuzzy"])

    assert problems(guessed, asking("yes")) == ["only guessed: yes"]


def test_a_translation_has_the_placeholders_of_its_pattern() -> None:
    catalogue = translated(**{"{who} asks {whom}": "{wie} vraagt {whom}"})

    assert problems(catalogue, asking("{who} asks {whom}")) == [
        "placeholders differ (who, wie): {wie} vraagt {whom}"
    ]


def test_one_thing_may_be_said_without_its_number() -> None:
    days = ("{n} day of {who}", "{n} days of {who}")
    catalogue = Catalog(locale="nl")
    catalogue.add(days, ("een dag van {who}", "{n} dagen"))

    assert problems(catalogue, asking(days)) == ["placeholders differ (who): {n} dagen"]


def test_braces_that_are_text_are_no_placeholders() -> None:
    assert placeholders("{{id}} of {who}", "{n}") == {"who", "n"}


def test_messages_are_found_wherever_they_are_marked() -> None:
    source = """
A = {"a": N_("one"), "b": messages.N_("two "
    "lines")}
def f(language):
    return language.say(N_("{x} inside"), x=N_("other", "context")) + language.say(N_plural("{n} a", "{n} b"))
"""

    assert [(found.patterns, found.context, found.line) for found in messages_in(source, "a.py")] == [
        (("one",), "", 2),
        (("two lines",), "", 2),
        (("{x} inside",), "", 5),
        (("other",), "context", 5),
        (("{n} a", "{n} b"), "", 5),
    ]


def test_the_help_of_a_command_is_found_without_a_mark_paragraph_by_paragraph() -> None:
    source = '''
def add_to(app):
    app.command(epilog="after")(show)
    app.add_typer(typer.Typer(help="group"))
def show(days: Annotated[int, typer.Argument(metavar="NUMBER", min=1, help="how "
    "many")]):
    """Show it.

    All of it,
    and more.
    """
def other():
    """No command."""
'''

    assert [found.patterns for found in messages_in(source, "a.py")] == [
        ("Show it.",),
        ("All of it, and more.",),
        ("after",),
        ("group",),
        ("NUMBER",),
        ("how many",),
    ]


@pytest.mark.parametrize("call", ['typer.Option(help=f"for {who}")', "app.command(help=text)(show)"])
def test_help_that_is_not_literal_is_refused_with_its_place(call: str) -> None:
    with pytest.raises(NotLiteralError, match=r"a\.py:2: put a literal text here"):
        list(messages_in(f"\n{call}", "a.py"))


@pytest.mark.parametrize("call", ['N_(f"for {who}")', "N_(text)", 'N_("")', 'N_plural("{n} a", many)'])
def test_a_text_that_is_not_literal_is_refused_with_its_place(call: str) -> None:
    with pytest.raises(NotLiteralError, match=r"a\.py:2: put a literal text here"):
        list(messages_in(f"\n{call}", "a.py"))

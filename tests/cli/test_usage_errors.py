"""A command that was written as it cannot be: one sentence, in the terminal's language, and exit code 2."""

import pytest
from typer._click.exceptions import UsageError

from cli.usage_errors import explained
from tests.cli.commanding import Here
from tests.words.pseudo import PSEUDO, outside
from words.languages import Languages

ORGANISATION = ("--organisation", "Aalsmeer")


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    monkeypatch.setattr("cli.language.LANGUAGES", Languages(more=[PSEUDO]))
    return Here(monkeypatch, capsys)


MISTAKES: dict[str, tuple[str, ...]] = {
    "error: PROGRAMME is missing.": ("show",),
    "error: --organisation is missing.": ("trace", "one"),
    "error: --entries needs a value.": ("show", "one", "--entries"),
    "error: --language needs a value.": ("--language",),
    "error: --json takes no value.": ("list", "--json=yes"),
    "error: --entries: Input should be a valid integer, unable to parse string as an integer": (
        *("show", "one", "--entries", "many"),
    ),
    "error: --entries: Input should be greater than or equal to 0": ("show", "one", "--entries=-1"),
    "error: NUMBER: Input should be greater than or equal to 1": ("forward", "one", "0"),
    'error: There is no option "--entires" here; did you mean "--entries"?': ("show", "--entires"),
    'error: There is no option "-x" here. There are: --data, --help, --json, -h.': ("migrate", "-x"),
    'error: There is no command "shwo"; did you mean "show"?': ("shwo",),
    'error: There is no command "vanish". There are: anchor, export, verify.': ("register", "vanish"),
    "error: Name a command.": ("register", "--"),
    "error: This is more than the command takes: two and three.": ("show", "one", "two", "three"),
}


@pytest.mark.parametrize(("said", "arguments"), MISTAKES.items(), ids=MISTAKES)
def test_a_mistake_is_said_between_how_the_command_is_written_and_where_its_help_is(
    here: Here, said: str, arguments: tuple[str, ...]
) -> None:
    refused = here(*arguments)

    usage, sentence, hint = refused.err.splitlines()
    assert (refused.code, refused.out, sentence) == (2, "", said)
    assert usage.startswith("Usage: kwartier ")
    assert hint.endswith(" --help` says more.")


@pytest.mark.parametrize("arguments", [each for each in MISTAKES.values() if each != ("--language",)])
def test_nothing_of_a_mistake_is_said_outside_of_the_language(here: Here, arguments: tuple[str, ...]) -> None:
    refused = here("--language", PSEUDO.code, *arguments)

    typed = [
        *arguments,
        "kwartier",
        "--data",
        "--entries",
        "--help",
        "--json",
        "-h",
        "show",
        "anchor",
        "export",
    ]
    assert outside(refused.err, *typed, "--organisation", "verify") == []


def test_a_mistake_beside_the_language_is_said_in_it(here: Here) -> None:
    before, after = here("--language", "nl", "--nothing"), here("--nothing", "--language", "nl")

    assert before == after
    assert before.err == (
        "Gebruik: kwartier [OPTIES] COMMANDO ...\n"
        'fout: Er is hier geen optie "--nothing". Er zijn: --help, --language, -h.\n'
        "`kwartier --help` zegt meer.\n"
    )


def test_a_mistake_is_said_in_the_language_of_the_locale(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")

    assert "fout: PROGRAMMA ontbreekt." in here("show").err


def test_what_typer_may_find_wrong_otherwise_is_quoted() -> None:
    assert str(explained(UsageError("Something {else}."))) == "Something {else}."

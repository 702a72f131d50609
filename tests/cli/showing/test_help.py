"""The help of every command: all of it in the language of the terminal, and nothing outside of it."""

from collections.abc import Iterator

import pytest
import typer
from typer._click import Command
from typer.core import TyperGroup

from cli.main import app
from tests.cli.commanding import Here
from tests.words.pseudo import PSEUDO, knowing, outside
from words.catalogue import extract
from words.languages import Languages


def below(command: Command, *names: str) -> Iterator[tuple[tuple[str, ...], Command]]:
    yield names, command
    if isinstance(command, TyperGroup):
        for name, each in command.commands.items():
            yield from below(each, *names, name)


COMMANDS = dict(below(typer.main.get_command(app)))


@pytest.fixture(scope="module")
def catalogued() -> frozenset[str]:
    return frozenset(entry.id for entry in extract() if isinstance(entry.id, str))


@pytest.fixture
def here(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], catalogued: frozenset[str]
) -> Here:
    monkeypatch.setattr("cli.language.LANGUAGES", Languages(more=[knowing(catalogued)]))
    return Here(monkeypatch, capsys)


def names_in(command: Command) -> list[str]:
    """What is written as it is in every language: commands, options, variables, defaults."""
    names = ["kwartier", *(command.commands if isinstance(command, TyperGroup) else ())]
    for each in command.params:
        names += [*each.opts, *each.secondary_opts, str(each.envvar), str(each.default)]
    return names


@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
def test_nothing_in_the_help_of_a_command_is_said_outside_of_the_catalogues(
    here: Here, names: tuple[str, ...]
) -> None:
    helped = here("--language", PSEUDO.code, *names, "--help")

    assert helped.code == 0
    assert outside(helped.out, *names, "-h", "--help", *names_in(COMMANDS[names])) == []


def test_every_command_option_and_argument_is_explained() -> None:
    silent = [
        " ".join((*names, each.name or ""))
        for names, command in COMMANDS.items()
        for each in (command, *command.params)
        if not getattr(each, "help", None)
    ]

    assert silent == []


def test_help_is_in_the_language_that_is_asked_for_wherever_it_stands(here: Here) -> None:
    first, last = here("--language", "nl", "--help"), here("--help", "--language", "nl")

    assert first == last
    assert first.out.startswith("Gebruik: kwartier [OPTIES] COMMANDO ...\n")
    assert "Start een programma met een blauwdruk." in first.out


def test_help_is_in_the_language_of_the_locale(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")

    assert (
        here("show", "-h").out
        == """\
Gebruik: kwartier show [OPTIES] PROGRAMMA

Toon hoe een programma ervoor staat: fase, termijnen, poort, besluiten, en wat er het laatst
gebeurde.

Argumenten
  PROGRAMMA  Slug van het programma, zoals common-ground.

Opties
  --entries AANTAL  Hoeveel van de laatste regels van het register. [standaard: 12]
  --json            Geef de uitkomst als JSON.
  --api ADRES       Adres van de API. Zonder deze optie: dat van de `kwartier up` die in de
                    gegevensmap draait. [omgeving: KWARTIER_API]
  --token TOKEN     Token dat zegt wie u bent. Zonder, bij ontwikkeling: een dat alles leest en
                    programma's start; om erin te handelen dat van het programmabureau. [omgeving:
                    KWARTIER_TOKEN]
  --data MAP        Map waarin `kwartier up` programma's, logs en wat er draait bijhoudt.
                    [standaard: .data]
  -h, --help        Toon deze hulp, en doe verder niets.
"""
    )


def test_a_language_that_there_is_not_gets_no_help(here: Here) -> None:
    refused = here("--help", "--language", "xx")

    assert (refused.code, refused.out) == (2, "")
    assert "There is no language 'xx'." in refused.err


def test_a_group_without_a_command_shows_its_help_beside_the_results(here: Here) -> None:
    asked, alone = here("register", "--help"), here("register")

    assert (alone.code, alone.out, alone.err) == (2, "", asked.out)


def test_what_is_not_required_and_what_is_can_be_seen(here: Here) -> None:
    assert here("demo", "-h").out.startswith("Usage: kwartier demo [OPTIONS] [BLUEPRINT]\n")
    assert "such as Aalsmeer. [required]" in " ".join(here("trace", "-h").out.split())

"""The `kwartier` command."""

import os
import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from cli.commands import (
    alarms,
    api,
    bodies,
    demo,
    doctor,
    every_phase,
    migrate,
    publication,
    register,
    responses,
    up,
    worker,
)
from cli.errors import explain
from cli.language import language, speak
from cli.running import StoppedError
from domain.shared.messages import N_

# Each module adds its own; the order here is the order of `kwartier --help`.
COMMANDS = (
    demo,
    up,
    every_phase,
    bodies,
    responses,
    register,
    publication,
    api,
    worker,
    migrate,
    doctor,
    alarms,
)

app = typer.Typer(
    name="kwartier",
    help="Takes a change programme from proposal to approval.",
    epilog="Begin with `kwartier demo`; every command has its own --help.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def spoken_to(
    language: Annotated[
        str | None,
        typer.Option(
            metavar="CODE",
            help="Language to answer in, such as nl. Without it: that of the locale (LC_ALL, LC_MESSAGES,"
            " LANG) where there is one, else English.",
        ),
    ] = None,
) -> None:
    """Let every command answer in one language."""
    speak(language)


for module in COMMANDS:
    module.add_to(app)


def main() -> None:
    """Run the command; an error becomes one clear sentence and exit code 1."""
    # The locale's language, for what goes wrong before --language is read.
    speak()
    try:
        app()
    except StoppedError as stopped:
        sys.exit(stopped.code)
    except Exception as error:
        if os.environ.get("KWARTIER_LOG_LEVEL", "").lower() == "debug":
            raise
        console = Console(stderr=True, highlight=False)
        label, why = (language().say(message) for message in (N_("error:"), explain(error)))
        console.print(f"[bold red]{label}[/] {escape(why)}", soft_wrap=True)
        sys.exit(1)


if __name__ == "__main__":
    main()

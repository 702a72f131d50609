"""The `kwartier` command."""

import os
import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from typer._click.exceptions import UsageError

from cli import usage_errors
from cli.commands import (
    alarms,
    api,
    bodies,
    demo,
    doctor,
    doing,
    every_phase,
    migrate,
    people,
    publication,
    register,
    responses,
    standings,
    up,
    worker,
)
from cli.errors import explain
from cli.language import language, speak
from cli.running import StoppedError
from cli.showing.page import page
from cli.spoken import let_speak
from domain.shared.messages import N_

# Each module adds its own; the order here is the order of `kwartier --help`.
COMMANDS = (
    demo,
    up,
    every_phase,
    doing,
    people,
    bodies,
    responses,
    register,
    publication,
    api,
    worker,
    migrate,
    standings,
    doctor,
    alarms,
)

NAME = "kwartier"

app = typer.Typer(
    name=NAME,
    help="Takes a change programme from proposal to approval.",
    epilog="Begin with `kwartier demo`; every command has its own --help.",
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def kwartier(
    language: Annotated[
        str | None,
        typer.Option(
            metavar="CODE",
            help="Language to answer in, such as nl. Without it: that of the locale (LC_ALL, LC_MESSAGES,"
            " LANG) where there is one, else English.",
        ),
    ] = None,
) -> None:
    """Take the language, which was looked for before anything was parsed."""
    del language


for module in COMMANDS:
    module.add_to(app)

let_speak(app)


def main() -> None:
    """Run the command; an error becomes one clear sentence and exit code 1, or 2 where it was misused."""
    try:
        sys.exit(_run(sys.argv[1:]))
    except StoppedError as stopped:
        sys.exit(stopped.code)
    except UsageError as error:
        usage_errors.show(page(stderr=True), error)
        sys.exit(error.exit_code)
    except Exception as error:
        if os.environ.get("KWARTIER_LOG_LEVEL", "").lower() == "debug":
            raise
        console = Console(stderr=True, highlight=False)
        label, why = (language().say(message) for message in (N_("error:"), explain(error)))
        console.print(f"[bold red]{label}[/] {escape(why)}", soft_wrap=True)
        sys.exit(1)


def _run(arguments: list[str]) -> int | None:
    command = typer.main.get_command(app)
    # The locale's language first, in which an unknown one is refused.
    speak()
    # Looked for before the rest: help and mistakes come while parsing, in whatever order things are written.
    asked = command.make_context(
        NAME, [*arguments], resilient_parsing=True, ignore_unknown_options=True
    ).params["language"]
    speak(asked)
    return command.main(arguments, NAME, standalone_mode=False)


if __name__ == "__main__":
    main()

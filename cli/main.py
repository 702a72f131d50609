"""The `kwartier` command."""

import os
import sys

import typer
from rich.console import Console
from rich.markup import escape

from cli.commands import (
    api,
    demo,
    doctor,
    meetings,
    migrate,
    programmes,
    public_export,
    register,
    trace,
    up,
    worker,
)
from cli.errors import explain
from cli.running import StoppedError

# Each module adds its own; the order here is the order of `kwartier --help`.
COMMANDS = (demo, up, programmes, meetings, trace, register, public_export, api, worker, migrate, doctor)

app = typer.Typer(
    name="kwartier",
    help="Takes a change programme from proposal to approval.",
    epilog="Begin with `kwartier demo`; every command has its own --help.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in COMMANDS:
    module.add_to(app)


def main() -> None:
    """Run the command; an error becomes one clear sentence and exit code 1."""
    try:
        app()
    except StoppedError as stopped:
        sys.exit(stopped.code)
    except Exception as error:
        if os.environ.get("KWARTIER_LOG_LEVEL", "").lower() == "debug":
            raise
        console = Console(stderr=True, highlight=False)
        console.print(f"[bold red]error:[/] {escape(explain(error))}", soft_wrap=True)
        sys.exit(1)


if __name__ == "__main__":
    main()

"""Commands that explain themselves in the terminal's language, and refuse in it what they do not take."""

from collections.abc import Generator
from contextlib import contextmanager

import typer
from typer._click import Command, Context, HelpFormatter
from typer._click.exceptions import UsageError
from typer.core import TyperCommand, TyperGroup

from cli.showing.help import write_help
from cli.showing.page import page
from cli.usage_errors import no_such_command, too_many


class SpokenCommand(TyperCommand):
    # Else Typer refuses them, in a sentence that says nothing of what they are.
    allow_extra_args = True

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        with _told_of(ctx):
            rest = super().parse_args(ctx, args)
        if rest:
            raise too_many(rest, ctx)
        return rest

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        formatter.write(_help(ctx))


class SpokenGroup(TyperGroup):
    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        with _told_of(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None:
            raise no_such_command(args[0], self, ctx)
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        formatter.write(_help(ctx))


def let_speak(app: typer.Typer) -> None:
    """Let `app` and all commands below it speak: here, so that no module of commands must remember to."""
    app.info.cls = SpokenGroup
    for command in app.registered_commands:
        command.cls = SpokenCommand
    for group in app.registered_groups:
        assert group.typer_instance
        let_speak(group.typer_instance)


@contextmanager
def _told_of(context: Context) -> Generator[None]:
    """Let a mistake know the command that it was made with: Typer does not say so of every one."""
    try:
        yield
    except UsageError as error:
        error.ctx = error.ctx or context
        raise


def _help(context: Context) -> str:
    written = page()
    with written.console.capture() as captured:
        write_help(written, context)
    return captured.get()

"""A command that was written as it cannot be: what was wrong, in the terminal's language."""

from collections.abc import Mapping
from typing import cast

from pydantic import ValidationError

# Typer keeps click inside itself, and names what it raises nowhere else.
from typer._click import Context
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
    UsageError,
)
from typer.core import TyperGroup, TyperOption

from cli.errors import WrongUseError, complaints
from cli.showing.help import name_of, names_of, usage, write_help
from cli.showing.page import Page
from domain.blueprint.problems import suggesting
from domain.shared.messages import N_, Message, at, verbatim

SENTENCES: Mapping[str, Message] = {"Missing command.": N_("Name a command.")}
"""What Typer says itself, without anything to know it by but its words."""


def too_many(arguments: list[str], context: Context) -> WrongUseError:
    """Return what to say of arguments that a command does not take."""
    return WrongUseError(
        N_("This is more than the command takes: {arguments}.").having(arguments=arguments), context
    )


def no_such_command(name: str, group: TyperGroup, context: Context) -> WrongUseError:
    """Return what to say of a command that there is not."""
    sentence = suggesting(
        name,
        group.list_commands(context),
        N_('There is no command {value}; did you mean "{name}"?'),
        N_("There is no command {value}. There are: {names}."),
    )
    return WrongUseError(sentence, context)


def show(page: Page, error: UsageError) -> None:
    """Write what was wrong, with how the command is written and where more is said of it."""
    context = error.ctx
    if context is None:
        page.write((N_("error:"), "bold red"), " ", explained(error))
    elif isinstance(error, NoArgsIsHelpError):
        write_help(page, context)
    else:
        page.write((usage(context), "bold"))
        page.write((N_("error:"), "bold red"), " ", explained(error))
        page.write(N_("`{command} --help` says more.").having(command=context.command_path))


def explained(error: UsageError) -> Message:
    """Return what was wrong."""
    match error:
        case WrongUseError():
            return error.said
        case NoSuchOption():
            return _no_such_option(error)
        case BadOptionUsage():
            # Of both that Typer says with it the command tells which.
            option = next(each for each in _options(error) if error.option_name in names_of(each))
            wrong = N_("{option} takes no value.") if option.is_flag else N_("{option} needs a value.")
            return wrong.having(option=error.option_name)
        case MissingParameter(param=parameter) if parameter is not None:
            return N_("{parameter} is missing.").having(parameter=name_of(parameter))
        case BadParameter(param=parameter, __cause__=ValidationError() as cause) if parameter is not None:
            return at(name_of(parameter), complaints(cause))
        case _:
            return SENTENCES.get(error.message, verbatim(error.message))


def _no_such_option(error: NoSuchOption) -> Message:
    return suggesting(
        error.option_name,
        [name for option in _options(error) for name in names_of(option)],
        N_('There is no option {value} here; did you mean "{name}"?'),
        N_("There is no option {value} here. There are: {names}."),
    )


def _options(error: UsageError) -> list[TyperOption]:
    context = cast("Context", error.ctx)
    return [each for each in context.command.get_params(context) if isinstance(each, TyperOption)]

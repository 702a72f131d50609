"""How the help of a command looks: its usage, what it does, and what it takes."""

from collections.abc import Sequence

from rich.table import Table

# Typer keeps click inside itself, and names its types nowhere else.
from typer._click import Context, Parameter
from typer.core import TyperArgument, TyperGroup, TyperOption

from cli.showing.page import GAP, Page, Said
from domain.shared.messages import N_, Message, joined, verbatim
from words.paragraphs import paragraphs

SHOW_HELP = N_("Show this help, and do nothing else.")


def write_help(page: Page, context: Context) -> None:
    """Write all that there is to know of a command; what it says itself is in the catalogues as it stands."""
    command = context.command
    page.write((usage(context), "bold"))
    _prose(page, command.help)
    parameters = [each for each in command.get_params(context) if not getattr(each, "hidden", False)]
    for heading, kind in ((N_("Arguments"), TyperArgument), (N_("Options"), TyperOption)):
        rows = [(_left(each), _right(each, context)) for each in parameters if isinstance(each, kind)]
        _table(page, heading, rows)
    if isinstance(command, TyperGroup):
        commands = command.commands.items()
        # The first paragraph says what a command is for, the others what to know when it is used.
        firsts = [
            (name, Message(paragraphs(each.help or "")[0])) for name, each in commands if not each.hidden
        ]
        _table(page, N_("Commands"), firsts)
    _prose(page, command.epilog)


def usage(context: Context) -> Message:
    """Return how a command is written."""
    command = context.command
    pieces: list[Message] = [verbatim(context.command_path), N_("[OPTIONS]")]
    pieces += [_in_usage(each) for each in command.params if isinstance(each, TyperArgument)]
    if isinstance(command, TyperGroup):
        pieces.append(N_("COMMAND ..."))
    return N_("Usage: {usage}").having(usage=joined(pieces, " "))


def name_of(parameter: Parameter) -> Message:
    """Return what a parameter is called, in the help and where something is wrong with it."""
    return verbatim(names_of(parameter)[-1]) if isinstance(parameter, TyperOption) else _value(parameter)


def _value(parameter: Parameter) -> Message:
    """Return the word that stands for what is to be given."""
    return Message((parameter.metavar or parameter.name).upper())


def _in_usage(argument: TyperArgument) -> Message:
    shape = "{value}" if argument.required else "[{value}]"
    return Message(shape if argument.nargs == 1 else f"{shape}...").having(value=_value(argument))


def _left(parameter: TyperArgument | TyperOption) -> Message:
    if isinstance(parameter, TyperArgument):
        return _value(parameter)
    names = verbatim(", ".join(names_of(parameter)))
    return names if parameter.is_flag else joined([names, _value(parameter)], " ")


def names_of(option: TyperOption) -> list[str]:
    """Return how an option is written, the short way first."""
    # Typer has them in a set, where it makes the option itself.
    return sorted((*option.opts, *option.secondary_opts), key=len)


def _right(parameter: TyperArgument | TyperOption, context: Context) -> Message:
    if parameter is context.command.get_help_option(context):
        return SHOW_HELP
    said = [Message(paragraph) for paragraph in paragraphs(parameter.help or "")]
    if isinstance(parameter.envvar, str):
        said.append(N_("[environment: {name}]").having(name=parameter.envvar))
    default = parameter.get_default(context, call=False)
    # That a flag is off until somebody gives it goes without saying.
    if default is not None and not isinstance(default, bool):
        said.append(N_("[default: {value}]").having(value=str(default)))
    if isinstance(parameter, TyperOption) and parameter.required:
        said.append(N_("[required]"))
    return joined(said, " ")


def _prose(page: Page, text: str | None) -> None:
    for paragraph in paragraphs(text or ""):
        page.blank()
        page.paragraph(Message(paragraph))


def _table(page: Page, heading: Message, rows: Sequence[tuple[Said, Message]]) -> None:
    if not rows:
        return
    page.blank()
    page.write((heading, "bold"))
    table = Table.grid(padding=(0, GAP))
    table.add_column(no_wrap=True)
    table.add_column()
    for left, right in rows:
        page.row(table, f"  {page.say(left)}", right)
    page.print_table(table)

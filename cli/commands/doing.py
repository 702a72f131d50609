"""`kwartier do`: what you may do in a programme now, and doing it."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from cli import filling, prompting
from cli.client import Api, ProblemError
from cli.connecting import ApiOption, AsJson, ProgrammeArgument, TokenOption, connected
from cli.errors import CommandError, cannot_be_read
from cli.filling import Form, Json
from cli.instance import DEFAULT_DATA, DataFolder
from cli.running import run
from cli.showing import doing as showing
from cli.showing.page import page
from domain.shared import refusals
from domain.shared.messages import N_, joined

ActArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="ACT", help="What to do, such as move-deadline. Without it: a list of what you may do now."
    ),
]
AboutOption = Annotated[
    list[str] | None,
    typer.Option(
        "--about", metavar="NAME=VALUE", help="What it is about, as the list has it, such as deadline=term."
    ),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="FIELD=VALUE",
        help="What you give with it, such as reason=Holidays or person.name=Anna; @FILE takes a file.",
    ),
]
JsonFieldsOption = Annotated[
    str | None,
    typer.Option("--json-fields", metavar="FILE", help="A file with all you give as JSON; - is stdin."),
]
YesOption = Annotated[bool, typer.Option("--yes", help="Do it without asking whether you are sure.")]


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="do")(do)


def do(  # noqa: PLR0913, PLR0917 - each is an option
    programme: ProgrammeArgument,
    act: ActArgument = None,
    about: AboutOption = None,
    fields: SetOption = None,
    json_fields: JsonFieldsOption = None,
    yes: YesOption = False,
    as_json: AsJson = False,
    api: ApiOption = None,
    token: TokenOption = None,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """List what you may do in a programme now, and do it.

    What an act still needs is asked for on a terminal. Before it is done it is shown what it causes: which
    days move, who is waited for then, and how many people get which letters.
    """

    async def doing() -> None:
        async with connected(api, token, data, acts_in=programme) as client:
            found = (await client.get(f"programmes/{programme}/acts"))["items"]
            if act is None:
                _list(programme, found, as_json=as_json)
                return
            chosen = _the_act(programme, act, found)
            possible = _the_possible(chosen, about or ())
            form = Form.of(chosen["fields"], possible["choices"])
            filled = _filled(form, filling.given(form, fields or (), _base(json_fields)))
            await _do(client, programme, (chosen, possible, filled), yes=yes, as_json=as_json)

    run(doing())


def _list(programme: str, found: Sequence[Json], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(list(found), indent=2, ensure_ascii=False))
    else:
        showing.acts(page(), programme, found)


async def _do(
    client: Api, programme: str, asked: tuple[Json, Json, Json], *, yes: bool, as_json: bool
) -> None:
    """Show what it causes, ask whether that is meant, and do it."""
    act, possible, fields = asked
    out = page(stderr=as_json)
    try:
        tried = {"about": possible["about"], "fields": fields}
        preview = await client.post(f"programmes/{programme}/acts/{act['name']}/previews", tried)
        if not (as_json and yes):
            showing.preview(out, preview)
        if not yes and not _is_sure(act):
            out.write(N_("Nothing was done."))
            return
        answer = await _sent(client, act, possible, fields)
    except ProblemError as problem:
        raise _with_advice(problem) from None
    if as_json:
        typer.echo(json.dumps({"preview": preview, "answer": answer}, indent=2, ensure_ascii=False))
    else:
        showing.done(out, preview, answer)


async def _sent(client: Api, act: Json, possible: Json, fields: Json) -> dict[str, Any]:
    path = possible["path"].removeprefix("/v1/")
    if act["media_type"] == "application/json":
        return await client.post(path, fields)
    # A file is sent as it is: the form of such an act has nothing but the file.
    (content,) = fields.values()
    return await client.send(path, str(content).encode(), act["media_type"])


def _is_sure(act: Json) -> bool:
    if not prompting.is_a_terminal():
        raise CommandError(N_("Nothing was done: nobody is there to say yes. Add --yes to do it."))
    return prompting.confirm(page(stderr=True), N_("{act}: are you sure?").having(act=act["title"]))


def _with_advice(problem: ProblemError) -> CommandError:
    """What the API refuses, and what to do about it."""
    known = refusals.codes().get(problem.code)
    return CommandError(joined([problem.message, known.advice], "\n")) if known is not None else problem


# --- which act, about what, with what ---


def _the_act(programme: str, name: str, found: Sequence[Json]) -> Json:
    known = {act["name"]: act for act in found}
    if name not in known:
        unknown = N_("You may not do {act} in {programme} now. You may: {acts}.")
        acts = ", ".join(known) if known else "-"
        raise CommandError(unknown.having(act=name, programme=programme, acts=acts))
    return known[name]


def _the_possible(act: Json, about: Sequence[str]) -> Json:
    """The one thing that is meant; on a terminal it is asked for where there are several."""
    wanted = {pair.partition("=")[0]: pair.partition("=")[2] for pair in about}
    fitting = [one for one in act["possible"] if _fits(one["about"], wanted)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting and prompting.is_a_terminal():
        names = [str(one["name"]) for one in fitting]
        return fitting[prompting.choose(page(stderr=True), N_("What is it about?"), names)]
    options = [" ".join(f"{k}={v}" for k, v in one["about"].items()) for one in fitting or act["possible"]]
    several = N_("Say with --about what it is about: {options}.")
    raise CommandError(several.having(options=", ".join(options)))


def _fits(about: Json, wanted: dict[str, str]) -> bool:
    return all(str(about.get(name)) == value for name, value in wanted.items())


def _base(file: str | None) -> Json:
    """What was given as a JSON object."""
    if file is None:
        return {}
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except OSError as error:
        raise cannot_be_read(file, error) from None
    try:
        found = json.loads(text)
    except ValueError as error:
        raise CommandError(N_("{file} is no JSON: {error}.").having(file=file, error=str(error))) from None
    if not isinstance(found, dict):
        raise CommandError(N_("{file} must hold a JSON object, with names and values.").having(file=file))
    return cast("Json", found)


def _filled(form: Form, given: Json) -> Json:
    """All that is needed: what is missing is asked for, or named where nobody is there to answer."""
    lacking = filling.missing(form, given)
    if not lacking:
        return given
    if not prompting.is_a_terminal():
        names = ", ".join(f"{field.path} ({field.label})" for field in lacking)
        raise CommandError(N_("Give with --set what is missing: {fields}.").having(fields=names))
    return prompting.ask_for(page(stderr=True), form, given)

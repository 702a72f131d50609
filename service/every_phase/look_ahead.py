"""Looking at a programme before it starts: its blueprint with who takes part, and what comes when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from blueprints import SHIPPED
from blueprints.freezing import freeze
from blueprints.loading import load, shipped
from domain.blueprint.model import Blueprint
from domain.every_phase.outlook import Outlook, outlook
from domain.shared.messages import Message
from service.callers import Caller
from service.every_phase.start_programme import SlugTaken, must_be_bearable, must_be_free, must_be_let
from service.resources import Resources
from store.every_phase import programmes


@dataclass(frozen=True)
class Ahead:
    """A programme as it would be: its frozen blueprint, what comes when, and whether it names its starter."""

    blueprint: Blueprint
    outlook: Outlook
    warnings: Sequence[Message]
    names_starter: bool


async def look_ahead(
    resources: Resources, caller: Caller, slug: str, blueprint: Mapping[str, object]
) -> Ahead:
    """What would start, with nothing written. Raises `BlueprintError` and `Refusal` as starting it would."""
    must_be_let(caller)
    must_be_free(slug)
    must_be_bearable(blueprint)
    async with resources.database() as connection:
        if await programmes.find(connection, slug) is not None:
            raise SlugTaken(slug=slug)
    checked = await resources.workshop.do(_ahead, blueprint)
    subjects = {person.subject for person in checked.blueprint.people}
    return Ahead(checked.blueprint, checked.outlook, checked.warnings, caller.subject in subjects)


def _ahead(blueprint: Mapping[str, object]) -> Ahead:
    checked = Blueprint.of(dict(blueprint))
    today = datetime.now(ZoneInfo(checked.timezone)).date()
    frozen = freeze(checked, today)
    # Who they are does not matter to any day.
    found = outlook(frozen.rules({person.key: person.key for person in frozen.people}), today)
    titles = {body.key: body.title for body in frozen.sign_off.bodies}
    warnings = [
        warning.having(body=titles[str(warning.values["body"])]) if "body" in warning.values else warning
        for warning in found.warnings
    ]
    return Ahead(frozen, found, warnings, names_starter=False)


async def check(resources: Resources, blueprint: Mapping[str, object]) -> None:
    """Raise `BlueprintError` where a blueprint cannot be used, with everything that is wrong with it."""
    must_be_bearable(blueprint)
    await resources.workshop.do(_check, blueprint)


def _check(blueprint: Mapping[str, object]) -> None:
    Blueprint.of(dict(blueprint))


def shipped_blueprints() -> Mapping[str, str]:
    """The titles of the blueprints that come with Kwartier, by their names."""
    return {path.stem: load(path).title for path in sorted(SHIPPED.glob("*.toml"))}


def shipped_blueprint(name: str) -> dict[str, object]:
    """One of them, whole. Raises `BlueprintError`."""
    return load(shipped(name)).model_dump(mode="json")

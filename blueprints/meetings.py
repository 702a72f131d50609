"""Reads the meetings of a body from the iCalendar file that a blueprint names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple, cast
from zoneinfo import ZoneInfo

from blueprints.beside import cannot_be_read
from domain.blueprint.model import Blueprint
from domain.blueprint.problems import Path as Place
from domain.blueprint.problems import Problem, quote
from domain.shared.messages import N_, Message
from files.meeting_calendar import read_meetings

UNKNOWN_YET = ()
"""What stands in the place of meetings until the time zone is known by which their file is read."""


class CalendarFile(NamedTuple):
    """The name of a file, of the body with that number."""

    body: int
    name: str

    @property
    def place(self) -> Place:
        return ("sign_off", "bodies", self.body, "meetings")


@dataclass
class Calendars:
    """The files that a blueprint names, and what is wrong with how it names them."""

    files: list[CalendarFile] = field(default_factory=list[CalendarFile])
    problems: list[Problem] = field(default_factory=list[Problem])


def take_out(document: Mapping[str, object]) -> Calendars:
    """The files that bodies name, taken out of `document`; anything odd is left to the model."""
    taken = Calendars()
    sign_off = document.get("sign_off")
    bodies = cast("dict[str, object]", sign_off).get("bodies") if isinstance(sign_off, dict) else None
    for at, body in enumerate(cast("list[object]", bodies) if isinstance(bodies, list) else []):
        meetings = cast("dict[str, object]", body).get("meetings") if isinstance(body, dict) else None
        if isinstance(meetings, dict) and "file" in meetings:
            file = CalendarFile(at, str(cast("dict[str, object]", meetings)["file"]))
            cast("dict[str, object]", body)["meetings"] = UNKNOWN_YET
            if problem := _problem(file.name, len(cast("dict[str, object]", meetings))):
                taken.problems.append(Problem((*file.place, "file"), problem))
            else:
                taken.files.append(file)
    return taken


def _problem(name: str, keys: int) -> Message | None:
    if not re.fullmatch(r"[^/\\\x00]+\.ics", name):
        message = N_(
            '{value} must be the name of a calendar file beside the blueprint, such as "college.ics"'
        )
        return message.having(value=quote(name))
    return N_("stands beside other keys; give nothing but the file") if keys > 1 else None


def with_calendars(
    blueprint: Blueprint, files: list[CalendarFile], folder: Path
) -> tuple[Blueprint, list[Problem]]:
    """`blueprint` with the days of the `files` in `folder`, from today on, and what is wrong with them."""
    # Where the body meets: at midnight it is another day elsewhere.
    today = datetime.now(ZoneInfo(blueprint.timezone)).date()
    bodies, problems = list(blueprint.sign_off.bodies), list[Problem]()
    for file in files:
        days, wrong = _read(folder / file.name, blueprint.timezone, today)
        bodies[file.body] = bodies[file.body].model_copy(update={"meetings": days})
        problems += wrong
    sign_off = blueprint.sign_off.model_copy(update={"bodies": tuple(bodies)})
    return blueprint.model_copy(update={"sign_off": sign_off}), problems


def _read(path: Path, timezone: str, today: date) -> tuple[tuple[date, ...], list[Problem]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        return (), [cannot_be_read(path, error)]
    found = read_meetings(content, timezone, today)
    problems = [Problem((), problem.message, f"{path}:{problem.line}") for problem in found.problems]
    if not found.days and not problems:
        message = N_("holds no meeting from today on; give a calendar that does")
        problems = [Problem((), message, str(path))]
    return found.days, problems

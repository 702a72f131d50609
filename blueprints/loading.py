"""Reads a blueprint from disk and says, with file, line and key, what is wrong with it."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import cast

from pydantic import ValidationError

from blueprints import SHIPPED, meetings
from blueprints.beside import cannot_be_read
from blueprints.freezing import intake_problems
from blueprints.organisations import read_organisations
from blueprints.places import places
from domain.blueprint import problems as wording
from domain.blueprint.model import Blueprint, problems_of
from domain.blueprint.problems import BlueprintError, Problem
from domain.shared.messages import N_, Message

Table = dict[str, object]


def shipped(name: str) -> Path:
    """The path of the shipped blueprint `name`, such as `common-ground`; raises BlueprintError."""
    names = sorted(path.stem for path in SHIPPED.glob("*.toml"))
    if name not in names:
        message = wording.suggesting(
            name,
            names,
            N_('{value} is not a shipped blueprint; did you mean "{name}"?'),
            N_("{value} is not a shipped blueprint; there are: {names}"),
        )
        raise BlueprintError([Problem((), message)])
    return SHIPPED / f"{name}.toml"


def load(path: Path) -> Blueprint:
    """The blueprint in the TOML file at `path`, with the organisations and meetings of the files beside it.

    Raises BlueprintError; each of its problems reads `file:line: key: what is wrong and what is right`.
    """
    text = _text(path)
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = N_("is not TOML: {error}").having(error=str(error))
        raise BlueprintError([Problem((), message, str(path))]) from None
    reading = _Reading(path, text)
    reading.fill_in(document)
    calendars = meetings.take_out(document)
    reading.add(calendars.problems)
    try:
        blueprint = Blueprint.model_validate(document)
    except ValidationError as error:
        reading.add(problems_of(error))
    else:
        # Only of what is valid: anything more that is wrong would follow from the rest.
        reading.add(intake_problems(blueprint))
        blueprint, wrong = meetings.with_calendars(blueprint, calendars.files, path.parent)
        reading.problems += wrong
        if not reading.problems:
            return blueprint
    raise BlueprintError(reading.problems)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BlueprintError([cannot_be_read(path, error)]) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = N_("is not UTF-8; save the file as UTF-8")
        raise BlueprintError([Problem((), message, f"{path}:{line}")]) from None


class _Reading:
    """One reading of one blueprint: where everything stands, and what is wrong so far."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._places = {place: (path, line) for place, line in places(text).items()}
        self._unread: set[wording.Path] = set()
        self.problems: list[Problem] = []

    def add(self, problems: Iterable[Problem]) -> None:
        """Note `problems` with the place of each, except what follows from a file that could not be read."""
        for problem in problems:
            if not any(problem.path[: len(unread)] == unread for unread in self._unread):
                self.problems.append(replace(problem, where=self._place(problem.path)))

    def fill_in(self, document: Table) -> None:
        """Put the organisations of each group's `file` in their place; anything odd is left to the model."""
        definition = document.get("definition")
        groups = cast("Table", definition).get("groups") if isinstance(definition, dict) else None
        for at, group in enumerate(cast("list[object]", groups) if isinstance(groups, list) else []):
            if isinstance(group, dict) and "file" in group:
                self._fill_in_group(cast("Table", group), ("definition", "groups", at))

    def _fill_in_group(self, group: Table, place: wording.Path) -> None:
        name = group.pop("file")
        problem = self._file_problem(name, group)
        if problem:
            self.add([Problem((*place, "file"), problem)])
            self._unread.add((*place, "organisations"))
            # So that the model does not miss them as well.
            group.setdefault("organisations", [])
            return
        path = self._path.parent / str(name)
        found = read_organisations(path)
        if found.problems:
            self.problems += found.problems
            self._unread.add((*place, "organisations"))
        group["organisations"] = found.rows
        for position, line in enumerate(found.lines):
            self._places[*place, "organisations", position] = (path, line)

    def _file_problem(self, name: object, group: Table) -> Message | None:
        # Beside the blueprint and nowhere else: one from a stranger must not read other files.
        if not isinstance(name, str) or not re.fullmatch(r"[^/\\\x00]+\.csv", name):
            message = N_('{value} must be the name of a CSV file beside the blueprint, such as "members.csv"')
            return message.having(value=wording.quote(name))
        if "organisations" in group:
            return N_("stands beside organisations; give one of the two")
        return None

    def _place(self, path: wording.Path) -> str:
        # The nearest place that is written: a key that is missing has no line of its own.
        for length in range(len(path), 0, -1):
            if place := self._places.get(path[:length]):
                return f"{place[0]}:{place[1]}"
        return str(self._path)

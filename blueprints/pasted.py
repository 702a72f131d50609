"""Reads a blueprint that somebody pastes, TOML or JSON, and says at which line something is wrong with it."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import cast

from blueprints.places import places
from domain.blueprint.problems import BlueprintError, Path, Problem
from domain.shared.messages import N_, Message

LINE = N_("line {line}")


@dataclass(frozen=True)
class Pasted:
    """A blueprint as it was written; `lines` says where its keys stand, in TOML."""

    document: Mapping[str, object]
    lines: Mapping[Path, int]

    def located(self, problems: Iterable[Problem]) -> list[Problem]:
        """`problems` with the line of each, or of what is nearest to it."""
        return [replace(problem, where=self._where(problem)) for problem in problems]

    def _where(self, problem: Problem) -> str | Message:
        for length in range(len(problem.path), 0, -1):
            if line := self.lines.get(problem.path[:length]):
                return LINE.having(line=str(line))
        return problem.where


def pasted(text: str) -> Pasted:
    """What somebody pasted. Raises `BlueprintError` where it is neither TOML nor JSON."""
    return _json(text) if text.lstrip().startswith("{") else _toml(text)


def _toml(text: str) -> Pasted:
    try:
        return Pasted(tomllib.loads(text), places(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BlueprintError([Problem((), N_("is not TOML: {error}").having(error=str(error)))]) from None


def _json(text: str) -> Pasted:
    try:
        found: object = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise BlueprintError([Problem((), N_("is not JSON: {error}").having(error=str(error)))]) from None
    # It begins with a brace: it is an object, or json.loads has refused it.
    return Pasted(cast("Mapping[str, object]", found), {})

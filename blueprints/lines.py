"""Whether names and titles in a blueprint stand on one line.

Asked of what comes in, and not by the types: a programme that began with another goes on with it.
"""

from collections.abc import Iterator
from typing import cast

from pydantic import BaseModel

from domain.blueprint.model import Blueprint
from domain.blueprint.problems import Path, Problem
from domain.blueprint.values import OnLines
from domain.shared.lines import line_problem


def line_problems(blueprint: Blueprint) -> list[Problem]:
    """A problem for each name or title that breaks its line or turns it round."""
    return [
        Problem(path, problem)
        for path, text in _names(blueprint, ())
        if (problem := line_problem(text)) is not None
    ]


def _names(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    match value:
        case str():
            yield path, value
        case BaseModel():
            for name, field in type(value).model_fields.items():
                if not any(isinstance(mark, OnLines) for mark in field.metadata):
                    yield from _names(getattr(value, name), (*path, name))
        case tuple():
            for at, item in enumerate(cast("tuple[object, ...]", value)):
                yield from _names(item, (*path, at))
        case _:
            pass

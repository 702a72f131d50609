"""Whether the languages that a blueprint names are spoken here: the domain knows none of them."""

from collections.abc import Sequence

from domain.blueprint.model import Blueprint
from domain.blueprint.problems import Problem
from words.languages import LANGUAGES


def language_problems(blueprint: Blueprint) -> Sequence[Problem]:
    """A problem for each language without a catalogue."""
    return [
        Problem(path, problem)
        for path, code in blueprint.languages()
        if (problem := LANGUAGES.problem(code)) is not None
    ]

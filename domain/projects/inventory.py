"""The inventory of projects that already run: whether a number is in it, and what waits for a place."""

from domain.shared.messages import N_
from domain.shared.refusals import Missing
from domain.state.programme_state import ProgrammeState

DEADLINE = "projects"
"""Runs while any project waits for its place."""


class NoSuchProject(Missing):
    title = N_("There is no such project")
    sentence = N_("There is no project {project} here.")
    advice = N_("List the programme's projects.")
    project: int


def must_be_a_project(number: int, state: ProgrammeState) -> None:
    """Raise `NoSuchProject` for a number that none has; they are numbered from 1 as they come."""
    if not 1 <= number <= state.definition.projects:
        raise NoSuchProject(project=number)

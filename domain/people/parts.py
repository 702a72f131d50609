"""The parts that are given and taken by themselves; others come with a seat, a mandate or an assignment."""

from typing import Literal

from domain.state.programme_state import ProgrammeState

GivenPart = Literal["office"]
"""Whoever runs the programme: who invites, plans, files and keeps its lists."""


def office_before(said: tuple[str, ...], state: ProgrammeState) -> tuple[str, ...]:
    """Who is of the office: as the programme knows, or as the API `said` to a workflow from before it did."""
    return state.office if state.knows_its_office else said

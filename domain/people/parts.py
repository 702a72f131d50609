"""The parts that are given and taken by themselves; others come with a seat, a mandate or an assignment."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from domain.state.programme_state import ProgrammeState

GivenPart = Literal["office"]
"""Whoever runs the programme: who invites, plans, files and keeps its lists."""


def office_before(said: tuple[str, ...], state: ProgrammeState) -> tuple[str, ...]:
    """Who is of the office: as the programme knows, or as the API `said` to a workflow from before it did."""
    return state.office if state.knows_its_office else said


class HeldPart(NamedTuple):
    """A part that the `person` with that id has; a seat with its key, and of a body with that of the body."""

    part: Literal["office", "principal", "kwartiermaker", "drafter", "panel", "member"]
    person: str
    body: str | None = None
    seat: str | None = None


def held(state: ProgrammeState) -> Iterator[HeldPart]:
    """Every part that somebody acts in by the programme itself, without those by a mandate."""
    for person in state.office:
        yield HeldPart("office", person)
    yield HeldPart("principal", state.principal)
    if state.kwartiermaker is not None:
        yield HeldPart("kwartiermaker", state.kwartiermaker)
    for person in state.definition.drafters:
        yield HeldPart("drafter", person)
    for seat in state.panel:
        yield HeldPart("panel", seat.person, seat=seat.key)
    for body in state.bodies:
        for seat in body.seats:
            yield HeldPart("member", seat.person, body.key, seat.key)

"""In which parts somebody reads: found from where the programme stands.

A token says only who runs Kwartier, and who audits it.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Literal, NamedTuple

from domain.conditions.judging import judges_of
from domain.sign_off.chair import chair_of
from domain.state.programme_state import ProgrammeState

Claim = Literal["operator", "auditor"]
"""What somebody is in every programme: no programme knows it, so that a token says so."""

ReadingPart = Literal[
    "office",
    "principal",
    "candidate",
    "kwartiermaker",
    "drafter",
    "panel",
    "member",
    "substitute",
    "chair",
    "judge",
    "representative",
    "operator",
    "auditor",
    "everyone",
]
"""`everyone` is whoever asks, also without a token, once the programme is approved."""


class KnownReader(NamedTuple):
    """What is known of somebody besides where the programme stands.

    `id` is None for somebody the programme never heard of; `organisations` are the codes of those for which
    they speak in it.
    """

    id: str | None = None
    claims: frozenset[Claim] = frozenset()
    organisations: frozenset[str] = frozenset()


def parts_of(reader: KnownReader, state: ProgrammeState, today: date) -> frozenset[ReadingPart]:
    """Every part in which `reader` reads; none for a stranger."""
    found: set[ReadingPart] = {*reader.claims}
    if reader.organisations:
        found.add("representative")
    # Nobody's id is None, and so is the kwartiermaker before there is one.
    if reader.id is not None:
        found |= {part for part, people in _holders(state, today).items() if reader.id in people}
    if state.ending == "approved":
        found.add("everyone")
    return frozenset(found)


def readers(state: ProgrammeState, today: date) -> frozenset[str]:
    """The ids of everybody whom the programme itself knows to have a part in it."""
    people = (person for held in _holders(state, today).values() for person in held)
    return frozenset(person for person in people if person is not None)


def _holders(state: ProgrammeState, today: date) -> Mapping[ReadingPart, Collection[str | None]]:
    """The ids of those in each part that the programme itself knows."""
    seats = [seat for body in state.bodies for seat in body.seats]
    chairs = [chair for body in state.bodies if (chair := chair_of(body)) is not None]
    return {
        "office": state.office,
        "principal": {state.principal},
        "candidate": _candidates(state),
        "kwartiermaker": {state.kwartiermaker},
        "drafter": state.definition.drafters,
        "panel": {seat.person for seat in state.panel},
        "member": {seat.person for seat in seats},
        "substitute": {seat.substitute for seat in seats} | _mandated(state, today),
        "chair": {chair.person for chair in chairs},
        "judge": judges_of(state),
    }


def _candidates(state: ProgrammeState) -> Collection[str]:
    """Who may still be asked: whoever declined, or saw somebody else accept, is a candidate no longer."""
    if state.phase != "appointment":
        return ()
    return [person for person, stands in state.appointment.candidates.items() if stands == "nominated"]


def _mandated(state: ProgrammeState, today: date) -> set[str]:
    """Who votes for somebody by a mandate, also one that begins later: they have to prepare."""
    given = state.sign_off.mandates.values()
    return {one.person for one in given if one.withdrawn_on is None and today <= one.last_day}

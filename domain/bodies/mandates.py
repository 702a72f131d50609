"""Mandates: who may vote for whom, from when to when.

A substitute votes on behalf of whoever holds the seat, never on behalf of another substitute: only a holder
gives a mandate, so one cannot be passed on.
"""

from collections.abc import Iterator
from datetime import date
from typing import TypedDict

from domain.shared.messages import N_
from domain.shared.refusals import Missing
from domain.state.programme_state import Mandate, ProgrammeState


class NoSuchMandate(Missing):
    title = N_("There is no such mandate")
    sentence = N_("There is no mandate {mandate} here.")
    advice = N_("List the programme's mandates.")
    mandate: int


class MandateNamed(TypedDict):
    """What a refusal says of a mandate, so that a caller can act on it: which one, and its days."""

    mandate: int
    first_day: date
    last_day: date
    withdrawn_on: date | None


def named(mandate: Mandate) -> MandateNamed:
    return MandateNamed(
        mandate=mandate.number,
        first_day=mandate.first_day,
        last_day=mandate.last_day,
        withdrawn_on=mandate.withdrawn_on,
    )


def mandate_at(number: int, state: ProgrammeState) -> Mandate:
    """The mandate with that number, also one that has ended. Raises `NoSuchMandate`."""
    if number not in state.sign_off.mandates:
        raise NoSuchMandate(mandate=number)
    return state.sign_off.mandates[number]


def valid(state: ProgrammeState, today: date) -> Iterator[Mandate]:
    """The mandates by which somebody may vote today."""
    return (mandate for mandate in state.sign_off.mandates.values() if mandate.covers(today))


def with_mandate(state: ProgrammeState, mandate: Mandate) -> ProgrammeState:
    """`state` with a mandate, in place of the one that had its number."""
    return state.with_sign_off(mandates=state.sign_off.mandates | {mandate.number: mandate})

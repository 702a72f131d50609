"""Who holds a role at this moment: people by id."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from domain.bodies import substitutes
from domain.conditions import judging
from domain.shared.actors import Role
from domain.shared.rules import Seat
from domain.state import deadlines
from domain.state.deadlines import ESTABLISH
from domain.state.programme_state import ProgrammeState


@dataclass(frozen=True)
class Asked:
    """A body is asked something: each of its members has to do with it."""

    body: str


@dataclass(frozen=True)
class Revised:
    """What lies before a body was revised; those whose votes that undid hear of it apart."""

    body: str


Matter: TypeAlias = str | Asked | Revised | None
"""What holders hear of: the deadline with that key, something of a body, or what is for every holder."""


def holders(state: ProgrammeState, role: Role, matter: Matter) -> tuple[str, ...]:
    """The ids of those who hold `role`.

    About a deadline of a panel or body only those are reminded who have not answered yet, and with a member
    their substitute.
    """
    deadline = matter if isinstance(matter, str) else ""
    if role != "judge" and judging.evidence_waits(state, deadline.removeprefix(deadlines.CONDITION)):
        # Whoever had to show something did: it is its judge who is waited for.
        return ()
    known: dict[Role, Iterable[str | None]] = {
        "office": state.office,
        "principal": [state.principal],
        "kwartiermaker": [state.kwartiermaker],
        "candidate": [state.appointment.asked],
        "panel": _panel(state, matter),
        "member": _members(state, matter),
        "judge": judging.waited_for(
            state, deadline.removeprefix(deadlines.JUDGING).removeprefix(deadlines.CONDITION)
        ),
    }
    # Representatives are not among them: they are rows in PostgreSQL, found where letters are written.
    return tuple(person for person in known.get(role, ()) if person is not None)


def _panel(state: ProgrammeState, matter: Matter) -> tuple[str, ...]:
    review = state.definition.review
    answered = review.answers if review is not None and matter == "review" else ()
    return _people(seat for seat in state.panel if seat.key not in answered)


def _members(state: ProgrammeState, matter: Matter) -> tuple[str, ...]:
    submission = state.sign_off.submission
    match matter:
        case str() if matter == ESTABLISH:
            turn = state.body
            return _people(seat for seat in (turn.seats if turn else ()) if turn and seat.key == turn.chair)
        case Asked(body):
            return _with_substitutes(state, body, ())
        case Revised(body):
            if submission is None or submission.meeting is None:
                # Nothing is asked of them yet; they are written to once it is on an agenda.
                return ()
            return _with_substitutes(state, body, submission.voided)
        case _:
            body = state.body.key if state.body else ""
            return _with_substitutes(state, body, submission.votes if submission is not None else ())


def _with_substitutes(state: ProgrammeState, body: str, besides: Container[str]) -> tuple[str, ...]:
    """Who holds a seat of `body`, or may vote on it: of every seat but those of `besides`."""
    found = (seat for rules in state.bodies if rules.key == body for seat in rules.seats)
    asked = [seat for seat in found if seat.key not in besides]
    return tuple(dict.fromkeys((*_people(asked), *_substitutes(state, body, {seat.key for seat in asked}))))


def _substitutes(state: ProgrammeState, body: str, seats: Container[str]) -> Iterator[str]:
    """Those who may vote on `seats` at the meeting: no other day is known here, without a clock."""
    submission = state.sign_off.submission
    if submission is None or submission.body != body or submission.meeting is None:
        return
    for mandate in state.sign_off.mandates.values():
        if mandate.covers(submission.meeting) and mandate.seats.get(body, "") in seats:
            yield mandate.person
    for seat in substitutes.standing(state, state.body_at(body), submission.meeting):
        if seat.key in seats and seat.substitute is not None:
            yield seat.substitute


def _people(seats: Iterable[Seat]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(seat.person for seat in seats))

"""Who votes on a seat: its holder, the substitute whom the blueprint names, or a person with a mandate."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from domain.bodies.mandates import named, valid
from domain.bodies.substitutes import must_not_be_given_to_another, standing_for
from domain.shared.messages import N_
from domain.shared.refusals import Forbidden, Refusal
from domain.shared.rules import BodyRules
from domain.state import roles
from domain.state.programme_state import ProgrammeState, Vote
from domain.state.roles import Asker, NoSeat, NoSuchSeat, NotYourSeat, Part, part


class Represents(NamedTuple):
    """In whose place somebody votes, and by which mandate: none for whom the blueprint names."""

    holder: str
    mandate: int | None = None


class NoSeatInTheBody(NoSeat):
    sentence = N_("The submission lies before the body {body}, in which you hold no seat.")
    body: str


class MandateNotValid(Forbidden):
    title = N_("The mandate does not hold today")
    sentence = N_("Your mandate for this seat holds from {first_day} to {last_day}; today is {today}.")
    advice = N_("`details` says from when to when it holds, or held.")
    mandate: int
    first_day: date
    last_day: date
    withdrawn_on: date | None
    today: date


class MandateWasWithdrawn(MandateNotValid):
    sentence = N_("Your mandate for this seat was withdrawn.")


class MemberVoted(Refusal):
    title = N_("The member has voted themselves")
    sentence = N_("The holder of this seat has voted themselves, and that vote counts.")
    advice = N_("That vote counts; only they can change it.")


def voter(asker: Asker, state: ProgrammeState, seat: str = "") -> Part:
    """Whoever votes on that seat, or on any when none is named, first of the body whose turn it is.

    Whether a mandate holds today is asked where the programme's clock is: `must_represent`.
    """
    turn = state.body
    if not seat and turn is not None and state.sign_off.submission is not None:
        # Whoever names no seat means one that votes now; of seats elsewhere, unnamed, nothing is said.
        if (found := _vote_of(asker, state, [turn])) is None:
            raise NoSeatInTheBody(body=turn.key)
        return found
    bodies = [*([turn] if turn else []), *state.bodies]
    if found := _vote_of(asker, state, bodies, seat):
        return found
    if any(known.key == seat for body in bodies for known in body.seats):
        raise NotYourSeat(seat=seat)
    return roles.member(asker, state, seat)


def _vote_of(asker: Asker, state: ProgrammeState, bodies: Iterable[BodyRules], seat: str = "") -> Part | None:
    given = [m.seats for m in state.sign_off.mandates.values() if m.person == asker.id]
    for body in bodies:
        for known in body.seats:
            if seat not in {"", known.key}:
                continue
            if known.person == asker.id:
                return part(asker, "member", known.key)
            if known.substitute == asker.id or any(seats.get(body.key) == known.key for seats in given):
                return part(asker, "substitute", known.key)
    return None


def must_represent(
    person: str, seat: str, body: BodyRules, state: ProgrammeState, today: date
) -> Represents | None:
    """In whose place `person` votes on a seat today, none when they hold it themselves."""
    mine = [
        mandate
        for mandate in state.sign_off.mandates.values()
        if mandate.person == person and mandate.seats.get(body.key) == seat
    ]
    # Before the standing one: the holder gave it for these very days, and the register names it with the
    # vote.
    for mandate in mine:
        if mandate.covers(today):
            return Represents(mandate.holder, mandate.number)
    for standing in standing_for(person, body.seats):
        if standing.key == seat:
            must_not_be_given_to_another(seat, body, valid(state, today))
            return Represents(standing.person)
    if not mine:
        _must_hold(person, seat, body)
        return None
    # What is said is about the last one: those before it ended when it began.
    last = mine[-1]
    if last.withdrawn_on is not None:
        raise MandateWasWithdrawn(**named(last), today=today)
    raise MandateNotValid(**named(last), today=today)


def _must_hold(person: str, key: str, body: BodyRules) -> None:
    holder = next((seat.person for seat in body.seats if seat.key == key), None)
    if holder is None:
        raise NoSuchSeat(seat=key)
    if holder != person:
        raise NotYourSeat(seat=key)


def must_not_overrule_the_member(vote: Vote | None) -> None:
    """What a member said themselves stands; they may still change it, a substitute may not."""
    if vote is not None and not vote.by_substitute:
        raise MemberVoted

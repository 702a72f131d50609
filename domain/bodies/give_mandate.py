"""Giving a mandate: somebody votes in a member's place, from the first day to the end of the last."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from domain.bodies.mandates import named, with_mandate
from domain.bodies.own_work import must_not_have_prepared
from domain.bodies.substitutes import standing_for
from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.shared.rules import NoSuchBody
from domain.state import roles
from domain.state.commands import Command
from domain.state.deadlines import DayIsOver
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import Mandate, ProgrammeState
from domain.state.roles import Asker, NotTheOffice, NotYourSeat, Part, part


class GiveMandate(Command):
    """Let `person` vote for whoever holds `seats`, of each body one, on the days from first to last."""

    person: str
    seats: dict[str, str]
    first_day: date
    last_day: date

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        found = holder_or_office(asker, state, self.seats)
        if found.actor.role == "office":
            roles.must_be_for_another(asker, self.person, state)
        return found


class MandateGiven(Event):
    """From `first_day` to the end of `last_day` `person` may vote for `holder`, who holds `seats`.

    Those are given by body: nobody holds two in one. `given_by` the office it was on the holder's behalf.
    """

    mandate: int
    holder: str
    person: str
    seats: dict[str, str]
    first_day: date
    last_day: date
    given_by: Literal["holder", "office"]


class NeitherHolderNorOffice(NotTheOffice):
    sentence = N_("Only the holder of these seats, or the office, lets somebody vote on them.")


class NotYourSeatToGive(NotYourSeat):
    sentence = N_("Only the holder of seat {seat}, or the office, lets somebody vote on it.")


class UnknownSeat(Refusal):
    title = N_("The body has no such seat")
    sentence = N_("The body {body} has no seat {seat}.")
    advice = N_("`details.seats` lists those that it has.")
    body: str
    seat: str
    seats: tuple[str, ...]


class SeveralHolders(Refusal):
    title = N_("These seats are not held by one person")
    sentence = N_("A mandate is for the seats of one person; give one for each.")
    advice = N_("Give a mandate for each of them.")


class FromAfterTo(Refusal):
    title = N_("The last day comes before the first")
    sentence = N_("A mandate cannot end before the day on which it begins.")
    advice = N_("Correct the days.")


class MandateIsOver(DayIsOver):
    sentence = N_("The last day of this mandate is over.")


class MandateToOneself(Refusal):
    title = N_("Nobody needs a mandate for their own seat")
    sentence = N_("Whoever holds a seat votes without a mandate; name somebody else.")
    advice = N_("Name somebody else.")


class VotesAlready(Refusal):
    title = N_("This person votes there already")
    sentence = N_("This person holds a seat there and votes already.")
    advice = N_("Nobody has two votes in one body; name somebody else. `details.bodies` says where.")
    bodies: tuple[str, ...]


class SubstituteAlready(VotesAlready):
    sentence = N_("This person is the substitute of another member there, by the blueprint.")


class VotesForAnother(VotesAlready):
    sentence = N_("This person votes there for another member already.")
    mandate: int
    first_day: date
    last_day: date
    withdrawn_on: date | None


class MandateOverlaps(Refusal):
    title = N_("Another mandate is for the same seat and days")
    sentence = N_(
        "Mandate {mandate} is for the same seat, from {first_day} to {last_day};"
        " withdraw it first, or name other days."
    )
    advice = N_("`details` names it and its days; withdraw it first, or name other days.")
    mandate: int
    first_day: date
    last_day: date
    withdrawn_on: date | None


def holder_or_office(asker: Asker, state: ProgrammeState, seats: Mapping[str, str]) -> Part:
    """Whoever holds `seats` (by body), or the office on their behalf; one who is both acts as the holder.

    Where there is no such body or seat, the rule says so to whoever holds any.
    """
    known = [(body.key, seat) for body in state.bodies for seat in body.seats]
    others = [seat.key for body, seat in known if seats.get(body) == seat.key and seat.person != asker.id]
    holds_any = any(seat.person == asker.id for _, seat in known)
    # First: of the office and a member, they speak for a colleague as the office, and that is recorded.
    if roles.is_of_the_office(asker, state) and (others or not holds_any):
        return part(asker, "office")
    if not holds_any:
        raise NeitherHolderNorOffice
    if others:
        raise NotYourSeatToGive(seat=others[0])
    return part(asker, "member")


@decide.register
def _(command: GiveMandate, state: ProgrammeState, today: date) -> list[Event]:
    holder = _holder_of(command.seats, state)
    if command.last_day < command.first_day:
        raise FromAfterTo
    if command.last_day < today:
        raise MandateIsOver(today=today)
    if command.person == holder:
        raise MandateToOneself
    # Asked again when they vote: who prepares the plan may be somebody else by then.
    must_not_have_prepared((holder, command.person), state)
    _must_not_vote_there(command, state)
    _must_not_overlap(command, state)
    return [
        MandateGiven(
            # None is ever taken away, so a number is never used twice.
            mandate=len(state.sign_off.mandates) + 1,
            holder=holder,
            person=command.person,
            seats=command.seats,
            first_day=command.first_day,
            last_day=command.last_day,
            given_by="holder" if command.actor.person == holder else "office",
        )
    ]


def _holder_of(seats: Mapping[str, str], state: ProgrammeState) -> str:
    """Who holds all of the seats."""
    bodies = {body.key: body for body in state.bodies}
    if unknown := sorted(seats.keys() - bodies.keys()):
        raise NoSuchBody(unknown=tuple(unknown), bodies=tuple(sorted(bodies)))
    holders: set[str] = set()
    for body, key in seats.items():
        known = {seat.key: seat.person for seat in bodies[body].seats}
        if key not in known:
            raise UnknownSeat(body=body, seat=key, seats=tuple(sorted(known)))
        holders.add(known[key])
    if len(holders) != 1:
        raise SeveralHolders
    return holders.pop()


def _must_not_vote_there(command: GiveMandate, state: ProgrammeState) -> None:
    """One person, one vote in a body: a member there is no substitute, nor is one for two members at once."""
    bodies = {body: state.body_at(body).seats for body in sorted(command.seats)}
    seated = [body for body, seats in bodies.items() if command.person in {seat.person for seat in seats}]
    if seated:
        raise VotesAlready(bodies=tuple(seated))
    standing = [
        body
        for body, seats in bodies.items()
        if any(seat.key != command.seats[body] for seat in standing_for(command.person, seats))
    ]
    if standing:
        raise SubstituteAlready(bodies=tuple(standing))
    for mandate in _at_the_same_time(command, state):
        others = sorted(b for b, key in command.seats.items() if mandate.seats.get(b, key) != key)
        if mandate.person == command.person and others:
            raise VotesForAnother(bodies=tuple(others), **named(mandate))


def _must_not_overlap(command: GiveMandate, state: ProgrammeState) -> None:
    # With two at once nobody could say by which of them a vote was cast.
    for mandate in _at_the_same_time(command, state):
        if mandate.seats.items() & command.seats.items():
            raise MandateOverlaps(**named(mandate))


def _at_the_same_time(command: GiveMandate, state: ProgrammeState) -> Iterator[Mandate]:
    for mandate in state.sign_off.mandates.values():
        apart = mandate.last_day < command.first_day or command.last_day < mandate.first_day
        if mandate.withdrawn_on is None and not apart:
            yield mandate


@apply.register
def _(event: MandateGiven, state: ProgrammeState, today: date) -> ProgrammeState:
    mandate = Mandate(
        number=event.mandate,
        holder=event.holder,
        person=event.person,
        seats=event.seats,
        first_day=event.first_day,
        last_day=event.last_day,
        given_by=event.given_by,
    )
    return with_mandate(state, mandate)

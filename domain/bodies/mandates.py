"""Mandates: who may vote for whom, from when to when; nobody approves their own work through one.

A substitute votes on behalf of whoever holds the seat, never on behalf of another substitute: only a holder
gives a mandate, so one cannot be passed on.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from domain.bodies.substitutes import Represents, by_the_blueprint, standing_for
from domain.register.events import Event
from domain.shared.actors import Actor
from domain.shared.errors import Forbidden, Refusal
from domain.shared.rules import BodyRules
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.people import must_hold, who_prepared
from domain.state.programme_state import Mandate, ProgrammeState, Vote
from domain.vocabulary.commands import GiveMandate, WithdrawMandate
from domain.vocabulary.events_of_mandates import MandateGiven, MandateWithdrawn

Given = tuple[str, str]
"""Who gave a mandate, and to whom."""


# --- what a ballot may pass through ---


def passes_through(holder: str, voter: str, given: Collection[Given]) -> frozenset[str]:
    """Everybody in whose place, or by whose hand, `voter` votes on the seat of `holder`.

    Those are the two themselves and whoever stands between them in any chain of mandates. The rules make no
    chains; were there one all the same, nobody's own work would pass through it.
    """
    after = _reached(holder, given)
    before = _reached(voter, [(to, by) for by, to in given])
    return frozenset({holder, voter} | (after & before))


def _reached(start: str, given: Collection[Given]) -> set[str]:
    found, fresh = {start}, {start}
    while fresh:
        fresh = {to for by, to in given if by in fresh} - found
        found |= fresh
    return found


def must_not_pass_own_work(actor: Actor, holder: str, body: str, state: ProgrammeState, today: date) -> None:
    """Neither who votes, nor in whose place they do, nor anybody between them prepared the plan."""
    given = [(m.holder, m.person) for m in valid(state, today) if body in m.seats]
    seats = [seat for rules in state.rules.sign_off.bodies if rules.key == body for seat in rules.seats]
    named = [(seat.person, seat.substitute) for seat in seats if seat.substitute is not None]
    _must_not_have_prepared(passes_through(holder, actor.person, [*given, *named]), state)


def _must_not_have_prepared(people: Iterable[str], state: ProgrammeState) -> None:
    if who_prepared(state).intersection(people):
        raise Refusal(
            "own_work",
            "Who prepares the plan, or wrote a version of it, does not judge it: not as a substitute either,"
            " nor through one.",
        )


# --- who may vote ---


def valid(state: ProgrammeState, today: date) -> Iterator[Mandate]:
    """The mandates by which somebody may vote today."""
    return (mandate for mandate in state.sign_off.mandates.values() if mandate.covers(today))


def must_represent(
    actor: Actor, key: str, body: BodyRules, state: ProgrammeState, today: date
) -> Represents | None:
    """In whose place `actor` votes on the seat `key`, none when they hold it themselves."""
    mine = [
        mandate
        for mandate in state.sign_off.mandates.values()
        if mandate.person == actor.person and mandate.seats.get(body.key) == key
    ]
    for mandate in mine:
        if mandate.covers(today):
            return Represents(mandate.holder, mandate.number)
    if (represents := by_the_blueprint(actor, key, body, valid(state, today))) is not None:
        return represents
    if not mine:
        must_hold(actor, key, body.seats)
        return None
    last = mine[-1]
    raise Forbidden(
        "mandate_not_valid",
        "Your mandate for this seat was withdrawn."
        if last.withdrawn_on is not None
        else f"Your mandate for this seat holds from {last.first_day} to {last.last_day}; today is {today}.",
        _details(last) | {"today": today.isoformat()},
    )


def must_not_overrule_the_member(vote: Vote | None) -> None:
    """What a member said themselves stands; they may still change it, a substitute may not."""
    if vote is not None and not vote.by_substitute:
        raise Refusal("member_voted", "The holder of this seat has voted themselves, and that vote counts.")


# --- what people decide ---


@decide.register
def _(command: GiveMandate, state: ProgrammeState, today: date) -> list[Event]:
    holder = _holder_of(command, state)
    if command.last_day < command.first_day:
        raise Refusal("from_after_to", "A mandate cannot end before the day on which it begins.")
    if command.last_day < today:
        raise Refusal("day_is_over", "The last day of this mandate is over.", {"today": today.isoformat()})
    if command.person == holder:
        raise Refusal("mandate_to_oneself", "Who holds a seat votes without a mandate; name somebody else.")
    _must_not_have_prepared((holder, command.person), state)
    _must_not_vote_there(command, state)
    _must_not_overlap(command, state)
    return [
        MandateGiven(
            mandate=len(state.sign_off.mandates) + 1,
            holder=holder,
            person=command.person,
            seats=command.seats,
            first_day=command.first_day,
            last_day=command.last_day,
            given_by="holder" if command.actor.person == holder else "office",
        )
    ]


def _holder_of(command: GiveMandate, state: ProgrammeState) -> str:
    """Who holds all of the seats, after looking that they or the office ask."""
    bodies = {body.key: body for body in state.rules.sign_off.bodies}
    if unknown := sorted(command.seats.keys() - bodies.keys()):
        raise Refusal(
            "no_such_body",
            "The blueprint names no such body.",
            {"bodies": sorted(bodies), "unknown": unknown},
        )
    holders: set[str] = set()
    for body, key in command.seats.items():
        seats = {seat.key: seat.person for seat in bodies[body].seats}
        if key not in seats:
            raise Refusal(
                "unknown_seat", f"The body {body} has no such seat.", {"body": body, "seats": sorted(seats)}
            )
        if command.actor.role != "office" and seats[key] != command.actor.person:
            raise Forbidden("not_your_seat", f"Only the holder of seat {key}, or the office, gives it away.")
        holders.add(seats[key])
    if len(holders) != 1:
        raise Refusal("several_holders", "A mandate is for the seats of one person; give one for each.")
    return holders.pop()


def _must_not_vote_there(command: GiveMandate, state: ProgrammeState) -> None:
    """One person, one vote in a body: a member there is no substitute, nor is one for two members at once."""
    seated = [
        body.key
        for body in state.rules.sign_off.bodies
        if body.key in command.seats and command.person in {seat.person for seat in body.seats}
    ]
    if seated:
        raise Refusal(
            "votes_already", "This person holds a seat there and votes already.", {"bodies": seated}
        )
    bodies = {body.key: body.seats for body in state.rules.sign_off.bodies}
    named = [
        body
        for body, key in command.seats.items()
        if any(seat.key != key for seat in standing_for(command.person, bodies[body]))
    ]
    if named:
        raise Refusal(
            "votes_already",
            "This person is the substitute of another member there, by the blueprint.",
            {"bodies": sorted(named)},
        )
    for mandate in _at_the_same_time(command, state):
        others = sorted(b for b, key in command.seats.items() if mandate.seats.get(b, key) != key)
        if mandate.person == command.person and others:
            details = _details(mandate) | {"bodies": others}
            raise Refusal("votes_already", "This person votes there for another member already.", details)


def _must_not_overlap(command: GiveMandate, state: ProgrammeState) -> None:
    for mandate in _at_the_same_time(command, state):
        if mandate.seats.items() & command.seats.items():
            raise Refusal(
                "mandate_overlaps",
                f"Mandate {mandate.number} is for the same seat, from {mandate.first_day} to"
                f" {mandate.last_day}; withdraw it first, or name other days.",
                _details(mandate),
            )


def _at_the_same_time(command: GiveMandate, state: ProgrammeState) -> Iterator[Mandate]:
    for mandate in state.sign_off.mandates.values():
        apart = mandate.last_day < command.first_day or command.last_day < mandate.first_day
        if mandate.withdrawn_on is None and not apart:
            yield mandate


@decide.register
def _(command: WithdrawMandate, state: ProgrammeState, today: date) -> list[Event]:
    mandate = state.sign_off.mandates.get(command.mandate)
    if mandate is None:
        raise Refusal("no_such_mandate", "There is no such mandate.", {"mandate": command.mandate})
    if command.actor.role != "office" and command.actor.person != mandate.holder:
        raise Forbidden("not_your_mandate", "Only who gave a mandate, or the office, withdraws it.")
    if mandate.withdrawn_on is not None or mandate.last_day < today:
        raise Refusal("mandate_has_ended", "This mandate has ended already.", _details(mandate))
    return [MandateWithdrawn(mandate=mandate.number)]


def _details(mandate: Mandate) -> dict[str, object]:
    """What a caller can act on: which mandate, and its days."""
    withdrawn = mandate.withdrawn_on
    return {
        "mandate": mandate.number,
        "first_day": mandate.first_day.isoformat(),
        "last_day": mandate.last_day.isoformat(),
        "withdrawn_on": withdrawn.isoformat() if withdrawn else None,
    }


# --- what follows ---


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
    return _with(state, mandate)


@apply.register
def _(event: MandateWithdrawn, state: ProgrammeState, today: date) -> ProgrammeState:
    # A ballot that was cast stays: it was lawful on its day, and who regrets it votes themselves. Otherwise
    # a vote could be undone, once it is known how others vote, by ending what it was cast under.
    mandate = state.sign_off.mandates[event.mandate]
    return _with(state, mandate.model_copy(update={"withdrawn_on": today}))


def _with(state: ProgrammeState, mandate: Mandate) -> ProgrammeState:
    mandates = state.sign_off.mandates | {mandate.number: mandate}
    return state.model_copy(update={"sign_off": state.sign_off.model_copy(update={"mandates": mandates})})

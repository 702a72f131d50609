"""Who may do what: identity is checked where the rule is, whatever a token said."""

from domain.shared.actors import Actor
from domain.shared.errors import Forbidden
from domain.shared.rules import Seat
from domain.state.programme_state import ProgrammeState
from domain.state.roles import OwnWork


def must_be_principal(actor: Actor, state: ProgrammeState) -> None:
    if actor.person != state.principal:
        raise Forbidden("not_the_principal", "Only the principal of this programme can do this.")


def must_be_kwartiermaker(actor: Actor, state: ProgrammeState) -> None:
    if actor.person != state.kwartiermaker:
        raise Forbidden("not_the_kwartiermaker", "Only the kwartiermaker of this programme can do this.")


def must_draft(person: str, state: ProgrammeState) -> None:
    """The kwartiermaker, or whom the kwartiermaker lets write along."""
    if person not in {state.kwartiermaker, *state.definition.drafters}:
        raise Forbidden(
            "not_the_kwartiermaker", "Only the kwartiermaker, and whom they allow to draft, can do this."
        )


def must_be_office(actor: Actor) -> None:
    if actor.role != "office":
        raise Forbidden("not_the_office", "Only the programme office can do this.")


def must_be_office_or_kwartiermaker(actor: Actor, state: ProgrammeState) -> None:
    """The programme office, or the kwartiermaker of this very programme."""
    if actor.role == "kwartiermaker":
        must_be_kwartiermaker(actor, state)
    elif actor.role != "office":
        raise Forbidden("not_the_office", "Only the programme office or the kwartiermaker can do this.")


def must_run_the_programme(actor: Actor, state: ProgrammeState) -> None:
    """The programme office, or the principal of this very programme."""
    if actor.role == "principal":
        must_be_principal(actor, state)
    elif actor.role != "office":
        raise Forbidden("not_the_office", "Only the programme office or the principal can do this.")


def who_prepared(state: ProgrammeState) -> frozenset[str]:
    """The kwartiermaker, and whoever wrote a version of the plan or changed what goes with it to a body."""
    kwartiermaker = [state.kwartiermaker] if state.kwartiermaker is not None else []
    return frozenset({*kwartiermaker, *state.definition.authors})


def must_not_be_own_work(actor: Actor, state: ProgrammeState) -> None:
    """Whatever seat they hold: who prepares the plan does not review it, vote on it or judge its evidence."""
    if actor.person in who_prepared(state):
        raise OwnWork


def must_hold(actor: Actor, key: str, seats: tuple[Seat, ...]) -> Seat:
    """The seat `key`, when `actor` holds it."""
    for seat in seats:
        if seat.key == key:
            if seat.person != actor.person:
                raise Forbidden("not_your_seat", f"Only the holder of seat {key} can use it.")
            return seat
    raise Forbidden("no_such_seat", f"There is no seat {key} here.")

"""Nobody approves their own work through a substitute, nor as one."""

from collections.abc import Collection, Iterable
from datetime import date

from domain.bodies.mandates import valid
from domain.shared.messages import N_
from domain.state.own_work import OwnWork, who_prepared
from domain.state.programme_state import ProgrammeState

Given = tuple[str, str]
"""Who gave a mandate, and to whom."""


class OwnWorkThroughAnother(OwnWork):
    sentence = N_(
        "Whoever prepares the plan, or wrote a version of it, does not judge it:"
        " not as a substitute either, nor through one."
    )


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


def must_not_pass_own_work(voter: str, holder: str, body: str, state: ProgrammeState, today: date) -> None:
    """Neither who votes, nor in whose place they do, nor anybody between them prepared the plan."""
    given = [(m.holder, m.person) for m in valid(state, today) if body in m.seats]
    seats = state.body_at(body).seats
    # Whom the blueprint names stands in a chain, too, as if the holder had given them a mandate.
    named = [(seat.person, seat.substitute) for seat in seats if seat.substitute is not None]
    must_not_have_prepared(passes_through(holder, voter, [*given, *named]), state)


def must_not_have_prepared(people: Iterable[str], state: ProgrammeState) -> None:
    """Raise `OwnWork` when one of these prepared the plan."""
    if who_prepared(state).intersection(people):
        raise OwnWorkThroughAnother

"""Whoever gives whom a mandate, and whoever wrote the plan: nobody votes on what they prepared."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import event, given, settings
from hypothesis import strategies as st

from domain.bodies.give_mandate import MandateGiven
from domain.bodies.own_work import passes_through
from domain.bodies.substitutes import standing
from domain.shared.actors import Actor
from domain.shared.refusals import Refusal
from domain.shared.rules import Rules
from domain.sign_off.cast_ballot import BallotCast
from domain.state.commands import Command
from domain.state.own_work import who_prepared
from tests.domain import asking
from tests.domain.arranged import before_the_body
from tests.domain.cast import OFFICE, member
from tests.domain.programmes import Programme, body, rules

NAMES = st.sampled_from("abcdefg")
GRAPHS = st.sets(st.tuples(NAMES, NAMES), max_size=14)


def stands_between(holder: str, voter: str, graph: set[tuple[str, str]], person: str) -> bool:
    """The same asked in another way: whether there is a chain to the person and one on from there."""
    linked = {(a, a) for a in "abcdefg"} | graph
    for middle in "abcdefg":
        for a in "abcdefg":
            linked |= {(a, b) for b in "abcdefg" if {(a, middle), (middle, b)} <= linked}
    return {(holder, person), (person, voter)} <= linked


@given(holder=NAMES, voter=NAMES, graph=GRAPHS)
def test_exactly_who_stands_in_a_chain_from_holder_to_voter_is_passed_through(
    holder: str, voter: str, graph: set[tuple[str, str]]
) -> None:
    between = {person for person in "abcdefg" if stands_between(holder, voter, graph, person)}

    assert passes_through(holder, voter, graph) == between | {holder, voter}


@given(holder=NAMES, voter=NAMES, graph=GRAPHS, more=GRAPHS)
def test_no_further_mandate_makes_own_work_somebody_elses(
    holder: str, voter: str, graph: set[tuple[str, str]], more: set[tuple[str, str]]
) -> None:
    assert passes_through(holder, voter, graph) <= passes_through(holder, voter, graph | more)


@given(chain=st.lists(NAMES, min_size=2, max_size=7, unique=True), graph=GRAPHS)
def test_nobody_in_a_chain_is_passed_over_however_long_it_is(
    chain: list[str], graph: set[tuple[str, str]]
) -> None:
    links = set(pairwise(chain))

    assert passes_through(chain[0], chain[-1], graph | links) >= set(chain)


PEOPLE = [
    *(member(key, n).person for key in ("college", "board") for n in (1, 2, 3)),
    "id-of-vera",
    "id-of-wim",
    "id-of-sam",
]
SEATS = {(key, f"{key}-{n}"): member(key, n).person for key in ("college", "board") for n in (1, 2, 3)}
SOMEBODY = st.sampled_from(PEOPLE)


def some_rules(substitute: str | None) -> Rules:
    """The second member of the College may have a standing substitute."""
    college = body(quorum_percent=100, majority="unanimous")
    named = [
        seat.model_copy(update={"substitute": substitute if seat.key == "college-2" else None})
        for seat in college.seats
    ]
    return rules(college.model_copy(update={"seats": tuple(named)}), body("board"))


@st.composite
def acts(draw: st.DrawFn, programme: Programme) -> Command:
    """Somebody gives or withdraws a mandate, becomes kwartiermaker, or votes: on any seat of the College."""
    person, today = draw(SOMEBODY), programme.today
    key, seat = draw(st.sampled_from(sorted(SEATS)))
    days = sorted(today + timedelta(days=draw(st.integers(-2, 5))) for _ in range(2))
    by = draw(st.sampled_from([OFFICE, Actor(person=SEATS[key, seat], role="member")]))
    asked = [(int(seat[-1]), person) for seat in ("college-1", "college-2", "college-3")]
    given = programme.state.sign_off.mandates.values()
    college = programme.state.rules.sign_off.bodies[0]
    asked += [(int(s.key[-1]), s.substitute) for s in college.seats if s.substitute is not None]
    asked += 4 * [(int(m.seats["college"][-1]), m.person) for m in given if "college" in m.seats]
    nth, voter = draw(st.sampled_from(asked))
    vote = asking.ballot(programme.state, nth, by=Actor(person=voter, role="substitute"))
    return draw(
        st.sampled_from(
            [
                asking.give_mandate(person, days[0], days[1], by=by, seats={key: seat}),
                asking.give_mandate(person, today, days[1], by=OFFICE, seats={"college": "college-1"}),
                asking.withdraw_mandate(draw(st.integers(1, 4)), by=OFFICE),
                asking.replace_kwartiermaker(person),
                vote,
                vote,
            ]
        )
    )


@given(data=st.data())
@settings(max_examples=150)
def test_whatever_people_do_every_ballot_was_allowed(data: st.DataObject) -> None:
    named = data.draw(st.sampled_from((None, "id-of-sam", "id-of-vera")))
    programme = before_the_body(some_rules(named))
    for _ in range(data.draw(st.integers(1, 25))):
        command = data.draw(acts(programme))
        before = programme.state
        try:
            caused = programme.act(command)
        except Refusal as refusal:
            event(refusal.code)
            continue
        for happened in caused:
            if isinstance(happened, BallotCast):
                voter, holder = command.actor.person, SEATS["college", happened.seat]
                assert not {voter, holder} & who_prepared(before)
                assert voter == holder or allowed(programme, happened, voter)
                by = "by a substitute" if happened.mandate else "by the one whom the blueprint names"
                event("own" if voter == holder else by)
        votes_once(programme)


def allowed(programme: Programme, cast: BallotCast, voter: str) -> bool:
    """Whether the register holds a mandate for the vote, from the holder to the voter, that holds today.

    Without one the blueprint names the voter, and nobody else has a mandate for the seat today.
    """
    if cast.mandate is None:
        (seat,) = [s for s in programme.state.rules.sign_off.bodies[0].seats if s.key == cast.seat]
        others = [m for m in programme.state.sign_off.mandates.values() if m.covers(programme.today)]
        taken = any(m.seats.get("college") == cast.seat for m in others)
        return not taken and (voter, cast.for_person) == (seat.substitute, seat.person)
    found = [e for e in programme.since(0) if isinstance(e, MandateGiven) and e.mandate == cast.mandate]
    return all(
        mandate.person == voter
        and mandate.holder == cast.for_person == SEATS["college", cast.seat]
        and mandate.seats["college"] == cast.seat
        and mandate.first_day <= programme.today <= mandate.last_day
        for mandate in found
    ) and bool(found)


def votes_once(programme: Programme) -> None:
    """On no day has a seat two substitutes, or a person two votes in one body."""
    first = programme.today - timedelta(days=3)
    for day in (first + timedelta(days=n) for n in range(12)):
        holding = [m for m in programme.state.sign_off.mandates.values() if m.covers(day)]
        seats = [seat for m in holding for seat in m.seats.items()]
        votes = [(body_, m.person) for m in holding for body_ in m.seats]
        college = programme.state.rules.sign_off.bodies[0]
        standing_ = list(standing(programme.state, college, day))
        seats += [("college", seat.key) for seat in standing_]
        votes += [("college", seat.substitute or "") for seat in standing_]
        members = {(key, person) for (key, _), person in SEATS.items()}
        assert len(seats) == len(set(seats))
        assert len(votes) == len(set(votes))
        assert not members & set(votes)

"""A substitute votes on the real parts: who wins, what stays, and until when."""

from datetime import timedelta

from domain.bodies.give_mandate import GiveMandate
from domain.shared.actors import Actor
from domain.sign_off.cast_ballot import BallotCast, CastBallot
from domain.state.programme_state import ProgrammeState, Vote
from domain.voting.tally import Choice
from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.blueprints import body, small, weekdays
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import World

LONG = 60  # days


def substitute(programme: Programme) -> Actor:
    return programme.actor("kees", "substitute")


def member(programme: Programme) -> Actor:
    return programme.actor("college-1", "member")


async def mandate(programme: Programme, days: int, *, to: str = "kees") -> GiveMandate:
    """The first member of the College lets somebody vote, from today for so many days."""
    today = (await programme.state()).rules.calendar.day_of(programme.now)
    last = today + timedelta(days=days)
    return asking.give_mandate(programme.person(to), today, last, by=member(programme))


async def represented(programme: Programme, days: int = LONG) -> Programme:
    """Before the College; Kees may vote for its first member."""
    await arranged.before_the_body(programme)
    await programme.act(await mandate(programme, days))
    return programme


async def ballot(programme: Programme, by: Actor, choice: Choice = "for") -> CastBallot:
    return asking.ballot(await programme.state(), 1, choice, by=by)


def vote(state: ProgrammeState) -> Vote:
    assert state.sign_off.submission is not None
    return state.sign_off.submission.votes["college-1"]


async def test_a_substitutes_vote_counts_and_both_are_in_the_register(world: World, begin: Begin) -> None:
    programme = await represented(await begin())
    state = await programme.state()

    await programme.act(await ballot(programme, substitute(programme)))
    entry = next(e for e in await programme.register() if isinstance(e.event, BallotCast))
    for seat in (2, 3):
        by = programme.actor(f"college-{seat}", "member")
        await programme.act(asking.ballot(state, seat, by=by))

    done = await programme.until(lambda state: state.published, "publication")
    assert entry.actor == substitute(programme)
    assert isinstance(entry.event, BallotCast)
    assert (entry.event.for_person, entry.event.mandate) == (programme.person("college-1"), 1)
    assert done.sign_off.decisions[0].tally.in_favour == 3
    await programme.verified()


async def test_a_members_own_vote_replaces_that_of_the_substitute(world: World, begin: Begin) -> None:
    programme = await represented(await begin())

    await programme.act(await ballot(programme, substitute(programme), "for"))
    await programme.act(await ballot(programme, member(programme), "against"))

    assert (vote(await programme.state()).choice, vote(await programme.state()).mandate) == ("against", None)


async def test_after_a_members_own_vote_that_of_the_substitute_is_refused(world: World, begin: Begin) -> None:
    programme = await represented(await begin())

    await programme.act(await ballot(programme, member(programme), "against"))
    refused = await programme.refusal(await ballot(programme, substitute(programme), "for"))

    assert refused.code == "member_voted"
    assert vote(await programme.state()).choice == "against"


async def test_after_the_last_day_a_mandate_serves_no_more_but_what_was_cast_stays(
    world: World, begin: Begin
) -> None:
    meeting = str(weekdays(20, 1)[0])
    programme = await represented(await begin(small(body(meetings=[meeting]))), days=1)
    await programme.act(await ballot(programme, substitute(programme), "for"))
    last = (await programme.state()).sign_off.mandates[1].last_day

    await programme.forward_into(last + timedelta(days=1))
    refused = await programme.refusal(await ballot(programme, substitute(programme), "against"))

    assert (refused.code, refused.forbidden) == ("mandate_not_valid", True)
    assert vote(await programme.state()).choice == "for"


async def test_a_mandate_given_before_serves_in_a_later_phase_until_it_is_withdrawn(
    world: World, begin: Begin
) -> None:
    programme = await begin()
    await programme.act(await mandate(programme, LONG))
    await arranged.before_the_body(programme)
    await programme.act(await ballot(programme, substitute(programme), "for"))

    await programme.act(asking.withdraw_mandate(1, by=programme.office))

    refused = await programme.refusal(await ballot(programme, substitute(programme), "against"))
    assert refused.code == "mandate_not_valid"
    assert vote(await programme.state()).mandate == 1


async def test_who_became_kwartiermaker_does_not_vote_by_a_mandate(world: World, begin: Begin) -> None:
    programme = await represented(await begin())
    replace = asking.replace_kwartiermaker(programme.person("kees"), by=programme.principal)
    await programme.act(replace)

    refused = await programme.refusal(await ballot(programme, substitute(programme)))

    assert refused.code == "own_work"

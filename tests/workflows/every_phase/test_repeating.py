"""A command that comes again is answered as before; commands that come at once each count once."""

import asyncio
from collections.abc import Sequence

from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from domain.bodies.meetings import is_on_an_agenda
from domain.register.answers import Answer
from domain.state.commands import Command
from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.blueprints import body, small, weekdays
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import World

IN_FLIGHT = 8
"""As many commands as the API lets be on their way to one programme."""


async def at_once(programme: Programme, commands: Sequence[Command]) -> list[Answer]:
    """Send all of them, eight in flight."""
    places = asyncio.Semaphore(IN_FLIGHT)

    async def send(command: Command) -> Answer:
        async with places:
            return await programme.act(command)

    return await asyncio.gather(*map(send, commands))


async def test_a_command_that_comes_again_is_answered_as_the_first_time(world: World, begin: Begin) -> None:
    programme = await begin()
    nominate = asking.nominate(programme.person("anna"), by=programme.office)

    first = await programme.act(nominate)
    second = await programme.act(nominate)
    third = await programme.act_again(nominate)

    assert first == second == third
    assert [noted.kind for noted in first.entries] == ["candidate.nominated"]
    assert await programme.kinds() == ["programme.agreed", "candidate.nominated"]


async def test_in_a_later_run_it_is_answered_as_the_first_time_too(world: World, begin: Begin) -> None:
    programme = await arranged.nominated(await begin())
    plan = asking.plan_meeting("college", weekdays(800, 1)[0], by=programme.office)
    first = await programme.act(plan)
    await programme.act(asking.choose(programme.person("anna"), by=programme.principal))
    await programme.act(asking.accept(arranged.anna(programme)))
    await programme.until(lambda state: state.definition.consultation is not None, "the next phase")
    before = await programme.register()

    second = await programme.act_again(plan)

    assert second == first
    assert await programme.register() == before


async def test_one_that_the_workflow_has_forgotten_is_found_in_the_register(
    world: World, begin: Begin
) -> None:
    programme = await arranged.nominated(await begin())
    days = weekdays(800, 66)
    plans = [asking.plan_meeting("college", day, by=programme.office) for day in days]
    answers = await at_once(programme, plans)
    # Sent at once, they come in any order: the workflow has forgotten the one that came first.
    first, plan = min(zip(answers, plans, strict=True), key=lambda pair: pair[0].entries[0].seq)
    oldest = plan.model_copy(update={"day": weekdays(1200, 1)[0]})
    assert oldest.id not in (await programme.state()).recent
    before = await programme.register()

    answer = await programme.act_again(oldest)

    assert answer == first
    assert await programme.register() == before


async def test_the_same_command_sent_twice_at_once_takes_effect_once(world: World, begin: Begin) -> None:
    programme = await begin()
    nominate = asking.nominate(programme.person("anna"), by=programme.office)

    first, second = await asyncio.gather(programme.act(nominate), programme.act_again(nominate))

    assert first == second
    assert await programme.kinds() == ["programme.agreed", "candidate.nominated"]


async def test_of_two_commands_at_once_that_exclude_each_other_one_is_refused(
    world: World, begin: Begin
) -> None:
    programme = await begin()
    await programme.until_noted("programme.agreed")
    both = [asking.nominate(programme.person("anna"), by=programme.office) for _ in range(2)]

    results = await asyncio.gather(*map(programme.act, both), return_exceptions=True)

    (failure,) = [result for result in results if isinstance(result, WorkflowUpdateFailedError)]
    assert isinstance(failure.cause, ApplicationError)
    assert failure.cause.type == "already_nominated"
    assert await programme.kinds() == ["programme.agreed", "candidate.nominated"]


async def test_thirty_votes_at_once_all_count(world: World, begin: Begin) -> None:
    assembly = body("assembly", seats=30)
    programme = await arranged.before_the_body(await begin(small(assembly)))
    state = await programme.state()
    ballots = [asking.ballot(state, n, by=programme.actor(f"assembly-{n}", "member")) for n in range(1, 31)]

    answers = await at_once(programme, ballots)

    assert sorted(noted.seq for answer in answers for noted in answer.entries) == list(
        range(state.head.seq + 1, state.head.seq + 31)
    )
    state = await programme.until(lambda state: state.published, "publication")
    (decision,) = state.sign_off.decisions
    assert decision.tally.in_favour == 30
    await programme.verified()


async def test_votes_at_once_that_would_change_a_decided_ballot_are_answered_or_refused(
    world: World, begin: Begin
) -> None:
    programme = await arranged.before_the_body(await begin(small(body(), body("board"))))
    state = await programme.state()
    votes = [
        asking.ballot(state, n, choice, by=programme.actor(f"college-{n}", "member"))
        for n in (1, 2, 3)
        for choice in ("for", "against", "for")
    ]

    results = await asyncio.gather(*(programme.act(vote) for vote in votes), return_exceptions=True)

    cast = sum(isinstance(result, Answer) for result in results)
    state = await programme.until(
        lambda state: (
            bool(state.sign_off.decisions)
            and (is_on_an_agenda(state) or state.phase != "sign_off" or state.ending is not None)
        ),
        "the decision",
    )
    assert (await programme.kinds()).count("ballot.cast") == cast
    assert state.sign_off.decisions[0].tally.present == 3
    await programme.verified()

"""People choose the keys of their commands; none of them meets a key of the programme's own steps."""

from domain.register.steps import step_key
from domain.state.commands import Command
from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import World


def under(key: str, command: Command) -> Command:
    return command.model_copy(update={"id": key})


def nominate(programme: Programme, who: str = "anna") -> Command:
    return asking.nominate(programme.person(who), by=programme.office)


async def test_the_key_of_a_step_to_come_does_not_keep_the_programme_from_it(
    world: World, begin: Begin
) -> None:
    programme = await begin()
    # Entry 1 is the agreement, 2 this nomination, 3 the choice; then the programme asks the candidate.
    await programme.act(under(step_key(4), nominate(programme)))

    await programme.act(asking.choose(programme.person("anna"), by=programme.principal))

    await programme.until_noted("candidate.asked")
    assert [(entry.key, entry.actor.role) for entry in await programme.register() if entry.seq in (2, 4)] == [
        (step_key(4), "office"),
        (step_key(4), "programme"),
    ]


async def test_the_vote_that_once_stopped_a_programme_counts_and_the_decision_is_established(
    world: World, begin: Begin
) -> None:
    programme = await arranged.before_the_body(await begin())
    state = await programme.state()
    votes = [asking.ballot(state, n, by=programme.actor(f"college-{n}", "member")) for n in (1, 2, 3)]
    # Whichever entry it takes, the keys of the next steps are among these.
    keys = [step_key(state.head.seq + n) for n in (3, 4, 5)]

    for key, vote in zip(keys, votes, strict=True):
        await programme.act(under(key, vote))

    await programme.until(lambda state: state.published, "publication")
    await programme.verified()


async def test_the_key_of_a_step_that_was_taken_is_as_good_as_any(world: World, begin: Begin) -> None:
    programme = await begin()
    await programme.until_noted("programme.agreed")
    command = under(step_key(1), nominate(programme))

    first = await programme.act(command)
    again = await programme.act_again(command)

    assert [noted.kind for noted in first.entries] == ["candidate.nominated"]
    assert again == first
    assert await programme.kinds() == ["programme.agreed", "candidate.nominated"]


async def test_a_refused_command_with_such_a_key_is_refused(world: World, begin: Begin) -> None:
    programme = await arranged.nominated(await begin())

    refused = await programme.refusal(under(step_key(1), nominate(programme)))

    assert refused.code == "already_nominated"

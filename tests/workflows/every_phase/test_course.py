"""What can happen in every phase: withdrawal, a moved deadline, another kwartiermaker."""

from datetime import timedelta

import pytest

from domain.every_phase.move_deadline import DeadlineMoved
from domain.every_phase.replace_kwartiermaker import KwartiermakerReplaced
from mail.audience import Person
from mail.letters import AssignmentOffered
from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.driving import Begin
from tests.workflows.running import World
from tests.workflows.standings import IN_EVERY_PHASE, STANDINGS, Arrange, begun, partly_answered


@pytest.mark.parametrize("arrange", STANDINGS)
async def test_wherever_a_programme_stands_the_principal_withdraws_it(
    world: World, begin: Begin, arrange: Arrange
) -> None:
    programme = await arrange(await begin())
    before = await programme.register()

    await programme.act(asking.withdraw(by=programme.principal))

    assert await programme.handle.result() == "withdrawn"
    register = await programme.register()
    assert register[:-1] == before
    assert (register[-1].event.kind, register[-1].actor) == ("programme.withdrawn", programme.principal)
    await programme.verified()


async def test_a_suspended_programme_can_be_withdrawn(world: World, begin: Begin) -> None:
    programme = await arranged.asked(await begin())
    await programme.act(asking.suspend(by=programme.office))

    await programme.act(asking.withdraw(by=programme.principal))

    assert await programme.handle.result() == "withdrawn"


async def test_a_withdrawn_programme_takes_no_contributions(world: World, begin: Begin) -> None:
    programme = await partly_answered(await begin())

    await programme.act(asking.withdraw(by=programme.principal))

    (shown,) = await programme.rounds()
    assert shown.status == "closed"


async def test_after_a_withdrawal_nobody_is_reminded(world: World, begin: Begin) -> None:
    programme = await begun(await begin())

    await programme.act(asking.withdraw(by=programme.principal))

    assert (await programme.state()).deadlines == {}
    assert "withdrawn" in await programme.current_details()


@pytest.mark.parametrize("arrange", IN_EVERY_PHASE)
async def test_in_every_phase_a_deadline_can_be_moved(world: World, begin: Begin, arrange: Arrange) -> None:
    programme = await arrange(await begin())
    state = await programme.state()
    key = [key for key in state.deadlines if key != "meeting"][-1]
    before = state.deadlines[key].due
    later = before + timedelta(days=14)

    await programme.act(asking.move_deadline(key, later, by=programme.principal))

    moved = (await programme.events())[-1]
    assert isinstance(moved, DeadlineMoved)
    assert (moved.deadline, moved.due_before, moved.due) == (key, before, later)
    assert (await programme.state()).deadlines[key].due == later


async def test_a_moved_deadline_passes_on_its_new_day(world: World, begin: Begin) -> None:
    programme = await begun(await begin())
    before = (await programme.state()).deadlines["nominate"].due
    later = before + timedelta(days=14)
    await programme.act(asking.move_deadline("nominate", later, by=programme.office))

    await programme.forward_into(later)
    assert (await programme.kinds())[-1] == "deadline.moved"
    await programme.forward_past("nominate")

    await programme.until_noted("deadline.moved", "deadline.passed")


async def test_a_deadline_that_comes_sooner_passes_sooner(world: World, begin: Begin) -> None:
    programme = await begun(await begin())
    tomorrow = programme.now.date() + timedelta(days=1)
    await programme.act(asking.move_deadline("nominate", tomorrow, by=programme.office))

    await programme.forward_past("nominate")

    await programme.until_noted("deadline.moved", "deadline.passed")


async def test_a_deadline_that_passed_is_open_again_once_it_is_moved(world: World, begin: Begin) -> None:
    programme = await begun(await begin())
    await programme.forward_past("nominate")
    late = await programme.until(lambda state: state.late, "being late")
    later = late.deadlines["nominate"].due + timedelta(days=30)

    await programme.act(asking.move_deadline("nominate", later, by=programme.office))

    assert not (await programme.state()).late
    await programme.forward_past("nominate")
    await programme.until_noted("deadline.passed", "deadline.moved", "deadline.passed")


async def test_a_moved_consultation_is_shown_with_its_new_last_day(world: World, begin: Begin) -> None:
    programme = await arranged.appointed(await begin())
    later = (await programme.state()).deadlines["consultation"].due + timedelta(days=7)

    await programme.act(asking.move_deadline("consultation", later, by=programme.office))

    (shown,) = await programme.rounds()
    assert shown.due == later


@pytest.mark.parametrize("arrange", IN_EVERY_PHASE[1:])
async def test_once_appointed_the_kwartiermaker_can_be_replaced(
    world: World, begin: Begin, arrange: Arrange
) -> None:
    programme = await arrange(await begin())
    kees = programme.person("kees")

    await programme.act(asking.replace_kwartiermaker(kees, by=programme.principal))

    replaced = (await programme.events())[-1]
    assert isinstance(replaced, KwartiermakerReplaced)
    assert (replaced.before, replaced.person) == (programme.person("anna"), kees)
    offered = AssignmentOffered(to=(Person("kwartiermaker", kees),), deadline="term")
    assert offered in await programme.outbox()


async def test_who_was_replaced_is_kwartiermaker_no_longer(world: World, begin: Begin) -> None:
    programme = await arranged.drafted(await begin())
    await programme.act(asking.replace_kwartiermaker(programme.person("kees"), by=programme.principal))

    refused = await programme.refusal(asking.submit_version(1, by=arranged.kwartiermaker(programme)))

    assert refused.code == "not_the_kwartiermaker"


async def test_a_candidate_who_declines_is_followed_by_the_next_choice(world: World, begin: Begin) -> None:
    programme = await arranged.asked(await begin(), "anna", "bram")

    await programme.act(asking.decline(arranged.anna(programme)))
    await programme.until_noted("candidate.declined", "candidate.asked")
    await programme.act(asking.accept(programme.actor("bram", "candidate")))

    state = await programme.until(lambda state: state.phase == "definition", "the definition phase")
    assert state.kwartiermaker == programme.person("bram")


async def test_when_every_candidate_declined_the_office_nominates_again(world: World, begin: Begin) -> None:
    programme = await arranged.asked(await begin())

    await programme.act(asking.decline(arranged.anna(programme)))
    await arranged.asked(programme, "bram")
    await programme.act(asking.accept(programme.actor("bram", "candidate")))

    await programme.until(lambda state: state.phase == "definition", "the definition phase")


async def test_a_candidate_who_does_not_answer_is_passed_over_by_a_new_choice(
    world: World, begin: Begin
) -> None:
    programme = await arranged.asked(await begin())

    await arranged.asked(programme, "bram")

    state = await programme.state()
    assert state.appointment.asked == programme.person("bram")
    assert (await programme.kinds())[-4:] == [
        "candidate.asked",
        "candidate.nominated",
        "candidates.chosen",
        "candidate.asked",
    ]

"""A programme is suspended and resumed: nothing passes meanwhile, and nobody loses the time they had."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from domain.bodies.meetings import is_on_an_agenda
from domain.consultation.consultations import the_consultation_is_open
from domain.state.deadlines import FIXED
from domain.state.programme_state import ProgrammeState
from store.consultation import contributions
from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.blueprints import body, small, weekdays
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import World
from tests.workflows.standings import STANDINGS, Arrange, partly_answered

LONG = timedelta(days=40)
"""Longer than any deadline but the assignment's, in the small programme."""


def dues(state: ProgrammeState) -> Mapping[str, date]:
    return {key: deadline.due for key, deadline in state.deadlines.items()}


async def suspended(programme: Programme) -> ProgrammeState:
    """Suspend it; how it stood before."""
    before = await programme.state()
    await programme.act(asking.suspend(by=programme.office))
    return before


async def resumed_later(programme: Programme) -> int:
    """Resume it after a long time; how many working days were lost."""
    state = await programme.state()
    assert state.suspended_on is not None
    await programme.forward_into(state.suspended_on + LONG)
    lost = state.rules.calendar.between(state.suspended_on, state.suspended_on + LONG)
    await programme.act(asking.resume(by=programme.principal))
    return lost


@pytest.mark.parametrize("arrange", STANDINGS)
async def test_wherever_a_programme_stands_open_deadlines_move_by_the_working_days_lost(
    world: World, begin: Begin, arrange: Arrange
) -> None:
    # A meeting far away is not missed, so that every deadline is there after the resumption.
    college = body(meetings=[str(day) for day in weekdays(150, 2)])
    programme = await arrange(await begin(small(college, reminders=True)))
    before = await suspended(programme)
    while_suspended = await programme.kinds()

    lost = await resumed_later(programme)

    after = await programme.state()
    add = after.rules.calendar.add
    assert dues(after) == {key: due if key in FIXED else add(due, lost) for key, due in dues(before).items()}
    assert await programme.kinds() == [*while_suspended, "programme.resumed"]
    assert not after.late


async def test_after_its_resumption_a_programme_goes_on_to_its_approval(world: World, begin: Begin) -> None:
    programme = await arranged.appointed(await begin())
    await suspended(programme)
    await resumed_later(programme)

    await programme.contribute("G1", "G2", "M1")
    await programme.until(arranged.there_is_a_draft)
    await suspended(programme)
    await resumed_later(programme)
    await arranged.reviewed(await arranged.submitted(programme))
    await arranged.vote(programme, "for", "for", "for")

    assert (await programme.until(lambda state: state.published, "publication")).ending == "approved"
    await programme.verified()


async def test_nobody_contributes_to_a_suspended_programme(world: World, begin: Begin) -> None:
    programme = await partly_answered(await begin())
    await suspended(programme)

    (meanwhile,) = await programme.contribute("G2")
    await programme.act(asking.resume(by=programme.office))
    (afterwards,) = await programme.contribute("G2")

    assert meanwhile == contributions.Refused("suspended")
    assert isinstance(afterwards, contributions.Contribution)


async def test_a_consultation_is_shown_with_its_new_last_day(world: World, begin: Begin) -> None:
    programme = await arranged.appointed(await begin())
    await suspended(programme)
    await resumed_later(programme)

    (shown,) = await programme.rounds()

    state = await programme.state()
    assert the_consultation_is_open(state)
    assert (shown.status, shown.due) == ("open", state.deadlines["consultation"].due)


async def test_a_meeting_that_was_held_meanwhile_is_missed_and_the_next_one_is_taken(
    world: World, begin: Begin
) -> None:
    first, second = weekdays(10, 1)[0], weekdays(80, 1)[0]
    programme = await arranged.before_the_body(await begin(small(body(meetings=[str(first), str(second)]))))
    await arranged.vote(programme, "for")
    before = await suspended(programme)
    assert dues(before)["meeting"] == first

    await resumed_later(programme)

    after = await programme.until(is_on_an_agenda)
    assert after.sign_off.submission is not None
    assert after.sign_off.submission.meeting == second
    assert after.sign_off.submission.votes == {}
    await arranged.vote(programme, "for", "for", "for")
    assert (await programme.until(lambda state: state.published, "publication")).ending == "approved"


async def test_when_the_last_meeting_is_missed_the_office_plans_another(world: World, begin: Begin) -> None:
    (only,) = weekdays(10, 1)
    programme = await arranged.before_the_body(await begin(small(body(meetings=[str(only)]))))
    await suspended(programme)

    await resumed_later(programme)

    state = await programme.until(lambda state: "plan-meeting" in state.deadlines, "a meeting to plan")
    assert state.sign_off.submission is not None
    assert state.sign_off.submission.meeting is None
    assert "to plan a meeting of college" in await programme.details()


async def test_a_suspended_programme_gets_another_kwartiermaker_who_goes_on(
    world: World, begin: Begin
) -> None:
    programme = await arranged.drafted(await begin())
    await suspended(programme)

    await programme.act(asking.replace_kwartiermaker(programme.person("kees"), by=programme.principal))
    await programme.act(asking.resume(by=programme.office))

    kees = programme.actor("kees", "kwartiermaker")
    await programme.answer()
    await programme.act(asking.settle_responses(by=kees), asking.submit_version(1, by=kees))
    assert (await programme.kinds())[-1] == "version.submitted"

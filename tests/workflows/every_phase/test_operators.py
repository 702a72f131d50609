"""What an operator sees in Temporal: who is waited for, until when, and whether it is late."""

import asyncio

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.converter import DataConverter

from domain.state.programme_state import ProgrammeState
from tests.domain import asking
from tests.workflows import arranged, standings
from tests.workflows.blueprints import small
from tests.workflows.driving import Begin, Programme, of_type
from tests.workflows.running import World
from tests.workflows.standings import Arrange
from tests.workflows.waiting import eventually
from workflows import operators


async def of_two_candidates(programme: Programme) -> Programme:
    return await arranged.nominated(programme, "anna", "bram")


STANDINGS: list[tuple[Arrange, str, str, str]] = [
    (standings.begun, "appointment", "office", "to nominate candidates"),
    (arranged.nominated, "appointment", "principal", "to choose from 1 candidate"),
    (of_two_candidates, "appointment", "principal", "to choose from 2 candidates"),
    (arranged.asked, "appointment", "candidate", "to accept or decline the assignment"),
    (arranged.appointed, "definition", "representative", "3 invited organisations"),
    (arranged.drafted, "definition", "kwartiermaker", "to answer what was contributed"),
    (arranged.under_review, "definition", "panel", "0 of 2 seats have answered"),
    (standings.partly_reviewed, "definition", "panel", "1 of 2 seats have answered"),
    (arranged.before_the_body, "sign_off", "college", "0 of 3 seats voted"),
    (standings.partly_voted, "sign_off", "college", "1 of 3 seats voted"),
    (arranged.approved_with_conditions, "conditions", "kwartiermaker", "0 of 1 conditions are met"),
    (standings.evidence_shown, "conditions", "college", "to judge the evidence"),
]


@pytest.mark.parametrize(("arrange", "phase", "role", "sentence"), STANDINGS)
async def test_wherever_a_programme_stands_temporal_shows_who_is_waited_for(
    world: World, begin: Begin, arrange: Arrange, phase: str, role: str, sentence: str
) -> None:
    programme = await arrange(await begin())

    run, state = await programme.settled(), await programme.state()

    shown = run.typed_search_attributes
    assert shown.get(operators.PROGRAMME) == programme.slug
    assert shown.get(operators.PHASE) == phase
    assert shown.get(operators.WAITING_FOR) == role
    assert shown.get(operators.LATE) is False
    assert shown.get(operators.DEADLINE) == first_deadline(state)
    details = await programme.details()
    assert sentence in details
    assert f"entry {state.head.seq}" in details


def first_deadline(state: ProgrammeState) -> object:
    days = [deadline.due for deadline in state.deadlines.values()]
    return state.rules.calendar.end_of(min(days)) if days else None


async def test_a_programme_that_has_ended_says_so_in_its_details(world: World, begin: Begin) -> None:
    programme = await arranged.approved(await begin())

    assert "the programme is approved" in await programme.details()


async def test_what_is_late_is_found_by_a_search_attribute(world: World, begin: Begin) -> None:
    late, in_time = await standings.begun(await begin()), await standings.begun(await begin())

    await late.forward_past("nominate")
    await late.until_noted("deadline.passed")

    def of(programme: Programme) -> str:
        return f"KwartierLate = true AND KwartierProgramme = '{programme.slug}'"

    async def found() -> list[str]:
        query = f"({of(late)}) OR ({of(in_time)})"
        return [run.id async for run in world.client.list_workflows(query)]

    await eventually(found, bool, lambda seen: f"no programme is late: {seen}")
    assert await found() == [late.handle.id]


async def test_current_details_and_search_attributes_name_no_person(world: World, begin: Begin) -> None:
    programme = await arranged.asked(await begin())

    shown = await programme.details() + repr((await programme.settled()).typed_search_attributes)

    assert programme.person("anna") not in shown


async def test_each_timer_says_what_it_is_for(world: World, begin: Begin) -> None:
    programme = await begin(small(reminders=True))
    convert = DataConverter.default.payload_converter.from_payload

    async def timers() -> list[str]:
        started = of_type(await programme.history(), EventType.EVENT_TYPE_TIMER_STARTED)
        return [convert(timer.user_metadata.summary) for timer in started]

    async def until_started(*summaries: str) -> None:
        await eventually(timers, lambda seen: seen == [*summaries], lambda seen: f"timers: {seen}")

    # Who acts before the phase has begun to wait leaves it nothing to wait for.
    await until_started("nominate: reminder 1")
    await arranged.nominated(programme)
    await until_started("nominate: reminder 1", "choose: reminder 1")
    await programme.act(asking.choose(programme.person("anna"), by=programme.principal))
    await until_started("nominate: reminder 1", "choose: reminder 1", "accept: reminder 1")


async def test_each_ordinary_activity_says_what_it_does(world: World, begin: Begin) -> None:
    programme = await arranged.appointed(await begin())

    scheduled = of_type(await programme.history(), EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)

    convert = DataConverter.default.payload_converter.from_payload
    assert [convert(event.user_metadata.summary) for event in scheduled] == [
        "invite organisations, after entry 5"
    ]


async def test_a_phase_that_begins_suspended_says_so(idle_world: World, begin: Begin) -> None:
    programme = await begin()
    async with idle_world.worker():
        await arranged.asked(programme)
        await programme.settled()
    accept, suspend = asking.accept(arranged.anna(programme)), asking.suspend(by=programme.office)
    both = [await programme.send_off(accept), await programme.send_off(suspend)]

    async with idle_world.worker():
        await asyncio.gather(*both)
        state = await programme.until(lambda state: state.suspended_on is not None, "suspension")

        assert state.phase == "definition"
        assert "to resume the programme" in await programme.details()

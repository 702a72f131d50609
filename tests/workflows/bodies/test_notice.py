"""A submission that misses the notice of a meeting: said at once, in the register and by letter."""

import pytest

from domain.bodies.meetings import is_on_an_agenda
from domain.bodies.report_missed_notice import NoticeMissed
from domain.bodies.schedule_submission import SubmissionScheduled
from mail import letters
from tests.domain import asking
from tests.replay.other_workflows import SaysNothingOfMissedMeetings
from tests.workflows import arranged
from tests.workflows.blueprints import PANEL, body, small, weekdays
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import World
from worker import running
from workflows.sign_off import SignOff


async def test_a_missed_meeting_is_said_before_the_next_one_takes_the_submission(
    world: World, begin: Begin
) -> None:
    soon, later = (weekdays(days, 1)[0] for days in (5, 40))
    blueprint = small(body(meetings=[str(soon), str(later)], notice_working_days=8))

    programme = await arranged.before_the_body(await begin(blueprint))

    *_, missed, scheduled = await programme.events()
    assert missed == NoticeMissed(submission=1, body="college", missed=soon, next=later)
    assert scheduled == SubmissionScheduled(submission=1, body="college", meeting=later)
    told = [letter for letter in await programme.outbox() if isinstance(letter, letters.NoticeMissed)]
    assert told == [
        letters.NoticeMissed(to=(reader,), body="college", missed=soon, next=later)
        for reader in (letters.OFFICE, letters.KWARTIERMAKER)
    ]
    await programme.verified()


async def test_a_run_that_misses_none_leaves_no_mark_of_it(world: World, begin: Begin) -> None:
    programme = await arranged.before_the_body(await begin())

    markers = [
        event.marker_recorded_event_attributes.marker_name
        for event in await programme.history()
        if event.HasField("marker_recorded_event_attributes")
    ]

    assert "core_patch" not in markers
    assert "notice.missed" not in await programme.kinds()


async def test_a_run_that_said_nothing_of_it_goes_on_with_a_worker_that_does(
    idle_world: World, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon, later = (weekdays(days, 1)[0] for days in (5, 40))
    programme = await begin(small(body(meetings=[str(soon)], notice_working_days=8)))
    older = tuple(SaysNothingOfMissedMeetings if phase is SignOff else phase for phase in running.PHASES)
    with monkeypatch.context() as before:
        before.setattr(running, "PHASES", older)
        async with idle_world.worker():
            await without_a_meeting(programme)

    async with idle_world.worker():
        await programme.act(asking.plan_meeting("college", later, by=programme.office))
        await programme.until(is_on_an_agenda)
        await arranged.vote(programme, "for", "for", "for")
        await programme.until(lambda state: state.published, "publication")

    said = [event for event in await programme.events() if isinstance(event, NoticeMissed)]
    assert said == [NoticeMissed(submission=1, body="college", missed=soon, next=later)], "with the planning"


async def without_a_meeting(programme: Programme) -> None:
    """The submission is prepared, and its workflow waits for a meeting to be planned."""
    state = await (await arranged.under_review(programme)).state()
    for key in PANEL:
        await programme.act(asking.review(key, state, by=programme.actor(key, "panel")))
    await programme.until(lambda state: "plan-meeting" in state.deadlines)
    await programme.settled()

"""A submission that misses the notice of a meeting: said at once, in the register and by letter."""

from domain.events_of_sign_off import NoticeMissed, SubmissionScheduled
from tests.workflows import arranged
from tests.workflows.blueprints import body, small, weekdays
from tests.workflows.driving import Begin
from tests.workflows.running import World


async def test_a_missed_meeting_is_said_before_the_next_one_takes_the_submission(
    world: World, begin: Begin
) -> None:
    soon, later = (weekdays(days, 1)[0] for days in (5, 40))
    blueprint = small(body(meetings=[str(soon), str(later)], notice_working_days=8))

    programme = await arranged.before_the_body(await begin(blueprint))

    *_, missed, scheduled = await programme.events()
    assert missed == NoticeMissed(submission=1, body="college", missed=soon, next=later)
    assert scheduled == SubmissionScheduled(submission=1, body="college", meeting=later)
    about = f"college/{soon}/{later}"
    assert [message for message in await programme.outbox() if message[0] == "notice_missed"] == [
        ("notice_missed", "office", "", about),
        ("notice_missed", "kwartiermaker", "", about),
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

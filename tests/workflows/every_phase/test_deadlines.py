"""A deadline comes near, passes, and is made up for; the programme goes on or waits, as it should."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import NamedTuple

import pytest

from domain.bodies.meetings import is_on_an_agenda
from domain.consultation.close_consultation import ConsultationClosed
from domain.every_phase.pass_deadlines import DeadlinePassed
from domain.every_phase.remind import ReminderSent
from domain.plan.close_review import ReviewClosed
from domain.shared.actors import Role
from mail.audience import Holders
from mail.letters import MEMBERS, PRINCIPAL, Escalation, Reminder
from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.blueprints import body, small, weekdays
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import World
from tests.workflows.standings import Arrange, begun
from workflows import operators

MakeUp = Callable[[Programme], Awaitable[object]]


async def nothing_prepared_for(programme: Programme) -> Programme:
    """The submission is prepared for a body that has no meeting any more."""
    await arranged.under_review(programme)
    state = await programme.state()
    for key in ("panel-1", "panel-2"):
        await programme.act(asking.review(key, state, by=programme.actor(key, "panel")))
    await programme.until_noted("definition.completed", "submission.prepared")
    return programme


async def nominate(programme: Programme) -> None:
    await arranged.nominated(programme)


async def choose(programme: Programme) -> None:
    await programme.act(asking.choose(programme.person("anna"), by=programme.principal))


async def accept(programme: Programme) -> None:
    await programme.act(asking.accept(arranged.anna(programme)))


async def plan_a_meeting(programme: Programme) -> None:
    day = programme.now.date() + timedelta(days=20)
    await programme.act(asking.plan_meeting("college", day, by=programme.office))


async def evidence_shown(programme: Programme) -> Programme:
    """The evidence was shown in time: now it is the judge who is waited for."""
    await arranged.approved_with_conditions(programme)
    (key,) = (await programme.state()).conditions
    await programme.act(asking.show_evidence(key, by=arranged.kwartiermaker(programme)))
    return programme


async def judge_the_condition(programme: Programme) -> None:
    (key,) = (await programme.state()).conditions
    await programme.act(asking.judge_condition(key, by=programme.actor("college-1", "member")))


class Late(NamedTuple):
    """Who may be late with what, who hears of it, and how it is made up for."""

    arrange: Arrange
    deadline: str
    role: Role
    escalated_to: Role
    make_up: MakeUp


LATE = [
    Late(begun, "nominate", "office", "principal", nominate),
    Late(arranged.nominated, "choose", "principal", "office", choose),
    Late(arranged.asked, "accept", "candidate", "principal", accept),
    Late(arranged.drafted, "draft", "kwartiermaker", "principal", arranged.submitted),
    Late(nothing_prepared_for, "plan-meeting", "office", "principal", plan_a_meeting),
    Late(
        evidence_shown,
        "condition-1-college-1-1",
        "kwartiermaker",
        "judge",
        judge_the_condition,
    ),
]


@pytest.mark.parametrize("case", LATE, ids=[case.deadline for case in LATE])
async def test_people_are_reminded_and_others_hear_of_it_when_it_is_too_late(
    world: World, begin: Begin, case: Late
) -> None:
    college = body(meetings=[]) if case.deadline == "plan-meeting" else body()
    programme = await case.arrange(await begin(small(college, reminders=True)))
    deadline, due = case.deadline, (await programme.state()).deadlines[case.deadline].due
    register = await programme.register()

    await programme.forward_past(deadline)

    late = await programme.until(lambda state: state.deadlines[deadline].passed, "the passing")
    assert (await programme.events())[len(register) :] == [
        ReminderSent(deadline=deadline, nth=1, to=case.role, count=1),
        DeadlinePassed(deadline=deadline, due=due, escalated_to=case.escalated_to),
    ]
    assert (await programme.outbox())[-2:] == [
        Reminder(to=(Holders(case.role),), deadline=deadline),
        Escalation(to=(Holders(case.escalated_to),), deadline=deadline),
    ]
    assert (await programme.settled()).typed_search_attributes.get(operators.LATE) is True
    assert late.ending is None

    await case.make_up(programme)

    state = await programme.until(lambda state: deadline not in state.deadlines, "making up for it")
    assert not state.late


async def test_a_reminder_comes_on_its_day_and_once(world: World, begin: Begin) -> None:
    programme = await begun(await begin(small(reminders=True)))
    state = await programme.state()
    day = state.rules.calendar.before(state.deadlines["nominate"].due, 1)

    await programme.forward_into(day)
    await programme.until_noted("reminder.sent")
    await programme.forward_past("nominate")
    await programme.until_noted("deadline.passed")

    entries = await programme.register()
    assert [entry.event.kind for entry in entries] == [
        "programme.agreed",
        "reminder.sent",
        "deadline.passed",
    ]
    assert state.rules.calendar.day_of(entries[1].at) == day


async def test_who_was_in_time_hears_nothing_more(world: World, begin: Begin) -> None:
    programme = await arranged.nominated(await begin(small(reminders=True)))

    await programme.forward_past("choose")
    await programme.until_noted("deadline.passed")

    assert [letter.until for letter in await programme.outbox()] == ["choose", "choose"]


async def test_the_assignment_ends_and_the_work_goes_on(world: World, begin: Begin) -> None:
    programme = await arranged.under_review(await begin())

    await programme.forward_past("term")

    await programme.until(lambda state: state.deadlines["term"].passed, "the end of the term")
    assert Escalation(to=(PRINCIPAL,), deadline="term") in await programme.outbox()
    state = await programme.state()
    assert state.phase == "definition"
    assert state.kwartiermaker == programme.person("anna")
    await arranged.reviewed(await arranged.submitted(programme))


async def test_a_consultation_closes_on_its_day_with_those_who_answered(world: World, begin: Begin) -> None:
    programme = await arranged.appointed(await begin())
    await programme.contribute("G1")

    await programme.forward_past("consultation")

    await programme.until_noted("deadline.passed", "consultation.closed", "draft.assembled")
    passed, closed, _ = (await programme.events())[-3:]
    assert isinstance(passed, DeadlinePassed)
    assert passed.escalated_to is None
    assert isinstance(closed, ConsultationClosed)
    assert closed.because == "deadline"
    assert closed.answered == {"gemeente": 1}


async def test_a_review_closes_on_its_day_and_who_was_silent_is_not_convinced(
    world: World, begin: Begin
) -> None:
    programme = await arranged.under_review(await begin(small(reminders=True)))
    state = await programme.state()
    await programme.act(asking.review("panel-1", state, by=programme.actor("panel-1", "panel")))

    await programme.forward_past("review")

    await programme.until_noted("reminder.sent", "deadline.passed", "review.closed")
    closed = (await programme.events())[-1]
    assert isinstance(closed, ReviewClosed)
    assert (closed.passed, closed.support.can.yes, closed.out_of) == (False, 1, 2)
    assert Escalation(to=(PRINCIPAL,), deadline="review") in await programme.outbox()
    state = await programme.state()
    assert not state.late
    assert "draft" in state.deadlines


async def test_after_a_failed_review_another_version_is_written_and_passes(
    world: World, begin: Begin
) -> None:
    programme = await arranged.under_review(await begin())
    await programme.forward_past("review")
    await programme.until_noted("review.closed")

    await arranged.reviewed(await arranged.submitted(programme, "The better"))

    assert is_on_an_agenda(await programme.state())


async def test_a_meeting_decides_at_the_end_of_its_day_with_the_votes_that_were_cast(
    world: World, begin: Begin
) -> None:
    college = body(meetings=[str(day) for day in weekdays(30, 1)])
    programme = await arranged.before_the_body(await begin(small(college, reminders=True)))
    await arranged.vote(programme, "for", "for")

    await programme.forward_past("meeting")

    state = await programme.until(lambda state: state.published, "publication")
    (decision,) = state.sign_off.decisions
    assert (decision.outcome, decision.tally.present) == ("approved", 2)
    kinds = await programme.kinds()
    assert kinds[kinds.index("deadline.passed") - 1 :] == [
        "reminder.sent",
        "deadline.passed",
        "decision.established",
        "programme.approved",
        "programme.published",
    ]
    assert Reminder(to=(MEMBERS,), deadline="meeting") in await programme.outbox()

"""Which stories are recorded: those of whole programmes, and what happens more rarely."""

from domain.blueprint.model import Blueprint
from domain.bodies.meetings import is_on_an_agenda
from domain.consultation.consultations import the_consultation_is_open
from domain.plan.panel_review import a_version_is_under_review
from domain.voting.tally import Choice
from tests import stories
from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.blueprints import CODES, body, lead, small, weekdays
from tests.workflows.driving import Programme
from tests.workflows.refusing import refusing

FEW = 40
"""How many events an impatient server suggests for one history; usually they are thousands."""


def blueprint(story: stories.Story) -> Blueprint:
    """A chain of two bodies, with reminders; the calendar is short, and goes with every run's state."""
    if story is stories.writing_together:
        principle = {"key": stories.PRINCIPLE, "title": "Open"}
        return small(definition={"principles": [principle]}, reminders=True)
    meetings = {"rule": "FREQ=WEEKLY;BYDAY=TH", "count": 40}
    if story is established_by_the_chair:
        advising = body("college", meetings=meetings, role="advises")
        chaired = body(
            "council",
            meetings=meetings,
            chair="council-2",
            chair_establishes=True,
            early_closing="when_decided",
        )
        return small(advising, chaired, reminders=True)
    if story is lapsed:
        judging = lead(5, reminders=True)
        college = body("college", meetings=meetings, conditions_judged_by="body", judging=judging)
        college["seats"][0]["substitute"] = "kees"
        return small(college, body("council", meetings=meetings), reminders=True)
    if story is ratified_and_taken_note_of:
        afterwards = (
            body("council", meetings=meetings, role="ratifies"),
            body("board", meetings=meetings, role="takes_note", early_closing="when_decided"),
        )
        return small(body("college", meetings=meetings), *afterwards, reminders=True)
    return small(body("college", meetings=meetings), body("council", meetings=meetings), reminders=True)


async def established_by_the_chair(programme: Programme) -> None:
    """One body advises in favour; the other rejects before all have voted, and its chair says so."""
    await arranged.before_the_body(programme)
    await arranged.vote(programme, "for", "for", "for")
    await programme.until(lambda state: is_on_an_agenda(state) and len(state.sign_off.decisions) == 1)
    await arranged.vote(programme, "against", "against")
    state = await programme.until(lambda state: "establish" in state.deadlines)
    chair = programme.actor("council-2", "member")
    await programme.act(asking.establish(state, "rejected", seat=2, by=chair))
    await programme.until(lambda state: state.ending is not None)


async def lapsed(programme: Programme) -> None:
    """Nobody shows what the College asked; it decides again, one seat by a substitute, and all judge."""
    await arranged.before_the_body(programme)
    await arranged.vote(programme, "for_with_conditions", "for", "for")
    await programme.until(lambda state: is_on_an_agenda(state) and state.sign_off.submissions == 2)
    await arranged.vote(programme, "for", "for", "for")
    await programme.until(lambda state: state.phase == "conditions")
    await programme.forward_past("condition-1-college-1-1")
    state = await programme.until(lambda state: is_on_an_agenda(state) and state.sign_off.submissions == 3)
    await programme.act(asking.ballot(state, 1, by=programme.actor("kees", "substitute")))
    asked = [await arranged.condition(programme)]
    members = {seat: programme.actor(f"college-{seat}", "member") for seat in (1, 2, 3)}
    await programme.act(
        asking.ballot(state, 2, "for_with_conditions", conditions=asked, by=members[2]),
        asking.ballot(state, 3, by=members[3]),
    )
    await programme.until(lambda state: state.phase == "conditions")
    key = "3-college-2-1"
    await programme.act(asking.show_evidence(key, by=arranged.kwartiermaker(programme)))
    await programme.act(*(asking.judge_condition(key, by=members[seat]) for seat in (1, 3)))
    await programme.until(lambda state: state.published)


async def ratified_and_taken_note_of(programme: Programme) -> None:
    """One body decides, another ratifies what it decided, and a third takes note of that."""
    await arranged.before_the_body(programme)
    ballots: tuple[tuple[Choice, ...], ...] = (
        ("for", "for", "for"),
        ("for", "for", "against"),
        ("abstain", "for"),
    )
    for decisions, choices in enumerate(ballots):
        await programme.until(
            lambda state, n=decisions: is_on_an_agenda(state) and len(state.sign_off.decisions) == n
        )
        await arranged.vote(programme, *choices)
    await programme.until_noted("programme.approved", "programme.published")


async def cancelled(programme: Programme) -> None:
    """An operator cancels the workflow in the Temporal UI while a candidate is asked."""
    await arranged.asked(programme)
    await programme.handle.cancel()
    await programme.until_noted("programme.withdrawn")


async def refused_by_postgresql(programme: Programme) -> None:
    """PostgreSQL takes nothing for a while: a local activity gives up, and an ordinary one goes on."""
    await programme.until_noted("programme.agreed")
    nominate = asking.nominate(programme.person("anna"), by=programme.office)
    async with refusing(programme.world.pool, "entries"):
        answer = await programme.let_in(nominate)
        await programme.until_an_activity_is_under_way("record")
    await answer
    await programme.act(asking.withdraw(by=programme.principal))


async def full_of_meetings(programme: Programme) -> None:
    """So many meetings are planned that an impatient server lets each phase go on in a new run of itself."""
    await arranged.asked(programme)
    await _plan_meetings(programme, from_day=800)
    await programme.act(asking.accept(arranged.anna(programme)))
    await programme.until(the_consultation_is_open)
    await programme.contribute(*CODES)
    await programme.until(arranged.there_is_a_draft)
    await arranged.submitted(programme)
    await programme.until(a_version_is_under_review)
    await _plan_meetings(programme, from_day=900)
    await arranged.reviewed(programme)
    await _plan_meetings(programme, from_day=1000)
    await programme.act(asking.withdraw(by=programme.principal))


async def _plan_meetings(programme: Programme, *, from_day: int) -> None:
    for day in weekdays(from_day, 12):
        await programme.act(asking.plan_meeting("college", day, by=programme.office))


USUAL: tuple[stories.Story, ...] = (
    stories.approved_with_conditions,
    stories.sent_back_and_held_over,
    stories.asked_twice,
    stories.taking_part,
    stories.writing_together,
    stories.withdrawn,
    stories.suspended_and_late,
    stories.everything,
    established_by_the_chair,
    lapsed,
    ratified_and_taken_note_of,
    cancelled,
    refused_by_postgresql,
)
WITH_AN_IMPATIENT_SERVER: tuple[stories.Story, ...] = (full_of_meetings,)

"""The bodies decide in turn: quorum and rule make of their ballots what happens to the plan."""

import pytest

from domain.blueprint.model import Blueprint
from domain.bodies.meetings import is_on_an_agenda
from domain.sign_off.prepare_submission import SubmissionPrepared
from domain.state.programme_state import ProgrammeState
from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.blueprints import body, small, weekdays
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import World

CHAIN = ("college", "board", "assembly")


def outcomes(state: ProgrammeState) -> list[tuple[str, str]]:
    """What each body decided, in order."""
    return [(decision.body, decision.outcome) for decision in state.sign_off.decisions]


async def before(programme: Programme, key: str) -> ProgrammeState:
    """Wait until a submission is on the agenda of a body."""

    def lies_there(state: ProgrammeState) -> bool:
        return is_on_an_agenda(state) and state.body is not None and state.body.key == key

    return await programme.until(lies_there, f"the agenda of {key}")


async def after_a_decision(programme: Programme, count: int = 1) -> ProgrammeState:
    return await programme.until(lambda state: len(state.sign_off.decisions) == count, f"{count} decision(s)")


@pytest.mark.parametrize("length", [2, 3])
async def test_each_body_of_the_chain_decides_in_turn(world: World, begin: Begin, length: int) -> None:
    chain = CHAIN[:length]
    programme = await arranged.before_the_body(await begin(small(*map(body, chain))))

    for key in chain:
        await before(programme, key)
        await arranged.vote(programme, "for", "for", "against")

    state = await programme.until(lambda state: state.published, "publication")
    assert outcomes(state) == [(key, "approved") for key in chain]
    assert state.sign_off.submissions == length
    await programme.verified()


async def test_without_a_quorum_it_is_held_over_to_the_next_meeting(world: World, begin: Begin) -> None:
    days = [str(day) for day in (weekdays(10, 1)[0], weekdays(40, 1)[0])]
    programme = await arranged.before_the_body(await begin(small(body(meetings=days))))
    await arranged.vote(programme, "for")

    first = await programme.forward_past("meeting")
    await after_a_decision(programme)
    held_over = await programme.until(is_on_an_agenda)

    assert outcomes(held_over) == [("college", "held_over")]
    assert held_over.deadlines["meeting"].due > first.deadlines["meeting"].due
    assert held_over.sign_off.submission is not None
    assert held_over.sign_off.submission.votes == {}
    await arranged.vote(programme, "for", "for", "for")
    state = await programme.until(lambda state: state.published, "publication")
    assert outcomes(state) == [("college", "held_over"), ("college", "approved")]


async def test_a_plan_that_was_sent_back_is_written_again_and_approved(world: World, begin: Begin) -> None:
    programme = await arranged.before_the_body(await begin(small(body(), body("board"))))
    await arranged.vote(programme, "for", "for", "for")
    await before(programme, "board")
    await arranged.vote(programme, "send_back", "send_back", "for")
    await programme.until(lambda state: state.phase == "definition", "the plan sent back")

    await arranged.reviewed(await arranged.submitted(programme, "The better"))
    for key in ("college", "board"):
        await before(programme, key)
        await arranged.vote(programme, "for", "for", "for")

    state = await programme.until(lambda state: state.published, "publication")
    assert outcomes(state) == [
        ("college", "approved"),
        ("board", "sent_back"),
        ("college", "approved"),
        ("board", "approved"),
    ]
    kinds = await programme.kinds()
    assert kinds.count("consultation.opened") == 1
    assert state.definition.submitted is not None
    assert state.definition.submitted.number == 3


async def test_a_plan_sent_back_keeps_the_objections_and_needs_a_new_version(
    world: World, begin: Begin
) -> None:
    programme = await arranged.before_the_body(await begin())
    await arranged.vote(programme, "send_back", "send_back", "against")
    state = await programme.until(lambda state: state.phase == "definition", "the plan sent back")

    refused = await programme.refusal(asking.submit_version(2, by=arranged.kwartiermaker(programme)))

    assert refused.code == "already_submitted"
    assert len(state.sign_off.decisions[0].reasons) == 3
    assert "that the plan was sent back with" in await programme.details()


async def test_past_the_limit_a_plan_is_not_sent_back_any_more(world: World, begin: Begin) -> None:
    programme = await arranged.before_the_body(await begin(small(max_sent_back=0)))
    state = await programme.state()

    refused = await programme.refusal(
        asking.ballot(state, 1, "send_back", by=programme.actor("college-1", "member"))
    )

    assert refused.code == "sent_back_too_often"
    assert refused.details == {"max_sent_back": 0}


async def test_a_rejected_plan_is_the_end(world: World, begin: Begin) -> None:
    programme = await arranged.before_the_body(await begin(small(body(), body("board"))))

    await arranged.vote(programme, "against", "against", "for")

    assert await programme.handle.result() == "rejected"
    state = await programme.state()
    assert (outcomes(state), state.ending) == ([("college", "rejected")], "rejected")
    assert (await programme.kinds())[-1] == "decision.established"
    await programme.verified()


NO_MEETING_LEFT: list[Blueprint] = [
    small(body(meetings=[])),
    small(body(meetings=[str(weekdays(2, 1)[0])], notice_working_days=10)),
]


@pytest.mark.parametrize("blueprint", NO_MEETING_LEFT, ids=["no meeting", "too little notice"])
async def test_when_no_meeting_can_take_it_the_office_plans_one(
    world: World, begin: Begin, blueprint: Blueprint
) -> None:
    programme = await arranged.under_review(await begin(blueprint))
    state = await programme.state()
    for key in ("panel-1", "panel-2"):
        await programme.act(asking.review(key, state, by=programme.actor(key, "panel")))
    state = await programme.until(lambda state: "plan-meeting" in state.deadlines, "a meeting to plan")
    (day,) = weekdays(30, 1)

    await programme.act(asking.plan_meeting("college", day, by=programme.office))

    state = await before(programme, "college")
    assert state.deadlines["meeting"].due == day
    assert "plan-meeting" not in state.deadlines
    await arranged.vote(programme, "for", "for", "for")
    await programme.until(lambda state: state.published, "publication")


async def test_with_early_closing_the_last_vote_decides(world: World, begin: Begin) -> None:
    programme = await arranged.before_the_body(await begin())

    await arranged.vote(programme, "for", "for", "for")

    await after_a_decision(programme)
    assert "deadline.passed" not in await programme.kinds()


async def test_without_early_closing_members_may_change_their_vote_until_the_day_is_over(
    world: World, begin: Begin
) -> None:
    programme = await arranged.before_the_body(await begin(small(body(early_closing=False))))
    await arranged.vote(programme, "against", "against", "against")
    await arranged.vote(programme, "for", "for")
    assert outcomes(await programme.state()) == []

    await programme.forward_past("meeting")

    state = await after_a_decision(programme)
    assert outcomes(state) == [("college", "approved")]
    assert state.sign_off.decisions[0].tally.against == 1


async def test_a_ballot_that_is_decided_ends_where_the_blueprint_says_so(world: World, begin: Begin) -> None:
    programme = await arranged.before_the_body(await begin(small(body(early_closing="when_decided"))))

    await arranged.vote(programme, "against", "against")

    state = await programme.until(lambda state: state.ending is not None, "the end")
    assert outcomes(state) == [("college", "rejected")]
    assert "deadline.passed" not in await programme.kinds()


async def test_a_chair_establishes_the_outcome_that_the_rule_gives(world: World, begin: Begin) -> None:
    chaired = body(chair="college-2", chair_establishes=True)
    programme = await arranged.before_the_body(await begin(small(chaired)))
    await arranged.vote(programme, "for", "for", "against")
    state = await programme.until(lambda state: "establish" in state.deadlines, "the chair's turn")
    assert outcomes(state) == []
    chair = programme.actor("college-2", "member")

    refusal = await programme.refusal(asking.establish(state, "rejected", seat=2, by=chair))
    assert refusal.code == "other_outcome"
    await programme.act(asking.establish(state, "approved", seat=2, by=chair))

    state = await programme.until(lambda state: state.published, "publication")
    assert outcomes(state) == [("college", "approved")]
    await programme.verified()


async def test_advice_goes_with_the_papers_and_does_not_stop_the_chain(world: World, begin: Begin) -> None:
    force = body("task-force", role="advises")
    programme = await arranged.before_the_body(await begin(small(force, body())))
    state = await programme.state()
    reason = await programme.write("Upkeep is not paid for.")
    for seat in (1, 2, 3):
        by = programme.actor(f"task-force-{seat}", "member")
        await programme.act(asking.ballot(state, seat, "against", by=by, reason=reason))
    await before(programme, "college")
    await arranged.vote(programme, "for", "for", "for")

    state = await programme.until(lambda state: state.published, "publication")
    assert outcomes(state) == [("task-force", "advised_against"), ("college", "approved")]
    notes = [event.cover_note for event in await programme.events() if isinstance(event, SubmissionPrepared)]
    before_advice, after_advice = [await programme.read(note) for note in notes]
    assert "Upkeep is not paid for." not in before_advice
    assert "Upkeep is not paid for." in after_advice


async def test_an_approval_is_final_when_the_last_condition_is_met(world: World, begin: Begin) -> None:
    programme = await arranged.before_the_body(await begin())
    await arranged.vote(programme, "for_with_conditions", "for_with_conditions", "for")
    state = await programme.until(lambda state: state.phase == "conditions", "the conditions")
    by = arranged.kwartiermaker(programme)

    for key, condition in state.conditions.items():
        assert (await programme.state()).ending is None
        judge = programme.actor(condition.set.seat, "member")
        await programme.act(asking.show_evidence(key, by=by))
        await programme.act(asking.judge_condition(key, by=judge, met=False))
        await programme.act(asking.show_evidence(key, by=by))
        await programme.act(asking.judge_condition(key, by=judge))

    state = await programme.until(lambda state: state.published, "publication")
    assert (state.ending, len(state.conditions)) == ("approved", 2)

"""What the rules refuse is refused with a stable code, and leaves nothing behind."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from domain.shared.actors import Actor, Role
from domain.state.commands import Command
from domain.state.programme_state import ProgrammeState
from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import World
from tests.workflows.standings import Arrange, begun, evidence_shown

Asked = Callable[[Programme, ProgrammeState], Command]


async def suspended(programme: Programme) -> Programme:
    await arranged.nominated(programme)
    await programme.act(asking.suspend(by=programme.office))
    return programme


def by(key: str, role: Role) -> Callable[[Programme], Actor]:
    return lambda programme: programme.actor(key, role)


member = by("college-1", "member")
reviewer = by("panel-1", "panel")
anna = arranged.anna
kwartiermaker = arranged.kwartiermaker


def condition_key(state: ProgrammeState) -> str:
    (key,) = state.conditions
    return key


REFUSALS: list[tuple[Arrange, str, bool, Asked]] = [
    (begun, "not_the_office", True, lambda p, _: asking.nominate(p.person("anna"), by=p.principal)),
    (begun, "own_work", False, lambda p, _: asking.nominate(p.person("principal"), by=p.office)),
    (
        arranged.nominated,
        "already_nominated",
        False,
        lambda p, _: asking.nominate(p.person("anna"), by=p.office),
    ),
    (
        arranged.nominated,
        "not_the_principal",
        True,
        lambda p, _: asking.choose(p.person("anna"), by=p.office),
    ),
    (
        arranged.nominated,
        "not_a_candidate",
        False,
        lambda p, _: asking.choose(p.person("bram"), by=p.principal),
    ),
    (
        arranged.nominated,
        "chosen_twice",
        False,
        lambda p, _: asking.choose(*[p.person("anna")] * 2, by=p.principal),
    ),
    (arranged.nominated, "nobody_asked", False, lambda p, _: asking.accept(anna(p))),
    (arranged.asked, "not_asked", True, lambda p, _: asking.accept(by("bram", "candidate")(p))),
    (arranged.asked, "not_asked", True, lambda p, _: asking.decline(by("bram", "candidate")(p))),
    (
        arranged.asked,
        "no_kwartiermaker_yet",
        False,
        lambda p, _: asking.replace_kwartiermaker(p.person("kees"), by=p.principal),
    ),
    (arranged.asked, "not_suspended", False, lambda p, _: asking.resume(by=p.office)),
    (arranged.asked, "not_the_principal", True, lambda p, _: asking.withdraw(by=p.office)),
    (
        arranged.asked,
        "no_such_deadline",
        False,
        lambda p, _: asking.move_deadline("draft", p.now.date() + timedelta(days=9), by=p.office),
    ),
    (
        arranged.asked,
        "day_is_over",
        False,
        lambda p, _: asking.move_deadline("accept", p.now.date() - timedelta(days=2), by=p.office),
    ),
    (
        arranged.asked,
        "no_such_body",
        False,
        lambda p, _: asking.plan_meeting("board", p.now.date() + timedelta(days=9), by=p.office),
    ),
    (
        arranged.appointed,
        "no_draft_yet",
        False,
        lambda p, _: asking.save_version({}, by=kwartiermaker(p)),
    ),
    (
        arranged.drafted,
        "unknown_section",
        False,
        lambda p, _: asking.save_version({"poetry": asking.text("Roses")}, by=kwartiermaker(p)),
    ),
    (
        arranged.drafted,
        "not_the_kwartiermaker",
        True,
        lambda p, _: asking.submit_version(1, by=by("bram", "kwartiermaker")(p)),
    ),
    (
        arranged.drafted,
        "not_the_newest_version",
        False,
        lambda p, _: asking.submit_version(0, by=kwartiermaker(p)),
    ),
    (
        arranged.drafted,
        "no_such_version",
        False,
        lambda p, _: asking.submit_version(9, by=kwartiermaker(p)),
    ),
    (arranged.drafted, "no_open_review", False, lambda p, s: asking.review("panel-1", s, by=reviewer(p))),
    (
        arranged.drafted,
        "not_another_person",
        False,
        lambda p, _: asking.replace_kwartiermaker(p.person("anna"), by=p.principal),
    ),
    (
        arranged.under_review,
        "not_your_seat",
        True,
        lambda p, s: asking.review("panel-2", s, by=reviewer(p)),
    ),
    (
        arranged.under_review,
        "not_under_review",
        False,
        lambda p, s: asking.review("panel-1", s, by=reviewer(p), version=1),
    ),
    (
        arranged.under_review,
        "already_submitted",
        False,
        lambda p, _: asking.submit_version(2, by=kwartiermaker(p)),
    ),
    (
        arranged.before_the_body,
        "not_your_seat",
        True,
        lambda p, s: asking.ballot(s, 2, by=member(p)),
    ),
    (
        arranged.before_the_body,
        "other_submission",
        False,
        lambda p, s: asking.ballot(s, 1, by=member(p), submission_hash="0" * 64),
    ),
    (
        arranged.before_the_body,
        "nothing_changes",
        False,
        lambda p, s: asking.revise(s, by=kwartiermaker(p)),
    ),
    (
        arranged.before_the_body,
        "conditions_do_not_fit",
        False,
        lambda p, s: asking.ballot(s, 1, "for_with_conditions", by=member(p)),
    ),
    (
        arranged.before_the_body,
        "meeting_does_not_move",
        False,
        lambda p, _: asking.move_deadline("meeting", p.now.date() + timedelta(days=30), by=p.office),
    ),
    (
        arranged.approved_with_conditions,
        "no_such_condition",
        False,
        lambda p, _: asking.show_evidence("1-nobody-1", by=kwartiermaker(p)),
    ),
    (
        arranged.approved_with_conditions,
        "no_evidence",
        False,
        lambda p, s: asking.judge_condition(condition_key(s), by=member(p)),
    ),
    (
        evidence_shown,
        "not_your_seat",
        True,
        lambda p, s: asking.judge_condition(condition_key(s), by=by("college-2", "member")(p)),
    ),
    (suspended, "suspended", False, lambda p, _: asking.choose(p.person("anna"), by=p.principal)),
]


@pytest.mark.parametrize(("arrange", "code", "forbidden", "asked"), REFUSALS)
async def test_a_refusal_has_its_code_and_leaves_no_event(
    world: World, begin: Begin, arrange: Arrange, code: str, forbidden: bool, asked: Asked
) -> None:
    programme = await arrange(await begin())
    before, length = await programme.state(), (await programme.settled()).history_length

    refused = await programme.refusal(asked(programme, before))

    assert (refused.code, refused.forbidden) == (code, forbidden)
    assert refused.message
    assert (await programme.settled()).history_length == length
    assert await programme.state() == before


async def test_a_refusal_says_what_a_caller_can_act_on(world: World, begin: Begin) -> None:
    programme = await arranged.nominated(await begin())

    refused = await programme.refusal(asking.choose(programme.person("bram"), by=programme.principal))

    assert refused.details == {
        "not_candidates": [programme.person("bram")],
        "candidates": [programme.person("anna")],
    }


async def test_a_gate_that_is_not_met_says_what_is_missing(world: World, begin: Begin) -> None:
    programme = await arranged.drafted(await begin())
    plan = await arranged.whole_plan(programme) | {"funding": await programme.write("  ")}
    await programme.act(asking.save_version(plan, by=kwartiermaker(programme)))

    refused = await programme.refusal(asking.submit_version(2, by=kwartiermaker(programme)))

    assert refused.code == "gate_not_met"
    assert refused.details == {"missing_sections": ["funding"], "missing_responses": ["consultation 1"]}


OF_ANOTHER_PHASE: list[tuple[Arrange, Asked]] = [
    (begun, lambda p, _: asking.submit_version(1, by=kwartiermaker(p))),
    (arranged.drafted, lambda p, _: asking.nominate(p.person("bram"), by=p.office)),
    (arranged.drafted, lambda p, s: asking.ballot(s, 1, by=member(p))),
    (arranged.before_the_body, lambda p, s: asking.review("panel-1", s, by=reviewer(p))),
    (arranged.approved_with_conditions, lambda p, s: asking.ballot(s, 1, by=member(p))),
]


@pytest.mark.parametrize(("arrange", "asked"), OF_ANOTHER_PHASE)
async def test_what_belongs_to_another_phase_is_refused_and_leaves_no_event(
    world: World, begin: Begin, arrange: Arrange, asked: Asked
) -> None:
    programme = await arrange(await begin())
    state, length = await programme.state(), (await programme.settled()).history_length

    command = asked(programme, state)
    refused = await programme.refusal(command)

    assert refused.code == "not_in_this_phase"
    assert refused.details == {"phase": state.phase, "belongs_to": command.phase}
    assert (await programme.settled()).history_length == length


async def test_what_nobody_can_ask_is_not_in_this_phase_either(world: World, begin: Begin) -> None:
    programme = await begun(await begin())

    with pytest.raises(WorkflowUpdateFailedError) as failed:
        await programme.handle.execute_update("sing", {"song": "any"})  # pyright: ignore[reportUnknownMemberType] - Temporal's

    cause = failed.value.cause
    assert isinstance(cause, ApplicationError)
    assert cause.type == "not_in_this_phase"


async def test_an_ended_programme_has_no_run_that_could_answer(world: World, begin: Begin) -> None:
    programme = await arranged.approved(await begin())
    await programme.handle.result()

    with pytest.raises(RPCError) as failed:
        await programme.act(asking.withdraw(by=programme.principal))

    assert failed.value.status is RPCStatusCode.NOT_FOUND


async def test_what_the_register_says_already_is_not_refused(world: World, begin: Begin) -> None:
    programme = await arranged.appointed(await begin())
    plan = await arranged.whole_plan(programme)
    async with programme.locked("plan_origins"):
        await programme.contribute("G1", "G2", "M1")
        await programme.until_an_activity_is_under_way("assemble_draft")
        save = await programme.let_in(asking.save_version(plan, by=kwartiermaker(programme)))
        too_early = await programme.let_in(asking.submit_version(1, by=kwartiermaker(programme)))

    assert [noted.kind for noted in (await save).entries] == ["version.saved"]
    with pytest.raises(WorkflowUpdateFailedError) as failed:
        await too_early
    assert isinstance(failed.value.cause, ApplicationError)
    assert failed.value.cause.type == "not_the_newest_version"

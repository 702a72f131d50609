"""A programme goes from the College's agreement to an approval, on the real parts."""

from temporalio.client import WorkflowExecutionStatus

from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.driving import Begin
from tests.workflows.running import World

TO_THE_BODY = [
    "programme.agreed",
    "candidate.nominated",
    "candidates.chosen",
    "candidate.asked",
    "assignment.accepted",
    "organisations.invited",
    "consultation.opened",
    "consultation.closed",
    "draft.assembled",
    "responses.settled",
    "version.saved",
    "version.submitted",
    "review.given",
    "review.given",
    "review.closed",
    "definition.completed",
    "submission.prepared",
    "submission.scheduled",
    "ballot.cast",
    "ballot.cast",
    "ballot.cast",
    "decision.established",
]
APPROVED = ["programme.approved", "programme.published"]


async def test_a_programme_comes_to_its_approval(world: World, begin: Begin) -> None:
    programme = await arranged.approved(await begin())

    assert await programme.kinds() == [*TO_THE_BODY, *APPROVED]
    assert await programme.handle.result() == "approved"
    assert (await programme.verified()).seq == len(TO_THE_BODY) + len(APPROVED)


async def test_a_programme_with_conditions_comes_to_its_approval(world: World, begin: Begin) -> None:
    programme = await arranged.approved_with_conditions(await begin())
    (condition,) = (await programme.state()).conditions.values()
    key = condition.set.key

    await programme.act(
        asking.show_evidence(key, by=arranged.kwartiermaker(programme)),
        asking.judge_condition(key, by=programme.actor("college-1", "member")),
    )
    state = await programme.until(lambda state: state.published, "publication")

    assert state.ending == "approved"
    assert await programme.kinds() == [*TO_THE_BODY, "evidence.shown", "condition.judged", *APPROVED]
    await programme.verified()


async def test_each_phase_is_one_run_of_its_own_type(world: World, begin: Begin) -> None:
    programme = await arranged.approved_with_conditions(await begin())

    await programme.settled()

    runs = await programme.runs()
    assert [run.workflow_type for run in runs] == [
        "AppointKwartiermaker",
        "DefineProgramme",
        "SignOff",
        "FulfilConditions",
    ]
    assert [run.status for run in runs] == [
        *[WorkflowExecutionStatus.CONTINUED_AS_NEW] * 3,
        WorkflowExecutionStatus.RUNNING,
    ]

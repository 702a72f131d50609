"""Fulfilling the conditions: an approval is final when the last is met; a lapse goes back to its body."""

from temporalio import workflow

from workflows.acting import people_may
from workflows.phase import Phase

with workflow.unsafe.imports_passed_through():
    from domain.conditions.conditions import every_condition_is_met_or_one_must_lapse
    from domain.conditions.lapsing import let_conditions_lapse
    from domain.sign_off.approve_programme import approve_the_programme
    from domain.state.programme_state import Ending, ProgrammeState
    from domain.vocabulary.commands import JudgeCondition, ShowEvidence


@workflow.defn
class FulfilConditions(Phase):
    """Owners show evidence, and who asked for the condition judges it."""

    show_evidence = people_may(ShowEvidence)
    judge_condition = people_may(JudgeCondition)

    @workflow.run
    async def run(self, _state: ProgrammeState) -> Ending | None:
        return await self.live(self.story)

    async def story(self) -> None:
        await self.until(every_condition_is_met_or_one_must_lapse)
        await self.take(let_conditions_lapse)
        await self.take(approve_the_programme)
        await self.publish()

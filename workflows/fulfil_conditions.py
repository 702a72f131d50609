"""Fulfilling the conditions: an approval is final when the last is met; a lapse goes back to its body."""

from temporalio import workflow

from workflows.acting import people_may
from workflows.phase import Phase

with workflow.unsafe.imports_passed_through():
    from domain.conditions.judge_condition import JudgeCondition
    from domain.conditions.let_conditions_lapse import (
        every_condition_is_met_or_one_must_lapse,
    )
    from domain.conditions.show_evidence import ShowEvidence
    from domain.every_phase import own_steps
    from domain.state.programme_state import Ending, ProgrammeState


@workflow.defn
class FulfilConditions(Phase):
    """Owners show evidence, and who asked for the condition judges it."""

    show_evidence = people_may(ShowEvidence)
    judge_condition = people_may(JudgeCondition)

    @workflow.run
    async def run(self, _state: ProgrammeState) -> Ending | None:
        return await self.run_phase(self.story)

    async def story(self) -> None:
        await self.until(every_condition_is_met_or_one_must_lapse)
        await self.take(own_steps.LET_CONDITIONS_LAPSE)
        await self.take(own_steps.APPROVE_THE_PROGRAMME)
        await self.take(own_steps.PUBLISH_THE_PROGRAMME)

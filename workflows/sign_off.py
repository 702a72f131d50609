"""Signing off: each body of the chain decides in turn on its own submission."""

from temporalio import workflow

from domain.conditions.judge_condition import JudgeCondition
from domain.conditions.show_evidence import ShowEvidence
from domain.sign_off.ballot import the_ballot_is_over
from domain.sign_off.cast_ballot import CastBallot
from domain.sign_off.chair import the_chair_has_established, the_chair_must_establish
from domain.sign_off.establish_outcome import EstablishOutcome
from domain.sign_off.revise_submission import ReviseSubmission
from workflows.acting import people_may
from workflows.phase import Phase

with workflow.unsafe.imports_passed_through():
    from domain.bodies.meetings import a_meeting_can_take_it
    from domain.conditions.judge_condition import JudgeCondition
    from domain.conditions.show_evidence import ShowEvidence
    from domain.every_phase import own_steps
    from domain.sign_off.ballot import the_ballot_is_over
    from domain.sign_off.cast_ballot import CastBallot
    from domain.sign_off.chair import the_chair_has_established, the_chair_must_establish
    from domain.sign_off.establish_outcome import EstablishOutcome
    from domain.sign_off.revise_submission import ReviseSubmission
    from domain.sign_off.submissions import a_body_must_decide, the_body_has_not_decided
    from domain.state.programme_state import Ending, ProgrammeState


@workflow.defn
class SignOff(Phase):
    """Members vote; quorum and rule decide: on to the next body, another meeting, back, or the end."""

    cast_ballot = people_may(CastBallot)
    revise_submission = people_may(ReviseSubmission)
    establish_outcome = people_may(EstablishOutcome)
    show_evidence = people_may(ShowEvidence)
    judge_condition = people_may(JudgeCondition)

    @workflow.run
    async def run(self, _state: ProgrammeState) -> Ending | None:
        return await self.run_phase(self.story)

    async def story(self) -> None:
        while a_body_must_decide(self.state):
            await self.take(own_steps.PREPARE_SUBMISSION)
            while the_body_has_not_decided(self.state):
                await self.take(own_steps.SAY_WHAT_IS_MISSED)
                await self.until(lambda state: a_meeting_can_take_it(state, self.today))
                await self.take(own_steps.SAY_WHAT_IS_MISSED)
                await self.take(own_steps.PUT_ON_THE_AGENDA)
                await self.until(the_ballot_is_over)
                if the_chair_must_establish(self.state):
                    await self.take(own_steps.CLOSE_THE_BALLOT)
                    await self.until(the_chair_has_established)
                await self.take(own_steps.ESTABLISH_THE_DECISION)
        await self.take(own_steps.APPROVE_THE_PROGRAMME)
        await self.take(own_steps.PUBLISH_THE_PROGRAMME)

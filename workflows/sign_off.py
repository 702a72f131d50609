"""Signing off: each body of the chain decides in turn on its own submission."""

from collections.abc import Sequence

from temporalio import workflow

from workflows.acting import people_may
from workflows.phase import Phase

with workflow.unsafe.imports_passed_through():
    from activities import names
    from domain.bodies.meetings import a_meeting_can_take_it, put_on_the_agenda
    from domain.bodies.notice import say_what_is_missed
    from domain.register.events import Event
    from domain.register.steps import SubmissionStep
    from domain.sign_off.approve_programme import approve_the_programme
    from domain.sign_off.ballot import the_ballot_is_over
    from domain.sign_off.cast_ballot import CastBallot
    from domain.sign_off.chair import the_chair_has_established, the_chair_must_establish
    from domain.sign_off.close_ballot import close_the_ballot
    from domain.sign_off.establish_decision import establish_the_decision
    from domain.sign_off.establish_outcome import EstablishOutcome
    from domain.sign_off.revise_submission import ReviseSubmission
    from domain.sign_off.submissions import a_body_must_decide, nothing_is_prepared, the_body_has_not_decided
    from domain.state.programme_state import Ending, ProgrammeState
    from domain.vocabulary.commands import JudgeCondition, ShowEvidence

SAYS_WHAT_IS_MISSED = "says-what-is-missed"


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
        return await self.live(self.story)

    async def story(self) -> None:
        while a_body_must_decide(self.state):
            await self.perform(names.PREPARE_SUBMISSION, self._submission, long=True)
            while the_body_has_not_decided(self.state):
                await self.take(self._missed)
                await self.until(lambda state: a_meeting_can_take_it(state, self.today))
                await self.take(self._agenda)
                await self.until(the_ballot_is_over)
                if the_chair_must_establish(self.state):
                    await self.take(close_the_ballot)
                    await self.until(the_chair_has_established)
                await self.take(self._decision, names.ESTABLISH_DECISION)
        await self.take(approve_the_programme)
        await self.publish()

    def _submission(self) -> SubmissionStep | None:
        submitted, body = self.state.definition.submitted, self.state.body
        if not nothing_is_prepared(self.state) or submitted is None or body is None:
            return None
        return SubmissionStep(
            **self.place(),
            number=self.state.sign_off.submissions + 1,
            body_key=body.key,
            version=submitted.number,
            version_hash=submitted.hash,
        )

    def _missed(self, state: ProgrammeState) -> Sequence[Event]:
        missed = say_what_is_missed(state, self.today)
        # A run that went on without saying so replays as it was; one that misses none pays nothing.
        return missed if missed and workflow.patched(SAYS_WHAT_IS_MISSED) else []

    def _agenda(self, state: ProgrammeState) -> Sequence[Event]:
        return self._missed(state) or put_on_the_agenda(state, self.today)

    def _decision(self, state: ProgrammeState) -> Sequence[Event]:
        return establish_the_decision(state, self.today)

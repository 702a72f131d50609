"""Defining the programme: asking everyone, drafting with what they said, and the panel's review."""

from dataclasses import replace
from datetime import datetime

from temporalio import workflow

from domain.consultation.cancel_session import CancelSession
from domain.consultation.consultations import the_consultation_is_open, the_consultation_is_over
from domain.consultation.nudge_silent import NudgeSilent
from domain.consultation.open_consultation import OpenConsultation
from domain.consultation.plan_session import PlanSession
from domain.consultation.record_session import RecordSession
from domain.organisations.add_organisations import AddOrganisations
from domain.organisations.withdraw_organisations import WithdrawOrganisations
from domain.plan.allow_drafter import AllowDrafter
from domain.plan.answer_principle import AnswerPrinciple
from domain.plan.answer_sent_back_point import AnswerSentBackPoint
from domain.plan.disallow_drafter import DisallowDrafter
from domain.plan.panel_review import a_version_is_under_review, the_review_is_over
from domain.plan.review import Review
from domain.plan.save_version import SaveVersion
from domain.plan.submit_version import SubmitVersion
from domain.projects.add_project import AddProject
from domain.projects.place_project import PlaceProject
from domain.responses.settle_responses import SettleResponses
from workflows.acting import people_may
from workflows.phase import Phase

with workflow.unsafe.imports_passed_through():
    from domain.consultation.cancel_session import CancelSession
    from domain.consultation.nudge_silent import NudgeSilent
    from domain.consultation.open_consultation import OpenConsultation
    from domain.consultation.plan_session import PlanSession
    from domain.consultation.record_session import RecordSession
    from domain.every_phase import own_steps
    from domain.organisations.add_organisations import AddOrganisations
    from domain.organisations.withdraw_organisations import WithdrawOrganisations
    from domain.plan import gate
    from domain.plan.allow_drafter import AllowDrafter
    from domain.plan.answer_principle import AnswerPrinciple
    from domain.plan.answer_sent_back_point import AnswerSentBackPoint
    from domain.plan.disallow_drafter import DisallowDrafter
    from domain.plan.panel_review import a_version_is_under_review, the_review_is_over
    from domain.plan.review import Review
    from domain.plan.save_version import SaveVersion
    from domain.plan.submit_version import SubmitVersion
    from domain.projects.add_project import AddProject
    from domain.projects.place_project import PlaceProject
    from domain.register.steps import CloseStep
    from domain.responses.settle_responses import SettleResponses
    from domain.state.programme_state import Ending, ProgrammeState


def something_is_asked(state: ProgrammeState) -> bool:
    """Whether organisations or the panel are being asked, or nothing more needs to be."""
    return the_consultation_is_open(state) or a_version_is_under_review(state) or gate.holds(state)


@workflow.defn
class DefineProgramme(Phase):
    """Organisations contribute, the kwartiermaker drafts, the panel reviews, until the gate holds."""

    add_organisations = people_may(AddOrganisations)
    withdraw_organisations = people_may(WithdrawOrganisations)
    open_consultation = people_may(OpenConsultation)
    save_version = people_may(SaveVersion)
    answer_principle = people_may(AnswerPrinciple)
    answer_sent_back_point = people_may(AnswerSentBackPoint)
    allow_drafter = people_may(AllowDrafter)
    disallow_drafter = people_may(DisallowDrafter)
    settle_responses = people_may(SettleResponses)
    submit_version = people_may(SubmitVersion)
    review = people_may(Review)
    plan_session = people_may(PlanSession)
    record_session = people_may(RecordSession)
    cancel_session = people_may(CancelSession)
    add_project = people_may(AddProject)
    place_project = people_may(PlaceProject)
    nudge_silent = people_may(NudgeSilent)

    @workflow.init
    def __init__(self, state: ProgrammeState) -> None:
        super().__init__(state)
        self._hinted = False

    @workflow.signal
    def look_again(self) -> None:
        """A hint that everyone may have answered: contributions do not come by the workflow."""
        self._hinted = True

    @workflow.run
    async def run(self, _state: ProgrammeState) -> Ending | None:
        return await self.run_phase(self.story)

    async def story(self) -> None:
        await self.take(own_steps.INVITE_ORGANISATIONS)
        await self.take(own_steps.OPEN_THE_FIRST_CONSULTATION)
        await self._until_the_consultation_is_closed()
        await self.take(own_steps.ASSEMBLE_THE_DRAFT)
        while not gate.holds(self.state):
            await self.until(something_is_asked)
            await self._until_the_consultation_is_closed()
            await self.until(the_review_is_over)
            await self.take(own_steps.CLOSE_THE_REVIEW)
        await self.take(own_steps.COMPLETE_THE_DEFINITION)

    async def _until_the_consultation_is_closed(self) -> None:
        """Wait for everyone to answer the open consultation, or for its last day to end."""
        while the_consultation_is_open(self.state):
            await self.until(lambda state: self._hinted or the_consultation_is_over(state))
            await self.take(replace(own_steps.CLOSE_THE_CONSULTATION, wanted=self._look))

    def _look(self, state: ProgrammeState, now: datetime) -> CloseStep | None:
        # Right before it is asked: a hint that comes later is about somebody who may not be counted yet.
        self._hinted = False
        return own_steps.CLOSE_THE_CONSULTATION.wanted(state, now)

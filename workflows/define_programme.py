"""Defining the programme: asking everyone, drafting with what they said, and the panel's review."""

from temporalio import workflow

from workflows.acting import people_may
from workflows.phase import Phase

with workflow.unsafe.imports_passed_through():
    from activities import names
    from domain.consultation.cancel_session import CancelSession
    from domain.consultation.consultations import (
        FIRST_CONSULTATION,
        the_consultation_is_open,
        the_consultation_is_out_of_time,
        the_consultation_is_over,
    )
    from domain.consultation.invite_organisations import organisations_are_invited
    from domain.consultation.nudge_silent import NudgeSilent
    from domain.consultation.open_consultation import OpenConsultation, open_the_first_consultation
    from domain.consultation.plan_session import PlanSession
    from domain.consultation.record_session import RecordSession
    from domain.organisations.add_organisations import AddOrganisations
    from domain.organisations.withdraw_organisations import WithdrawOrganisations
    from domain.plan import gate
    from domain.plan.definition import (
        a_version_is_under_review,
        close_the_review,
        complete_the_definition,
        the_review_is_over,
        there_is_no_draft,
    )
    from domain.register.steps import CloseStep, DraftStep, RoundStep, Step
    from domain.responses.settle_responses import SettleResponses
    from domain.state.programme_state import Ending, ProgrammeState
    from domain.vocabulary.commands import (
        AddProject,
        AllowDrafter,
        AnswerPrinciple,
        AnswerSentBackPoint,
        DisallowDrafter,
        PlaceProject,
        Review,
        SaveVersion,
        SubmitVersion,
    )


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
        self._told_to_look = False

    @workflow.signal
    def look_again(self) -> None:
        """A hint that everyone may have answered: a round's contributions do not come by the workflow."""
        self._told_to_look = True

    @workflow.run
    async def run(self, _state: ProgrammeState) -> Ending | None:
        return await self.live(self.story)

    async def story(self) -> None:
        await self.perform(names.INVITE_ORGANISATIONS, self._invitation, long=True)
        await self.perform(names.OPEN_ROUND, self._first_round)
        await self._until_the_round_is_closed()
        await self.perform(names.ASSEMBLE_DRAFT, self._first_draft, long=True)
        while not gate.holds(self.state):
            await self.until(something_is_asked)
            await self._until_the_round_is_closed()
            await self.until(the_review_is_over)
            await self.take(close_the_review)
        await self.take(complete_the_definition)

    async def _until_the_round_is_closed(self) -> None:
        """Wait for everyone to answer the open consultation, or for its last day to end."""
        while the_consultation_is_open(self.state):
            await self.until(lambda state: self._told_to_look or the_consultation_is_over(state))
            await self.perform(names.CLOSE_ROUND, self._closing)

    def _invitation(self) -> Step | None:
        return None if organisations_are_invited(self.state) else Step(**self.place())

    def _first_round(self) -> RoundStep | None:
        match open_the_first_consultation(self.state, self.today):
            case [opened]:
                number, version = opened.consultation, opened.version
                return RoundStep(**self.place(), number=number, version=version, due=opened.due)
            case _:
                return None

    def _closing(self) -> CloseStep | None:
        self._told_to_look = False
        held = self.state.definition.consultation
        if held is None or not held.is_open:
            return None
        out_of_time = the_consultation_is_out_of_time(self.state)
        return CloseStep(**self.place(), number=held.number, out_of_time=out_of_time)

    def _first_draft(self) -> DraftStep | None:
        if not there_is_no_draft(self.state):
            return None
        return DraftStep(**self.place(), version=self.state.version + 1, consultation=FIRST_CONSULTATION)

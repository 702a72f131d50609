"""Appointing the kwartiermaker: from the College's agreement to an accepted assignment."""

from temporalio import workflow

from workflows.acting import people_may
from workflows.phase import Phase

with workflow.unsafe.imports_passed_through():
    from domain.appointment.accept_assignment import AcceptAssignment
    from domain.appointment.candidates import (
        a_choice_is_made,
        candidates_are_nominated,
        the_assignment_is_accepted,
        the_candidate_answered,
    )
    from domain.appointment.choose import Choose
    from domain.appointment.decline_assignment import DeclineAssignment
    from domain.appointment.nominate import Nominate
    from domain.every_phase import own_steps
    from domain.state.programme_state import Ending, ProgrammeState


@workflow.defn
class AppointKwartiermaker(Phase):
    """The office nominates, the principal chooses, a candidate accepts."""

    nominate = people_may(Nominate)
    choose = people_may(Choose)
    accept_assignment = people_may(AcceptAssignment)
    decline_assignment = people_may(DeclineAssignment)

    @workflow.run
    async def run(self, _state: ProgrammeState) -> Ending | None:
        return await self.run_phase(self.story)

    async def story(self) -> None:
        await self.take(own_steps.RECORD_THE_AGREEMENT)
        while not the_assignment_is_accepted(self.state):
            await self.until(candidates_are_nominated)
            await self.until(a_choice_is_made)
            await self.take(own_steps.ASK_THE_NEXT_CANDIDATE)
            await self.until(the_candidate_answered)

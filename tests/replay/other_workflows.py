"""Workflows changed as none may be while programmes run, or as they were: to see what replaying notices."""

from collections.abc import Sequence

from temporalio import workflow

from workflows.define_programme import DefineProgramme
from workflows.sign_off import SignOff

with workflow.unsafe.imports_passed_through():
    from activities import names
    from domain.state.programme_state import Ending, ProgrammeState
    from domain.vocabulary.events import Event


@workflow.defn(name="DefineProgramme")
class OpensTheRoundFirst(DefineProgramme):
    """Takes the first two steps in the other order."""

    @workflow.init
    def __init__(self, state: ProgrammeState) -> None:
        super().__init__(state)

    @workflow.run
    async def run(self, _state: ProgrammeState) -> Ending | None:
        return await self.live(self.story)

    async def story(self) -> None:
        await self.perform(names.OPEN_ROUND, self._first_round)
        await super().story()


@workflow.defn(name="SignOff")
class SaysNothingOfMissedMeetings(SignOff):
    """As it was before a meeting that comes too soon was said to be missed."""

    @workflow.init
    def __init__(self, state: ProgrammeState) -> None:
        super().__init__(state)

    @workflow.run
    async def run(self, _state: ProgrammeState) -> Ending | None:
        return await self.live(self.story)

    def _missed(self, state: ProgrammeState) -> Sequence[Event]:  # noqa: ARG002 - as it is called
        return []

"""Workflows changed as none may be while programmes run: to see that replaying notices it."""

from temporalio import workflow

from workflows.define_programme import DefineProgramme

with workflow.unsafe.imports_passed_through():
    from activities import names
    from domain.state import Ending, ProgrammeState


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

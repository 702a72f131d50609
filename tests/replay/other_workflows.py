"""Workflows changed as none may be while programmes run, or as they were: to see what replaying notices."""

from typing import Any

from temporalio import workflow

from workflows.appoint_kwartiermaker import AppointKwartiermaker
from workflows.define_programme import DefineProgramme
from workflows.sign_off import SignOff

with workflow.unsafe.imports_passed_through():
    from domain.every_phase import own_steps
    from domain.register.answers import Answer
    from domain.register.events import Event
    from domain.register.steps import DraftStep, Step
    from domain.sign_off.cast_ballot import BallotCast
    from domain.state.commands import Command
    from domain.state.own_step import OwnStep
    from domain.state.programme_state import Ending, ProgrammeState


@workflow.defn(name="DefineProgramme")
class OpensTheRoundFirst(DefineProgramme):
    """Takes the first two steps in the other order."""

    @workflow.init
    def __init__(self, state: ProgrammeState) -> None:
        super().__init__(state)

    @workflow.run
    async def run(self, _state: ProgrammeState) -> Ending | None:
        return await self.run_phase(self.story)

    async def story(self) -> None:
        await self.take(own_steps.OPEN_THE_FIRST_CONSULTATION)
        await super().story()


@workflow.defn(name="SignOff")
class SaysNothingOfMissedMeetings(SignOff):
    """As it was before a meeting that comes too soon was said to be missed."""

    @workflow.init
    def __init__(self, state: ProgrammeState) -> None:
        super().__init__(state)

    @workflow.run
    async def run(self, _state: ProgrammeState) -> Ending | None:
        return await self.run_phase(self.story)

    def _wanted(self, step: OwnStep[Any]) -> Step | None:
        return None if step is own_steps.SAY_WHAT_IS_MISSED else super()._wanted(step)


@workflow.defn(name="SignOff")
class TakesEveryVoteForOneAgainst(SignOff):
    """Lets another event be recorded than the command asks for."""

    @workflow.init
    def __init__(self, state: ProgrammeState) -> None:
        super().__init__(state)

    @workflow.run
    async def run(self, _state: ProgrammeState) -> Ending | None:
        return await self.run_phase(self.story)

    def _judge(self, command: Command) -> list[Event]:
        return [
            event.model_copy(update={"choice": "against"}) if isinstance(event, BallotCast) else event
            for event in super()._judge(command)
        ]


@workflow.defn(name="AppointKwartiermaker")
class HandsOnAnotherState(AppointKwartiermaker):
    """Forgets the last commands when it goes on."""

    @workflow.init
    def __init__(self, state: ProgrammeState) -> None:
        super().__init__(state)

    @workflow.run
    async def run(self, _state: ProgrammeState) -> Ending | None:
        return await self.run_phase(self.story)

    async def _come_to_rest(self) -> None:
        await super()._come_to_rest()
        self.state = self.state.model_copy(update={"recent": ()})


@workflow.defn(name="DefineProgramme")
class AsksForAnotherDraft(DefineProgramme):
    """Gives an ordinary activity another input."""

    @workflow.init
    def __init__(self, state: ProgrammeState) -> None:
        super().__init__(state)

    @workflow.run
    async def run(self, _state: ProgrammeState) -> Ending | None:
        return await self.run_phase(self.story)

    def _wanted(self, step: OwnStep[Any]) -> Step | None:
        wanted = super()._wanted(step)
        return wanted.model_copy(update={"version": 7}) if isinstance(wanted, DraftStep) else wanted


@workflow.defn(name="SignOff")
class AnswersNothing(SignOff):
    """Answers those who act with another answer than they got."""

    @workflow.init
    def __init__(self, state: ProgrammeState) -> None:
        super().__init__(state)

    @workflow.run
    async def run(self, _state: ProgrammeState) -> Ending | None:
        return await self.run_phase(self.story)

    async def carry_out(self, command: Command) -> Answer:
        answer = await super().carry_out(command)
        return answer.model_copy(update={"entries": ()})

"""What every phase shares: people's commands, waiting with deadlines, steps into the register, the end."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import date, datetime, timedelta
from typing import Any

from temporalio import workflow
from temporalio.common import RawValue, RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError, FailureError, is_cancelled_exception

with workflow.unsafe.imports_passed_through():
    from domain.bodies.file_reference import FileReference
    from domain.bodies.give_mandate import GiveMandate
    from domain.bodies.pass_on_seat import PassOnSeat
    from domain.bodies.plan_meeting import PlanMeeting
    from domain.bodies.plan_meetings import PlanMeetings
    from domain.bodies.withdraw_mandate import WithdrawMandate
    from domain.every_phase import own_steps
    from domain.every_phase.move_deadline import MoveDeadline
    from domain.every_phase.remind_whose_turn import RemindWhoseTurn
    from domain.every_phase.replace_kwartiermaker import ReplaceKwartiermaker
    from domain.every_phase.resume import Resume
    from domain.every_phase.suspend import Suspend
    from domain.every_phase.withdraw import OPERATOR, Withdraw, withdraw_by_operator
    from domain.people.bind_identity import BindIdentity
    from domain.people.give_part import GivePart
    from domain.people.take_part import TakePart
    from domain.people.undo_identity import UndoIdentity
    from domain.publication.classify_document import ClassifyDocument
    from domain.register.answers import Answer
    from domain.register.entries import Head
    from domain.register.events import Event
    from domain.register.steps import RECORD, Recorded, RecordStep, Step, is_step_key
    from domain.shared.refusals import Refusal
    from domain.sign_off.correct_decision import CorrectDecision
    from domain.state import deadlines
    from domain.state.commands import Command, updates
    from domain.state.folding import fold
    from domain.state.judge import OfAnotherPhase, UnknownInThisPhase, judge
    from domain.state.own_step import OwnStep, header, of_a_person
    from domain.state.programme_state import WORKFLOW_OF, Ending, ProgrammeState
    from workflows import operators, patches
    from workflows.acting import people_may, refused

A_FEW_TRIES = RetryPolicy(initial_interval=timedelta(milliseconds=200), maximum_attempts=3)
UNTIL_IT_WORKS = RetryPolicy(maximum_interval=timedelta(seconds=30))
WHEN_REFUSED = timedelta(hours=1)
"""After which a step of the programme's own that was refused is tried again: an operator looks into it."""


class _Withdrawn(Exception):  # noqa: N818 - not an error: the programme has ended
    """Somebody withdrew the programme; whatever the phase was waiting for, it waits no longer."""


class _StartAfresh(Exception):  # noqa: N818 - not an error: the history has grown long
    """The phase goes on in a new run of itself."""


class Phase:
    """One phase of a programme. A subclass lists what people may do, and tells its story in `run`."""

    suspend = people_may(Suspend)
    remind_whose_turn = people_may(RemindWhoseTurn)
    resume = people_may(Resume)
    move_deadline = people_may(MoveDeadline)
    plan_meeting = people_may(PlanMeeting)
    plan_meetings = people_may(PlanMeetings)
    file_reference = people_may(FileReference)
    give_part = people_may(GivePart)
    take_part = people_may(TakePart)
    bind_identity = people_may(BindIdentity)
    undo_identity = people_may(UndoIdentity)
    pass_on_seat = people_may(PassOnSeat)
    give_mandate = people_may(GiveMandate)
    withdraw_mandate = people_may(WithdrawMandate)
    classify_document = people_may(ClassifyDocument)
    correct_decision = people_may(CorrectDecision)
    replace_kwartiermaker = people_may(ReplaceKwartiermaker)
    withdraw = people_may(Withdraw)

    @workflow.init
    def __init__(self, state: ProgrammeState) -> None:
        self.state = state
        self._lock = asyncio.Lock()
        self._begun_in = state.phase

    @property
    def today(self) -> date:
        """The day it is by the programme's clock."""
        return self.state.rules.calendar.day_of(self.now)

    @property
    def now(self) -> datetime:
        """The programme's clock, which never goes back."""
        # Temporal's may by a little, where another of its hosts takes over: no entry stands before the last.
        now = workflow.now()
        return now if self.state.at is None else max(now, self.state.at)

    async def run_phase(self, story: Callable[[], Awaitable[None]]) -> Ending | None:
        """Take the programme through `story`, then go on in the next phase, or end."""
        try:
            await self._go_through(story)
        except (asyncio.CancelledError, ActivityError) as error:
            if not is_cancelled_exception(error) or await _to_its_end(self._withdraw_by_operator()):
                raise
            # What was not to be a withdrawal goes on, in a run that nobody has cancelled.
        if self.state.ending is None:
            workflow.continue_as_new(
                workflow=WORKFLOW_OF[self.state.phase],
                args=[self.state],
                search_attributes=operators.search_attributes(self.state, workflow.now()),
            )
        return self.state.ending

    async def _go_through(self, story: Callable[[], Awaitable[None]]) -> None:
        self._show()
        with suppress(_Withdrawn, _StartAfresh):
            await story()
        if self.state.ending is None:
            self._stop_if_cancelled()
        await self._come_to_rest()

    async def _come_to_rest(self) -> None:
        await workflow.wait_condition(workflow.all_handlers_finished)
        # Search attributes stay: a next run brings its own, and one that has ended waits for nobody.
        workflow.set_current_details(operators.details(self.state))

    async def _withdraw_by_operator(self) -> bool:
        """Withdraw the programme, unless it has ended; False when that was refused."""
        async with self._lock:
            while events := withdraw_by_operator(self.state):
                step = RecordStep(**header(self.state, self.now, OPERATOR), events=tuple(events))
                if (await self._run_activity(RECORD, step)).refused is not None:
                    return False
        if self.state.ending == "approved":
            # It was too late to withdraw, and what is approved is not left unpublished.
            await self.take(own_steps.PUBLISH_THE_PROGRAMME)
        await self._come_to_rest()
        return True

    # --- people ---

    def check(self, command: Command) -> None:
        """Refuse what the rules refuse, before anything is written; what is known already is let in.

        While somebody writes, the register may say more than is known here, and people may have read it:
        then the rules are asked afterwards.
        """
        if command.id not in self.state.recent and not self._lock.locked():
            self._judge(command)

    async def carry_out(self, command: Command) -> Answer:
        """Append what `command` causes, and answer when the register has it."""
        # One that comes with a programme's very first task would run before the agreement is recorded.
        await workflow.wait_condition(lambda: self.state.head.seq > 0)
        async with self._lock:
            while True:
                # Others may have come first while this one waited for its turn, so the rules are asked again.
                step = self._step_of(command, await self._judge_by_the_register(command))
                recorded = await self._run_activity(command.carried_out_by, step)
                if recorded.refused is not None:
                    raise refused(recorded.refused.refusal)
                if recorded.done:
                    mine = [entry for entry in recorded.entries_after(step) if step.caused(entry)]
                    return Answer.of(self.state.slug, mine)

    @workflow.query
    def head(self) -> Head:
        """The end of the register as this workflow has seen it."""
        return self.state.head

    @workflow.update(dynamic=True)
    async def _other(self, name: str, _args: Sequence[RawValue]) -> Answer:
        raise self._not_in_this_phase(name)

    @_other.validator
    def _refuse_other(self, name: str, _args: Sequence[RawValue]) -> None:
        raise self._not_in_this_phase(name)

    # --- waiting ---

    async def until(self, happened: Callable[[ProgrammeState], bool]) -> None:
        """Wait until `happened`; meanwhile remind, and note each deadline that passes.

        A suspended programme waits for its resumption, whatever else happens.
        """
        while not self._may_go_on(happened):
            self._stop_if_cancelled()
            if workflow.info().is_continue_as_new_suggested():
                raise _StartAfresh
            await self._sleep(happened)
        self._stop_if_withdrawn()

    async def _sleep(self, happened: Callable[[ProgrammeState], bool]) -> None:
        """Sleep until `happened`, or until the next moment of a deadline, and then meet it."""
        moment = deadlines.next_moment(self.state)
        alarm = asyncio.create_task(self._alarm(moment))
        try:
            while not (alarm.done() or self._may_go_on(happened) or self._must_think_again(moment)):
                self._show()
                shown = self.state.head
                await workflow.wait_condition(
                    lambda: alarm.done() or self._may_go_on(happened) or self.state.head != shown  # noqa: B023 - waited for here
                )
        finally:
            alarm.cancel()
        if alarm.done():
            await self._meet_deadlines()

    async def _alarm(self, moment: deadlines.Moment | None) -> None:
        if moment is None:
            await workflow.wait_condition(lambda: False)
        else:
            ahead = max(moment.at - workflow.now(), timedelta())
            await workflow.sleep(ahead, summary=_summary(moment))

    def _must_think_again(self, moment: deadlines.Moment | None) -> bool:
        return deadlines.next_moment(self.state) != moment or workflow.info().is_continue_as_new_suggested()

    def _may_go_on(self, happened: Callable[[ProgrammeState], bool]) -> bool:
        if self.state.ending == "withdrawn":
            return True
        if self.state.suspended_on is not None:
            return False
        # After a worker died, the register may be found beyond what was waited for: even beyond this phase.
        return self.state.phase != self._begun_in or happened(self.state)

    def _stop_if_withdrawn(self) -> None:
        if self.state.ending == "withdrawn":
            raise _Withdrawn

    def _stop_if_cancelled(self) -> None:
        # An activity that ends while it is being cancelled answers, and nobody hears of the cancellation.
        if workflow.cancellation_reason() is not None:
            raise asyncio.CancelledError

    async def _meet_deadlines(self) -> None:
        for step in own_steps.OVER_TIME:
            await self.take(step)

    # --- steps of the programme itself ---

    async def take(self, step: OwnStep[Any]) -> None:
        """Take a step of the programme's own, unless it is taken already or not wanted any more."""
        while True:
            async with self._turn():
                if await self._take(step):
                    return
                refused_at = self.state.head
            # Outside of the turn: what people do meanwhile may be what makes it follow.
            await self._look_again_after(refused_at)

    async def _look_again_after(self, head: Head) -> None:
        with suppress(TimeoutError):
            await workflow.wait_condition(lambda: self.state.head != head, timeout=WHEN_REFUSED)

    async def _take(self, step: OwnStep[Any]) -> bool:
        """Take a step as long as it is wanted; False when it was refused."""
        before = None
        # One that leads to nothing now (a consultation that is not over) is not asked for again.
        while self.state.head != before and (wanted := self._wanted(step)) is not None:
            before = self.state.head
            recorded = await self._run_activity(step.activity, wanted, long=step.long)
            if recorded.refused is not None:
                return False
        return True

    def _wanted(self, step: OwnStep[Any]) -> Step | None:
        wanted = step.wanted(self.state, self.now)
        if wanted is None or step.patch is None:
            return wanted
        # A run that went on without such a step replays as it was; one that wants none pays nothing.
        return wanted if workflow.patched(step.patch) else None

    @asynccontextmanager
    async def _turn(self) -> AsyncGenerator[None]:
        """The programme's turn to write: nobody else writes, and it is neither suspended nor withdrawn."""
        while True:
            if self.state.suspended_on is not None:
                self._show()
            await workflow.wait_condition(lambda: self._may_go_on(lambda _: True))
            async with self._lock:
                self._stop_if_withdrawn()
                if self.state.suspended_on is None:
                    yield
                    return

    async def _run_activity(self, activity: str, step: Step, *, long: bool = False) -> Recorded:
        """Carry out `step` and take in what the register holds after it.

        Never gives up: a few tries at once as a local activity, then for as long as it takes.
        """
        recorded = None if long else await self._try_locally(activity, step)
        if recorded is None:
            recorded = await self._try_until_it_works(activity, step)
        self.state = fold(self.state, recorded.entries_after(step))
        return recorded

    async def _try_locally(self, activity: str, step: Step) -> Recorded | None:
        try:
            return await workflow.execute_local_activity(
                activity,
                step,
                result_type=Recorded,
                start_to_close_timeout=timedelta(seconds=10),
                retry_policy=A_FEW_TRIES,
            )
        except FailureError as error:
            # A local activity's failure comes as it is, not wrapped in an ActivityError as an ordinary one's.
            if is_cancelled_exception(error):
                raise
            return None

    async def _try_until_it_works(self, activity: str, step: Step) -> Recorded:
        return await workflow.execute_activity(
            activity,
            step,
            result_type=Recorded,
            start_to_close_timeout=timedelta(minutes=1),
            # One comes every other second: a worker that was killed is missed long before a minute is over.
            heartbeat_timeout=timedelta(seconds=10),
            retry_policy=UNTIL_IT_WORKS,
            summary=f"{activity.replace('_', ' ')}, after entry {step.head.seq}",
        )

    # --- judging and showing ---

    async def _judge_by_the_register(self, command: Command) -> list[Event]:
        """What `command` causes, none when it is recorded already.

        After a worker died the register may say more than is known here, and people may have read it: so
        it is asked before anybody is refused.
        """
        if command.id in self.state.recent and not self._may_be_of_a_step(command):
            return []
        try:
            return self._judge(command)
        except ApplicationError:
            known, step = self.state.head, self._step_of(command, [])
            recorded = await self._run_activity(RECORD, step)
            if any(map(step.caused, recorded.entries)) and workflow.patched(patches.ANSWERED_BY_THE_REGISTER):
                return []
            if self.state.head == known:
                raise
            return await self._judge_by_the_register(command)

    def _may_be_of_a_step(self, command: Command) -> bool:
        # A history in which somebody had such a key before replays as it was.
        return is_step_key(command.id) and workflow.patched(patches.KEYS_OF_PEOPLE)

    def _step_of(self, command: Command, events: Sequence[Event]) -> RecordStep:
        return of_a_person(command, self.state, self.now, events)

    def _judge(self, command: Command) -> list[Event]:
        try:
            return judge(command, self.state, self.today)
        except Refusal as refusal:
            raise refused(refusal) from refusal

    def _not_in_this_phase(self, name: str) -> ApplicationError:
        command = updates().get(name)
        if command is not None and command.phase is not None:
            return refused(OfAnotherPhase(phase=self.state.phase, belongs_to=command.phase))
        # Newer code may know it: whoever asked hears at least in which phase the programme is.
        return refused(UnknownInThisPhase(phase=self.state.phase, update=name))

    def _show(self) -> None:
        """Let operators see what is waited for; each changed search attribute costs one history event."""
        workflow.set_current_details(operators.details(self.state))
        shown = workflow.info().typed_search_attributes
        if updates := operators.changes(shown, operators.search_attributes(self.state, workflow.now())):
            workflow.upsert_search_attributes(updates)  # pyright: ignore[reportUnknownMemberType] - Temporal's


async def _to_its_end(work: Coroutine[Any, Any, bool]) -> bool:
    """Do `work`, also when the cancellation that led to it is delivered only now."""
    task = asyncio.create_task(work)
    while not task.done():
        with suppress(asyncio.CancelledError):
            await asyncio.shield(task)
    return task.result()


def _summary(moment: deadlines.Moment) -> str:
    match moment.what:
        case deadlines.Passing():
            what = "passes"
        case deadlines.SilenceCheck():
            what = "who is silent?"
        case deadlines.Reminder(nth):
            what = f"reminder {nth}"
    return f"{moment.deadline}: {what}"

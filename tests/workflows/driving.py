"""Drives a programme on the real parts, without the API: what people do, what is seen, how time passes."""

import asyncio
import secrets
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple, cast

from temporalio.api.enums.v1 import EventType
from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.client import (
    WorkflowExecution,
    WorkflowExecutionDescription,
    WorkflowUpdateFailedError,
    WorkflowUpdateStage,
)
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from blueprints.freezing import freeze
from domain.blueprint.model import Blueprint
from domain.register.answers import Answer
from domain.register.entries import Entry, Head, verify
from domain.register.events import Event
from domain.shared.actors import Actor, Role
from domain.shared.support import Answer as Say
from domain.shared.support import Support
from domain.shared.texts import TextRef
from domain.state.commands import Command
from domain.state.programme_state import WORKFLOW_OF, ProgrammeState
from mail.letter import Letter
from mail.stored import addressee, decode
from store import texts
from store.consultation import consultations, contributions
from store.every_phase import alarms, beginning, programmes
from store.people import people
from store.register import entries
from store.responses import points, responses
from tests.workflows.running import World
from tests.workflows.signing import signed
from tests.workflows.waiting import eventually
from workflows import starting

A_MOMENT = timedelta(minutes=5)
"""Fast-forwarding lands within about a second of what was asked."""


class Refused(NamedTuple):
    """How a command was refused."""

    code: str
    message: str
    details: dict[str, Any]
    forbidden: bool


class Programme:
    """One running programme; people are known by the keys of the blueprint."""

    def __init__(self, world: World, slug: str, ids: dict[str, str]) -> None:
        self.world = world
        self.slug = slug
        self.handle = world.client.get_workflow_handle(starting.workflow_id(slug))
        self._ids = ids
        self._skipped = timedelta()

    @classmethod
    async def begin(cls, world: World, blueprint: Blueprint, *, start: bool = True) -> "Programme":
        """Write the programme's row and what goes with it, and `start` its workflow."""
        today = datetime.now(UTC).date()
        frozen = freeze(blueprint, today)
        slug = f"small-{secrets.token_hex(4)}"
        async with world.pool.acquire() as connection, connection.transaction():
            office = next(person for person in frozen.people if person.key == frozen.office[0])
            starter = people.Person(office.subject, office.name, office.email)
            start_of = beginning.Start(slug, frozen, starter, f"start-{slug}", "")
            assert await beginning.begin(connection, start_of), "the slug is new"
            known = await people.ids(connection, slug, [person.subject for person in frozen.people])
        ids = {person.key: known[person.subject] for person in frozen.people}
        programme = cls(world, slug, ids)
        if start:
            await programme.start()
        return programme

    async def start(self) -> bool:
        async with self.world.pool.acquire() as connection:
            state = await programmes.beginning(connection, self.slug)
        assert state is not None
        return await starting.start(self.world.client, state, self.world.queue)

    # --- people ---

    def person(self, key: str) -> str:
        """The id of a person of the blueprint."""
        return self._ids[key]

    def actor(self, key: str, role: Role) -> Actor:
        return Actor(person=self._ids[key], role=role)

    @property
    def office(self) -> Actor:
        return self.actor("office", "office")

    @property
    def principal(self) -> Actor:
        return self.actor("principal", "principal")

    async def write(self, words: str) -> TextRef:
        """Keep what somebody typed, and refer to it."""
        text = texts.compose(words)
        async with self.world.pool.acquire() as connection, connection.transaction():
            await texts.keep(connection, self.slug, [text], author=None)
        return text.ref

    async def read(self, text: TextRef) -> str:
        """What a text says."""
        async with self.world.pool.acquire() as connection:
            return (await texts.read(connection, [text.id]))[text.id]

    async def act(self, *commands: Command) -> Answer:
        """Let people act in turn; what the last one was answered."""
        answers = [await self._send(command, command.id) for command in commands]
        return answers[-1]

    async def act_again(self, command: Command) -> Answer:
        """Send a command as if never before: Temporal cannot tell that it is the same, only Kwartier can."""
        return await self._send(command, f"again-{secrets.token_hex(4)}")

    async def refusal(self, command: Command) -> Refused:
        """How `command` is refused; fails when it is not."""
        try:
            await self._send(command, command.id)
        except WorkflowUpdateFailedError as failure:
            cause = failure.cause
            assert isinstance(cause, ApplicationError), f"not the form of a refusal: {cause!r}"
            assert cause.type is not None
            said = cast("dict[str, Any]", cause.details[0])
            return Refused(cause.type, said["message"], said["details"], said["forbidden"])
        raise AssertionError(f"{command.update} was not refused")

    async def _send(self, command: Command, update_id: str) -> Answer:
        async def send() -> Answer | None:
            try:
                return await self.handle.execute_update(  # pyright: ignore[reportUnknownMemberType] - Temporal's
                    command.update,
                    signed(command, self.slug, key=self.world.commands),
                    id=update_id,
                    result_type=Answer,
                    rpc_timeout=timedelta(seconds=30),
                )
            except RPCError as error:
                # While workers die one after the other the server takes nothing for a moment; the API says
                # 503 then, and whoever asks repeats it.
                if error.status != RPCStatusCode.FAILED_PRECONDITION:
                    raise
                return None

        answer = await eventually(
            send, lambda found: found is not None, lambda _: f"{command.update} was not taken"
        )
        assert answer is not None
        return answer

    async def let_in(self, command: Command) -> Awaitable[Answer]:
        """Send a command, and return when the phase has let it in; what it returns gives the answer."""
        update = await self.handle.start_update(  # pyright: ignore[reportUnknownMemberType] - Temporal's
            command.update,
            signed(command, self.slug, key=self.world.commands),
            id=command.id,
            result_type=Answer,
            wait_for_stage=WorkflowUpdateStage.ACCEPTED,
        )
        return cast("Awaitable[Answer]", update.result())

    async def send_off(self, command: Command) -> "asyncio.Task[Answer]":
        """Send a command while nobody is at work, without waiting for its answer."""
        sent = asyncio.create_task(self._send(command, command.id))
        await eventually(
            self.handle.describe,
            lambda run: run.raw_description.HasField("pending_workflow_task"),
            lambda _: f"{command.update} never came to the server",
        )
        return sent

    async def contribute(
        self, *organisations: str, can: Say = "yes", will: Say = "yes", words: str = "We say."
    ) -> list[contributions.Contribution | contributions.Refused]:
        """Let organisations answer the consultation, each about the goals."""
        return [await self._contribute(code, Support(can=can, will=will), words) for code in organisations]

    async def _contribute(
        self, code: str, support: Support, words: str
    ) -> contributions.Contribution | contributions.Refused:
        text, rounds = texts.compose(words), await self.rounds()
        new = contributions.NewContribution(
            rounds[-1].number if rounds else 1,
            code,
            self.person("rik"),
            support,
            {"goals": text.ref},
            secrets.token_hex(8),
            "",
        )
        async with self.world.pool.acquire() as connection, connection.transaction():
            return await contributions.contribute(connection, self.slug, new, [text])

    async def answer(self, consultation: int = 1) -> None:
        """Let the kwartiermaker say of every point that it was not taken over."""
        of, state = (self.slug, consultation), await self.state()
        assert state.kwartiermaker is not None
        async with self.world.pool.acquire() as connection, connection.transaction():
            for point in await points.read(connection, of):
                reason = texts.compose("It does not fit.")
                await texts.keep(connection, self.slug, [reason], author=None)
                new = responses.NewResponse("not_taken_over", None, None, reason.ref, state.kwartiermaker)
                await responses.add(connection, of, point, new)

    # --- what is seen ---

    async def state(self) -> ProgrammeState:
        """Where the programme stands, as its register says."""
        async with self.world.pool.acquire() as connection:
            state = await programmes.current_state(connection, self.slug)
        assert state is not None
        return state

    async def register(self) -> list[Entry]:
        async with self.world.pool.acquire() as connection:
            return await entries.read(connection, self.slug)

    async def events(self) -> list[Event]:
        return [entry.event for entry in await self.register()]

    async def kinds(self) -> list[str]:
        """What the register holds, in order."""
        return [event.kind for event in await self.events()]

    async def verified(self) -> Head:
        """The end of the register, after its whole chain was checked."""
        checked = verify([entry.model_dump(mode="json") for entry in await self.register()])
        assert isinstance(checked, Head), f"the register does not hold: {checked}"
        return checked

    async def outbox(self) -> list[Letter]:
        """Every letter so far, as often as it is for a role, a person or an organisation."""
        async with self.world.pool.acquire() as connection:
            rows = await connection.fetch(
                "SELECT kind, role, recipient, fields, about FROM outbox WHERE programme = $1 ORDER BY id",
                self.slug,
            )
        return [decode(kind, addressee(role, code), *about) for kind, role, code, *about in rows]

    async def rounds(self) -> list[consultations.Consultation]:
        """The consultations as people are shown them."""
        async with self.world.pool.acquire() as connection:
            return await consultations.all_of(connection, self.slug)

    async def until(self, happened: Callable[[ProgrammeState], bool], what: str = "") -> ProgrammeState:
        """Wait until the register says that `happened`; fails with what it says instead."""
        said = what or getattr(happened, "__name__", "this")
        return await eventually(
            self.state,
            happened,
            lambda state: f"waited in vain for: {said}; after entry {state.head.seq} it stands at {state!r}",
        )

    async def until_alarmed(self, what: alarms.What) -> None:
        """Wait until an operator is told of something about this programme."""

        async def raised() -> list[alarms.What]:
            async with self.world.pool.acquire() as connection:
                return [a.what for a in await alarms.read(connection) if a.programme == self.slug]

        await eventually(raised, lambda seen: what in seen, lambda seen: f"no {what} among {seen}")

    async def until_noted(self, *kinds: str) -> ProgrammeState:
        """Wait until the register ends with entries of these kinds."""
        await eventually(
            self.kinds,
            lambda seen: tuple(seen[-len(kinds) :]) == kinds,
            lambda seen: f"waited in vain for the register to end with {kinds}; it holds {seen}",
        )
        return await self.state()

    # --- what stands in the way ---

    @asynccontextmanager
    async def register_locked(self) -> AsyncGenerator[None]:
        """Nobody can append to the register for as long as the context lasts."""
        async with self.world.pool.acquire() as connection, connection.transaction():
            await connection.execute("SELECT 1 FROM programmes WHERE slug = $1 FOR UPDATE", self.slug)
            yield

    @asynccontextmanager
    async def locked(self, table: str) -> AsyncGenerator[None]:
        """Nobody can write to a table for as long as the context lasts."""
        async with self.world.pool.acquire() as connection, connection.transaction():
            await connection.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
            yield

    async def until_somebody_is_kept_waiting(self, count: int = 1) -> None:
        """Wait until so many transactions wait for such a lock."""

        async def waiting() -> int:
            async with self.world.pool.acquire() as connection:
                return await connection.fetchval(
                    "SELECT count(*) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
                )

        await eventually(
            waiting, lambda seen: seen >= count, lambda seen: f"only {seen} transactions wait for a lock"
        )

    # --- what an operator sees ---

    async def settled(self) -> WorkflowExecutionDescription:
        """The current run, once nothing is under way in it any more."""
        return await eventually(
            self._at_rest,
            lambda run: run is not None,
            lambda _: "waited in vain for the workflow to come to rest",
        )  # pyright: ignore[reportReturnType] - it is not None any more

    async def _at_rest(self) -> WorkflowExecutionDescription | None:
        run, state = await self.handle.describe(), await self.state()
        raw = run.raw_description
        busy = raw.HasField("pending_workflow_task") or raw.pending_activities
        in_its_phase = state.ending is not None or run.workflow_type == WORKFLOW_OF[state.phase]
        return run if in_its_phase and not busy else None

    async def details(self) -> str:
        """What the Temporal UI shows as the current details of the run."""
        await self.settled()
        return await self.current_details()

    async def current_details(self) -> str:
        metadata = await self.handle.query("__temporal_workflow_metadata", result_type=WorkflowMetadata)
        return metadata.current_details

    async def runs(self) -> list[WorkflowExecution]:
        """Every run of the programme, oldest first, as the visibility store has them."""
        query = f'WorkflowId = "{self.handle.id}"'
        found = [run async for run in self.world.client.list_workflows(query)]
        return sorted(found, key=lambda run: run.start_time)

    async def history(self, run_id: str | None = None) -> list[Any]:
        """The events of a run, the current one unless another is named."""
        handle = self.world.client.get_workflow_handle(self.handle.id, run_id=run_id)
        return [event async for event in handle.fetch_history_events()]

    async def noted_in_history(self, kind: str) -> None:
        """Wait until the current run has an event of a kind, such as TIMER_FIRED."""
        wanted = EventType.Value(f"EVENT_TYPE_{kind}")
        await eventually(
            self.history,
            lambda history: bool(of_type(history, wanted)),
            lambda history: f"waited in vain for {kind} among {len(history)} events",
        )

    async def until_an_activity_is_under_way(self, name: str) -> None:
        """Wait until a worker carries out an ordinary activity of the current run."""
        await eventually(
            self.handle.describe,
            lambda run: any(
                activity.activity_type.name == name and activity.attempt
                for activity in run.raw_description.pending_activities
            ),
            lambda run: f"waited in vain for {name}; there is {run.raw_description.pending_activities}",
        )

    async def terminate(self) -> None:
        """End whatever still runs, so that it costs the server nothing any more."""
        with suppress(RPCError):
            await self.handle.terminate("the test is over")

    # --- time ---

    @property
    def now(self) -> datetime:
        """The programme's clock."""
        return datetime.now(UTC) + self._skipped

    async def forward_to(self, moment: datetime) -> None:
        """Let the programme's clock go to shortly after `moment`, with all that happens on the way."""
        ahead = moment + A_MOMENT - self.now
        assert ahead > timedelta(), f"{moment} is over already"
        await self.world.skipper.fast_forward(self.handle, ahead)
        self._skipped += ahead

    async def forward_past(self, deadline: str) -> ProgrammeState:
        """Let a deadline that is open pass; answers how the programme stood before."""
        state = await self.state()
        await self.forward_to(state.rules.calendar.end_of(state.deadlines[deadline].due))
        return state

    async def forward_into(self, day: date) -> None:
        """Let it become the morning of `day`."""
        state = await self.state()
        await self.forward_to(state.rules.calendar.start_of(day))


Begin = Callable[..., Awaitable[Programme]]
"""Begins a programme from a blueprint, a small one unless another is given."""


def of_type(history: Iterable[Any], *types: "EventType.ValueType") -> list[Any]:
    """The events of a history that are of one of these types."""
    return [event for event in history if event.event_type in types]

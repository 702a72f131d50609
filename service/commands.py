"""Asking something of a programme: who asks, in which part, and whether they asked it before."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

import structlog

from domain.register.answers import Answer
from domain.shared.refusals import Refusal
from domain.shared.texts import TextRef
from domain.state.commands import Command, Stamp
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Part, part
from service import audit, sending
from service.callers import Caller, Person, by_link, known_to_act
from service.once import About, Payload, hash_of
from service.resources import Resources
from service.waiting import DATABASE_AWAY, Unavailable
from store import texts
from store.database import Connection
from store.people import callers, named, people
from store.register.command_key import CommandKey

NOBODY = "nobody"
"""An id that nobody has. An empty one would be the principal's for as long as a programme has none."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Writing:
    """Where a command is written: what was typed becomes a reference, a person becomes an id."""

    state: ProgrammeState
    part: Part
    stamp: Stamp
    ids: Mapping[str, str]
    kept: list[texts.Text] = field(default_factory=list)

    def text(self, body: str) -> TextRef:
        """A reference to `body`, which is stored before the command is sent."""
        text = texts.compose(body)
        self.kept.append(text)
        return text.ref

    def person(self, person: people.Person) -> str:
        return self.ids[person.subject]


class SideWrite(Protocol):
    """What is written beside a command before it is sent, and forgotten when it is refused."""

    async def write(self, connection: Connection, key: CommandKey, command: Command) -> Command:
        """Write it, and answer the command with what it gets from there. May raise `Refusal`."""
        ...

    async def foresee(self, connection: Connection, key: CommandKey, command: Command) -> Command:
        """The command as `write` would answer it, refused as it would be, when nothing is written."""
        ...

    async def forget(self, connection: Connection, key: CommandKey) -> None: ...


Precondition = Callable[[Connection], Awaitable[None]]
"""Looks in PostgreSQL for what the rules cannot know; raises what is wrong."""

PayloadT_co = TypeVar("PayloadT_co", covariant=True)


@dataclass(frozen=True)
class CommandRequest(Generic[PayloadT_co]):
    """One command as somebody asks it: how it is made, of which `payload`, about what of the address.

    The part in which they ask is the command's own to find (`Command.part`). `named` are the people in it.
    A way in may hold the payload in a form of its own; it is sent as plain values (`with_payload`).
    """

    command: type[Command]
    make: Callable[[Writing], Command]
    payload: PayloadT_co
    about: About = field(default_factory=dict[str, str | int])
    named: Sequence[people.Person] = ()
    precondition: Precondition | None = None
    side_write: SideWrite | None = None

    def with_payload(self, payload: Payload) -> "CommandRequest[Payload]":
        return CommandRequest(
            self.command, self.make, payload, self.about, self.named, self.precondition, self.side_write
        )


async def send(
    resources: Resources,
    caller: Caller,
    key: str,
    slug: str,
    request: CommandRequest[Payload],
    *,
    by_link_of: str | None = None,
) -> Answer:
    """Carry out what is asked, once per `key`. Raises `Refusal`, and what says that PostgreSQL is away.

    `by_link_of` is the id of the person whose link the caller has shown, instead of being known themselves.
    """
    async with resources.database() as connection:
        state = await resources.states.of(connection, slug)
        person = (
            await known_to_act(connection, state, caller)
            if by_link_of is None
            else by_link(by_link_of, caller)
        )
        secret = await resources.states.secret_of(connection, slug)
        request_hash = hash_of(request.command.update, request.about, request.payload, person.id, secret)
        # First: what was answered once is answered so again, whatever the rules say by now.
        if answer := await sending.earlier(connection, slug, key, request_hash):
            return answer
        async with _all_or_nothing(connection, request):
            command_key = CommandKey(slug, person.id, key, request_hash)
            ids = await named.wait(connection, command_key, request.named)
            # Whoever asks has no part yet: the command finds it, from where the programme stands.
            unknown = part(person.asker, "programme")
            stamp = Stamp(id=key, body=request_hash, actor=unknown.actor)
            writing = Writing(state, unknown, stamp, ids)
            command = request.make(writing)
            # Before any text is stored: whoever may not ask leaves none behind.
            command = command.asked_in(command.part(person.asker, state))
            audit.note(part=command.actor.role)
            if request.precondition is not None:
                await request.precondition(connection)
            # Before it is sent: a history holds references only, and what they refer to must be there.
            await texts.keep(connection, slug, writing.kept, person.id)
            if request.side_write is not None:
                command = await request.side_write.write(connection, command_key, command)
    try:
        return await sending.send(resources, slug, command)
    except Unavailable:
        # It may still take effect: what it refers to has to be there then.
        raise
    except Refusal:
        await discard(resources, writing.kept, command_key, request.side_write)
        raise


async def must_be_let(resources: Resources, caller: Caller, slug: str, command: type[Command]) -> None:
    """Raise what `command` itself would of who asks it: only of one whose `part` looks at nothing it says."""
    async with resources.database() as connection:
        state = await resources.states.of(connection, slug)
        # Looked for, not remembered: whoever may not ask is written down nowhere.
        id_ = await callers.find(connection, slug, caller.account)
    audit.note(person=id_)
    command.model_construct().part(Person(id_ or NOBODY, caller).asker, state)


def _all_or_nothing(
    connection: Connection, request: CommandRequest[Payload]
) -> AbstractAsyncContextManager[object]:
    # Texts alone are one statement: a transaction around it would cost every vote two round trips.
    more = request.named or request.side_write is not None
    return connection.transaction() if more else nullcontext()


class _Forgets(Protocol):
    async def forget(self, connection: Connection, key: CommandKey) -> None: ...


async def discard(
    resources: Resources, kept: Sequence[texts.Text], key: CommandKey, beside: _Forgets | None
) -> None:
    """What was typed for a refused command, and whom it named, is nobody's business any more."""
    try:
        async with resources.database() as connection:
            await texts.discard(connection, [text.ref.id for text in kept])
            await named.forget(connection, key)
            if beside is not None:
                await beside.forget(connection, key)
    # The refusal is what the caller must hear; texts that nothing refers to do no harm, people go in a day.
    except DATABASE_AWAY as error:
        log.warning("texts of a refused command stay behind", error=repr(error))

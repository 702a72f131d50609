"""What every command has in common on its way in: who asks, in which part, whether they asked it before."""

import hmac
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Annotated, Protocol

import structlog
from fastapi import Depends, Header
from pydantic import BaseModel

from api import gateway
from api.http.dependencies import Caller, Resources, Who, get_resources
from api.http.problems import DATABASE_AWAY, Problem
from api.roles import Casting, Check, Part, Person
from domain.register.answers import Answer
from domain.shared.canonical import canonical
from domain.shared.texts import TextRef
from domain.state.commands import Command, Stamp
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, part
from store import texts
from store.database import Connection
from store.organisations.stakeholders import CommandKey
from store.people import callers, people

IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        description="Makes it safe to repeat the request: the same key and the same request, the same answer."
        " Use a new one, such as a UUID, for everything else.",
        min_length=1,
        max_length=200,
        pattern=r"^[\x21-\x7e]+$",
        examples=["7c6c8f0e-3f0e-4d8b-9a53-6d1f0f1f9c2b"],
    ),
]


@dataclass(frozen=True)
class Writing:
    """Where a command's fields are written: what was typed becomes a reference, a person becomes an id."""

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


REFUSED = (403, 404, 409)

log = structlog.get_logger()


class Beside(Protocol):
    """What is written beside a command before it is sent, and forgotten when it is refused."""

    async def write(self, connection: Connection, key: CommandKey) -> Mapping[str, object]:
        """Write it, and answer fields that the command gets from there. May raise `Problem`."""
        ...

    async def forget(self, connection: Connection, key: CommandKey) -> None: ...


Fields = Callable[[Writing], Mapping[str, object]]

Look = Callable[[Connection], Awaitable[None]]
"""Looks in PostgreSQL for what the rules cannot know; raises what is wrong."""


@dataclass(frozen=True)
class Asked:
    """One command as it was asked: the `about` of its address, its `payload`, and how it becomes fields."""

    command: type[Command]
    by: Casting
    fields: Fields
    payload: BaseModel
    about: Mapping[str, str | int] = field(default_factory=dict[str, str | int])
    named: Sequence[people.Person] = ()
    check: Check | None = None
    look: Look | None = None
    beside: Beside | None = None


class SideWrite(Protocol):
    """What is written beside a command before it is sent, and forgotten when it is refused."""

    async def write(self, connection: Connection, key: CommandKey, command: Command) -> Command:
        """Write it, and answer the command with what it gets from there. May raise `Refusal`."""
        ...

    async def forget(self, connection: Connection, key: CommandKey) -> None: ...


Precondition = Callable[[Connection], Awaitable[None]]
"""Looks in PostgreSQL for what the rules cannot know; raises what is wrong."""


@dataclass(frozen=True)
class CommandRequest:
    """One command as somebody asks it: how it is made, of which `payload`, about what of the address.

    The part in which they ask is the command's own to find (`Command.part`). `named` are the people in it.
    """

    command: type[Command]
    make: Callable[[Writing], Command]
    payload: BaseModel
    about: Mapping[str, str | int] = field(default_factory=dict[str, str | int])
    named: Sequence[people.Person] = ()
    precondition: Precondition | None = None
    side_write: SideWrite | None = None


class Acting:
    """Lets the caller act on a programme, once per idempotency key."""

    def __init__(self, resources: Resources, caller: Caller, key: str) -> None:
        self._resources = resources
        self._caller = caller
        self._key = key

    async def __call__(self, slug: str, asked: Asked | CommandRequest) -> Answer:
        """Carry out what was `asked`. Raises `Problem`, `Forbidden`, and what says PostgreSQL is away."""
        if isinstance(asked, CommandRequest):
            return await self._send(slug, asked)
        async with self._resources.database() as connection:
            state = await self._resources.standings.of(connection, slug)
            person = await known(connection, self._caller)
            secret = await self._resources.standings.secret_of(connection, slug)
            body = body_hash(asked.command.update, asked.about, asked.payload, person.id, secret)
            if answer := await gateway.earlier(connection, slug, self._key, body):
                return answer
            if asked.check is not None:
                asked.check(state)
            cast = asked.by(person, state)
            if asked.look is not None:
                await asked.look(connection)
            async with _all_or_nothing(connection, asked):
                ids = await people.know(connection, asked.named)
                stamp = Stamp(id=self._key, body=body, actor=cast.actor)
                writing = Writing(state, cast, stamp, ids)
                fields = asked.fields(writing)
                await texts.keep(connection, slug, writing.kept, person.id)
                command_key = CommandKey(slug, self._key, body)
                if asked.beside is not None:
                    fields = {**fields, **await asked.beside.write(connection, command_key)}
        command = asked.command.model_validate({"id": self._key, "body": body, "actor": cast.actor, **fields})
        try:
            return await gateway.send(self._resources, slug, command)
        except Problem as problem:
            if problem.status in REFUSED:
                await self._discard(writing.kept, command_key, asked.beside)
            raise

    async def _send(self, slug: str, request: CommandRequest) -> Answer:
        async with self._resources.database() as connection:
            state = await self._resources.standings.of(connection, slug)
            person = await known(connection, self._caller)
            secret = await self._resources.standings.secret_of(connection, slug)
            body = body_hash(request.command.update, request.about, request.payload, person.id, secret)
            if answer := await gateway.earlier(connection, slug, self._key, body):
                return answer
            key = CommandKey(slug, self._key, body)
            async with _all_or_nothing(connection, request):
                ids = await people.know(connection, request.named)
                asker = Asker(person.id, "office" in person.caller.roles)
                somebody = part(asker, "programme")
                writing = Writing(state, somebody, Stamp(id=self._key, body=body, actor=somebody.actor), ids)
                command = request.make(writing)
                command = command.asked_in(command.part(asker, state))
                if request.precondition is not None:
                    await request.precondition(connection)
                await texts.keep(connection, slug, writing.kept, person.id)
                if request.side_write is not None:
                    command = await request.side_write.write(connection, key, command)
        try:
            return await gateway.send(self._resources, slug, command)
        except Problem as problem:
            if problem.status in REFUSED:
                await self._discard(writing.kept, key, request.side_write)
            raise

    async def _discard(
        self, kept: Sequence[texts.Text], key: CommandKey, beside: Beside | SideWrite | None
    ) -> None:
        """What was typed for a refused command is nobody's business any more."""
        try:
            async with self._resources.database() as connection:
                await texts.discard(connection, [text.ref.id for text in kept])
                if beside is not None:
                    await beside.forget(connection, key)
        except DATABASE_AWAY as error:
            log.warning("texts of a refused command stay behind", error=repr(error))


def _all_or_nothing(
    connection: Connection, asked: Asked | CommandRequest
) -> AbstractAsyncContextManager[object]:
    # Texts alone are one statement: a transaction around it would cost every vote two round trips.
    beside = asked.side_write if isinstance(asked, CommandRequest) else asked.beside
    more = asked.named or beside is not None
    return connection.transaction() if more else nullcontext()


async def known(connection: Connection, caller: Caller) -> Person:
    """Who calls, with the id that they have from now on."""
    person = people.Person(caller.subject, caller.name, caller.email)
    return Person(await callers.know(connection, person), caller)


def body_hash(
    update: str, about: Mapping[str, str | int], payload: BaseModel, person: str, secret: bytes = b""
) -> str:
    """What tells one request from another under the same idempotency key: what is asked, of what, by whom.

    The programme's `secret` keeps whoever reads it in a history or register from guessing what was typed.
    """
    asked = payload.model_dump(mode="json")
    whole = canonical({"update": update, "about": dict(about), "payload": asked, "actor": person})
    return hmac.new(secret, whole, sha256).hexdigest()


async def _acting(
    resources: Annotated[Resources, Depends(get_resources)], caller: Who, idempotency_key: IdempotencyKey
) -> Acting:
    return Acting(resources, caller, idempotency_key)


Act = Annotated[Acting, Depends(_acting)]
"""A route that lets people act asks for this."""

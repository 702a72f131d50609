"""Marked to go with the last route that asks a command by its fields: see `service.commands`.

`Asked` finds the part by `api.roles`, makes the command from a mapping, and raises problems by their codes.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Annotated, Protocol

from fastapi import Depends
from pydantic import BaseModel

from api.http import acting
from api.http.acting import IdempotencyKey
from api.http.dependencies import Here, Who
from api.http.requests import plain
from api.roles import Casting, Check
from domain.register.answers import Answer
from domain.shared import errors
from domain.state.commands import Command, Stamp
from service import commands, sending
from service.callers import known
from service.commands import CommandRequest, Precondition, SideWrite, Writing
from service.once import hash_of
from service.waiting import Unavailable
from store import texts
from store.database import Connection
from store.organisations.stakeholders import CommandKey
from store.people import people

__all__ = [
    "Act",
    "Asked",
    "Beside",
    "CommandRequest",
    "Fields",
    "IdempotencyKey",
    "Look",
    "Precondition",
    "SideWrite",
    "Writing",
]


class Beside(Protocol):
    """What is written beside a command before it is sent, and forgotten when it is refused."""

    async def write(self, connection: Connection, key: CommandKey) -> Mapping[str, object]:
        """Write it, and answer fields that the command gets from there."""
        ...

    async def forget(self, connection: Connection, key: CommandKey) -> None: ...


Fields = Callable[[Writing], Mapping[str, object]]
Look = Precondition


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


class Acting(acting.Acting):
    async def __call__(self, slug: str, request: CommandRequest[BaseModel] | Asked) -> Answer:
        if isinstance(request, CommandRequest):
            return await super().__call__(slug, request)
        return await self._ask(slug, request)

    async def _ask(self, slug: str, asked: Asked) -> Answer:
        async with self.resources.database() as connection:
            state = await self.resources.states.of(connection, slug)
            person = await known(connection, self.caller)
            secret = await self.resources.states.secret_of(connection, slug)
            body = hash_of(asked.command.update, asked.about, plain(asked.payload), person.id, secret)
            if answer := await sending.earlier(connection, slug, self.key, body):
                return answer
            if asked.check is not None:
                asked.check(state)
            cast = asked.by(person, state)
            if asked.look is not None:
                await asked.look(connection)
            more = asked.named or asked.beside is not None
            async with connection.transaction() if more else nullcontext():
                ids = await people.know(connection, asked.named)
                writing = Writing(state, cast, Stamp(id=self.key, body=body, actor=cast.actor), ids)
                fields = asked.fields(writing)
                await texts.keep(connection, slug, writing.kept, person.id)
                command_key = CommandKey(slug, self.key, body)
                if asked.beside is not None:
                    fields = {**fields, **await asked.beside.write(connection, command_key)}
        command = asked.command.model_validate({"id": self.key, "body": body, "actor": cast.actor, **fields})
        try:
            return await sending.send(self.resources, slug, command)
        except Unavailable:
            raise
        except errors.Refusal:
            await commands.discard(self.resources, writing.kept, command_key, asked.beside)
            raise


async def _acting(resources: Here, caller: Who, idempotency_key: IdempotencyKey) -> Acting:
    return Acting(resources, caller, idempotency_key)


Act = Annotated[Acting, Depends(_acting)]

"""How a route lets the caller act: what was asked goes on to the service as plain values."""

from typing import Annotated

from fastapi import Depends, Header
from pydantic import BaseModel

from api.http.dependencies import Here, Who
from api.http.requests import plain
from domain.register.answers import Answer
from domain.state.commands import Command
from service import commands
from service.callers import Caller
from service.commands import CommandRequest
from service.resources import Resources

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


class Acting:
    """Lets the caller act on programmes, once per idempotency key."""

    def __init__(self, resources: Resources, caller: Caller, key: str) -> None:
        self.resources = resources
        self.caller = caller
        self.key = key

    async def __call__(self, slug: str, request: CommandRequest[BaseModel]) -> Answer:
        """Carry out what is asked of the programme `slug`."""
        # The service knows no HTTP, so pydantic's models stay on this side.
        asked = request.with_payload(plain(request.payload))
        return await commands.send(self.resources, self.caller, self.key, slug, asked)

    async def must(self, slug: str, command: type[Command]) -> None:
        """Raise what says that the caller may not ask `command` of the programme, before a file is read."""
        await commands.must_be_let(self.resources, self.caller, slug, command)


async def _acting(resources: Here, caller: Who, idempotency_key: IdempotencyKey) -> Acting:
    return Acting(resources, caller, idempotency_key)


Act = Annotated[Acting, Depends(_acting)]
"""A route that lets people act asks for this."""

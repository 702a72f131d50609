"""Doing an act: the same for every way in."""

from typing import Any

from domain.register.answers import Answer
from service import commands
from service.asking.acts import Act, AnyRequest, Asked
from service.asking.forms import plain
from service.callers import Caller
from service.resources import Resources


async def do(
    resources: Resources, caller: Caller, key: str, slug: str, act: Act[Any, Any], asked: Asked[Any, Any]
) -> Answer:
    """Let the caller do `act` in the programme `slug`, once per `key`. Raises `Refusal`."""
    return await send(resources, caller, key, slug, await act.request(resources, slug, asked))


async def send(resources: Resources, caller: Caller, key: str, slug: str, request: AnyRequest) -> Answer:
    """Carry out what is asked of the programme `slug`."""
    # The service hashes plain values: the same request in a form of its own must stay the same.
    return await commands.send(resources, caller, key, slug, request.with_payload(plain(request.payload)))

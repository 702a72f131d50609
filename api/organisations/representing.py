"""How a route lets the office say who speaks for an organisation."""

from typing import Annotated

from fastapi import Depends

from api.http.acting import IdempotencyKey
from api.http.dependencies import Here, Who
from service.organisations.representatives import Representing


async def _representing(resources: Here, caller: Who, idempotency_key: IdempotencyKey) -> Representing:
    return Representing(resources, caller, idempotency_key)


Represent = Annotated[Representing, Depends(_representing)]
"""A route by which the office says who speaks for an organisation asks for this."""

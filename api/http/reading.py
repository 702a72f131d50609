"""How a route lets the caller read."""

from typing import Annotated

from fastapi import Depends

from api.http.dependencies import Here, Who
from service.reading import Reading


async def _reading(resources: Here, caller: Who) -> Reading:
    return Reading(resources, caller)


Read = Annotated[Reading, Depends(_reading)]
"""A route that answers what somebody may read asks for this."""

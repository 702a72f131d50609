"""Whether the API is up, and whether it can work."""

import asyncio
from typing import Literal

from fastapi import APIRouter
from pydantic import Field
from starlette.requests import Request

from api.http.dependencies import Here
from api.http.health import Writing, database_answers, temporal_answers
from api.http.items import View

router = APIRouter(prefix="/health", tags=["health"])


class HealthView(View):
    status: Literal["ok"] = Field(default="ok", examples=["ok"])


@router.get("/live", operation_id="isLive")
async def live() -> HealthView:
    """Whether the API's process answers at all."""
    return HealthView()


@router.get("/ready", operation_id="isReady")
async def ready(request: Request, resources: Here) -> HealthView:
    """Whether PostgreSQL answers and can write, and Temporal answers: 503 when one does not."""
    # At once: whoever asks waits for the slower of the two, and has a short time limit.
    writing: Writing = request.app.state.writing
    await asyncio.gather(database_answers(resources, writing), temporal_answers(resources))
    return HealthView()

"""What makes parts of a page live: that something happened, told to whoever is signed in and may read it."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query
from starlette.requests import Request
from starlette.responses import Response

from service.asking.values import LARGEST_NUMBER
from service.following import LAST_POSITION, Following, FollowsAll, FollowsProgramme, Happening
from service.reading import Reading
from web.every_phase.programme import Slug
from web.sign_in.session import must_stand, reads

router = APIRouter()

Follows = Annotated[Reading, reads("register", also=("own_running_vote",))]
AfterEntry = Annotated[int, Query(ge=0, le=LARGEST_NUMBER)]
AfterPosition = Annotated[int | None, Query(ge=0, le=LAST_POSITION)]
# What a browser sends when it connects again.
LastEntry = Annotated[int | None, Header(alias="Last-Event-ID", ge=0, le=LARGEST_NUMBER)]
LastPosition = Annotated[int | None, Header(alias="Last-Event-ID", ge=0, le=LAST_POSITION)]

Known = Callable[[], Awaitable[object]]
Streams = Callable[[Following, tuple[Happening, ...], Known], Response]
"""Answers with what is followed, as server-sent events, for as long as the last of these raises nothing."""


@router.get("/programmes/{slug}/events", operation_id="pageFollowProgramme")
async def follow_programme(
    request: Request, slug: Slug, read: Follows, after: AfterEntry = 0, last: LastEntry = None
) -> Response:
    """What happens in one programme from entry number `after` on, as in the API."""
    return await _followed(request, FollowsProgramme(read, slug, after if last is None else last))


@router.get("/events", operation_id="pageFollowAll")
async def follow_all(
    request: Request, read: Follows, after: AfterPosition = None, last: LastPosition = None
) -> Response:
    """What happens in all programmes in which they have a part, as in the API."""
    return await _followed(request, FollowsAll(read, after if last is None else last))


async def _followed(request: Request, following: Following) -> Response:
    streams: Streams = request.app.state.streams

    async def known() -> Any:  # noqa: ANN401 - nobody looks at it
        await must_stand(request)

    return streams(following, await following.begun(), known)

"""What happens, as it happens."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query
from fastapi.security import HTTPAuthorizationCredentials
from starlette.requests import Request

from api.http.dependencies import bearer
from api.http.limits import Slug
from api.http.reading import reads
from api.http.sign_in.tokens import Tokens
from api.http.streaming import MEDIA_TYPE, EventStream, Listening
from service.asking.values import LARGEST_NUMBER
from service.following import LAST_POSITION, Following, FollowsAll, FollowsProgramme
from service.reading import Reading

router = APIRouter(tags=["reading"])

Follows = Annotated[Reading, reads("register", also=("own_running_vote",))]

Live = Annotated[
    bool, Query(description="Whether to go on when all that has happened was sent: false ends it there")
]
AfterEntry = Annotated[
    int | None, Query(ge=0, le=LARGEST_NUMBER, description="Only entries after this number")
]
AfterPosition = Annotated[
    int | None,
    Query(
        ge=0,
        le=LAST_POSITION,
        description="Only what came after this position, an `id` of this operation; without one from now on",
    ),
]
LastEntry = Annotated[
    int | None,
    Header(
        alias="Last-Event-ID",
        ge=0,
        le=LARGEST_NUMBER,
        description="As `after`, which it goes before: what a browser sends when it connects again",
    ),
]
LastPosition = Annotated[
    int | None,
    Header(
        alias="Last-Event-ID",
        ge=0,
        le=LAST_POSITION,
        description="As `after`, which it goes before: what a browser sends when it connects again",
    ),
]


async def listening(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)],
    live: Live = True,  # noqa: FBT002 - as FastAPI's own
) -> Listening:
    """How the caller listens, whose token is looked at again each time."""
    tokens: Tokens = request.app.state.tokens
    return Listening(lambda: tokens.caller_now(credentials.credentials), live)


Listens = Annotated[Listening, Depends(listening)]

EXAMPLE = """id: 12
event: entry
data: {"programme": "common-ground", "seq": 12, "at": "2027-03-11T08:00:00Z", ...}

event: contributions
data: {"programme": "common-ground"}

"""


def _described(description: str) -> dict[int | str, dict[str, Any]]:
    content = {MEDIA_TYPE: {"schema": {"type": "string"}, "example": EXAMPLE}}
    return {200: {"description": description, "content": content}}


@router.get(
    "/programmes/{slug}/events",
    operation_id="followProgramme",
    response_class=EventStream,
    responses=_described("Server-sent events, without an end of their own"),
)
async def follow_programme(
    slug: Slug, read: Follows, listens: Listens, after: AfterEntry = None, last: LastEntry = None
) -> EventStream:
    """What happens in a programme, as it happens (server-sent events).

    First all entries after the number that is given, then each when it is there, none twice. `entry` has
    one as `readRegister` shows it to you, with its number as `id`. `contributions` has no `id`: numbers of
    consultations have changed. A comment says every 15 seconds that the connection is there. `end` says why
    you may not read on, by the `code` of a problem.
    """
    begins = last if last is not None else after
    return await _followed(FollowsProgramme(read, slug, begins or 0), listens)


@router.get(
    "/events",
    operation_id="followAll",
    response_class=EventStream,
    responses=_described("Server-sent events, without an end of their own"),
)
async def follow_all(
    read: Follows, listens: Listens, after: AfterPosition = None, last: LastPosition = None
) -> EventStream:
    """What happens in all programmes in which you have a part, as it happens (server-sent events).

    As `followProgramme`, but the `id` is a position: microseconds of the database's clock since 1970.
    Whoever goes on from one has everything after it, and what was appended in the two minutes before it once
    more: tell entries apart by `programme` and `seq`. Entries of one programme are in order.
    """
    return await _followed(FollowsAll(read, last if last is not None else after), listens)


async def _followed(following: Following, listens: Listening) -> EventStream:
    # Before anything is answered, so that a refusal is one.
    return EventStream(following, await following.begun(), listens)

"""Who is silent in a consultation, and asking them once more."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query

from api import roles
from api.acting import Act, Asked, Writing
from api.consultation.requests import NewNudge
from api.consultation.silence_views import SilenceView, silence_view
from api.http.limits import KEY_PATTERN, LONGEST_NAME, Number, PageSize, Slug
from api.http.problems import Problem
from api.readers import Read
from domain.register.answers import Answer
from domain.shared.errors import Refusal
from domain.vocabulary.commands import NudgeSilent
from store.consultation import silence
from store.database import Connection

router = APIRouter(prefix="/programmes/{slug}/consultations/{number}", tags=["participation"])

AfterCode = Annotated[
    str,
    Query(
        max_length=LONGEST_NAME,
        pattern=r"^[A-Za-z0-9._-]*$",
        description="Only organisations whose code comes after this one",
    ),
]
OfGroup = Annotated[
    str | None, Query(max_length=60, pattern=KEY_PATTERN, description="Only organisations of this group")
]


@router.get("/silence", operation_id="showSilence")
async def show_silence(
    slug: Slug,
    number: Number,
    read: Read,
    group: OfGroup = None,
    after: AfterCode = "",
    limit: PageSize = 100,
) -> SilenceView:
    """How far each group is with a consultation, and which organisations are silent, a page at a time.

    For the office, the principal and the kwartiermaker only.
    """
    async with read.of(slug) as sight:
        sight.reader.must(sight.reader.prepares, "silence")
        counts = await silence.groups(sight.connection, slug, number)
        if not counts:
            raise Problem("no_such_consultation", f"There is no consultation {number} here.")
        found = await silence.page(sight.connection, slug, number, group=group, after=after, limit=limit)
    return silence_view(counts, found, limit)


@router.post("/nudges", status_code=201, operation_id="nudgeSilent")
async def nudge_silent(slug: Slug, number: Number, body: NewNudge, act: Act) -> Answer:
    """Ask the silent organisations of a group, or those you name, once more (office)."""
    silent = 0

    async def look(connection: Connection) -> None:
        nonlocal silent
        silent = await _silent(connection, slug, number, body)

    def fields(_: Writing) -> Mapping[str, object]:
        return {
            "consultation": number,
            "group": body.group,
            "organisations": body.organisations or (),
            "count": silent,
        }

    about = {"consultation": number}
    return await act(slug, Asked(NudgeSilent, roles.office, fields, body, about=about, look=look))


async def _silent(connection: Connection, slug: str, number: int, body: NewNudge) -> int:
    """How many are silent of those who are named; refuses who has answered or was never invited."""
    counts = await silence.groups(connection, slug, number)
    if not counts:
        raise Problem("no_such_consultation", f"There is no consultation {number} here.")
    if body.organisations is None:
        return sum(count.silent for count in counts if count.group == body.group)
    answered = await silence.answered(connection, slug, number, body.organisations)
    if unknown := sorted(set(body.organisations) - set(answered)):
        raise Refusal(
            "unknown_organisation", "These were not invited to the consultation.", {"unknown": unknown}
        )
    if done := [code for code, has_answered in answered.items() if has_answered]:
        raise Refusal("already_answered", "These have answered; name only who is silent.", {"answered": done})
    return len(answered)

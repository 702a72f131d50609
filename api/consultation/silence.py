"""Who is silent in a consultation, and asking them once more."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from api.http.acting import Doing, does
from api.http.items import Page, View
from api.http.limits import Number, PageSize, Slug
from api.http.reading import reads
from domain.consultation.consultations import NoSuchConsultation
from domain.register.answers import Answer
from service.asking.values import KEY_PATTERN
from service.consultation import acts
from service.consultation.forms import NewNudge
from service.limits import LONGEST_NAME
from service.reading import Reading
from service.responses.acts import OfConsultation
from store.consultation import silence
from store.consultation.silence import GroupCount, Invited

router = APIRouter(prefix="/programmes/{slug}/consultations/{number}", tags=["participation"])

ReadsSilence = Annotated[Reading, reads("silence")]
Nudges = Annotated[Doing[OfConsultation, NewNudge], does(acts.AskTheSilentAgain)]

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


class SilentOrganisation(View):
    """An organisation that has not answered."""

    code: str = Field(examples=["GM0014"])
    name: str = Field(examples=["Gemeente Groningen"])
    group: str = Field(examples=["gemeente"])


class GroupSilence(View):
    """How far a group is."""

    group: str = Field(examples=["gemeente"])
    invited: int = Field(examples=[342])
    opened: int = Field(description="Organisations of which somebody opened a personal link", examples=[80])
    answered: int = Field(examples=[57])
    silent: int = Field(examples=[285])


class SilenceView(Page[SilentOrganisation]):
    """How far each group is with a consultation, and who is silent, by code, a page at a time."""

    groups: list[GroupSilence]


def silence_view(counts: Sequence[GroupCount], silent: Sequence[Invited], limit: int) -> SilenceView:
    return SilenceView(
        groups=[_group(count) for count in counts],
        items=[SilentOrganisation(code=o.code, name=o.name, group=o.group) for o in silent],
        # A full page may be the last: an empty one after it costs less than counting every time.
        next=silent[-1].code if len(silent) == limit else None,
    )


def _group(count: GroupCount) -> GroupSilence:
    return GroupSilence(
        group=count.group,
        invited=count.invited,
        opened=count.opened,
        answered=count.answered,
        silent=count.silent,
    )


@router.get("/silence", operation_id="showSilence")
async def show_silence(
    slug: Slug,
    number: Number,
    read: ReadsSilence,
    group: OfGroup = None,
    after: AfterCode = "",
    limit: PageSize = 100,
) -> SilenceView:
    """How far each group is with a consultation, and which organisations are silent, a page at a time.

    For the office, the principal and the kwartiermaker only.
    """
    async with read.open(slug) as sight:
        counts = await silence.groups(sight.connection, slug, number)
        if not counts:
            raise NoSuchConsultation(consultation=number)
        found = await silence.page(sight.connection, slug, number, group=group, after=after, limit=limit)
    return silence_view(counts, found, limit)


@router.post("/nudges", status_code=201, operation_id="nudgeSilent")
async def nudge_silent(slug: Slug, number: Number, request: NewNudge, act: Nudges) -> Answer:
    """Ask the silent organisations of a group, or those you name, once more (office)."""
    return await act(slug, OfConsultation(consultation=number), request)

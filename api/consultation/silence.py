"""Who is silent in a consultation, and asking them once more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from api.consultation.requests import NewNudge
from api.http.acting import Act
from api.http.items import Page, View
from api.http.limits import KEY_PATTERN, LONGEST_NAME, Number, PageSize, Slug
from api.http.reading import reads
from domain.consultation.consultations import NoSuchConsultation
from domain.consultation.nudge_silent import AlreadyAnswered, NotInvitedToConsultation, NudgeSilent
from domain.register.answers import Answer
from domain.state.commands import Command
from service.commands import CommandRequest, Writing
from service.reading import Reading
from store.consultation import silence
from store.consultation.silence import GroupCount, Invited
from store.database import Connection
from store.register.command_key import CommandKey

router = APIRouter(prefix="/programmes/{slug}/consultations/{number}", tags=["participation"])

ReadsSilence = Annotated[Reading, reads("silence")]

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
async def nudge_silent(slug: Slug, number: Number, request: NewNudge, act: Act) -> Answer:
    """Ask the silent organisations of a group, or those you name, once more (office)."""

    def make(writing: Writing) -> NudgeSilent:
        return NudgeSilent(
            **writing.stamp,
            consultation=number,
            group=request.group,
            organisations=request.organisations or (),
            # Counted beside it, by `_CountTheSilent`: only PostgreSQL knows.
            count=0,
        )

    # The count goes into the command, so that the register tells it and no rule asks PostgreSQL.
    about, counting = {"consultation": number}, _CountTheSilent()
    return await act(slug, CommandRequest(NudgeSilent, make, request, about=about, side_write=counting))


@dataclass(frozen=True)
class _CountTheSilent:
    """Says how many are silent of those who are named, which only PostgreSQL knows."""

    async def write(self, connection: Connection, key: CommandKey, command: Command) -> Command:
        """Write nothing: what is found is enough. Raises `Refusal` about those that are not silent."""
        assert isinstance(command, NudgeSilent)
        return command.of_so_many(await _silent(connection, key.programme, command))

    async def forget(self, connection: Connection, key: CommandKey) -> None:
        """Nothing was written."""


async def _silent(connection: Connection, slug: str, nudge: NudgeSilent) -> int:
    """How many are silent of those who are named; refuses those that have answered or were never invited."""
    number = nudge.consultation
    counts = await silence.groups(connection, slug, number)
    if not counts:
        raise NoSuchConsultation(consultation=number)
    if nudge.group is not None:
        # A group that is unknown has nobody here; the rule, which knows the groups, says so.
        return sum(count.silent for count in counts if count.group == nudge.group)
    answered = await silence.answered(connection, slug, number, nudge.organisations)
    # Refused whole: whoever is told that twelve were nudged must not hear later that it was eleven.
    if unknown := sorted(set(nudge.organisations) - set(answered)):
        raise NotInvitedToConsultation(unknown=tuple(unknown))
    if done := tuple(code for code, has_answered in answered.items() if has_answered):
        raise AlreadyAnswered(answered=done)
    return len(answered)

"""A meeting of a body: its agenda, its papers to take along, and afterwards what it decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from domain.blueprint.model import Blueprint
from domain.register.entries import Entry
from domain.shared.messages import N_
from domain.sign_off.agenda import Item
from domain.sign_off.editions import NothingDecidedYet, editions_of, established_at
from service.asking.values import KEY_PATTERN, LARGEST_NUMBER
from service.reading import ReadContext, Reading
from service.sign_off import meeting_papers
from service.sign_off.meeting_papers import Address, Looked, Made
from web.every_phase.heading import OfProgramme
from web.every_phase.programme import Slug
from web.http.page import Page, Shows
from web.sign_in.session import reads
from web.sign_off.booth import IN_FAVOUR
from words.language import Language
from words.vocabulary import OUTCOMES, REFERENCES, REQUESTED

router = APIRouter(prefix="/programmes/{slug}/meetings/{body}/{day}")

OfBody = Annotated[str, Path(max_length=60, pattern=KEY_PATTERN)]
Number = Annotated[int | None, Query(ge=1, le=LARGEST_NUMBER)]


async def _address(slug: Slug, body: OfBody, day: date) -> Address:
    return Address(slug, body, day)


Meets = Annotated[Address, Depends(_address)]
ReadsMeeting = Annotated[Reading, reads("meetings", also=("confidential_papers", "votes"))]
ReadsPapers = Annotated[Reading, reads("confidential_papers")]
ReadsOutcome = Annotated[Reading, reads("votes")]


@dataclass(frozen=True)
class OnTheAgenda:
    """An item: what is asked, with which papers, and what came of it; `address` is where it is voted on."""

    asks: str
    papers: Sequence[str]
    outcome: str
    kind: str
    address: str


@dataclass(frozen=True)
class Edition:
    """The papers as they were from a day on; `entry` names it."""

    entry: int
    day: str


@dataclass(frozen=True)
class Shown:
    """A meeting, as far as the reader may know it; `editions` are the oldest first."""

    programme: OfProgramme
    body: str
    day: str
    items: Sequence[OnTheAgenda]
    may_read: bool
    editions: Sequence[Edition]
    decided: bool
    references: Sequence[tuple[str, str]]


@router.get("", operation_id="pageMeeting")
async def show(at: Meets, page: Shows, read: ReadsMeeting) -> Response:
    """The agenda, and the papers to take along."""
    async with read.open(at.slug) as sight:
        shown = await _shown(sight, page, at)
    here = f"/programmes/{at.slug}/meetings/{at.body}/{at.day}"
    return page.show("sign_off/meeting.html", programme=shown.programme, shown=shown, at=here)


@router.get("/pack", operation_id="downloadMeetingPack")
async def pack(at: Meets, read: ReadsPapers, entry: Number = None) -> Response:
    """All its papers in one file."""
    return _file(await meeting_papers.make_pack(read, at, entry))


@router.get("/supplement", operation_id="downloadSupplement")
async def supplement(at: Meets, read: ReadsPapers, since: Number = None) -> Response:
    """What came after its papers."""
    return _file(await meeting_papers.make_supplement(read, at, since))


@router.get("/decision-list", operation_id="downloadDecisionList")
async def decision_list(at: Meets, read: ReadsOutcome) -> Response:
    """What it decided."""
    return _file(await meeting_papers.make_decision_list(read, at))


def _file(made: Made) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return Response(made.content, media_type="application/pdf", headers=headers)


async def _shown(sight: ReadContext, page: Page, at: Address) -> Shown:
    looked, language = await meeting_papers.look(sight, at), page.language
    blueprint = await sight.blueprint()
    meeting = looked.meeting
    texts = await sight.texts(*(filed.reference.id for filed in meeting.references))
    return Shown(
        programme=OfProgramme.of(sight, blueprint.title),
        body=next(body.title for body in blueprint.sign_off.bodies if body.key == at.body),
        day=language.full_day(at.day),
        items=[_item(language, blueprint, at, item) for item in meeting.items],
        may_read=sight.reader.may("confidential_papers"),
        editions=[_edition(sight, language, entry) for entry in editions_of(meeting, looked.register)],
        decided=sight.reader.may("votes") and _is_decided(looked),
        references=[
            (language.say(REFERENCES[filed.of]), texts[filed.reference.id]) for filed in meeting.references
        ],
    )


def _item(language: Language, blueprint: Blueprint, at: Address, item: Item) -> OnTheAgenda:
    now, say = item.submission, language.say
    asks = REQUESTED[now.requested].having(title=blueprint.title, version=str(now.version))
    return OnTheAgenda(
        asks=say(asks),
        papers=[
            say(N_("Cover note", "document")),
            say(N_("The plan, version {version}"), version=str(now.version)),
            *(say(N_("Response memo {number}"), number=str(number)) for number in sorted(now.memos)),
        ],
        outcome="" if item.outcome is None else say(OUTCOMES[item.outcome]),
        kind="done" if item.outcome in IN_FAVOUR else "",
        address=f"/programmes/{at.slug}/submissions/{now.submission}",
    )


def _edition(sight: ReadContext, language: Language, entry: Entry) -> Edition:
    return Edition(entry.seq, language.day(sight.state.rules.calendar.day_of(entry.at)))


def _is_decided(looked: Looked) -> bool:
    try:
        established_at(looked.meeting, looked.register)
    except NothingDecidedYet:
        return False
    return True

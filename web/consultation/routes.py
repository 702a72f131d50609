"""A round of asking: who answered, who is silent, reminding them, and what it gave."""

from dataclasses import dataclass
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Depends, Path
from pydantic import ValidationError
from starlette.responses import Response

from domain.shared.messages import N_, Message
from domain.shared.refusals import Missing, Refusal
from domain.state.roles import Asker
from service.asking.acts import Asked
from service.asking.doing import do
from service.asking.listing import listed
from service.asking.preview import preview
from service.asking.values import LARGEST_NUMBER, MANY
from service.commands import NOBODY
from service.consultation.acts import AskTheSilentAgain
from service.consultation.forms import NewNudge
from service.reading import ReadContext, Reading
from service.responses.acts import OfConsultation
from store.consultation import sessions
from store.organisations import representatives
from web.consultation import shown as rounds
from web.every_phase.heading import OfProgramme
from web.every_phase.programme import Slug
from web.http.forms import Filled as Sent
from web.http.forms import Form, Mistake
from web.http.page import Here, Page, Shows
from web.http.refusals import UnreadableForm
from web.sign_in.session import Who, reads
from words import turns
from words.refusals import said

router = APIRouter(prefix="/programmes/{slug}/consultations/{number}")

Number = Annotated[int, Path(ge=0, le=LARGEST_NUMBER)]
ReadsConsultation = Annotated[
    Reading, reads("standing", also=("silence", "settled_memos", "responses", "sessions"))
]

NOBODY_TICKED = N_("Tick at least one organisation.")
TOO_MANY_TICKED = N_("Tick at most {most} organisations, or remind a whole group at once.")


@dataclass(frozen=True)
class Sought:
    """Which round somebody reads."""

    slug: str
    number: int
    read: Reading

    @property
    def at(self) -> str:
        return f"/programmes/{self.slug}/consultations/{self.number}"


async def _sought(slug: Slug, number: Number, read: ReadsConsultation) -> Sought:
    return Sought(slug, number, read)


Seeks = Annotated[Sought, Depends(_sought)]


@router.get("", operation_id="pageConsultation")
async def show(sought: Seeks, page: Shows) -> Response:
    """Who answered, who is silent, and once it is closed what it gave."""
    return await _page(page, sought)


@router.post("/reminders", operation_id="previewReminders")
async def look_ahead(sought: Seeks, page: Shows, resources: Here, who: Who, form: Sent) -> Response:
    """Who would get which letter; nothing is sent by this."""
    nudge = _nudge(form)
    if isinstance(nudge, Message):
        return await _page(page, sought, mistakes=(Mistake("silent", nudge),))
    asked = Asked(OfConsultation(consultation=sought.number), nudge)
    try:
        foreseen = await preview(resources, who, sought.slug, AskTheSilentAgain(), asked)
    except Missing:
        raise
    except Refusal as refusal:
        return await _page(page, sought, refusal=refusal)
    async with sought.read.open(sought.slug) as sight:
        sight.reader.must("silence")
        found = await rounds.shown(sight, sought.number)
    wanted = set(nudge.organisations or ())
    chosen = [
        one.name
        for group in found.silent
        for one in group.organisations
        if one.code in wanted or group.key == nudge.group
    ]
    return page.show(
        "consultation/remind.html",
        programme=OfProgramme(sought.slug, found.blueprint.title),
        tab="consultations",
        at=sought.at,
        number=sought.number,
        names=chosen,
        group=nudge.group or "",
        codes=nudge.organisations or (),
        letters=[
            (one.people, page.language.say(one.subject, title=found.blueprint.title))
            for one in foreseen.letters
        ],
        key=str(uuid4()),
    )


@router.post("/nudges", operation_id="sendReminders")
async def remind(sought: Seeks, page: Shows, resources: Here, who: Who, form: Sent) -> Response:
    """Ask them once more: once, however often the button is pressed."""
    nudge = _nudge(form)
    if isinstance(nudge, Message):
        return await _page(page, sought, mistakes=(Mistake("silent", nudge),))
    asked = Asked(OfConsultation(consultation=sought.number), nudge)
    try:
        await do(resources, who, form.get("key")[:100], sought.slug, AskTheSilentAgain(), asked)
    except Missing:
        raise
    except Refusal as refusal:
        return await _page(page, sought, refusal=refusal)
    return page.go(f"{sought.at}#reminded")


def _nudge(form: Form) -> NewNudge | Message:
    """Whom to ask, or what is wrong with that. Raises `UnreadableForm` for what no page of ours holds."""
    group, codes = form.get("group") or None, tuple(dict.fromkeys(form.every("organisation")))
    if group is None and not codes:
        return NOBODY_TICKED
    if group is None and len(codes) > MANY:
        return TOO_MANY_TICKED.having(most=MANY)
    try:
        return NewNudge(group=group, organisations=None if group is not None else codes)
    except ValidationError:
        raise UnreadableForm from None


async def _page(
    page: Page, sought: Sought, *, mistakes: tuple[Mistake, ...] = (), refusal: Refusal | None = None
) -> Response:
    async with sought.read.open(sought.slug) as sight:
        found = await rounds.shown(sight, sought.number)
        shows_points = found.row.status == "closed" and sight.reader.may("responses")
        may_remind = found.row.status == "open" and await _may_remind(sight)
        speaks = await _speaks_for(sight, sought.number)
        unconfirmed = await _unconfirmed(sight) if found.row.status == "open" else []
        heading, head = OfProgramme.of(sight, found.blueprint.title), sight.state.head.seq
    language, row = page.language, found.row
    return page.show(
        "consultation/consultation.html",
        status=refusal.status if refusal is not None else 400 if mistakes else 200,
        programme=heading,
        tab="consultations",
        at=sought.at,
        head=head,
        shown=found,
        row=row,
        due=language.full_day(row.due),
        distance=language.say(turns.distance(row.due, found.today)),
        urgency=turns.urgency(row.due, found.today),
        points=f"{sought.at}/points" if shows_points else "",
        speaks=speaks,
        unconfirmed=unconfirmed,
        sessions=f"/programmes/{sought.slug}/sessions",
        may_remind=may_remind,
        reminded=None if found.reminded is None else language.day(found.reminded[0]),
        smallest=found.state.rules.definition.smallest_shown,
        mistakes=mistakes,
        refused=None if refusal is None else language.say(said(refusal)),
    )


async def _speaks_for(sight: ReadContext, number: int) -> list[representatives.SpeaksFor]:
    if sight.reader.id is None or "representative" not in sight.reader.parts:
        return []
    return await representatives.invited_as(sight.connection, sight.slug, number, sight.reader.id)


async def _unconfirmed(sight: ReadContext) -> list[int]:
    """The sessions whose outcome waits for an organisation that the reader speaks for."""
    speaks_for = sight.reader.speaks_for
    if not speaks_for or not sight.reader.may("sessions"):
        return []
    held = await sessions.all_of(sight.connection, sight.slug)
    return [one.number for one in held if speaks_for & (set(one.present) - set(one.confirmed))]


async def _may_remind(sight: ReadContext) -> bool:
    asker = Asker(sight.reader.id or NOBODY, operates="operator" in sight.reader.known.claims)
    return bool(await listed(sight, asker, (AskTheSilentAgain(),)))

"""Reminding whose turn it is in several programmes: first who gets which letter, then what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode
from uuid import uuid4

from fastapi import APIRouter
from pydantic import TypeAdapter, ValidationError
from starlette.responses import Response

from domain.every_phase.remind_whose_turn import TurnsReminded
from domain.shared.messages import N_, Message, N_plural
from domain.shared.refusals import Refusal
from service.asking.acts import Asked, OfProgramme
from service.asking.doing import do
from service.asking.forms import Nothing
from service.asking.preview import preview
from service.asking.values import Key
from service.callers import Caller
from service.every_phase.acts import RemindWhoseTurnItIs
from service.reading import Reading, Shown
from service.resources import Resources
from service.waiting import Unavailable
from store.register import entries as register
from web.asking.causes import Causes, causes_of
from web.http.forms import Filled, Form
from web.http.page import Here, Page, Shows
from web.http.refusals import NoSuchPage, UnreadableForm
from web.sign_in.session import Who, reads
from words.refusals import said

router = APIRouter(prefix="/reminders")

ReadsRegister = Annotated[Reading, reads("register")]

STANDING = Shown(("standing",))
MOST = 50
ASKED = Asked(OfProgramme(), Nothing())
NONE_TICKED = N_("Tick at least one programme.")
NOBODY_KNOWN = N_("Nobody is known to whom a letter could go.")
TOO_MANY_TICKED = N_("Tick at most {most} programmes.")
SENT = N_plural("{n} person or organisation gets a letter.", "{n} people and organisations get a letter.")

_slugs: TypeAdapter[tuple[Key, ...]] = TypeAdapter(tuple[Key, ...])


@dataclass(frozen=True)
class Written:
    """A programme of which letters go, each in words."""

    slug: str
    title: str
    letters: Sequence[str]


@dataclass(frozen=True)
class Skipped:
    """A programme that is passed over, and why."""

    slug: str
    title: str
    why: str


@router.post("", operation_id="previewTurnReminders")
async def look_ahead(page: Shows, resources: Here, who: Who, form: Filled) -> Response:
    """Who would get which letter, and what is passed over; nothing is sent by this."""
    slugs = _ticked(form)
    if isinstance(slugs, Message):
        return _page(page, mistake=slugs, status=400)
    found = [await _foreseen(page, resources, who, slug) for slug in slugs]
    return _page(
        page,
        written=[one for one in found if isinstance(one, Written)],
        skipped=[one for one in found if isinstance(one, Skipped)],
        key=str(uuid4()),
    )


@router.post("/letters", operation_id="sendTurnReminders")
async def send(page: Shows, resources: Here, who: Who, form: Filled) -> Response:
    """Send them: once, however often the button is pressed."""
    slugs, passed, key = _ticked(form), _valid(form.every("passed")), form.get("key")[:100]
    if isinstance(slugs, Message) or passed is None or not key:
        raise UnreadableForm
    for slug in slugs:
        try:
            await do(resources, who, key, slug, RemindWhoseTurnItIs(), ASKED)
        except Unavailable:
            # The page for it says when to try again; what was sent by then is not sent once more.
            raise
        except Refusal:
            # Said on the page to which this leads, with what came of the others.
            continue
    shown = dict.fromkeys([*slugs, *passed])
    return page.go(f"/reminders?{urlencode([('key', key), *(('programme', slug) for slug in shown)])}")


@router.get("", operation_id="pageTurnReminders")
async def done(page: Shows, resources: Here, who: Who, read: ReadsRegister) -> Response:
    """What came of it, programme by programme."""
    query = page.request.query_params
    slugs = _valid(query.getlist("programme"))
    if slugs is None or not slugs or len(slugs) > MOST or set(query) != {"key", "programme"}:
        raise NoSuchPage
    results = [await _result(page, resources, who, read, (slug, query["key"])) for slug in slugs]
    return page.show(
        "every_phase/reminded.html",
        written=[one for one in results if isinstance(one, Written)],
        skipped=[one for one in results if isinstance(one, Skipped)],
    )


async def _foreseen(page: Page, resources: Resources, who: Caller, slug: str) -> Written | Skipped:
    try:
        causes = await preview(resources, who, slug, RemindWhoseTurnItIs(), ASKED)
    except Unavailable:
        raise
    except Refusal as refusal:
        return await _skipped(page, resources, who, slug, refusal)
    async with resources.database() as connection:
        blueprint = await resources.states.blueprint_of(connection, slug)
    found: Causes = causes_of(causes, blueprint, page.language)
    if not found.letters:
        return Skipped(slug, blueprint.title, page.language.say(NOBODY_KNOWN))
    return Written(slug, blueprint.title, found.letters)


async def _result(
    page: Page, resources: Resources, who: Caller, read: Reading, sent: tuple[str, str]
) -> Written | Skipped:
    """What was sent under the key; of what was not, why not."""
    slug, key = sent
    try:
        async with read.open(slug) as sight:
            entries = await register.caused_by(sight.connection, slug, key)
            title = (await sight.blueprint()).title
            mine = [entry.event for entry in entries if entry.actor.person == sight.reader.id]
        for event in mine:
            if isinstance(event, TurnsReminded):
                return Written(slug, title, [page.language.say(SENT.having(n=event.count))])
        await preview(resources, who, slug, RemindWhoseTurnItIs(), ASKED)
    except Unavailable:
        raise
    except Refusal as refusal:
        return await _skipped(page, resources, who, slug, refusal)
    # The rules let it, but nobody would have got a letter.
    return Skipped(slug, title, page.language.say(NOBODY_KNOWN))


async def _skipped(page: Page, resources: Resources, who: Caller, slug: str, refusal: Refusal) -> Skipped:
    """A programme by its title for whoever has a part in it; by what they sent for everybody else."""
    title = slug
    try:
        async with Reading(resources, who, STANDING).open(slug) as sight:
            title = (await sight.blueprint()).title
    except Refusal:
        pass
    return Skipped(slug, title, page.language.say(said(refusal)))


def _ticked(form: Form) -> tuple[str, ...] | Message:
    """The programmes that were ticked, or what is wrong with them. Raises `UnreadableForm`."""
    slugs = _valid(form.every("programme"))
    if slugs is None:
        raise UnreadableForm
    if not slugs:
        return NONE_TICKED
    return slugs if len(slugs) <= MOST else TOO_MANY_TICKED.having(most=MOST)


def _valid(given: Sequence[str]) -> tuple[str, ...] | None:
    try:
        return _slugs.validate_python(tuple(dict.fromkeys(given)))
    except ValidationError:
        return None


def _page(
    page: Page,
    *,
    written: Sequence[Written] = (),
    skipped: Sequence[Skipped] = (),
    key: str = "",
    mistake: Message | None = None,
    status: int = 200,
) -> Response:
    return page.show(
        "every_phase/reminders.html",
        status=status,
        written=written,
        skipped=skipped,
        key=key,
        mistake="" if mistake is None else page.language.say(mistake),
    )

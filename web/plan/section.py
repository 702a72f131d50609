"""Writing on a section: what it says, what one changes in it, and beside it what was said about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Annotated
from uuid import uuid4
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Path
from pydantic import ValidationError
from starlette.responses import PlainTextResponse, Response

from domain.plan.save_version import SavedMeanwhile
from domain.shared.messages import N_
from domain.shared.refusals import Missing, Refusal
from service.asking.doing import send
from service.asking.mistakes import said as mistake_said
from service.asking.possible import clock, must_be_possible
from service.asking.preview import foresee
from service.asking.values import KEY_PATTERN, LARGEST_NUMBER
from service.plan import drafts, saving
from service.plan.acts import SaveAVersion
from service.plan.forms import NewSection
from service.plan.reading import texts_of
from service.reading import Reading, looked_up
from service.waiting import Unavailable
from store.plan import section_drafts
from store.responses import answerings, points
from store.responses.points import Filter
from web.asking.causes import Causes, causes_of
from web.every_phase.programme import Slug
from web.http.forms import Filled as Sent
from web.http.forms import Form, Mistake, key_of
from web.http.page import Here, Page, Shows
from web.http.refusals import NoSuchPage, UnreadableForm
from web.plan.changes import Paragraph, difference
from web.plan.looked import READS_WRITING, Looked, Said, refs_of, said
from web.sign_in.session import Who
from words.refusals import said as in_words

router = APIRouter(prefix="/programmes/{slug}/plan/sections/{key}")

ReadsSection = Annotated[Reading, READS_WRITING]
Key = Annotated[str, Path(max_length=60, pattern=KEY_PATTERN)]
MOST_SAID = 60
"""Points that stand beside a section."""


@dataclass(frozen=True)
class Sought:
    """The section that somebody writes on."""

    slug: str
    key: str
    read: Reading

    @property
    def at(self) -> str:
        return f"/programmes/{self.slug}/plan/sections/{self.key}"


async def _sought(slug: Slug, key: Key, read: ReadsSection) -> Sought:
    return Sought(slug, key, read)


Seeks = Annotated[Sought, Depends(_sought)]


@dataclass(frozen=True)
class Written:
    """What somebody wrote, from which version on; `seen` is the hash of the text whose changes they saw."""

    text: str
    based_on: int
    key: str
    seen: str = ""

    @classmethod
    def of(cls, form: Form) -> "Written":
        """As it was sent. Raises `UnreadableForm` for a version of no page of ours."""
        based_on = form.get("based_on")
        if not based_on.isdecimal() or int(based_on) > LARGEST_NUMBER:
            raise UnreadableForm
        return cls(form.get("text"), int(based_on), key_of(form), form.get("seen"))

    @property
    def hash(self) -> str:
        return sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class Begun:
    """What was sent, with what would come of it, or what is wrong with it."""

    written: Written
    causes: Causes | None = None
    mistakes: Sequence[Mistake] = ()
    refusal: Refusal | None = None

    @property
    def status(self) -> int:
        if self.refusal is not None:
            return self.refusal.status
        return 400 if self.mistakes else 200


@router.get("", operation_id="pageSection")
async def show(sought: Seeks, page: Shows) -> Response:
    """The section as it is, or as one left it, and what was said about it."""
    return await _page(page, sought)


@router.post("", operation_id="saveSection")
async def save(sought: Seeks, page: Shows, resources: Here, who: Who, form: Sent) -> Response:
    """See what changes; and save it as the next version, once that was seen."""
    written = Written.of(form)
    new = _section(written)
    if isinstance(new, Mistake):
        return await _page(page, sought, Begun(written, mistakes=(new,)))
    async with looked_up(resources, sought.slug) as sight:
        request = await saving.section(sight, (written.based_on, sought.key), new)
    try:
        if form.get("step") != "do" or written.seen != written.hash:
            foreseen = await foresee(resources, who, sought.slug, request)
            async with sought.read.open(sought.slug) as read:
                blueprint = (await Looked.at(read, page.language)).blueprint
            causes = causes_of(foreseen, blueprint, page.language)
            return await _page(page, sought, Begun(written, causes))
        await send(resources, who, written.key, sought.slug, request)
    except Missing:
        raise
    except Refusal as refusal:
        return await _page(page, sought, Begun(written, refusal=refusal))
    await drafts.forget(resources, who, sought.slug, sought.key)
    now = written.based_on + 1
    return page.go(f"/programmes/{sought.slug}/plan/{written.based_on}/compare/{now}")


@router.post("/draft", operation_id="keepSection")
async def keep(sought: Seeks, page: Shows, resources: Here, who: Who, form: Sent) -> Response:
    """Keep it as a draft, to go on with later; whoever asked as a script hears when that was."""
    written = Written.of(form)
    new = _section(written)
    if isinstance(new, Mistake):
        return await _page(page, sought, Begun(written, mistakes=(new,)))
    place = (written.based_on, sought.key)
    at = await drafts.keep(resources, who, sought.slug, place, new)
    if "text/plain" not in page.request.headers.get("Accept", ""):
        return page.go(sought.at)
    async with sought.read.open(sought.slug) as sight:
        zone = sight.state.rules.calendar.timezone
    return PlainTextResponse(page.language.say(KEPT, time=_time(page, at, zone)))


@router.post("/draft/forget", operation_id="forgetSection")
async def forget(sought: Seeks, page: Shows, resources: Here, who: Who, _form: Sent) -> Response:
    """Throw the draft away, and begin again from the section as it is."""
    async with sought.read.open(sought.slug):
        pass
    await drafts.forget(resources, who, sought.slug, sought.key)
    return page.go(sought.at)


KEPT = N_("Your draft was kept at {time}; nobody else sees it.")


def _time(page: Page, at: datetime, zone: str) -> str:
    return page.language.time(at.astimezone(ZoneInfo(zone)))


def _section(written: Written) -> NewSection | Mistake:
    try:
        return NewSection(text=written.text)
    except ValidationError as error:
        return Mistake("text", mistake_said(error.errors()[0]))


async def _page(page: Page, sought: Sought, begun: Begun | None = None) -> Response:
    async with sought.read.open(sought.slug) as sight:
        looked = await Looked.at(sight, page.language)
        if sought.key not in looked.titles:
            raise NoSuchPage
        if begun is None and not await looked.may(SaveAVersion()):
            today = sight.state.rules.calendar.day_of(clock(sight.state))
            must_be_possible(SaveAVersion(), sight.state, looked.asker, today)
        newest = looked.versions[-1]
        now = (await texts_of(sight, newest)).get(sought.key, "")
        reader = sight.reader.id
        draft = (
            await section_drafts.find(sight.connection, sight.slug, reader, sought.key) if reader else None
        )
        kept = Written(draft.body, draft.version, "") if draft is not None else None
        written = begun.written if begun is not None else kept or Written(now, newest.number, "")
        before = now
        if written.based_on != newest.number and 0 <= written.based_on < len(looked.versions):
            before = (await texts_of(sight, looked.versions[written.based_on])).get(sought.key, "")
        beside = await _said(looked, sought.key)
        zone = sight.state.rules.calendar.timezone
    meanwhile = written.based_on != newest.number or _was_meanwhile(begun)
    workshop = sought.read.resources.workshop
    changes = await workshop.do(difference, now, written.text) if begun is not None else []
    others: Sequence[Paragraph] = await workshop.do(difference, before, now) if meanwhile else []
    refusal = begun.refusal if begun is not None else None
    return page.show(
        "plan/section.html",
        status=begun.status if begun is not None else 200,
        programme=looked.programme,
        tab="plan",
        at=sought.at,
        at_plan=looked.at_plan,
        heading=looked.titles[sought.key],
        text=written.text,
        # On top of the newest from now on: what it says there is shown beside it.
        based_on=newest.number,
        newest=newest.number,
        begun_from=written.based_on,
        about=looked.about(newest),
        now=now,
        seen=written.hash if begun is not None and begun.causes is not None and not meanwhile else "",
        key=written.key if isinstance(refusal, Unavailable) else str(uuid4()),
        changes=changes,
        nothing_changes=begun is not None and now.strip() == written.text.strip(),
        others=others,
        meanwhile=meanwhile,
        causes=begun.causes if begun is not None and not meanwhile else None,
        kept="" if draft is None else page.language.say(KEPT, time=_time(page, draft.saved_at, zone)),
        beside=beside,
        open=sum(not one.done for one in beside),
        written_in=looked.written_in,
        mistakes=begun.mistakes if begun is not None else (),
        refused="" if refusal is None or meanwhile else page.language.say(in_words(refusal)),
        advice="" if refusal is None else page.language.say(refusal.advice),
        may_respond=looked.may_respond,
    )


def _was_meanwhile(begun: Begun | None) -> bool:
    return begun is not None and isinstance(begun.refusal, SavedMeanwhile)


async def _said(looked: Looked, section: str) -> Sequence[Said]:
    """What was said about the section in every closed round, first what is not answered."""
    sight = looked.sight
    found: list[points.Point] = []
    for held in reversed(sight.state.definition.rounds):
        if await answerings.status(sight.connection, sight.slug, held.number) is not None:
            of, like = (sight.slug, held.number), Filter(section=section)
            found += await points.read(sight.connection, of, like=like, limit=MOST_SAID)
    standing = [point for point in found if point.status == "stands"]
    texts = await sight.texts(*refs_of(standing))
    shown = [said(point, texts, sight.slug, looked.language) for point in standing]
    return sorted(shown, key=lambda one: bool(one.done))[:MOST_SAID]

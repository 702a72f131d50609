"""The plan in Word: a version as .docx, and what one that comes back changes, before it is saved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, NamedTuple
from uuid import uuid4

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.responses import Response

from documents.comparison import Paragraph
from documents.in_word import Origin, plan_document
from documents.word import MEDIA_TYPE
from domain.blueprint.model import Blueprint
from domain.shared.messages import N_, Message
from domain.shared.refusals import Missing, Refusal
from domain.state.plan_versions import NoSuchVersion
from files import word
from files.plan_word import sections_in
from files.word import UnreadableWordError
from service.asking.acts import Asked, OfProgramme
from service.asking.doing import do
from service.limits import LONGEST_TEXT
from service.plan.acts import SaveAVersion
from service.plan.forms import NewVersion
from service.plan.reading import must_read_version, texts_of
from service.reading import Reading
from service.waiting import Unavailable
from store.plan.plans import PlanVersion
from web.every_phase.programme import Slug
from web.http.forms import Filled as Sent
from web.http.forms import FilledWithFile, Form, key_of, number_of
from web.http.page import Here, Page, Shows
from web.http.refusals import UnreadableForm
from web.plan.changes import difference
from web.plan.looked import READS_PLAN, Looked
from web.plan.versions import Number
from web.sign_in.session import Who
from words.languages import language_of
from words.refusals import said

router = APIRouter(prefix="/programmes/{slug}/plan")

ReadsPlan = Annotated[Reading, READS_PLAN]

TOO_LONG = N_("{titles}: this is longer than {longest} characters; make it shorter.")


class Changed(NamedTuple):
    """A section that reads otherwise in the file."""

    title: str
    paragraphs: Sequence[Paragraph]


@dataclass(frozen=True)
class Read:
    """What a file says beside the newest version: what changes, what is wrong, what is not taken over.

    `sections` is the whole plan as it would be saved; a section that says the same stays as it is written.
    `made_from` is the version that the file was made from, where that is not the newest.
    """

    sections: Mapping[str, str]
    changes: Sequence[Changed] = ()
    problems: Sequence[Message] = ()
    lost: Sequence[tuple[Message, int]] = ()
    made_from: int | None = None


@dataclass(frozen=True)
class Written:
    """A version with what it says, and all that its file is made of."""

    slug: str
    blueprint: Blueprint
    version: PlanVersion
    texts: Mapping[str, str]

    def file(self) -> bytes:
        origin = Origin(self.slug, self.version.saved_at)
        language = language_of(self.blueprint)
        return plan_document(language, self.blueprint, origin, self.version.number, self.texts)


@router.get("/docx", operation_id="pagePlanInWord")
async def show(slug: Slug, page: Shows, read: ReadsPlan) -> Response:
    """The file to take along, and where it is given back."""
    return await _page(page, read, slug)


@router.get("/{number}/docx", operation_id="downloadPlanInWord")
async def download(slug: Slug, number: Number, read: ReadsPlan) -> Response:
    """A version as .docx."""
    async with read.open(slug) as sight:
        version = await must_read_version(sight, number)
        blueprint = await sight.blueprint()
        found = Written(slug, blueprint, version, await texts_of(sight, version))
    content = await read.resources.workshop.do(found.file)
    headers = {"Content-Disposition": f'attachment; filename="{slug}-plan-{number}.docx"'}
    return Response(content, media_type=MEDIA_TYPE, headers=headers)


@router.post("/docx", operation_id="previewPlanInWord")
async def look_ahead(slug: Slug, page: Shows, _who: Who, read: ReadsPlan, sent: FilledWithFile) -> Response:
    """What the file changes; nothing is saved by this."""
    return await _page(page, read, slug, partial(_read, content=sent.content))


@router.post("/docx/saved", operation_id="savePlanInWord")
async def save(slug: Slug, page: Shows, resources: Here, who: Who, read: ReadsPlan, form: Sent) -> Response:
    """Save what was shown, once, however often the button is pressed."""
    new = _sent(form)
    try:
        await do(resources, who, key_of(form), slug, SaveAVersion(), Asked(OfProgramme(), new))
    except Missing:
        raise
    except Refusal as refusal:
        again = key_of(form) if isinstance(refusal, Unavailable) else None
        return await _page(page, read, slug, partial(_compared, sections=new.sections), refusal, again)
    return page.go(f"/programmes/{slug}/plan")


def _sent(form: Form) -> NewVersion:
    """What our own page holds, as somebody sends it. Raises `UnreadableForm`."""
    if (number := number_of(form.get("based_on"))) is None:
        raise UnreadableForm
    try:
        return NewVersion(sections=form.below("section"), based_on=number)
    except ValidationError:
        raise UnreadableForm from None


async def _page(
    page: Page,
    read: Reading,
    slug: str,
    look: Callable[[Written], Read] | None = None,
    refusal: Refusal | None = None,
    key: str | None = None,
) -> Response:
    async with read.open(slug) as sight:
        looked = await Looked.at(sight, page.language)
        if not looked.readable:
            raise NoSuchVersion(version=0)
        version = looked.readable[-1]
        writes = version == looked.versions[-1] and await looked.may(SaveAVersion())
        newest = Written(slug, looked.blueprint, version, await texts_of(sight, version))
    found = None if look is None else await read.resources.workshop.do(look, newest)
    say, status = page.language.say, 400 if found is not None and found.problems else 200
    return page.show(
        "plan/word.html",
        programme=looked.programme,
        tab="plan",
        at=looked.at_plan,
        version=version.number,
        written_in=looked.written_in,
        writes=writes,
        found=found,
        problems=[say(problem) for problem in found.problems] if found is not None else [],
        lost=[(say(what), n) for what, n in found.lost] if found is not None else [],
        refused=None if refusal is None else say(said(refusal)),
        advice=None if refusal is None else say(refusal.advice),
        key=key or str(uuid4()),
        status=status if refusal is None else refusal.status,
    )


# --- what a file says ---


def _read(newest: Written, content: bytes) -> Read:
    """What the file says beside the newest version."""
    if not content:
        return Read({}, problems=[N_("Choose a file first.")])
    try:
        given = word.read(content)
    except UnreadableWordError as error:
        return Read({}, problems=[error.message])
    if given.programme not in {"", newest.slug}:
        return Read({}, problems=[word.OF_ANOTHER.having(programme=given.programme)])
    sections, problems = sections_in(given, newest.blueprint.definition.sections)
    if long := [key for key, text in sections.items() if len(text) > LONGEST_TEXT]:
        titles = [one.title for one in newest.blueprint.definition.sections if one.key in long]
        problems.append(TOO_LONG.having(titles=titles, longest=LONGEST_TEXT))
    found = _compared(newest, sections)
    own = given.version if given.programme and given.version != newest.version.number else None
    return replace(found, problems=problems, lost=given.named, made_from=own)


def _compared(newest: Written, sections: Mapping[str, str]) -> Read:
    """These sections beside what there is, as that comes back from a file: how it is marked is none."""
    as_read, _ = sections_in(word.read(newest.file()), newest.blueprint.definition.sections)
    titles = {section.key: section.title for section in newest.blueprint.definition.sections}
    now = {key: newest.texts.get(key, "") for key in titles}
    changed = {
        key: text for key, text in sections.items() if text not in {as_read.get(key, ""), now.get(key, "")}
    }
    return Read(
        sections=now | changed,
        changes=[Changed(titles[key], difference(as_read[key], text)) for key, text in changed.items()],
    )

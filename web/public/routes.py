"""The public page of an approved programme: what was decided, by whom, and whether a document is that one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from documents.decisions import to_which_meeting, votes
from documents.markup import on_one_line
from domain.publication.classification import without_format
from domain.publication.documents import PublicDocument
from domain.shared.messages import N_, Message
from service.publication.public import Public, public
from web.http.page import Here, Page, Shows
from web.http.refusals import NoSuchPage
from web.public.check import Checked, checked
from words.language import Language
from words.languages import language_of
from words.vocabulary import RESPONSES

router = APIRouter(prefix="/public/{slug}")

Slug = Annotated[str, Path(max_length=60, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Name = Annotated[str, Path(max_length=100, pattern=r"^[a-z0-9.-]+$")]

FORMATS = {".pdf": "PDF", ".md": "Markdown"}
MEDIA_TYPES = {".pdf": "application/pdf", ".md": "text/markdown; charset=utf-8"}


@dataclass(frozen=True)
class File:
    """A document in one format."""

    name: str
    format: str
    size: str


@dataclass(frozen=True)
class Document:
    """A document in every format that there is of it."""

    title: str
    about: str
    files: Sequence[File]


@dataclass(frozen=True)
class Step:
    """What a body decided, and how it voted."""

    outcome: str
    body: str
    day: str
    votes: str


@router.get("", operation_id="pagePublic")
async def show(slug: Slug, page: Shows, resources: Here) -> Response:
    """What everyone may know of the programme."""
    return _page(page, await _public(resources, slug))


@router.post("", operation_id="checkDocument")
async def check(slug: Slug, page: Shows, resources: Here) -> Response:
    """Whether a file is one of the documents, byte for byte."""
    # Without a form token: nothing is changed or kept, and nothing is shown that is not public.
    shown = await _public(resources, slug)
    return _page(page, shown, await checked(page.request, shown.documents))


@router.get("/documents/{name}", operation_id="downloadPublicDocument")
async def download(slug: Slug, name: Name, resources: Here) -> Response:
    """One of the documents."""
    shown = await _public(resources, slug)
    for document in shown.documents:
        if document.name == name:
            headers = {"Content-Disposition": f'attachment; filename="{slug}-{name}"'}
            return Response(document.content, media_type=_media_type(name), headers=headers)
    raise NoSuchPage


async def _public(resources: Here, slug: str) -> Public:
    if (found := await public(resources, None, slug)) is None:
        raise NoSuchPage
    return found


def _page(page: Page, shown: Public, found: Checked | None = None) -> Response:
    language, state = page.language, shown.state
    decisions = _decisions(shown, language) if shown.has_programme else []
    submitted = state.definition.submitted
    return page.show(
        "public/programme.html",
        title=on_one_line(shown.blueprint.title),
        written_in=language_of(shown.blueprint).code,
        at=f"/public/{state.slug}",
        slug=state.slug,
        approved=decisions[-1].day if decisions else None,
        bodies=[step.body for step in decisions],
        version=str(submitted.number) if submitted is not None and shown.has_programme else None,
        description=shown.blueprint.description,
        documents=_documents(shown, language),
        points=_points(shown, language),
        sections=shown.sections,
        decisions=decisions,
        asked=page.request.method == "POST",
        checked=found,
        found=_title(found.document.name, language) if found and found.document else None,
        head=state.head,
        published=shown.published,
    )


def _decisions(shown: Public, language: Language) -> list[Step]:
    titles = {body.key: on_one_line(body.title) for body in shown.blueprint.sign_off.bodies}
    return [
        Step(
            language.say(to_which_meeting(decision)),
            titles[decision.body],
            language.day(decision.meeting),
            language.say(votes(decision.tally)),
        )
        for decision in shown.state.sign_off.decisions
    ]


def _documents(shown: Public, language: Language) -> list[Document]:
    by_name: dict[str, list[PublicDocument]] = {}
    for document in shown.documents:
        by_name.setdefault(without_format(document.name), []).append(document)
    # The programme itself is what most come for.
    order = sorted(by_name, key=lambda name: (not name.startswith("programme"), name))
    return [
        Document(
            _title(name, language),
            language.say(_about(name)),
            [_file(document, language) for document in sorted(by_name[name], reverse=True)],
        )
        for name in order
    ]


def _title(name: str, language: Language) -> str:
    kind, _, number = without_format(name).rpartition("-")
    match kind:
        case "response-memo":
            return language.say(N_("Response memo {number}"), number=number)
        case "cover-note":
            return language.say(N_("Cover note {number}"), number=number)
        case _:
            return language.say(N_("The programme"))


def _about(name: str) -> Message:
    if name.startswith("response-memo"):
        return N_("what was done with each point that organisations made, and why")
    if name.startswith("cover-note"):
        return N_("what was put before a body, and what it was asked to decide")
    return N_("the plan as it was approved, with the decisions and what they rest on")


def _file(document: PublicDocument, language: Language) -> File:
    ending = f".{document.name.rpartition('.')[2]}"
    size = language.say(
        N_("{kilobytes} kB"), kilobytes=language.number(max(1, round(len(document.content) / 1000)))
    )
    return File(document.name, FORMATS.get(ending, ending), size)


def _media_type(name: str) -> str:
    return MEDIA_TYPES.get(f".{name.rpartition('.')[2]}", "application/octet-stream")


def _points(shown: Public, language: Language) -> list[tuple[str, str]]:
    """How many points were made in the rounds whose response memo is public, and what was done with them."""
    if not (total := sum(settled.points for settled in shown.settled)):
        return []
    figures = [(language.number(total), language.say(N_("points that organisations made, each answered")))]
    for kind, message in RESPONSES.items():
        count = sum(settled.answered.get(kind, 0) for settled in shown.settled)
        figures.append((language.number(count), language.say(message)))
    return figures

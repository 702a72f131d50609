"""A paper of a body in Word: taken along, and a cover note that comes back, compared before it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Path
from pydantic import ValidationError
from starlette.responses import Response

from documents.comparison import Paragraph
from documents.in_word import Origin, paper_document
from documents.register_head import without_head
from documents.word import MEDIA_TYPE
from domain.blueprint.model import Blueprint
from domain.reading.documents import material_of_document
from domain.shared.messages import N_, Message
from domain.shared.refusals import Missing, Refusal
from domain.shared.texts import TextRef
from files import word
from files.word import UnreadableWordError
from service.asking.acts import Asked
from service.asking.doing import do
from service.asking.listing import listed
from service.asking.values import LARGEST_NUMBER
from service.limits import LONGEST_REASON, LONGEST_TEXT
from service.reading import ReadContext
from service.sign_off.acts import OfSubmission, ReviseASubmission
from service.sign_off.forms import NewRevision
from service.waiting import Unavailable
from web.every_phase.heading import OfProgramme
from web.http.forms import Filled as Sent
from web.http.forms import FilledWithFile, Form, Mistake, key_of
from web.http.page import Here, Page, Shows
from web.http.refusals import NoSuchPage, UnreadableForm
from web.plan.changes import difference
from web.sign_in.session import Who
from web.sign_off.looked import Looked
from web.sign_off.routes import Seeks, Sought
from words.languages import language_of
from words.refusals import said
from words.vocabulary import DOCUMENTS

router = APIRouter(prefix="/programmes/{slug}/submissions/{number}")

Consultation = Annotated[int, Path(ge=0, le=LARGEST_NUMBER)]

SAY_WHY = N_("Say why the cover note changes.")
TOO_LONG = N_("This is longer than {most} characters; make it shorter.")


@dataclass(frozen=True)
class Note:
    """The cover note as it lies there, and all that its file is made of."""

    slug: str
    blueprint: Blueprint
    hash: str
    origin: Origin
    text: str

    @property
    def title(self) -> str:
        """Its first line, which a file has as its title."""
        first, _, _ = self.text.partition("\n")
        return f"{first}\n\n" if first.startswith("# ") else ""

    def file(self) -> bytes:
        return _paper(self.blueprint, self.origin, DOCUMENTS["cover_note"], self.text)


@dataclass(frozen=True)
class Given:
    """A cover note as a file has it, beside what there is; without paragraphs it says the same."""

    text: str
    paragraphs: Sequence[Paragraph] = ()
    lost: Sequence[tuple[Message, int]] = ()
    problems: Sequence[Message] = ()


@dataclass(frozen=True)
class Begun:
    """What was sent and not taken: shown again, so that nothing that was typed is lost."""

    reason: str = ""
    key: str = ""
    mistakes: Sequence[Mistake] = ()
    refusal: Refusal | None = None

    @property
    def status(self) -> int:
        return self.refusal.status if self.refusal is not None else 400 if self.mistakes else 200


# --- taken along ---


@router.get("/cover-note.docx", operation_id="downloadCoverNoteInWord")
async def cover_note(sought: Seeks, page: Shows) -> Response:
    """The cover note as .docx."""
    async with sought.read.open(sought.slug) as sight:
        note = await _note(sight, await _looked(sight, sought, page))
    return _file(sought, "cover-note", await sought.read.resources.workshop.do(note.file))


@router.get("/response-memos/{consultation}/docx", operation_id="downloadResponseMemoInWord")
async def response_memo(sought: Seeks, consultation: Consultation, page: Shows) -> Response:
    """A response memo that goes with the submission, as .docx."""
    async with sought.read.open(sought.slug) as sight:
        looked = await _looked(sight, sought, page)
        if (memo := looked.now.memos.get(consultation)) is None:
            raise NoSuchPage
        sight.reader.must(material_of_document(f"response-memo-{consultation}", sight.state))
        text = await sight.document(memo)
    origin = _origin(looked, memo)
    content = await sought.read.resources.workshop.do(
        _paper, looked.blueprint, origin, DOCUMENTS["response_memo"], text
    )
    return _file(sought, f"response-memo-{consultation}", content)


def _paper(blueprint: Blueprint, origin: Origin, kind: Message, text: str) -> bytes:
    return paper_document(language_of(blueprint), blueprint, origin, kind, text)


def _file(sought: Sought, name: str, content: bytes) -> Response:
    file = f"{sought.slug}-{sought.number}-{name}.docx"
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return Response(content, media_type=MEDIA_TYPE, headers=headers)


async def _looked(sight: ReadContext, sought: Sought, page: Page) -> Looked:
    return await Looked.at(sight, sought.read.resources, page.language, sought.number)


async def _note(sight: ReadContext, looked: Looked) -> Note:
    """The cover note. Raises `NotReadable`."""
    sight.reader.must(material_of_document(f"cover-note-{looked.number}", sight.state))
    ref = looked.now.cover_note
    text = await sight.document(ref)
    return Note(sight.slug, looked.blueprint, looked.now.hash, _origin(looked, ref), text)


def _origin(looked: Looked, ref: TextRef) -> Origin:
    """As of when a paper is as it is: of the first entry that binds it."""
    for text in looked.submission.texts:
        if ref in (text.event.cover_note, *text.event.memos.values()):
            return Origin(looked.sight.slug, text.entry.at)
    raise AssertionError("what lies there is bound by an entry")


# --- given back ---


@router.get("/docx", operation_id="pageCoverNoteInWord")
async def show(sought: Seeks, page: Shows) -> Response:
    """The cover note to take along, and where it is given back."""
    return await _page(page, sought)


@router.post("/docx", operation_id="previewCoverNoteInWord")
async def look_ahead(sought: Seeks, page: Shows, _who: Who, sent: FilledWithFile) -> Response:
    """What the file changes; nothing is saved by this."""
    async with sought.read.open(sought.slug) as sight:
        note = await _note(sight, await _looked(sight, sought, page))
    return await _page(page, sought, await sought.read.resources.workshop.do(_read, note, sent.content))


@router.post("/docx/saved", operation_id="reviseCoverNoteInWord")
async def save(sought: Seeks, page: Shows, resources: Here, who: Who, form: Sent) -> Response:
    """Revise the submission, once, however often the button is pressed."""
    text, reason, key = form.get("cover_note"), form.get("reason"), key_of(form)
    begun = Begun(reason, key, _mistakes(reason))
    if not begun.mistakes:
        try:
            asked = Asked(OfSubmission(submission=sought.number), _revision(form))
            await do(resources, who, key, sought.slug, ReviseASubmission(), asked)
            return page.go(sought.at)
        except Missing:
            raise
        except Refusal as refusal:
            begun = Begun(reason, key if isinstance(refusal, Unavailable) else str(uuid4()), refusal=refusal)
    async with sought.read.open(sought.slug) as sight:
        note = await _note(sight, await _looked(sight, sought, page))
    return await _page(page, sought, await sought.read.resources.workshop.do(_compared, note, text), begun)


def _mistakes(reason: str) -> list[Mistake]:
    if not reason.strip():
        return [Mistake("reason", SAY_WHY)]
    return [Mistake("reason", TOO_LONG.having(most=LONGEST_REASON))] if len(reason) > LONGEST_REASON else []


def _revision(form: Form) -> NewRevision:
    try:
        return NewRevision(
            submission_hash=form.get("submission_hash"),
            reason=form.get("reason"),
            cover_note=form.get("cover_note"),
        )
    except ValidationError:
        raise UnreadableForm from None


def _read(note: Note, content: bytes) -> Given:
    if not content:
        return Given("", problems=[N_("Choose a file first.")])
    try:
        given = word.read(content)
    except UnreadableWordError as error:
        return Given("", problems=[error.message])
    if given.programme not in {"", note.slug}:
        return Given("", problems=[word.OF_ANOTHER.having(programme=given.programme)])
    text = f"{note.title}{given.whole}"
    if not given.whole.strip():
        return Given("", problems=[N_("There is no text in this file.")])
    if len(text) > LONGEST_TEXT:
        return Given("", problems=[TOO_LONG.having(most=LONGEST_TEXT)])
    found = _compared(note, text)
    return Given(text, found.paragraphs, given.named)


def _compared(note: Note, text: str) -> Given:
    """A text beside what there is, as that comes back from a file: how it is marked is no difference."""
    now = f"{note.title}{word.read(note.file()).whole}"
    same = text in {now, without_head(note.text)}
    return Given(text, [] if same else difference(f"{now}\n", f"{text}\n"))


async def _page(
    page: Page, sought: Sought, given: Given | None = None, begun: Begun | None = None
) -> Response:
    async with sought.read.open(sought.slug) as sight:
        looked = await _looked(sight, sought, page)
        sight.reader.must(material_of_document(f"cover-note-{sought.number}", sight.state))
        revises = await _may_revise(looked)
    say = page.language.say
    refusal = begun.refusal if begun is not None else None
    wrong = given is not None and given.problems
    return page.show(
        "sign_off/word.html",
        programme=OfProgramme.of(looked.sight, looked.blueprint.title),
        tab="decisions",
        at=sought.at,
        body=looked.body_title,
        hash=looked.now.hash,
        written_in=looked.written_in,
        revises=revises,
        given=given,
        problems=[say(problem) for problem in given.problems] if given is not None else [],
        lost=[(say(what), n) for what, n in given.lost] if given is not None else [],
        reason=begun.reason if begun is not None else "",
        mistakes=begun.mistakes if begun is not None else (),
        refused=None if refusal is None else say(said(refusal)),
        advice=None if refusal is None else say(refusal.advice),
        key=(begun.key if begun is not None else "") or str(uuid4()),
        status=400 if wrong else begun.status if begun is not None else 200,
    )


async def _may_revise(looked: Looked) -> bool:
    """Whether the reader may revise this very submission now."""
    about = OfSubmission(submission=looked.number)
    found = await listed(looked.sight, looked.asker, (ReviseASubmission(),))
    return any(each.about == about for one in found for each in one.possible)

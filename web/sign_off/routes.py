"""What lies before a body: read, voted on, and established, on one page."""

from dataclasses import dataclass, replace
from typing import Annotated, cast
from uuid import uuid4

from fastapi import APIRouter, Depends, Path, Query
from pydantic import ValidationError
from starlette.responses import Response

from domain.reading.documents import OF_DOCUMENTS
from domain.shared.refusals import Missing, Refusal
from domain.voting.outcome import Outcome
from service.asking.acts import Asked
from service.asking.doing import do
from service.asking.values import LARGEST_NUMBER
from service.reading import Reading
from service.sign_off.acts import EstablishAnOutcome, OfSubmission, VoteOnASubmission
from service.sign_off.forms import NewOutcome
from service.waiting import Unavailable
from web.every_phase.heading import OfProgramme
from web.every_phase.programme import Slug
from web.http.forms import Filled as Sent
from web.http.forms import Mistake, key_of
from web.http.page import Here, Page, Shows
from web.http.refusals import UnreadableForm
from web.sign_in.session import Who, reads
from web.sign_off import matter
from web.sign_off.ballot import Filled
from web.sign_off.booth import booth, ids_of
from web.sign_off.looked import Looked
from words import turns
from words.refusals import said
from words.vocabulary import OUTCOMES

router = APIRouter(prefix="/programmes/{slug}/submissions/{number}")

Number = Annotated[int, Path(ge=0, le=LARGEST_NUMBER)]
ReadsSubmission = Annotated[
    Reading,
    reads(
        "submissions",
        also=(
            *OF_DOCUMENTS,
            "votes",
            "own_running_vote",
            "ruled_outcomes",
            "ruled_outcomes_of_own_body",
        ),
    ),
]

OWNERS = ("kwartiermaker", "principal", "office")


@dataclass(frozen=True)
class Sought:
    """Which submission somebody reads."""

    slug: str
    number: int
    read: Reading

    @property
    def at(self) -> str:
        return f"/programmes/{self.slug}/submissions/{self.number}"


async def _sought(slug: Slug, number: Number, read: ReadsSubmission) -> Sought:
    return Sought(slug, number, read)


Since = Annotated[str | None, Query(alias="from", max_length=64)]
"""The hash of the text that a letter is about: what changed since then is shown."""
Seeks = Annotated[Sought, Depends(_sought)]


@dataclass(frozen=True)
class Begun:
    """What was sent and not taken: shown again, so that nothing that was typed is lost."""

    filled: Filled
    key: str
    mistakes: tuple[Mistake, ...] = ()
    refusal: Refusal | None = None

    @property
    def status(self) -> int:
        if self.refusal is not None:
            return self.refusal.status
        return 400 if self.mistakes else 200


@router.get("", operation_id="pageSubmission")
async def show(sought: Seeks, page: Shows, since: Since = None) -> Response:
    """What is asked, and the ballot; for whoever comes by a letter about a revision also what changed."""
    return await _page(page, sought, since=since)


@router.post("", operation_id="sendVote")
async def vote(sought: Seeks, page: Shows, resources: Here, who: Who, form: Sent) -> Response:
    """Vote: once, however often the button is pressed."""
    filled, key = Filled.of(form), key_of(form)
    if mistakes := filled.mistakes():
        return await _page(page, sought, Begun(filled, key, tuple(mistakes)))
    try:
        asked = Asked(OfSubmission(submission=sought.number), filled.ballot)
    except ValidationError:
        # What nobody typed: a hash or a seat that no page of ours holds.
        raise UnreadableForm from None
    try:
        await do(resources, who, key, sought.slug, VoteOnASubmission(), asked)
    except Missing:
        raise
    except Refusal as refusal:
        # Sent again with the same key, what was away cannot take the same vote twice; what was refused is
        # another vote next time.
        again = key if isinstance(refusal, Unavailable) else str(uuid4())
        return await _page(page, sought, Begun(filled, again, refusal=refusal))
    return page.go(f"{sought.at}#vote")


@router.post("/outcomes", operation_id="sendOutcome")
async def establish(sought: Seeks, page: Shows, resources: Here, who: Who, form: Sent) -> Response:
    """Establish the outcome, as chair."""
    if (outcome := form.get("outcome")) not in OUTCOMES:
        raise UnreadableForm
    given = NewOutcome(outcome=cast("Outcome", outcome), seat=form.get("seat") or None)
    try:
        asked = Asked(OfSubmission(submission=sought.number), given)
        await do(resources, who, key_of(form), sought.slug, EstablishAnOutcome(), asked)
    except Missing:
        raise
    except Refusal as refusal:
        return await _page(page, sought, Begun(Filled(""), str(uuid4()), refusal=refusal))
    return page.go(f"{sought.at}#vote")


async def _page(
    page: Page, sought: Sought, begun: Begun | None = None, *, since: str | None = None
) -> Response:
    if begun is not None:
        since = begun.filled.hash
    async with sought.read.open(sought.slug) as sight:
        looked = await Looked.at(sight, sought.read.resources, page.language, sought.number)
        await sight.load(*matter.ids_of(looked), *ids_of(looked))
        found = await booth(looked)
        values: dict[str, object] = {
            "requested": matter.requested(looked),
            "revised": await matter.revised(looked, since),
            "short": await matter.short(looked),
            "sent_back": await matter.sent_back(looked),
            "earlier": await matter.earlier(looked),
            "papers": await matter.papers(looked),
        }
    return page.show(
        "sign_off/submission.html",
        {**values, **_heading(looked), **_form(looked, found.begun, begun, page)},
        status=begun.status if begun is not None else 200,
        at=sought.at,
        booth=found,
        mistakes=begun.mistakes if begun is not None else (),
    )


def _heading(looked: Looked) -> dict[str, object]:
    """What it is about, where, and when it is decided."""
    language, now = looked.language, looked.under_way
    meeting = now.meeting if now is not None else None
    return {
        "programme": OfProgramme.of(looked.sight, looked.blueprint.title),
        "body": looked.body_title,
        "meeting": None if meeting is None else language.full_day(meeting),
        "meeting_at": _meeting_at(looked),
        "distance": "" if meeting is None else language.say(turns.distance(meeting, looked.today)),
        "urgency": "later" if meeting is None else turns.urgency(meeting, looked.today),
        "until": "" if meeting is None else language.day(meeting),
        "is_open": looked.is_open,
        "under_way": now is not None,
        "written_in": looked.written_in,
        "hash": looked.now.hash,
        "version": looked.now.version,
        "memos_of": sorted(looked.now.memos),
    }


def _meeting_at(looked: Looked) -> str:
    """The page of the meeting that decides on it, or did last; empty while none has it on its agenda."""
    treated = looked.submission.treatments
    return (
        f"/programmes/{looked.sight.slug}/meetings/{looked.now.body}/{treated[-1].meeting}" if treated else ""
    )


def _form(looked: Looked, voted: Filled, begun: Begun | None, page: Page) -> dict[str, object]:
    """The form as it begins, or as it was sent; always about the text that this page shows."""
    filled, refusal = (begun.filled, begun.refusal) if begun is not None else (voted, None)
    if not isinstance(refusal, Unavailable):
        filled = replace(filled, hash=looked.now.hash)
    return {
        "filled": filled,
        "key": begun.key if begun is not None else str(uuid4()),
        "sent": begun is not None,
        "owners": [(owner, page.language.say(turns.WHOSE[owner])) for owner in OWNERS],
        "refused": None if refusal is None else page.language.say(said(refusal)),
        "advice": None if refusal is None else page.language.say(refusal.advice),
    }

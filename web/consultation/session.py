"""A working session: what it was about, what came of it, and confirming that for an organisation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Self
from uuid import uuid4

from fastapi import APIRouter, Depends, Path
from starlette.responses import Response

from domain.blueprint.model import Blueprint
from domain.consultation.sessions import NoSuchSession
from domain.shared.refusals import Forbidden, Missing, Refusal
from domain.state.roles import Asker
from service.asking.listing import listed
from service.asking.values import LARGEST_NUMBER
from service.commands import NOBODY
from service.consultation.acts import CancelASession, RecordASession
from service.consultation.acts import OfSession as AboutSession
from service.consultation.confirm_session import OfSession, confirm_session
from service.consultation.contribute import Statement
from service.reading import ReadContext, Reading
from service.waiting import Unavailable
from store.consultation import confirmations, consultations, contributions, sessions
from store.consultation.consultations import Consultation
from store.consultation.sessions import WorkingSession
from store.organisations import stakeholders
from web.answer.filled import Filled
from web.consultation.rounds import STATUSES
from web.every_phase.heading import OfProgramme
from web.every_phase.programme import Slug
from web.http.forms import Filled as Sent
from web.http.forms import Form, Mistake, key_of, number_of
from web.http.page import Here, Page, Shows
from web.http.refusals import UnreadableForm
from web.sign_in.session import Who, reads
from words.language import Language
from words.languages import language_of
from words.refusals import said as in_words
from words.sessions import headings

router = APIRouter(prefix="/programmes/{slug}/sessions/{session}")

Number = Annotated[int, Path(ge=0, le=LARGEST_NUMBER)]
ReadsSession = Annotated[
    Reading,
    reads("sessions", also=("session_outcomes", "own_session_outcomes", "own_contributions")),
]


@dataclass(frozen=True)
class Sought:
    """Which session somebody reads."""

    slug: str
    number: int
    read: Reading

    @property
    def at(self) -> str:
        return f"/programmes/{self.slug}/sessions/{self.number}"


async def _sought(slug: Slug, session: Number, read: ReadsSession) -> Sought:
    return Sought(slug, session, read)


Seeks = Annotated[Sought, Depends(_sought)]


@dataclass(frozen=True)
class Begun:
    """A confirmation for `organisation` as it is filled in, under the key by which it is done once."""

    organisation: str
    filled: Filled
    key: str
    mistakes: Sequence[Mistake] = ()
    refusal: Refusal | None = None

    @classmethod
    def of(cls, form: Form) -> Self:
        return cls(form.get("organisation"), Filled.of(form), key_of(form))

    @property
    def status(self) -> int:
        if self.refusal is not None:
            return self.refusal.status
        return 400 if self.mistakes else 200


@dataclass(frozen=True)
class Shown:
    """A session for one reader: its texts by id, names by code, and which round it may be confirmed in.

    `outcome` is empty for whoever may not read it; `mine` are the organisations that they may confirm it for.
    """

    session: WorkingSession
    blueprint: Blueprint
    texts: Mapping[str, str]
    names: Mapping[str, str]
    outcome: Mapping[str, str]
    mine: Sequence[str]
    round: Consultation | None

    @classmethod
    async def at(cls, sight: ReadContext, number: int) -> Self:
        """The session `number`. Raises `NoSuchSession`."""
        connection, slug, reader = sight.connection, sight.slug, sight.reader
        session = await sessions.find(connection, slug, number)
        if session is None:
            raise NoSuchSession(session=number)
        refs = [session.title, *session.outcome.values(), *([session.reason] if session.reason else [])]
        texts = await sight.texts(*(ref.id for ref in refs))
        own = reader.may("own_session_outcomes") and not reader.speaks_for.isdisjoint(session.invited)
        may_read = own or reader.may("session_outcomes")
        named = await stakeholders.find(connection, slug, session.invited)
        rows = await consultations.all_of(connection, slug)
        return cls(
            session=session,
            blueprint=await sight.blueprint(),
            texts=texts,
            names={code: found.name for code, found in named.items()},
            outcome={section: texts[ref.id] for section, ref in session.outcome.items() if may_read},
            mine=[code for code in session.present if code in reader.speaks_for],
            round=next((row for row in rows if row.status == "open"), None),
        )

    @property
    def titles(self) -> Mapping[str, str]:
        return {section.key: section.title for section in self.blueprint.definition.sections}

    def for_whom(self, wanted: str) -> str:
        """The organisation that they confirm for: as they chose, else the first that has not confirmed."""
        waiting = [code for code in self.mine if code not in self.session.confirmed]
        return wanted if wanted in self.mine else next(iter([*waiting, *self.mine]), "")

    def called(self, codes: Sequence[str], language: Language) -> str:
        return language.all_of([self.names.get(code, code) for code in codes])


@router.get("", operation_id="pageSession")
async def show(sought: Seeks, page: Shows) -> Response:
    """What it was about and gave; for whoever was there a form to confirm that."""
    return await _page(page, sought)


@router.post("/confirmations", operation_id="confirmOutcome")
async def confirm(sought: Seeks, page: Shows, resources: Here, who: Who, form: Sent) -> Response:
    """Confirm it, once, however often the button is pressed; then the session says who did."""
    begun = Begun.of(form)
    async with sought.read.open(sought.slug) as sight:
        found = await Shown.at(sight, sought.number)
    if mistakes := begun.filled.mistakes(found.titles):
        return await _page(page, sought, replace(begun, mistakes=mistakes))
    round_ = _round_of(form)
    session = OfSession(sought.slug, sought.number, round_, begun.organisation or None)
    try:
        await confirm_session(resources, who, begun.key, session, _statement(begun, found, round_), headings)
    except (Forbidden, Missing):
        raise
    except Refusal as refusal:
        # What was away cannot take it twice; what was refused is another confirmation next time.
        key = begun.key if isinstance(refusal, Unavailable) else str(uuid4())
        return await _page(page, sought, replace(begun, key=key, refusal=refusal))
    return page.go(f"{sought.at}?organisation={begun.organisation}#confirmed")


def _round_of(form: Form) -> int | None:
    """In which round it counts, None for the one that is open. Raises `UnreadableForm`."""
    if not (given := form.get("round")):
        return None
    if (number := number_of(given)) is None:
        raise UnreadableForm
    return number


def _statement(begun: Begun, found: Shown, round_: int | None) -> Statement:
    """What is sent: of the outcome only what the organisation sees otherwise, also where it left nothing."""
    support = begun.filled.statement.support
    corrected = {
        section: text
        for section, text in begun.filled.sections.items()
        if section in found.outcome and text.split() != found.outcome[section].split()
    }
    payload = {"can": support.can, "will": support.will, "sections": corrected, "consultation": round_}
    return Statement(support, corrected, {**payload, "organisation": begun.organisation})


async def _page(page: Page, sought: Sought, begun: Begun | None = None) -> Response:
    language = page.language
    async with sought.read.open(sought.slug) as sight:
        found = await Shown.at(sight, sought.number)
        wanted = (
            begun.organisation if begun is not None else page.request.query_params.get("organisation", "")
        )
        organisation = found.for_whom(wanted)
        if begun is None and organisation and found.round is not None:
            begun = await _begin(sight, found, organisation, found.round.number)
        acts = await _acts(sight, language, sought.number)
        heading = OfProgramme.of(sight, found.blueprint.title)
    session, refusal = found.session, None if begun is None else begun.refusal
    return page.show(
        "consultation/session.html",
        status=200 if begun is None else begun.status,
        programme=heading,
        tab="consultations",
        at=sought.at,
        shown=found,
        session=session,
        session_title=found.texts[session.title.id],
        reason=found.texts[session.reason.id] if session.reason else "",
        day=language.full_day(session.day),
        state=language.say(STATUSES[session.status]),
        invited=found.called(session.invited, language),
        present=found.called(session.present, language),
        confirmed=found.called(session.confirmed, language),
        organisation=organisation,
        speaker=found.names.get(organisation, organisation),
        others=[code for code in found.mine if code != organisation],
        begun=begun,
        due="" if found.round is None else language.full_day(found.round.due),
        acts=acts,
        written_in=language_of(found.blueprint).code,
        mistakes=() if begun is None else begun.mistakes,
        refused="" if refusal is None else language.say(in_words(refusal)),
    )


async def _begin(sight: ReadContext, found: Shown, organisation: str, round_: int) -> Begun:
    """What the form begins with: what they said last in this round, and the outcome as they last saw it."""
    connection, slug = sight.connection, sight.slug
    may_read = sight.reader.may("own_contributions")
    last = await contributions.last_of(connection, slug, round_, organisation) if may_read else None
    said = await confirmations.said(connection, slug, round_, organisation)
    seen = said.outcomes.get(found.session.number, {})
    texts = await sight.texts(*(ref.id for ref in seen.values()))
    sections = {
        section: texts[seen[section].id] if section in seen else text
        for section, text in found.outcome.items()
    }
    can, will = ("", "") if last is None else (last.support.can, last.support.will)
    return Begun(organisation, Filled(can, will, sections), str(uuid4()))


async def _acts(sight: ReadContext, language: Language, number: int) -> list[tuple[str, str]]:
    """What the reader may do with the session now, and where."""
    asker = Asker(sight.reader.id or NOBODY, operates="operator" in sight.reader.known.claims)
    return [
        (language.say(one.act.title), f"/programmes/{sight.slug}/do/{one.act.name}?session={number}")
        for one in await listed(sight, asker, (RecordASession(), CancelASession()))
        if any(each.about == AboutSession(session=number) for each in one.possible)
    ]

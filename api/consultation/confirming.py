"""Confirming what a working session gave: a contribution, taken as every other one is."""

from dataclasses import dataclass

import asyncpg

from api.acting import body_hash, known
from api.consultation.contributing import earlier, refusal_of, represented
from api.consultation.requests import NewConfirmation
from api.http.identity import Caller
from api.http.resources import Resources
from domain.consultation.confirming import NotPresent, SessionNotHeld, merged
from domain.consultation.sessions import NoSuchSession
from domain.shared.support import Support
from domain.state.sections import must_be_sections
from store import texts
from store.consultation import confirmations, contributions, sessions
from store.consultation.confirmations import Confirmation, Said
from store.consultation.contributions import Contribution, Refused
from store.consultation.sessions import WorkingSession
from store.database import Connection


@dataclass(frozen=True)
class _Request:
    """One confirmation as it was asked: of `session`, by `person` for `organisation`."""

    slug: str
    session: int
    organisation: str
    person: str
    key: str
    body: str
    asked: NewConfirmation


async def confirm(
    resources: Resources, caller: Caller, key: str, place: tuple[str, int], asked: NewConfirmation
) -> Contribution:
    """Take the session `place`, a slug and a number, into what the caller's organisation says.

    Raises `Problem`, `Forbidden` and `Refusal`; a repeated request gets the same answer.
    """
    slug, number = place
    async with resources.database() as connection:
        state = await resources.standings.of(connection, slug)
        person = await known(connection, caller)
        body = body_hash("confirm_session", {"session": number}, asked, person.id)
        if found := await earlier(connection, slug, key, body):
            return found
        request = _Request(slug, number, represented(caller).organisation, person.id, key, body, asked)
        session = await _held(connection, request)
        must_be_sections(asked.sections, state)
        try:
            async with connection.transaction():
                return await _take(connection, request, session)
        except asyncpg.UniqueViolationError:
            # This very request was here a moment ago.
            found = await earlier(connection, slug, key, body)
            assert found is not None, "nothing but the key is unique in a contribution"
            return found


async def _held(connection: Connection, request: _Request) -> WorkingSession:
    """The session, if it was held and the organisation was there."""
    session = await sessions.find(connection, request.slug, request.session)
    if session is None:
        raise NoSuchSession(session=request.session)
    if session.status != "held":
        raise SessionNotHeld(status_=session.status)
    if request.organisation not in session.present:
        raise NotPresent
    return session


async def _take(connection: Connection, request: _Request, session: WorkingSession) -> Contribution:
    slug, organisation = request.slug, request.organisation
    number = await confirmations.round_for(connection, slug, organisation, request.asked.consultation)
    if number is None:
        raise refusal_of(Refused("closed"), 0)
    await confirmations.lock(connection, slug, number, organisation)
    said = await _with_this_session(connection, request, session, number)
    written = await _written(connection, said)
    new = contributions.NewContribution(
        consultation=number,
        organisation=organisation,
        person=request.person,
        support=Support(can=request.asked.can, will=request.asked.will),
        sections={**said.own, **{section: text.ref for section, text in written.items()}},
        key=request.key,
        body=request.body,
        source="session",
    )
    taken = await contributions.contribute(connection, slug, new, [*written.values()])
    if isinstance(taken, Refused):
        # Leaving the transaction by an error takes the texts out again.
        raise refusal_of(taken, number)
    corrected = bool(request.asked.sections)
    made = Confirmation(number, organisation, taken.revision, session.number, corrected, said)
    await confirmations.keep(connection, slug, made)
    return taken


async def _with_this_session(
    connection: Connection, request: _Request, session: WorkingSession, number: int
) -> Said:
    """What the organisation says now: as before, with the outcome of `session` as they see it."""
    before = await confirmations.said(connection, request.slug, number, request.organisation)
    corrections = {section: texts.compose(text) for section, text in request.asked.sections.items()}
    await texts.keep(connection, request.slug, corrections.values(), request.person)
    outcome = {**session.outcome, **{section: text.ref for section, text in corrections.items()}}
    return Said(before.own, {**before.outcomes, session.number: outcome})


async def _written(connection: Connection, said: Said) -> dict[str, texts.Text]:
    """The sections that sessions are about, as they read now; the others stay the very same text."""
    refs = [*said.own.values(), *(ref for part in said.outcomes.values() for ref in part.values())]
    bodies = await texts.read(connection, [ref.id for ref in refs])
    own = {section: bodies[ref.id] for section, ref in said.own.items()}
    outcomes = {
        session: {section: bodies[ref.id] for section, ref in part.items()}
        for session, part in said.outcomes.items()
    }
    return {section: texts.compose(text) for section, text in merged(own, outcomes).items()}

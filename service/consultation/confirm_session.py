"""Confirming what a working session gave: a contribution, taken as every other one is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from domain.blueprint.model import Blueprint
from domain.consultation.confirming import Heading, NotPresent, SessionNotHeld, merged
from domain.consultation.sessions import NoSuchSession
from domain.state.programme_state import ProgrammeState
from domain.state.sections import must_be_sections
from service.callers import Caller
from service.consultation.contribute import Statement, refusal_of, represented
from service.once import hash_of, once
from service.organisations.speaking import known_to_speak
from service.resources import Resources
from store import texts
from store.consultation import confirmations, contributions, sessions
from store.consultation.confirmations import Confirmation, Said
from store.consultation.contributions import Contribution, Refused
from store.consultation.sessions import WorkingSession
from store.database import Connection
from store.every_phase import programmes


@dataclass(frozen=True)
class _Confirming:
    """One confirmation as it was asked: of `session`, by `person` for `organisation`.

    `consultation` is the one that it joins, None for the newest open one; the statement's sections are what
    the organisation corrects in the outcome.
    """

    connection: Connection
    state: ProgrammeState
    session: int
    organisation: str
    person: str
    key: str
    request_hash: str
    statement: Statement
    consultation: int | None
    heading: Heading


class OfSession(NamedTuple):
    """The session `number` of a programme; its outcome goes into a `consultation`, or the open one.

    It is confirmed for `organisation`, or the only one that somebody speaks for.
    """

    programme: str
    number: int
    consultation: int | None = None
    organisation: str | None = None


async def confirm_session(
    resources: Resources,
    caller: Caller,
    key: str,
    session: OfSession,
    statement: Statement,
    headings: Callable[[Blueprint], Heading],
) -> Contribution:
    """Take a session into what the caller's organisation says.

    `headings` gives what stands above the outcome of a session, in the language of the programme. Raises
    `Refusal`; a repeated request gets the same answer.
    """
    slug, number, consultation, _ = session
    async with resources.database() as connection:
        state = await resources.states.of(connection, slug)
        person = await known_to_speak(connection, slug, caller)
        request_hash = hash_of("confirm_session", {"session": number}, statement.payload, person.id)

        async def work() -> Contribution:
            organisation = (await represented(session.organisation)(connection, state, person)).organisation
            heading = headings(await programmes.blueprint(connection, slug))
            confirming = _Confirming(
                connection,
                state,
                number,
                organisation,
                person.id,
                key,
                request_hash,
                statement,
                consultation,
                heading,
            )
            held = await _held(confirming)
            must_be_sections(statement.sections, state)
            return await _take(confirming, held)

        taken = await once(
            connection, request_hash, lambda: contributions.by_key(connection, slug, key), work
        )
    resources.notices.contributed(slug)
    return taken


async def _held(confirming: _Confirming) -> WorkingSession:
    """The session, if it was held and the organisation was there."""
    session = await sessions.find(confirming.connection, confirming.state.slug, confirming.session)
    if session is None:
        raise NoSuchSession(session=confirming.session)
    if session.status != "held":
        raise SessionNotHeld(status_=session.status)
    if confirming.organisation not in session.present:
        raise NotPresent
    return session


async def _take(confirming: _Confirming, session: WorkingSession) -> Contribution:
    connection, slug = confirming.connection, confirming.state.slug
    organisation, statement = confirming.organisation, confirming.statement
    number = await confirmations.consultation_for(connection, slug, organisation, confirming.consultation)
    if number is None:
        raise await refusal_of(Refused("closed"), 0, connection, confirming.state)
    # Before it is read: of two who confirm at once, the second builds on what the first said.
    await confirmations.lock(connection, slug, number, organisation)
    said = await _with_this_session(confirming, session, number)
    written = await _written(connection, said, confirming.heading)
    new = contributions.NewContribution(
        consultation=number,
        organisation=organisation,
        person=confirming.person,
        support=statement.support,
        sections={**said.own, **{section: text.ref for section, text in written.items()}},
        key=confirming.key,
        body=confirming.request_hash,
        source="session",
    )
    taken = await contributions.contribute(connection, slug, new, [*written.values()])
    if isinstance(taken, Refused):
        # Leaving the transaction by an error takes the texts out again.
        raise await refusal_of(taken, number, connection, confirming.state)
    corrected = bool(statement.sections)
    made = Confirmation(number, organisation, taken.revision, session.number, corrected, said)
    await confirmations.keep(connection, slug, made)
    return taken


async def _with_this_session(confirming: _Confirming, session: WorkingSession, number: int) -> Said:
    """What the organisation says now: as before, with the outcome of `session` as they see it."""
    connection, slug = confirming.connection, confirming.state.slug
    before = await confirmations.said(connection, slug, number, confirming.organisation)
    corrections = {section: texts.compose(text) for section, text in confirming.statement.sections.items()}
    await texts.keep(connection, slug, corrections.values(), confirming.person)
    outcome = {**session.outcome, **{section: text.ref for section, text in corrections.items()}}
    return Said(before.own, {**before.outcomes, session.number: outcome})


async def _written(connection: Connection, said: Said, heading: Heading) -> dict[str, texts.Text]:
    """The sections that sessions are about, as they read now; the others stay the very same text."""
    refs = [*said.own.values(), *(ref for part in said.outcomes.values() for ref in part.values())]
    bodies = await texts.read(connection, [ref.id for ref in refs])
    own = {section: bodies[ref.id] for section, ref in said.own.items()}
    outcomes = {
        session: {section: bodies[ref.id] for section, ref in part.items()}
        for session, part in said.outcomes.items()
    }
    return {section: texts.compose(text) for section, text in merged(own, outcomes, heading).items()}

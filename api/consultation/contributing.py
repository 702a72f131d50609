"""Taking a contribution: straight into PostgreSQL, in one transaction that finds its round open."""

from collections.abc import Callable
from typing import NamedTuple

import asyncpg

from api.acting import body_hash, known
from api.consultation.requests import PaperContribution
from api.http.identity import Caller
from api.http.problems import Problem
from api.http.requests import NewContribution
from api.http.resources import Resources
from domain.consultation.consultations import NoSuchConsultation
from domain.consultation.contributing import (
    ConsultationClosed,
    NotARepresentative,
    NotInvited,
    NotLate,
    NotTheOfficeOnPaper,
    SuspendedMeanwhile,
)
from domain.shared.refusals import Refusal
from domain.shared.support import Support
from domain.state.programme_state import ProgrammeState
from domain.state.sections import must_be_sections
from store import texts
from store.consultation import contributions
from store.consultation.contributions import Contribution, Refused, Source
from store.database import Connection
from store.responses import answerings, points


class Voice(NamedTuple):
    """For which organisation somebody speaks, how it came, and whether it came after the closing."""

    organisation: str
    source: Source
    late: bool = False


def represented(caller: Caller) -> Voice:
    """The organisation that the caller's token names. Raises `Forbidden` when it names none."""
    if "representative" not in caller.roles or caller.organisation is None:
        raise NotARepresentative
    return Voice(caller.organisation, "account")


def on_paper(caller: Caller, asked: PaperContribution) -> Voice:
    """The organisation whose letter the office enters. Raises `Forbidden` for anybody else."""
    if "office" not in caller.roles:
        raise NotTheOfficeOnPaper
    return Voice(asked.organisation, "paper", asked.late)


async def take(
    resources: Resources,
    caller: Caller,
    key: str,
    place: tuple[str, int],
    asked: NewContribution,
    speaks: Callable[[Caller], Voice],
) -> Contribution:
    """Take what somebody says in the consultation `place`, a slug and a number; `speaks` says for whom.

    Raises `Problem`, `Forbidden` and `Refusal`; a repeated request gets the same answer.
    """
    slug, number = place
    async with resources.database() as connection:
        state = await resources.standings.of(connection, slug)
        person = await known(connection, caller)
        return await take_from(connection, state, (person.id, lambda: speaks(caller)), key, number, asked)


async def take_from(
    connection: Connection,
    state: ProgrammeState,
    speaker: tuple[str, Callable[[], Voice]],
    key: str,
    number: int,
    asked: NewContribution,
) -> Contribution:
    """Take what a person, by id, says in the consultation `number`; raises as `take` does."""
    (person, speaks), slug = speaker, state.slug
    body = body_hash("contribute", {"consultation": number}, asked, person)
    if found := await earlier(connection, slug, key, body):
        return found
    voice = speaks()
    must_be_sections(asked.sections, state)
    written = {section: texts.compose(text) for section, text in asked.sections.items()}
    new = contributions.NewContribution(
        consultation=number,
        organisation=voice.organisation,
        person=person,
        support=Support(can=asked.can, will=asked.will),
        sections={section: text.ref for section, text in written.items()},
        key=key,
        body=body,
        source=voice.source,
        late=voice.late,
    )
    return await _write(connection, slug, new, [*written.values()])


async def _write(
    connection: Connection, slug: str, new: contributions.NewContribution, written: list[texts.Text]
) -> Contribution:
    try:
        async with connection.transaction():
            taken = await contributions.contribute(connection, slug, new, written)
            if isinstance(taken, Refused):
                # Leaving the transaction by an error takes out again what it did so far.
                raise refusal_of(taken, new.consultation)
            if new.late and await answerings.admit(connection, slug, new.consultation) == "open":
                # It never counts, and is answered all the same.
                await points.add(connection, (slug, new.consultation), [taken])
            return taken
    except asyncpg.UniqueViolationError:
        # This very request was here a moment ago.
        found = await earlier(connection, slug, new.key, new.body)
        assert found is not None, "nothing but the key is unique in a contribution"
        return found


async def earlier(connection: Connection, slug: str, key: str, body: str) -> Contribution | None:
    """What this very request was answered with before. Raises `Problem` when the key had another use."""
    found = await contributions.by_key(connection, slug, key)
    if found is None:
        return None
    contribution, body_before = found
    if body_before != body:
        raise Problem(
            "idempotency_key_reused", "This Idempotency-Key was used for another contribution; use a new one."
        )
    return contribution


def refusal_of(refused: Refused, number: int) -> Refusal:
    """Why the consultation `number` did not take a contribution."""
    match refused.why:
        case "no_such_consultation":
            return NoSuchConsultation(consultation=number)
        case "open":
            return NotLate(consultation=number)
        case "closed":
            return ConsultationClosed()
        case "suspended":
            return SuspendedMeanwhile()
        case "not_invited":
            return NotInvited()

"""Contributing: straight into PostgreSQL, in one transaction that finds its consultation open.

Thousands may come, and the process need not know of each: it hears how many when the consultation closes.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from domain.consultation.consultations import NoSuchConsultation
from domain.consultation.contributing import (
    ConsultationClosed,
    NotARepresentative,
    NotInvited,
    NotLate,
    NotTheOfficeOnPaper,
    SpeaksForSeveral,
    SuspendedMeanwhile,
)
from domain.organisations.invitations import InvitationEnded, NoSuchInvitation
from domain.shared.refusals import Refusal
from domain.shared.support import Support
from domain.state.programme_state import ProgrammeState
from domain.state.roles import is_of_the_office
from domain.state.sections import must_be_sections
from service import audit
from service.callers import Caller, Person
from service.current_state import reread
from service.once import Payload, hash_of, once
from service.organisations.speaking import known_to_speak
from service.resources import Resources
from store import texts
from store.consultation import contributions
from store.consultation.contributions import Contribution, Refused, Source
from store.database import Connection
from store.people import callers, links
from store.people.links import Invitation
from store.responses import answerings, points


@dataclass(frozen=True)
class Statement:
    """What an organisation says, and the `payload` in which it came."""

    support: Support
    sections: Mapping[str, str]
    payload: Payload


class Voice(NamedTuple):
    """For which organisation somebody speaks, how it came, and whether it came after the closing."""

    organisation: str
    source: Source
    late: bool = False


Speaks = Callable[[Connection, ProgrammeState, Person], Awaitable[Voice]]
"""Finds for whom somebody speaks, where a programme stands. May raise `Refusal`."""


def represented(organisation: str | None) -> Speaks:
    """The organisation that somebody speaks for: the one they name, or else their only one.

    Raises `NotARepresentative` when they speak for none, or not for that one.
    """

    async def voice(connection: Connection, state: ProgrammeState, person: Person) -> Voice:
        caller = person.caller
        met = await callers.meet(connection, state.slug, caller.account, caller.email, caller.acts_for)
        organisations = () if met is None else tuple(sorted(met.organisations))
        meant = [code for code in organisations if organisation in {None, code}]
        if not meant:
            raise NotARepresentative
        if len(meant) > 1:
            raise SpeaksForSeveral(organisations=organisations)
        audit.note(part="representative")
        return Voice(meant[0], "account")

    return voice


def on_paper(organisation: str, *, late: bool) -> Speaks:
    """For whom the office enters what came on paper; anybody else is refused."""

    async def voice(_connection: Connection, state: ProgrammeState, person: Person) -> Voice:
        if not is_of_the_office(person.asker, state):
            raise NotTheOfficeOnPaper
        audit.note(part="office")
        return Voice(organisation, "paper", late)

    return voice


async def contribute(
    resources: Resources,
    caller: Caller,
    key: str,
    consultation: tuple[str, int],
    statement: Statement,
    speaks: Speaks,
) -> Contribution:
    """Take what somebody says in a consultation, by slug and number; `speaks` says for whom.

    Raises `Refusal`; a repeated request gets the same answer.
    """
    slug, number = consultation
    async with resources.database() as connection:
        state = await resources.states.of(connection, slug)
        person = await known_to_speak(connection, slug, caller)
        contributing = _Contributing(connection, state, key, number, statement)
        taken = await contributing.take(person.id, lambda: speaks(connection, state, person))
    resources.notices.contributed(slug)
    return taken


async def contribute_by_link(
    resources: Resources, token: str, key: str, statement: Statement
) -> Contribution:
    """Take what somebody with a personal link says, for the organisation that the link is for."""
    async with resources.database() as connection:
        invitation = await invited(connection, token)
        state = await resources.states.of(connection, invitation.programme)
        contributing = _Contributing(connection, state, key, invitation.consultation, statement)

        async def invitation_speaks() -> Voice:
            return Voice(invitation.organisation, "link")

        taken = await contributing.take(invitation.person, invitation_speaks)
        # Whoever answers by it has opened it, also where no page said so.
        await links.note_opening(connection, token)
    resources.notices.contributed(invitation.programme)
    return taken


async def read_by_link(
    resources: Resources, connection: Connection, token: str
) -> tuple[Invitation, ProgrammeState]:
    """What a personal link is for, and where its programme stands. Raises `Refusal` once that has ended."""
    invitation = await invited(connection, token)
    state = await resources.states.of(connection, invitation.programme)
    if state.ending is not None:
        raise InvitationEnded
    return invitation, state


async def invited(connection: Connection, token: str) -> Invitation:
    """What a personal link is for. Raises `NoSuchInvitation`, of unknown, revoked and replaced ones alike."""
    found = await links.find(connection, token)
    if found is None:
        raise NoSuchInvitation
    audit.note(person=found.person)
    return found


@dataclass(frozen=True)
class _Contributing:
    """One contribution under way to the consultation `number`."""

    connection: Connection
    state: ProgrammeState
    key: str
    number: int
    statement: Statement

    async def take(self, person: str, speaks: Callable[[], Awaitable[Voice]]) -> Contribution:
        slug, about = self.state.slug, {"consultation": self.number}
        # Without the programme's secret: this one stays in PostgreSQL, beside the texts themselves.
        request_hash = hash_of("contribute", about, self.statement.payload, person)

        async def work() -> Contribution:
            # Asked in here: a repeated request has its answer, also when a role has changed since.
            return await self._write(person, await speaks(), request_hash)

        return await once(
            self.connection,
            request_hash,
            lambda: contributions.by_key(self.connection, slug, self.key),
            work,
        )

    async def _write(self, person: str, voice: Voice, request_hash: str) -> Contribution:
        connection, slug = self.connection, self.state.slug
        must_be_sections(self.statement.sections, self.state)
        written = {section: texts.compose(text) for section, text in self.statement.sections.items()}
        new = contributions.NewContribution(
            consultation=self.number,
            organisation=voice.organisation,
            person=person,
            support=self.statement.support,
            sections={section: text.ref for section, text in written.items()},
            key=self.key,
            body=request_hash,
            source=voice.source,
            late=voice.late,
        )
        taken = await contributions.contribute(connection, slug, new, [*written.values()])
        if isinstance(taken, Refused):
            # Leaving the transaction by an error takes out again what it did so far.
            raise await refusal_of(taken, self.number, connection, self.state)
        if new.late and await answerings.admit(connection, slug, self.number) == "open":
            # It never counts, and is answered all the same.
            await points.add(connection, (slug, self.number), [taken])
        return taken


async def refusal_of(refused: Refused, number: int, connection: Connection, state: ProgrammeState) -> Refusal:
    """How it is said that the consultation `number` did not take a contribution."""
    match refused.why:
        case "no_such_consultation":
            return NoSuchConsultation(consultation=number)
        case "open":
            return NotLate(consultation=number)
        case "closed":
            return ConsultationClosed()
        case "suspended":
            # Its row, which this transaction holds, changes together with the register.
            since = (await reread(connection, state)).suspended_on
            assert since is not None, "the row says so"
            return SuspendedMeanwhile(suspended_on=since)
        case "not_invited":
            return NotInvited()

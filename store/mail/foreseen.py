"""Which letters an event would cause, and to how many people: looked up where the outbox would look.

Nothing is put in the outbox. Where its own lookup would find what has just followed from the event, the
event says it.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from domain.consultation.consultations import the_consultation_is_open
from domain.consultation.plan_session import SessionPlanned
from domain.every_phase.holders import holders
from domain.organisations.add_organisations import OrganisationsAdded
from domain.register.events import Event
from domain.shared.actors import Role
from domain.shared.messages import Message
from domain.state.programme_state import ProgrammeState
from mail.audience import Audience, Holders, LookedUp, Organisation, Person
from mail.letter import Letter
from mail.policy import letters_for
from store.database import Connection
from store.mail import outbox


class Foreseen(NamedTuple):
    """A kind of letter that would go to those in a role, and how many they are.

    Its `subject` has what it names but the titles of the programme and of the `body`, which is a key.
    """

    kind: str
    role: Role
    people: int
    subject: Message
    body: str | None


async def foreseen(
    connection: Connection, state: ProgrammeState, events: Sequence[Event], joining: Mapping[str, int]
) -> list[Foreseen]:
    """The letters that `events` would cause, where they lead to `state`.

    `joining` is how many people come to speak for organisations that the events add, by their codes.
    """
    found: dict[tuple[str, Role], Foreseen] = {}
    for event in events:
        for letter in letters_for(event):
            subject = letter.says().subject.having(**letter.values())
            for audience in letter.to:
                role, people = await _readers(connection, state, (event, letter, audience), joining)
                known = found.get((letter.kind, role))
                whole = people + (known.people if known is not None else 0)
                found[letter.kind, role] = Foreseen(letter.kind, role, whole, subject, letter.names_body)
    return [one for one in found.values() if one.people]


async def _readers(
    connection: Connection,
    state: ProgrammeState,
    caused: tuple[Event, Letter, Audience],
    joining: Mapping[str, int],
) -> tuple[Role, int]:
    event, letter, audience = caused
    match audience:
        case Holders(role):
            return role, len(set(holders(state, role, letter.matter)))
        case Person(role, _):
            return role, 1
        case Organisation(code):
            return "representative", await _speak_for(connection, state.slug, [code])
        case _:
            codes = await _organisations(connection, state, event, audience)
            new = sum(joining.get(code, 0) for code in codes)
            return "representative", new + await _speak_for(connection, state.slug, codes)


async def _organisations(
    connection: Connection, state: ProgrammeState, event: Event, audience: LookedUp
) -> Sequence[str]:
    """The codes of an audience; those that follow from the event itself stand in no table yet."""
    match event:
        case OrganisationsAdded(codes=codes):
            return codes if the_consultation_is_open(state) else ()
        case SessionPlanned(organisations=codes):
            return codes
        case _:
            return await outbox.organisations(connection, state.slug, audience)


async def _speak_for(connection: Connection, programme: str, codes: Sequence[str]) -> int:
    """How many people speak for organisations that take part."""
    return await connection.fetchval(
        "SELECT count(*) FROM representatives r"
        " JOIN organisations g ON g.programme = r.programme AND g.code = r.organisation AND g.active"
        " WHERE r.programme = $1 AND r.organisation = ANY($2) AND r.withdrawn_at IS NULL",
        programme,
        list(codes),
    )

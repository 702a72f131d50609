"""Tables that follow from the register, written in the same transaction as the entry behind them."""

from domain.consultation.close_consultation import ConsultationClosed
from domain.consultation.open_consultation import ConsultationOpened
from domain.every_phase.move_deadline import DeadlineMoved
from domain.every_phase.resume import ProgrammeResumed
from domain.every_phase.suspend import ProgrammeSuspended
from domain.every_phase.withdraw import ProgrammeWithdrawn
from domain.organisations.add_organisations import OrganisationsAdded
from domain.organisations.withdraw_organisations import OrganisationsWithdrawn
from domain.register.entries import Entry
from domain.register.events import Event
from domain.responses.settle_responses import ResponsesSettled
from mail.policy import letters_for
from store.consultation import consultations, sessions
from store.database import Connection
from store.every_phase import programmes
from store.mail import outbox
from store.organisations import stakeholders
from store.plan import plans
from store.projects import projects
from store.responses import answerings

FOLLOWED = (
    ProgrammeSuspended,
    ProgrammeResumed,
    ProgrammeWithdrawn,
    OrganisationsAdded,
    OrganisationsWithdrawn,
    ConsultationOpened,
    ConsultationClosed,
    ResponsesSettled,
    DeadlineMoved,
    *plans.FOLLOWED,
    *sessions.FOLLOWED,
    *projects.FOLLOWED,
)
"""What other tables follow, besides the outbox."""


def follow(event: Event) -> bool:
    """Whether anything but the register changes with `event`."""
    return isinstance(event, FOLLOWED) or bool(letters_for(event))


async def project(connection: Connection, entry: Entry) -> None:
    """Let the tables follow one entry, and put the letters about it in the outbox."""
    await _follow(connection, entry)
    await sessions.follow(connection, entry)
    await projects.follow(connection, entry)
    # Last: who is written to may stand in the tables that have just followed.
    await outbox.put(connection, entry.programme, letters_for(entry.event))


async def _follow(connection: Connection, entry: Entry) -> None:
    await answerings.follow(connection, entry)
    await plans.follow(connection, entry)
    programme = entry.programme
    match entry.event:
        case ProgrammeSuspended():
            await consultations.set_status(connection, programme, "suspended", of="open")
        case ProgrammeResumed():
            await consultations.set_status(connection, programme, "open", of="suspended")
            await _move_the_consultation(connection, programme)
        # Of these two only: how a consultation was closed before stays as it was.
        case ProgrammeWithdrawn():
            await consultations.set_status(connection, programme, "closed", of="open")
            await consultations.set_status(connection, programme, "closed", of="suspended")
        case OrganisationsAdded():
            command = stakeholders.CommandKey(programme, entry.key, entry.body)
            await stakeholders.add(connection, command)
        case OrganisationsWithdrawn(codes=codes):
            await stakeholders.withdraw(connection, programme, codes)
        case ConsultationOpened(consultation=number, version=version, due=due):
            await consultations.open_round(connection, programme, number, version, due)
        case DeadlineMoved(deadline="consultation", due=due):
            await consultations.move(connection, programme, due)
        case _:
            pass


async def _move_the_consultation(connection: Connection, programme: str) -> None:
    # How far a resumption moves a deadline, only the rules can say; the entry is in the register by now.
    state = await programmes.standing(connection, programme)
    assert state is not None
    if (deadline := state.deadlines.get("consultation")) is not None:
        await consultations.move(connection, programme, deadline.due)

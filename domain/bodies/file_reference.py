"""Where the agenda, the papers and the minutes of a meeting are: kept by the body, referred to here."""

from datetime import date
from typing import Literal

from domain.bodies.known_bodies import known_body
from domain.bodies.meetings import meetings_of
from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.shared.texts import TextRef
from domain.state import roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part

ReferenceKind = Literal["agenda", "papers", "minutes"]
"""What of a meeting is kept elsewhere, and referred to."""


class FileReference(Command):
    """Say where the agenda, papers or minutes (`of`) of a body's meeting on `day` are."""

    body_key: str
    day: date
    of: ReferenceKind
    reference: TextRef
    file_hash: str | None = None

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.office(asker, state)


class ReferenceFiled(Event):
    """Where the agenda, the papers or the minutes of a meeting are; the last one of a kind holds.

    `file_hash` is the SHA-256 of the file itself: whoever finds it there can tell that it is the same.
    """

    body: str
    day: date
    of: ReferenceKind
    reference: TextRef
    file_hash: str | None = None


class NoSuchMeeting(Refusal):
    title = N_("The body does not meet on that day")
    sentence = N_("The body does not meet on that day; plan the meeting first.")
    advice = N_("List the programme's meetings, or plan this one first.")
    body: str
    day: date


class MeetingStillToCome(Refusal):
    title = N_("The meeting is still to come")
    sentence = N_("There are no minutes before the meeting.")
    advice = N_("File its minutes from its own day on.")
    day: date
    today: date


@decide.register
def _(command: FileReference, state: ProgrammeState, today: date) -> list[Event]:
    body = known_body(command.body_key, state)
    if command.day not in meetings_of(state, body):
        raise NoSuchMeeting(body=body.key, day=command.day)
    # Agenda and papers come before the meeting by their nature; minutes that do are a mistake in the day.
    if command.of == "minutes" and command.day > today:
        raise MeetingStillToCome(day=command.day, today=today)
    return [
        ReferenceFiled(
            body=body.key,
            day=command.day,
            of=command.of,
            reference=command.reference,
            file_hash=command.file_hash,
        )
    ]


@apply.register
def _(event: ReferenceFiled, state: ProgrammeState, today: date) -> ProgrammeState:
    # Nothing that the programme does depends on it: whoever reads it finds it in the register.
    return state

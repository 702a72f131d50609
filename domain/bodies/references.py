"""Where the agenda, the papers and the minutes of a meeting are: kept by the body, referred to here."""

from datetime import date

from domain.bodies.meetings import meetings_of
from domain.bodies.planning import the_body
from domain.register.events import Event
from domain.shared.errors import Refusal
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.people import must_be_office
from domain.state.programme_state import ProgrammeState
from domain.vocabulary.commands import FileReference
from domain.vocabulary.events_of_sign_off import ReferenceFiled


@decide.register
def _(command: FileReference, state: ProgrammeState, today: date) -> list[Event]:
    must_be_office(command.actor)
    body = the_body(command.body_key, state)
    if command.day not in meetings_of(state, body):
        raise Refusal(
            "no_such_meeting",
            "The body does not meet on that day; plan the meeting first.",
            {"body": body.key, "day": command.day.isoformat()},
        )
    if command.of == "minutes" and command.day > today:
        raise Refusal(
            "meeting_still_to_come",
            "There are no minutes before the meeting.",
            {"day": command.day.isoformat(), "today": today.isoformat()},
        )
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

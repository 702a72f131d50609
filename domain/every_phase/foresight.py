"""Where a phase comes to rest at its beginning, after what the programme does there by itself."""

from collections.abc import Sequence
from datetime import date

from domain.appointment.agreement import record_the_agreement
from domain.bodies.meetings import put_on_the_agenda
from domain.consultation.consultations import no_consultation_was_held
from domain.consultation.open_consultation import open_the_first_consultation
from domain.register.events import Event
from domain.shared.requested import OF_ROLE
from domain.shared.texts import TextRef
from domain.sign_off.submissions import nothing_is_prepared
from domain.state.folding import apply
from domain.state.programme_state import ProgrammeState
from domain.vocabulary.events_of_sign_off import SubmissionPrepared

UNWRITTEN = TextRef(id="", hash="", length=0)


def foreseen(state: ProgrammeState, today: date) -> ProgrammeState:
    """`state` after the steps that its phase begins with; the same one when they are done."""
    if state.ending is not None or state.suspended_on is not None:
        return state
    match state.phase:
        case "appointment":
            return _after(state, record_the_agreement(state), today)
        case "definition" if no_consultation_was_held(state):
            return _after(state, open_the_first_consultation(state, today), today)
        case "sign_off" if nothing_is_prepared(state):
            prepared = _after(state, [_submission(state)], today)
            return _after(prepared, put_on_the_agenda(prepared, today), today)
        case _:
            return state


def _submission(state: ProgrammeState) -> Event:
    assert state.body is not None
    assert state.definition.submitted is not None
    return SubmissionPrepared(
        submission=state.sign_off.submissions + 1,
        body=state.body.key,
        version=state.definition.submitted.number,
        version_hash=state.definition.submitted.hash,
        cover_note=UNWRITTEN,
        requested=OF_ROLE[state.body.role],
        hash="",
    )


def _after(state: ProgrammeState, events: Sequence[Event], today: date) -> ProgrammeState:
    for event in events:
        state = apply(event, state, today)
    return state

"""Preparing a submission: the plan goes to the next body, with what is said beside it."""

from datetime import date

from domain.bodies.meetings import await_a_meeting
from domain.register.events import Event
from domain.shared.requested import Requested
from domain.shared.texts import TextRef
from domain.state.folding import apply
from domain.state.programme_state import ProgrammeState, Submission


class SubmissionPrepared(Event):
    """What goes to a body: plan version, response memos (by consultation), cover note, requested decision.

    `hash` binds them: the SHA-256 of the canonical JSON of `{"submission", "body", "version_hash",
    "cover_note", "memos", "requested"}`, where the cover note and each memo (its consultation's number as
    text) are there by their salted hashes. Submissions from before memos were bound have none among these.
    """

    submission: int
    body: str
    version: int
    version_hash: str
    cover_note: TextRef
    memos: dict[int, TextRef] = {}
    requested: Requested
    hash: str


@apply.register
def _(event: SubmissionPrepared, state: ProgrammeState, today: date) -> ProgrammeState:
    prepared = Submission(
        number=event.submission,
        body=event.body,
        version=event.version,
        hash=event.hash,
        version_hash=event.version_hash,
        cover_note=event.cover_note,
        memos=event.memos,
        requested=event.requested,
    )
    return await_a_meeting(state.with_sign_off(submission=prepared, submissions=event.submission), today)

"""What goes to a body: the plan version with what is said beside it, bound by one hash."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from domain.bodies.meetings import await_a_meeting
from domain.register.events import Event
from domain.responses.settle_responses import ResponsesSettled
from domain.shared.canonical import digest
from domain.shared.errors import Refusal
from domain.shared.requested import Requested
from domain.shared.texts import TextRef
from domain.state.folding import apply
from domain.state.programme_state import ProgrammeState, Submission
from domain.vocabulary.events_of_sign_off import SubmissionPrepared, SubmissionRevised


def a_body_must_decide(state: ProgrammeState) -> bool:
    """Whether the plan is on its way along the chain: not sent back, not rejected, not at the end."""
    return state.phase == "sign_off" and state.ending is None and state.body is not None


def nothing_is_prepared(state: ProgrammeState) -> bool:
    return a_body_must_decide(state) and state.sign_off.submission is None


def the_body_has_not_decided(state: ProgrammeState) -> bool:
    return state.sign_off.submission is not None


# --- what is bound ---


class Papers(NamedTuple):
    """What a body reads and decides about; `memos` are the response memos by their consultation."""

    submission: int
    body: str
    version_hash: str
    cover_note: TextRef
    memos: Mapping[int, TextRef]
    requested: Requested = "approve"

    @property
    def hash(self) -> str:
        """What binds them; `SubmissionPrepared` says what exactly is digested."""
        return digest(
            {
                "submission": self.submission,
                "body": self.body,
                "version_hash": self.version_hash,
                "cover_note": self.cover_note.hash,
                "memos": {str(number): memo.hash for number, memo in self.memos.items()},
                "requested": self.requested,
            }
        )


def newest_memos(events: Iterable[Event]) -> dict[int, TextRef]:
    """The response memos as they read now, by consultation: as settled, or as revised before a body."""
    memos: dict[int, TextRef] = {}
    for event in events:
        match event:
            case ResponsesSettled(consultation=number, memo=TextRef() as memo):
                memos[number] = memo
            case SubmissionRevised(memos=revised):
                memos |= revised
            case _:
                pass
    return memos


def must_be_the_current(number: int, hash_: str, submission: Submission) -> None:
    """Refuse what is about another text than the one before the body."""
    if (number, hash_) == (submission.number, submission.hash):
        return
    details: dict[str, object] = {"submission": submission.number, "submission_hash": submission.hash}
    if number == submission.number and hash_ in submission.replaced:
        raise Refusal(
            "other_submission",
            "The submission was revised since the text that you name; read what changed from it.",
            details | {"differences_from": hash_},
        )
    raise Refusal(
        "other_submission",
        "This is about another text than the one before the body; read the current submission.",
        details,
    )


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
    state = state.with_sign_off(submission=prepared, submissions=event.submission)
    return await_a_meeting(state, today)

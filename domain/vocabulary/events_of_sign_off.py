"""What can have happened along the bodies, and to conditions: ids, numbers, dates and hashes only."""

from datetime import date

from domain.register.events import Event
from domain.shared.conditions import AskedCondition, SetCondition
from domain.shared.requested import Requested
from domain.shared.texts import TextRef
from domain.voting.outcome import Outcome
from domain.voting.tally import Choice, Tally

# --- sign-off ---


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


class SubmissionRevised(Event):
    """What lies before a body was changed: the submission as it is from now on, under another hash.

    `hash` binds the same as that of a prepared one; `replaced` is the one before. `changed` names the parts:
    `plan`, `cover_note`, and `response-memo-<consultation>`. With the plan it is `version`, made from
    `based_on`, whole in `sections`, that goes to the body. `author` is the id of who changed it. `voided` are
    the votes that count no more: the seat, and the ids of its holder and of the substitute who cast it.
    """

    submission: int
    body: str
    replaced: str
    hash: str
    version: int
    version_hash: str
    cover_note: TextRef
    memos: dict[int, TextRef] = {}
    requested: Requested
    changed: tuple[str, ...]
    reason: TextRef
    based_on: int | None = None
    sections: dict[str, TextRef] = {}
    author: str = ""
    voided: dict[str, tuple[str, ...]] = {}


class BallotClosed(Event):
    """No more votes; the chair of the body has yet to establish what came of them."""

    submission: int
    body: str
    meeting: date


class BallotCast(Event):
    """A vote. Where a substitute cast it, `for_person` holds the seat and `mandate` is what let them.

    There is no mandate where the blueprint names the substitute.
    """

    submission: int
    submission_hash: str
    seat: str
    choice: Choice
    reason: TextRef
    conditions: tuple[AskedCondition, ...] = ()
    for_person: str | None = None
    mandate: int | None = None


class DecisionEstablished(Event):
    """What the rule makes of the ballots; `reasons` are those of the seats that want another plan, or none.

    With an advice the conditions that were asked for stand among its reasons: they bind nobody. `chair` is
    the seat that established it, where the rule did not do so by itself. `points` are what the next version
    must answer, where the plan was sent back; `held_over_to` is the meeting that takes it next, where the
    calendar holds one.
    """

    signed = True

    submission: int
    submission_hash: str
    body: str
    meeting: date
    outcome: Outcome
    tally: Tally
    conditions: tuple[SetCondition, ...] = ()
    reasons: tuple[TextRef, ...] = ()
    chair: str | None = None
    points: tuple[TextRef, ...] = ()
    held_over_to: date | None = None


class ProgrammeApproved(Event):
    version: int
    hash: str


class ProgrammePublished(Event):
    """The documents as published: each by its name and hash.

    `missing` names those that there should have been, each with a code that says why it is not: `not_set` is
    a PDF that could not be set, whose Markdown is there.
    """

    signed = True

    documents: dict[str, TextRef]
    missing: dict[str, str] = {}

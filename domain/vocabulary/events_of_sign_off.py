"""What can have happened along the bodies, and to conditions: ids, numbers, dates and hashes only."""

from datetime import date
from typing import Literal

from domain.register.events import Event
from domain.shared.conditions import AskedCondition, SetCondition
from domain.shared.requested import Requested
from domain.shared.rules import JudgedBy
from domain.shared.texts import TextRef
from domain.voting.outcome import Outcome
from domain.voting.tally import Choice, Tally

ReferenceKind = Literal["agenda", "papers", "minutes"]
"""What of a meeting is kept elsewhere, and referred to."""

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


class MeetingPlanned(Event):
    body: str
    day: date


class MeetingsPlanned(Event):
    """The body meets on these days too, as its own calendar says; in their order."""

    body: str
    days: tuple[date, ...]


class NoticeMissed(Event):
    """The meeting `missed` comes too soon for a submission; `next` takes it, none while none is planned.

    `missed` is the first of those that come too soon, where there are more.
    """

    submission: int
    body: str
    missed: date
    next: date | None = None


class ReferenceFiled(Event):
    """Where the agenda, the papers or the minutes of a meeting are; the last one of a kind holds.

    `file_hash` is the SHA-256 of the file itself: whoever finds it there can tell that it is the same.
    """

    body: str
    day: date
    of: ReferenceKind
    reference: TextRef
    file_hash: str | None = None


class SubmissionScheduled(Event):
    """On the agenda; the ballot is open until the end of the meeting's day."""

    submission: int
    body: str
    meeting: date


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


# --- conditions ---


class EvidenceShown(Event):
    condition: str
    evidence: TextRef


class ConditionLapsed(Event):
    """Its day, `due`, ended without it: the body that set it decides again."""

    condition: str
    body: str
    due: date


class JudgementGiven(Event):
    """What one seat says of the evidence, where the body judges together; the last thing it says counts."""

    condition: str
    met: bool
    seat: str
    reason: TextRef


class ConditionJudged(Event):
    """Whether the evidence is enough: for the `seat` that judges, none where a body or a person did.

    The reason is that of who made it certain.
    """

    condition: str
    met: bool
    seat: str | None = None
    reason: TextRef
    judged_by: JudgedBy = "who_asked"

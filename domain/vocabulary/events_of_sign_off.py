"""What can have happened along the bodies, and to conditions: ids, numbers, dates and hashes only."""

from datetime import date
from typing import Literal

from domain.shared.base import Tolerant
from domain.shared.requested import Requested
from domain.shared.rules import JudgedBy
from domain.shared.texts import TextRef
from domain.voting.outcome import Choice, Outcome, Tally

ReferenceKind = Literal["agenda", "papers", "minutes"]
"""What of a meeting is kept elsewhere, and referred to."""

# --- sign-off ---


class SubmissionPrepared(Tolerant):
    """What goes to a body: plan version, response memos (by consultation), cover note, requested decision.

    `hash` binds them: the SHA-256 of the canonical JSON of `{"submission", "body", "version_hash",
    "cover_note", "memos", "requested"}`, where the cover note and each memo (its consultation's number as
    text) are there by their salted hashes. Submissions from before memos were bound have none among these.
    """

    kind: Literal["submission.prepared"] = "submission.prepared"
    submission: int
    body: str
    version: int
    version_hash: str
    cover_note: TextRef
    memos: dict[int, TextRef] = {}
    requested: Requested
    hash: str


class SubmissionRevised(Tolerant):
    """What lies before a body was changed: the submission as it is from now on, under another hash.

    `hash` binds the same as that of a prepared one; `replaced` is the one before. `changed` names the parts:
    `plan`, `cover_note`, and `response-memo-<consultation>`. With the plan it is `version`, made from
    `based_on`, whole in `sections`, that goes to the body. `author` is the id of who changed it. `voided` are
    the votes that count no more: the seat, and the ids of its holder and of the substitute who cast it.
    """

    kind: Literal["submission.revised"] = "submission.revised"
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


class MeetingPlanned(Tolerant):
    kind: Literal["meeting.planned"] = "meeting.planned"
    body: str
    day: date


class MeetingsPlanned(Tolerant):
    """The body meets on these days too, as its own calendar says; in their order."""

    kind: Literal["meetings.planned"] = "meetings.planned"
    body: str
    days: tuple[date, ...]


class NoticeMissed(Tolerant):
    """The meeting `missed` comes too soon for a submission; `next` takes it, none while none is planned.

    `missed` is the first of those that come too soon, where there are more.
    """

    kind: Literal["notice.missed"] = "notice.missed"
    submission: int
    body: str
    missed: date
    next: date | None = None


class ReferenceFiled(Tolerant):
    """Where the agenda, the papers or the minutes of a meeting are; the last one of a kind holds.

    `file_hash` is the SHA-256 of the file itself: whoever finds it there can tell that it is the same.
    """

    kind: Literal["reference.filed"] = "reference.filed"
    body: str
    day: date
    of: ReferenceKind
    reference: TextRef
    file_hash: str | None = None


class SubmissionScheduled(Tolerant):
    """On the agenda; the ballot is open until the end of the meeting's day."""

    kind: Literal["submission.scheduled"] = "submission.scheduled"
    submission: int
    body: str
    meeting: date


class BallotClosed(Tolerant):
    """No more votes; the chair of the body has yet to establish what came of them."""

    kind: Literal["ballot.closed"] = "ballot.closed"
    submission: int
    body: str
    meeting: date


class AskedCondition(Tolerant):
    """What a member wants shown after an approval: by whom, and before which day ends."""

    text: TextRef
    owner: Literal["kwartiermaker", "principal", "office"]
    due: date


class BallotCast(Tolerant):
    """A vote. Where a substitute cast it, `for_person` holds the seat and `mandate` is what let them.

    There is no mandate where the blueprint names the substitute.
    """

    kind: Literal["ballot.cast"] = "ballot.cast"
    submission: int
    submission_hash: str
    seat: str
    choice: Choice
    reason: TextRef
    conditions: tuple[AskedCondition, ...] = ()
    for_person: str | None = None
    mandate: int | None = None


class SetCondition(AskedCondition):
    """A condition that came with the decision."""

    key: str
    seat: str


class DecisionEstablished(Tolerant):
    """What the rule makes of the ballots; `reasons` are those of the seats that want another plan, or none.

    With an advice the conditions that were asked for stand among its reasons: they bind nobody. `chair` is
    the seat that established it, where the rule did not do so by itself. `points` are what the next version
    must answer, where the plan was sent back; `held_over_to` is the meeting that takes it next, where the
    calendar holds one.
    """

    kind: Literal["decision.established"] = "decision.established"
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


class ProgrammeApproved(Tolerant):
    kind: Literal["programme.approved"] = "programme.approved"
    version: int
    hash: str


class ProgrammePublished(Tolerant):
    """The documents as published: each by its name and hash.

    `missing` names those that there should have been, each with a code that says why it is not: `not_set` is
    a PDF that could not be set, whose Markdown is there.
    """

    kind: Literal["programme.published"] = "programme.published"
    documents: dict[str, TextRef]
    missing: dict[str, str] = {}


# --- conditions ---


class EvidenceShown(Tolerant):
    kind: Literal["evidence.shown"] = "evidence.shown"
    condition: str
    evidence: TextRef


class ConditionLapsed(Tolerant):
    """Its day, `due`, ended without it: the body that set it decides again."""

    kind: Literal["condition.lapsed"] = "condition.lapsed"
    condition: str
    body: str
    due: date


class JudgementGiven(Tolerant):
    """What one seat says of the evidence, where the body judges together; the last thing it says counts."""

    kind: Literal["judgement.given"] = "judgement.given"
    condition: str
    met: bool
    seat: str
    reason: TextRef


class ConditionJudged(Tolerant):
    """Whether the evidence is enough: for the `seat` that judges, none where a body or a person did.

    The reason is that of who made it certain.
    """

    kind: Literal["condition.judged"] = "condition.judged"
    condition: str
    met: bool
    seat: str | None = None
    reason: TextRef
    judged_by: JudgedBy = "who_asked"

"""What can have happened along the bodies, and to conditions: ids, numbers, dates and hashes only."""

from datetime import date
from typing import Literal

from domain.register.events import Event
from domain.shared.rules import JudgedBy
from domain.shared.texts import TextRef

ReferenceKind = Literal["agenda", "papers", "minutes"]
"""What of a meeting is kept elsewhere, and referred to."""

# --- sign-off ---


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

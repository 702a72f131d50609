"""What can have happened to a programme: one type for each kind of register entry.

Events hold ids, numbers, dates and hashes only. What a person typed is referred to by `TextRef`, a person
by id; both live in tables of their own.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from domain.shared.actors import Role
from domain.shared.base import Tolerant
from domain.shared.support import Answer, SupportCounts, Weight
from domain.shared.texts import TextRef
from domain.vocabulary.events_of_decisions import DecisionCorrected, SentBackPointAnswered
from domain.vocabulary.events_of_mandates import MandateGiven, MandateWithdrawn
from domain.vocabulary.events_of_participation import (
    ProjectAdded,
    ProjectPlaced,
    QuorumReached,
    SessionCancelled,
    SessionHeld,
    SessionPlanned,
    SilenceEscalated,
    SilentNudged,
)
from domain.vocabulary.events_of_publication import DocumentClassified
from domain.vocabulary.events_of_sign_off import (
    BallotCast,
    BallotClosed,
    ConditionJudged,
    ConditionLapsed,
    DecisionEstablished,
    EvidenceShown,
    JudgementGiven,
    MeetingPlanned,
    MeetingsPlanned,
    NoticeMissed,
    ProgrammeApproved,
    ProgrammePublished,
    ReferenceFiled,
    SubmissionPrepared,
    SubmissionRevised,
    SubmissionScheduled,
)

# --- every phase ---


class ProgrammeAgreed(Tolerant):
    """The College agreed to the joint proposal; `blueprint` is the hash of the frozen blueprint."""

    kind: Literal["programme.agreed"] = "programme.agreed"
    blueprint: str
    report: TextRef
    proposed_by: TextRef
    agreed_by: TextRef


class ReminderSent(Tolerant):
    """`nth` reminder about a deadline, to `count` addressees who have not answered."""

    kind: Literal["reminder.sent"] = "reminder.sent"
    deadline: str
    nth: int
    to: Role
    count: int


class DeadlinePassed(Tolerant):
    kind: Literal["deadline.passed"] = "deadline.passed"
    deadline: str
    due: date
    escalated_to: Role | None = None


class DeadlineMoved(Tolerant):
    kind: Literal["deadline.moved"] = "deadline.moved"
    deadline: str
    due_before: date
    due: date
    reason: TextRef


class ProgrammeSuspended(Tolerant):
    kind: Literal["programme.suspended"] = "programme.suspended"
    reason: TextRef


class ProgrammeResumed(Tolerant):
    """Work goes on; open deadlines moved by the `working_days` lost."""

    kind: Literal["programme.resumed"] = "programme.resumed"
    working_days: int
    reason: TextRef


class KwartiermakerReplaced(Tolerant):
    kind: Literal["kwartiermaker.replaced"] = "kwartiermaker.replaced"
    before: str
    person: str
    reason: TextRef


class ProgrammeWithdrawn(Tolerant):
    """The end, by the principal or (without a written reason) by an operator who cancelled the run."""

    kind: Literal["programme.withdrawn"] = "programme.withdrawn"
    reason: TextRef | None = None


# --- appointment ---


class CandidateNominated(Tolerant):
    kind: Literal["candidate.nominated"] = "candidate.nominated"
    person: str
    interests: TextRef


class CandidatesChosen(Tolerant):
    """The principal's choice: who is asked first, and who next if that one declines."""

    kind: Literal["candidates.chosen"] = "candidates.chosen"
    preference: tuple[str, ...]
    reason: TextRef


class CandidateAsked(Tolerant):
    kind: Literal["candidate.asked"] = "candidate.asked"
    person: str


class CandidateDeclined(Tolerant):
    kind: Literal["candidate.declined"] = "candidate.declined"
    person: str
    reason: TextRef


class AssignmentAccepted(Tolerant):
    kind: Literal["assignment.accepted"] = "assignment.accepted"
    person: str
    term_from: date
    term_to: date


# --- definition ---


class OrganisationsInvited(Tolerant):
    kind: Literal["organisations.invited"] = "organisations.invited"
    groups: dict[str, int]


class OrganisationsAdded(Tolerant):
    """More organisations take part: how many per group, and their codes."""

    kind: Literal["organisations.added"] = "organisations.added"
    groups: dict[str, int]
    codes: tuple[str, ...]


class OrganisationsWithdrawn(Tolerant):
    """Organisations take part no longer; what they said in an open round does not count."""

    kind: Literal["organisations.withdrawn"] = "organisations.withdrawn"
    groups: dict[str, int]
    codes: tuple[str, ...]
    reason: TextRef


class ConsultationOpened(Tolerant):
    kind: Literal["consultation.opened"] = "consultation.opened"
    consultation: int
    version: int
    due: date


class ConsultationClosed(Tolerant):
    """The round is over. `root` is the Merkle root over the receipts of its contributions, oldest first.

    `support` and, for weighted groups, `weight` leave out groups in which too few answered to say so.
    """

    kind: Literal["consultation.closed"] = "consultation.closed"
    consultation: int
    because: Literal["everyone_answered", "deadline"]
    invited: dict[str, int]
    answered: dict[str, int]
    support: dict[str, SupportCounts]
    weight: dict[str, Weight] = {}
    root: str


class DraftAssembled(Tolerant):
    """The first draft: the baseline's sections, and under each what was contributed with its origin."""

    kind: Literal["draft.assembled"] = "draft.assembled"
    version: int
    baseline: int
    consultation: int
    contributions: int
    sections: dict[str, TextRef]
    hash: str


class VersionSaved(Tolerant):
    """`author` is who saved it; where there is none, it was the kwartiermaker of that moment.

    `goals` are what the version wants to reach, each measured against the blueprint's principles.
    """

    kind: Literal["version.saved"] = "version.saved"
    version: int
    sections: dict[str, TextRef]
    hash: str
    author: str = ""
    goals: tuple[TextRef, ...] = ()


class PrincipleAnswered(Tolerant):
    """A goal of a version (by its number, from 1) follows a principle, or deviates for a reason."""

    kind: Literal["principle.answered"] = "principle.answered"
    version: int
    goal: int
    principle: str
    follows: bool
    reason: TextRef | None = None


class DrafterAllowed(Tolerant):
    """From now on `person` may save versions and answer contributions, beside the kwartiermaker."""

    kind: Literal["drafter.allowed"] = "drafter.allowed"
    person: str


class DrafterDisallowed(Tolerant):
    kind: Literal["drafter.disallowed"] = "drafter.disallowed"
    person: str


class ResponsesSettled(Tolerant):
    """Every point of a consultation is answered, for good.

    `answered` counts the points per kind of response; `root` is the Merkle root over the receipts of their
    last responses, in the order of the points; `memo` is the response memo (reactienota).
    """

    kind: Literal["responses.settled"] = "responses.settled"
    consultation: int
    points: int = 0
    answered: dict[str, int] = {}
    root: str = ""
    memo: TextRef | None = None


class VersionSubmitted(Tolerant):
    kind: Literal["version.submitted"] = "version.submitted"
    version: int
    hash: str


class ReviewGiven(Tolerant):
    kind: Literal["review.given"] = "review.given"
    version: int
    seat: str
    can: Answer
    will: Answer
    reason: TextRef


class ReviewClosed(Tolerant):
    kind: Literal["review.closed"] = "review.closed"
    version: int
    support: SupportCounts
    out_of: int
    passed: bool


class DefinitionCompleted(Tolerant):
    kind: Literal["definition.completed"] = "definition.completed"
    version: int
    hash: str


Event = Annotated[
    ProgrammeAgreed
    | ReminderSent
    | DeadlinePassed
    | DeadlineMoved
    | ProgrammeSuspended
    | ProgrammeResumed
    | KwartiermakerReplaced
    | ProgrammeWithdrawn
    | CandidateNominated
    | CandidatesChosen
    | CandidateAsked
    | CandidateDeclined
    | AssignmentAccepted
    | OrganisationsInvited
    | OrganisationsAdded
    | OrganisationsWithdrawn
    | ConsultationOpened
    | ConsultationClosed
    | DraftAssembled
    | VersionSaved
    | PrincipleAnswered
    | DrafterAllowed
    | DrafterDisallowed
    | ResponsesSettled
    | VersionSubmitted
    | ReviewGiven
    | ReviewClosed
    | DefinitionCompleted
    | SubmissionPrepared
    | SubmissionRevised
    | MeetingPlanned
    | SubmissionScheduled
    | BallotCast
    | BallotClosed
    | DecisionEstablished
    | ProgrammeApproved
    | ProgrammePublished
    | EvidenceShown
    | JudgementGiven
    | ConditionJudged
    | ConditionLapsed
    | SessionPlanned
    | SessionHeld
    | SessionCancelled
    | ProjectAdded
    | ProjectPlaced
    | SilentNudged
    | SilenceEscalated
    | QuorumReached
    | MandateGiven
    | MandateWithdrawn
    | DocumentClassified
    | SentBackPointAnswered
    | DecisionCorrected
    | MeetingsPlanned
    | NoticeMissed
    | ReferenceFiled,
    Field(discriminator="kind"),
]

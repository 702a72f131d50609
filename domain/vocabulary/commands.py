"""What people may ask of a programme: one type for each update.

A command carries the caller's idempotency key as `id` and the hash of what was asked as `body`, so that the
register can tell the same command from another one under the same key. Texts were stored before the command
was sent; it carries references.
"""

from datetime import date
from typing import Literal

from domain.shared.conditions import AskedCondition
from domain.shared.rules import Shown
from domain.shared.support import Answer
from domain.shared.texts import TextRef
from domain.state.commands import Command
from domain.vocabulary.events_of_participation import Place, RunningProject
from domain.vocabulary.events_of_sign_off import ReferenceKind
from domain.voting.outcome import Outcome
from domain.voting.tally import Choice

# --- every phase ---


class Suspend(Command):
    reason: TextRef


class Resume(Command):
    while_suspended = True
    reason: TextRef


class MoveDeadline(Command):
    deadline: str
    due: date
    reason: TextRef


class ReplaceKwartiermaker(Command):
    while_suspended = True
    person: str
    reason: TextRef


class Withdraw(Command):
    while_suspended = True
    reason: TextRef


class PlanMeeting(Command):
    """Plan a meeting of a body; with `tells` it is said at once when it comes too soon for what waits."""

    body_key: str
    day: date
    tells: bool = False


class PlanMeetings(Command):
    """Plan the meetings in a body's own calendar, as far as they are to come and not known yet."""

    body_key: str
    days: tuple[date, ...]


class FileReference(Command):
    """Say where the agenda, papers or minutes (`of`) of a body's meeting on `day` are."""

    body_key: str
    day: date
    of: ReferenceKind
    reference: TextRef
    file_hash: str | None = None


class GiveMandate(Command):
    """Let `person` vote for whoever holds `seats`, of each body one, on the days from first to last."""

    person: str
    seats: dict[str, str]
    first_day: date
    last_day: date


class WithdrawMandate(Command):
    mandate: int


class ClassifyDocument(Command):
    """Say how a document may be shown, or all of a kind; also before there is one."""

    name: str
    classification: Shown
    reason: TextRef


class CorrectDecision(Command):
    """Correct what was written about a decision, by its number in the order in which they were taken."""

    decision: int
    correction: TextRef


# --- appointment ---


# --- definition ---


class SaveVersion(Command):
    """`based_on` is the version that was changed, where it matters that nobody saved another meanwhile.

    Where no `goals` are given they stay those of the version before.
    """

    phase = "definition"
    sections: dict[str, TextRef]
    based_on: int | None = None
    goals: tuple[TextRef, ...] | None = None


class AnswerPrinciple(Command):
    phase = "definition"
    version: int
    goal: int
    principle: str
    follows: bool
    reason: TextRef | None = None


class AllowDrafter(Command):
    phase = "definition"
    person: str


class DisallowDrafter(Command):
    phase = "definition"
    person: str


class AnswerSentBackPoint(Command):
    """Say what the next version does with a point of a plan that was sent back, and in which sections."""

    phase = "definition"
    point: str
    answer: TextRef
    sections: tuple[str, ...] = ()


class SubmitVersion(Command):
    phase = "definition"
    version: int


class Review(Command):
    phase = "definition"
    version: int
    seat: str
    can: Answer
    will: Answer
    reason: TextRef


# --- definition: the active part ---


class AddProject(Command):
    """Add one or more projects that already run."""

    phase = "definition"
    projects: tuple[RunningProject, ...]


class PlaceProject(Command):
    phase = "definition"
    project: int
    place: Place
    reason: TextRef
    sections: tuple[str, ...] = ()


# --- sign-off ---


class CastBallot(Command):
    phase = "sign_off"
    submission: int
    submission_hash: str
    seat: str
    choice: Choice
    reason: TextRef
    conditions: tuple[AskedCondition, ...] = ()


class ReviseSubmission(Command):
    """Change what lies before a body: its cover note, the plan (all its `sections`), response memos.

    `submission_hash` is what was read and is replaced; memos are given by their consultation's number.
    """

    phase = "sign_off"
    submission: int
    submission_hash: str
    reason: TextRef
    cover_note: TextRef | None = None
    sections: dict[str, TextRef] | None = None
    memos: dict[int, TextRef] = {}


class EstablishOutcome(Command):
    """The chair of a body establishes what its rule made of the ballots."""

    phase = "sign_off"
    submission: int
    seat: str
    outcome: Outcome


# --- conditions ---


class ShowEvidence(Command):
    phase = "conditions"
    also_in = ("sign_off",)
    condition: str
    evidence: TextRef


class JudgeCondition(Command):
    phase = "conditions"
    also_in = ("sign_off",)
    condition: str
    verdict: Literal["met", "not_met"]
    reason: TextRef

"""What people may ask of a programme: one type for each update.

A command carries the caller's idempotency key as `id` and the hash of what was asked as `body`, so that the
register can tell the same command from another one under the same key. Texts were stored before the command
was sent; it carries references.
"""

from datetime import date
from typing import ClassVar, Literal

from domain.shared.actors import Actor
from domain.shared.base import Tolerant
from domain.shared.rules import Shown
from domain.shared.support import Answer
from domain.shared.texts import TextRef
from domain.state.programme_state import Phase
from domain.vocabulary.events_of_participation import Place, RunningProject
from domain.vocabulary.events_of_sign_off import AskedCondition, ReferenceKind
from domain.voting.outcome import Choice, Outcome


class Command(Tolerant):
    """What every command has.

    `update` is the name of the Temporal update that carries it, `phase` the one that knows it; every phase
    does when it is none. Those in `also_in` know it too.
    """

    update: ClassVar[str]
    phase: ClassVar[Phase | None] = None
    also_in: ClassVar[tuple[Phase, ...]] = ()

    id: str
    body: str
    actor: Actor


# --- every phase ---


class Suspend(Command):
    update = "suspend"
    reason: TextRef


class Resume(Command):
    update = "resume"
    reason: TextRef


class MoveDeadline(Command):
    update = "move_deadline"
    deadline: str
    due: date
    reason: TextRef


class ReplaceKwartiermaker(Command):
    update = "replace_kwartiermaker"
    person: str
    reason: TextRef


class Withdraw(Command):
    update = "withdraw"
    reason: TextRef


class PlanMeeting(Command):
    """Plan a meeting of a body; with `tells` it is said at once when it comes too soon for what waits."""

    update = "plan_meeting"
    body_key: str
    day: date
    tells: bool = False


class PlanMeetings(Command):
    """Plan the meetings in a body's own calendar, as far as they are to come and not known yet."""

    update = "plan_meetings"
    body_key: str
    days: tuple[date, ...]


class FileReference(Command):
    """Say where the agenda, papers or minutes (`of`) of a body's meeting on `day` are."""

    update = "file_reference"
    body_key: str
    day: date
    of: ReferenceKind
    reference: TextRef
    file_hash: str | None = None


class GiveMandate(Command):
    """Let `person` vote for whoever holds `seats`, of each body one, on the days from first to last."""

    update = "give_mandate"
    person: str
    seats: dict[str, str]
    first_day: date
    last_day: date


class WithdrawMandate(Command):
    update = "withdraw_mandate"
    mandate: int


class ClassifyDocument(Command):
    """Say how a document may be shown, or all of a kind; also before there is one."""

    update = "classify_document"
    name: str
    classification: Shown
    reason: TextRef


class CorrectDecision(Command):
    """Correct what was written about a decision, by its number in the order in which they were taken."""

    update = "correct_decision"
    decision: int
    correction: TextRef


# --- appointment ---


class Nominate(Command):
    update = "nominate"
    phase = "appointment"
    person: str
    interests: TextRef


class Choose(Command):
    update = "choose"
    phase = "appointment"
    preference: tuple[str, ...]
    reason: TextRef


class AcceptAssignment(Command):
    update = "accept_assignment"
    phase = "appointment"


class DeclineAssignment(Command):
    update = "decline_assignment"
    phase = "appointment"
    reason: TextRef


# --- definition ---


class AddOrganisations(Command):
    """`organisations` gives the group of each by its code."""

    update = "add_organisations"
    phase = "definition"
    organisations: dict[str, str]


class WithdrawOrganisations(Command):
    """`organisations` gives the group of each by its code."""

    update = "withdraw_organisations"
    phase = "definition"
    organisations: dict[str, str]
    reason: TextRef


class OpenConsultation(Command):
    """Ask everyone about a plan version, until the end of `due` or of the blueprint's lead."""

    update = "open_consultation"
    phase = "definition"
    version: int
    due: date | None = None


class SaveVersion(Command):
    """`based_on` is the version that was changed, where it matters that nobody saved another meanwhile.

    Where no `goals` are given they stay those of the version before.
    """

    update = "save_version"
    phase = "definition"
    sections: dict[str, TextRef]
    based_on: int | None = None
    goals: tuple[TextRef, ...] | None = None


class AnswerPrinciple(Command):
    update = "answer_principle"
    phase = "definition"
    version: int
    goal: int
    principle: str
    follows: bool
    reason: TextRef | None = None


class AllowDrafter(Command):
    update = "allow_drafter"
    phase = "definition"
    person: str


class DisallowDrafter(Command):
    update = "disallow_drafter"
    phase = "definition"
    person: str


class SettleResponses(Command):
    update = "settle_responses"
    phase = "definition"
    consultation: int


class AnswerSentBackPoint(Command):
    """Say what the next version does with a point of a plan that was sent back, and in which sections."""

    update = "answer_sent_back_point"
    phase = "definition"
    point: str
    answer: TextRef
    sections: tuple[str, ...] = ()


class SubmitVersion(Command):
    update = "submit_version"
    phase = "definition"
    version: int


class Review(Command):
    update = "review"
    phase = "definition"
    version: int
    seat: str
    can: Answer
    will: Answer
    reason: TextRef


# --- definition: the active part ---


class PlanSession(Command):
    """Plan a working session; `organisations` are the codes of those invited."""

    update = "plan_session"
    phase = "definition"
    day: date
    title: TextRef
    organisations: tuple[str, ...]


class RecordSession(Command):
    update = "record_session"
    phase = "definition"
    session: int
    present: tuple[str, ...]
    sections: dict[str, TextRef]


class CancelSession(Command):
    update = "cancel_session"
    phase = "definition"
    session: int
    reason: TextRef


class AddProject(Command):
    """Add one or more projects that already run."""

    update = "add_project"
    phase = "definition"
    projects: tuple[RunningProject, ...]


class PlaceProject(Command):
    update = "place_project"
    phase = "definition"
    project: int
    place: Place
    reason: TextRef
    sections: tuple[str, ...] = ()


class NudgeSilent(Command):
    """Ask the silent ones of a group, or those with these codes, once more; `count` of them are silent."""

    update = "nudge_silent"
    phase = "definition"
    consultation: int
    group: str | None = None
    organisations: tuple[str, ...] = ()
    count: int


# --- sign-off ---


class CastBallot(Command):
    update = "cast_ballot"
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

    update = "revise_submission"
    phase = "sign_off"
    submission: int
    submission_hash: str
    reason: TextRef
    cover_note: TextRef | None = None
    sections: dict[str, TextRef] | None = None
    memos: dict[int, TextRef] = {}


class EstablishOutcome(Command):
    """The chair of a body establishes what its rule made of the ballots."""

    update = "establish_outcome"
    phase = "sign_off"
    submission: int
    seat: str
    outcome: Outcome


# --- conditions ---


class ShowEvidence(Command):
    update = "show_evidence"
    phase = "conditions"
    also_in = ("sign_off",)
    condition: str
    evidence: TextRef


class JudgeCondition(Command):
    update = "judge_condition"
    phase = "conditions"
    also_in = ("sign_off",)
    condition: str
    verdict: Literal["met", "not_met"]
    reason: TextRef

"""Where a programme stands: what its register comes down to, and what its workflow carries along."""

from datetime import date
from typing import Literal

from domain.actors import Role
from domain.base import Tolerant
from domain.events_of_sign_off import SetCondition
from domain.register import Head
from domain.rules import BodyRules, Rules
from domain.support import Support, SupportCounts, Weight
from domain.texts import TextRef
from domain.voting import Choice, Outcome, Tally

Phase = Literal["appointment", "definition", "sign_off", "conditions"]
Ending = Literal["approved", "rejected", "withdrawn"]

WORKFLOW_OF: dict[Phase, str] = {
    "appointment": "AppointKwartiermaker",
    "definition": "DefineProgramme",
    "sign_off": "SignOff",
    "conditions": "FulfilConditions",
}


class Deadline(Tolerant):
    """Something that must happen before a day ends.

    `role` is who is waited for; `leads` are working days before `due` on which to remind, longest first,
    of which the first `reminded` are done. `escalate` is how many of them before on which to look whether
    somebody higher must hear how many are silent, if at all.
    """

    due: date
    role: Role
    leads: tuple[int, ...] = ()
    reminded: int = 0
    passed: bool = False
    escalate: int | None = None
    escalated: bool = False


class Appointment(Tolerant):
    """Candidates with where they stand, the principal's order of preference, and who is being asked."""

    candidates: dict[str, Literal["nominated", "declined", "accepted"]] = {}
    preference: tuple[str, ...] = ()
    asked: str | None = None


class Round(Tolerant):
    """One consultation, and after its closing what it gave."""

    number: int
    version: int
    is_open: bool = True
    invited: dict[str, int] = {}
    answered: dict[str, int] = {}
    support: dict[str, SupportCounts] = {}
    weight: dict[str, Weight] = {}


class Measured(Tolerant):
    """Whether a goal follows a principle; one that deviates has a reason."""

    follows: bool
    reason: TextRef | None = None


class Goal(Tolerant):
    """What a plan wants to reach, and how it was measured: an answer for each principle, by its key."""

    text: TextRef
    answers: dict[str, Measured] = {}


class Version(Tolerant):
    """A plan version: its number, its hash, which sections have any text, and its goals."""

    number: int
    hash: str
    filled: tuple[str, ...]
    goals: tuple[Goal, ...] = ()


class PanelReview(Tolerant):
    """What the panel says of a submitted version; `passed` is unknown until the review is closed."""

    version: int
    answers: dict[str, Support] = {}
    reasons: dict[str, TextRef] = {}
    passed: bool | None = None


class Session(Tolerant):
    """A working session. `invited` are codes, kept until it is held, cancelled, or the phase is over."""

    status: Literal["planned", "held", "cancelled", "lapsed"] = "planned"
    invited: tuple[str, ...] = ()


class Definition(Tolerant):
    """How far the definition phase is.

    `sent_back` names the version that a body sent back. `rounds_wanted` is how many consultations must have
    been held before a version can be submitted, `settled` the consultations whose responses are. `drafters`
    may write beside the kwartiermaker, `authors` have saved a version. `projects` counts the inventory, of
    which those that are `unplaced` wait for a place in the plan. `more` counts per group the organisations
    that were added, less those withdrawn; `changed` says of each which of the two happened last.
    """

    invited: bool = False
    rounds: tuple[Round, ...] = ()
    rounds_wanted: int = 1
    draft: Version | None = None
    submitted: Version | None = None
    review: PanelReview | None = None
    sent_back: int | None = None
    more: dict[str, int] = {}
    changed: dict[str, Literal["added", "withdrawn"]] = {}
    sessions: dict[int, Session] = {}
    projects: int = 0
    unplaced: tuple[int, ...] = ()
    settled: tuple[int, ...] = ()
    drafters: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()

    @property
    def round(self) -> Round | None:
        """The last consultation, whether it is open or closed."""
        return self.rounds[-1] if self.rounds else None


class Vote(Tolerant):
    """What a seat says. `mandate` is that of the substitute who said it, none where the member did."""

    choice: Choice
    reason: TextRef
    conditions: tuple[SetCondition, ...] = ()
    mandate: int | None = None


class Submission(Tolerant):
    """What lies before a body; `meeting` is the day it decides, none while no meeting can take it.

    Once its ballot is `closed`, the chair establishes the outcome. `missed` are the meetings that were said
    to come too soon for it.
    """

    number: int
    body: str
    version: int
    hash: str
    meeting: date | None = None
    votes: dict[str, Vote] = {}
    closed: bool = False
    missed: tuple[date, ...] = ()


class Decision(Tolerant):
    submission: int
    body: str
    outcome: Outcome
    tally: Tally
    meeting: date
    reasons: tuple[TextRef, ...] = ()


class Mandate(Tolerant):
    """`person` may vote for `holder` on the `seats` (by body), from the first day to the end of the last."""

    number: int
    holder: str
    person: str
    seats: dict[str, str]
    first_day: date
    last_day: date
    given_by: Literal["holder", "office"]
    withdrawn_on: date | None = None

    def covers(self, day: date) -> bool:
        """Whether it holds on `day`, as far as is known now."""
        return self.withdrawn_on is None and self.first_day <= day <= self.last_day


class SignOff(Tolerant):
    """How far along the chain of bodies the plan is, and what was decided so far."""

    position: int = 0
    submissions: int = 0
    submission: Submission | None = None
    decisions: tuple[Decision, ...] = ()
    sent_back: int = 0
    planned: dict[str, tuple[date, ...]] = {}
    mandates: dict[int, Mandate] = {}


class Condition(Tolerant):
    set: SetCondition
    body: str
    evidence: TextRef | None = None
    met: bool = False


class ProgrammeState(Tolerant):
    """Where one programme stands after the register entry `head.seq`.

    `recent` are the keys of the last commands, so that one that comes again is answered, not judged anew.
    `version` counts the plan's versions; 0 is the existing strategy.
    """

    slug: str
    rules: Rules
    agreement: dict[str, TextRef | str]
    head: Head = Head()
    phase: Phase = "appointment"
    suspended_on: date | None = None
    kwartiermaker: str | None = None
    deadlines: dict[str, Deadline] = {}
    recent: tuple[str, ...] = ()
    version: int = 0
    appointment: Appointment = Appointment()
    definition: Definition = Definition()
    sign_off: SignOff = SignOff()
    conditions: dict[str, Condition] = {}
    ending: Ending | None = None
    published: bool = False

    @property
    def body(self) -> BodyRules | None:
        """The body whose turn it is, none when all have decided."""
        bodies = self.rules.sign_off.bodies
        return bodies[self.sign_off.position] if self.sign_off.position < len(bodies) else None

    @property
    def stakeholders(self) -> dict[str, int]:
        """How many organisations per group take part now; the rules hold how many there were at the start."""
        started, more = self.rules.definition.groups, self.definition.more
        return {group: count + more.get(group, 0) for group, count in started.items()}

    @property
    def late(self) -> bool:
        """Whether anything that is waited for should have happened by now."""
        return any(deadline.passed for deadline in self.deadlines.values())

    def with_sign_off(self, **fields: object) -> "ProgrammeState":
        """The state with some fields of its sign-off changed."""
        return self.model_copy(update={"sign_off": self.sign_off.model_copy(update=fields)})

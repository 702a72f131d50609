"""Where a programme stands: what its register comes down to, and what its workflow carries along."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple, TypedDict, Unpack

from domain.register.entries import Head
from domain.shared.actors import Role
from domain.shared.base import Tolerant
from domain.shared.conditions import SetCondition
from domain.shared.requested import Requested
from domain.shared.rules import BodyRules, Rules, Seat, Shown
from domain.shared.support import Support, SupportCounts, Weight
from domain.shared.texts import TextRef
from domain.voting.outcome import Outcome
from domain.voting.tally import Choice, Tally

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


class Consultation(Tolerant):
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


class SentBackPoint(Tolerant):
    """What a body missed in a plan that it sent back, and what the next version does with it, and where."""

    text: TextRef
    answer: TextRef | None = None
    sections: tuple[str, ...] = ()


class Definition(Tolerant):
    """How far the definition phase is.

    `sent_back` names the version that a body sent back, and `points` are what it must answer, by key.
    `rounds_wanted` is how many consultations must have been held before a version can be submitted, `settled`
    the consultations whose responses are. `drafters` may write beside the kwartiermaker, `authors` have saved
    a version. `projects` counts the inventory, of which those that are `unplaced` wait for a place in the
    plan. `more` counts per group the organisations that were added, less those withdrawn; `changed` says of
    each which of the two happened last.
    """

    invited: bool = False
    # Called so in histories, where a consultation was once a round; a field's name is its wire form.
    rounds: tuple[Consultation, ...] = ()
    rounds_wanted: int = 1
    draft: Version | None = None
    submitted: Version | None = None
    review: PanelReview | None = None
    sent_back: int | None = None
    points: dict[str, SentBackPoint] = {}
    more: dict[str, int] = {}
    changed: dict[str, Literal["added", "withdrawn"]] = {}
    sessions: dict[int, Session] = {}
    projects: int = 0
    unplaced: tuple[int, ...] = ()
    settled: tuple[int, ...] = ()
    drafters: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()

    @property
    def consultation(self) -> Consultation | None:
        """The last consultation, whether it is open or closed."""
        return self.rounds[-1] if self.rounds else None

    def going_on_with(self, version: Version) -> "Definition":
        """The same with a version that is the newest and the one submitted, at once."""
        return self.model_copy(update={"draft": version, "submitted": version})

    def prepared_by(self, author: str) -> "Definition":
        """The same with one more of those who prepared the plan; each is named once."""
        return self.model_copy(update={"authors": tuple(dict.fromkeys((*self.authors, author)))})

    def sent_back_with(self, version: int, points: Mapping[str, SentBackPoint]) -> "Definition":
        """The same after a body sent `version` back with `points`; the panel's review of it did not hold."""
        review = PanelReview(version=version, passed=False)
        return self.model_copy(
            update={"sent_back": version, "points": {**self.points, **points}, "review": review}
        )


class Vote(Tolerant):
    """What a seat says.

    Where a substitute said it, `mandate` is theirs, and `for_person` holds the seat; without a mandate the
    blueprint names them.
    """

    choice: Choice
    reason: TextRef
    conditions: tuple[SetCondition, ...] = ()
    mandate: int | None = None
    for_person: str | None = None

    @property
    def by_substitute(self) -> bool:
        """Whether somebody else than the member said it; votes cast long ago have the mandate only."""
        return self.mandate is not None or self.for_person is not None


class Submission(Tolerant):
    """What lies before a body; `meeting` is the day it decides, none while no meeting can take it.

    Once its ballot is `closed`, the chair establishes the outcome. When it was revised, `replaced` are the
    hashes it had before, `voided` the seats whose votes the last revision undid, and `earlier_decisions` is
    how many decisions of all bodies there were at that moment. `missed` are the meetings that were said to
    come too soon for it.
    """

    number: int
    body: str
    version: int
    hash: str
    meeting: date | None = None
    votes: dict[str, Vote] = {}
    closed: bool = False
    version_hash: str = ""
    cover_note: TextRef | None = None
    memos: dict[int, TextRef] = {}
    requested: Requested = "approve"
    replaced: tuple[str, ...] = ()
    voided: tuple[str, ...] = ()
    earlier_decisions: int = 0
    missed: tuple[date, ...] = ()


# Written out: `model_copy` takes any name, and a misspelt one would be kept in silence.
class SubmissionChanges(TypedDict, total=False):
    """What of a submission may change while it lies before its body, as `Submission` has it."""

    version: int
    hash: str
    meeting: date | None
    votes: dict[str, Vote]
    closed: bool
    version_hash: str
    cover_note: TextRef | None
    memos: dict[int, TextRef]
    replaced: tuple[str, ...]
    voided: tuple[str, ...]
    earlier_decisions: int
    missed: tuple[date, ...]


class OnTheTable(NamedTuple):
    """What lies before a body: the submission, and the body whose turn it is."""

    submission: Submission
    body: BodyRules


class Correction(Tolerant):
    """What was added to a decision later, and on which day."""

    on: date
    text: TextRef


class Decision(Tolerant):
    """What a body decided; `version` is the plan version that was before it, where that is known.

    Its `corrections` stand beside it: outcome and tally are what the rule gave.
    """

    submission: int
    body: str
    outcome: Outcome
    tally: Tally
    meeting: date
    reasons: tuple[TextRef, ...] = ()
    version: int | None = None
    held_over_to: date | None = None
    corrections: tuple[Correction, ...] = ()

    def with_correction(self, correction: Correction) -> "Decision":
        """The same with one more correction beside it."""
        return self.model_copy(update={"corrections": (*self.corrections, correction)})


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


class SeatTransfer(Tolerant):
    """From `first_day` on `person` holds a place.

    It is a seat of `body`, without one a seat of the panel, and without both the place of the principal;
    `in_force` once somebody asked on that day or later.
    """

    body: str | None = None
    seat: str | None = None
    person: str
    first_day: date
    in_force: bool = False


class SignOff(Tolerant):
    """How far along the chain of bodies the plan is, and what was decided so far."""

    position: int = 0
    submissions: int = 0
    submission: Submission | None = None
    decisions: tuple[Decision, ...] = ()
    sent_back: int = 0
    planned: dict[str, tuple[date, ...]] = {}
    mandates: dict[int, Mandate] = {}

    @property
    def current(self) -> Submission:
        """The submission before the body, for what happens only while there is one."""
        assert self.submission is not None, "events about a submission come while it lies before a body"
        return self.submission


class SignOffChanges(TypedDict, total=False):
    """What of a sign-off may change, as `SignOff` has it."""

    position: int
    submissions: int
    submission: Submission | None
    decisions: tuple[Decision, ...]
    sent_back: int
    planned: dict[str, tuple[date, ...]]
    mandates: dict[int, Mandate]


class Condition(Tolerant):
    """Something that must still be shown.

    `judged` is what each seat said of the evidence, where the body judges together. `lapsed` is the day that
    ended without it, once it went back to its body; until that has decided it stays.
    """

    set: SetCondition
    body: str
    evidence: TextRef | None = None
    judged: dict[str, bool] = {}
    met: bool = False
    lapsed: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether it must still be met."""
        return not self.met and self.lapsed is None


class ProgrammeState(Tolerant):
    """Where one programme stands after the register entry `head.seq`.

    `recent` are the keys of the last commands, so that one that comes again is answered, not judged anew.
    `version` counts the plan's versions; 0 is the existing strategy. `classifications` are what the office
    said of documents by their names, or of all of a kind. `at` is the moment of the last entry.
    `changed_office` is the programme office since somebody was given that part, or had it taken from them.
    `identities` has, for each person who bound an account to their part, the hash of that account.
    `reminded_on` is the day on which somebody last had those reminded whose turn it was.
    """

    slug: str
    rules: Rules
    agreement: dict[str, TextRef | str]
    head: Head = Head()
    at: datetime | None = None
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
    classifications: dict[str, Shown] = {}
    transfers: tuple[SeatTransfer, ...] = ()
    changed_office: tuple[str, ...] | None = None
    identities: dict[str, str] = {}
    reminded_on: date | None = None

    @property
    def body(self) -> BodyRules | None:
        """The body whose turn it is, none when all have decided."""
        bodies = self.bodies
        return bodies[self.sign_off.position] if self.sign_off.position < len(bodies) else None

    def on(self, today: date) -> "ProgrammeState":
        """The state on a day: what was decided before and holds from that day on is in force.

        No timer waits for it. Whoever judges, folds or reads asks for the day it is.
        """
        due = [t for t in self.transfers if not t.in_force and t.first_day <= today]
        if not due:
            return self
        ended = {number: self._without(mandate, due) for number, mandate in self.sign_off.mandates.items()}
        transfers = tuple(t.model_copy(update={"in_force": t.first_day <= today}) for t in self.transfers)
        return self.with_sign_off(mandates=ended).model_copy(update={"transfers": transfers})

    def _without(self, mandate: Mandate, passed: Sequence[SeatTransfer]) -> Mandate:
        """A mandate without the seats that passed on: what goes with a seat, its giver has no more."""
        gone = {(t.body, t.seat): t.first_day for t in passed if t.first_day <= mandate.last_day}
        kept = {body: seat for body, seat in mandate.seats.items() if (body, seat) not in gone}
        if len(kept) == len(mandate.seats):
            return mandate
        if kept or mandate.withdrawn_on is not None:
            return mandate.model_copy(update={"seats": kept or mandate.seats})
        first = max(gone[body, seat] for body, seat in mandate.seats.items())
        return mandate.model_copy(update={"withdrawn_on": first})

    def _holder_of(self, body: str | None, seat: str | None) -> str | None:
        """Who took a place over last, None while whom the rules name holds it."""
        taken = [t for t in self.transfers if t.in_force and (t.body, t.seat) == (body, seat)]
        # Of two for one day the later decision holds.
        last = max(reversed(taken), key=lambda transfer: transfer.first_day, default=None)
        return last.person if last else None

    def _with_holders(self, body: str | None, seats: tuple[Seat, ...]) -> tuple[Seat, ...]:
        held = [(seat, self._holder_of(body, seat.key)) for seat in seats]
        return tuple(seat.model_copy(update={"person": new}) if new else seat for seat, new in held)

    # Who holds a place in the programme is asked here and nowhere else: the rules are what it began with.

    @property
    def principal(self) -> str:
        """The id of the principal."""
        return self._holder_of(None, None) or self.rules.principal

    @property
    def office(self) -> tuple[str, ...]:
        """The ids of those of the programme office."""
        return self.changed_office if self.changed_office is not None else self.rules.office or ()

    @property
    def knows_its_office(self) -> bool:
        """Whether it can be asked who is of the office; not in a workflow from before it could."""
        return self.changed_office is not None or self.rules.office is not None

    def promised(self, body: str | None, seat: str | None) -> frozenset[str]:
        """The ids of those who are to hold a place, named as in a transfer, on a day to come."""
        waiting = [t for t in self.transfers if not t.in_force and (t.body, t.seat) == (body, seat)]
        # Of two for one day the later decision holds: whoever the earlier one named never gets there.
        return frozenset({transfer.first_day: transfer.person for transfer in waiting}.values())

    @property
    def coming_principals(self) -> frozenset[str]:
        """The ids of those who are to be the principal on a day to come."""
        return self.promised(None, None)

    @property
    def panel(self) -> tuple[Seat, ...]:
        """The seats of the review panel, with who holds them."""
        panel = self.rules.definition.panel
        return self._with_holders(None, panel) if self.transfers else panel

    @property
    def bodies(self) -> tuple[BodyRules, ...]:
        """The chain of bodies, with who holds their seats."""
        bodies = self.rules.sign_off.bodies
        if not self.transfers:
            return bodies
        return tuple(b.model_copy(update={"seats": self._with_holders(b.key, b.seats)}) for b in bodies)

    def body_at(self, key: str) -> BodyRules:
        """The body with that key, with who holds its seats. Raises `NoSuchBody`."""
        self.rules.body(key)  # says which bodies there are when there is no such one
        return next(body for body in self.bodies if body.key == key)

    @property
    def on_the_table(self) -> OnTheTable | None:
        """What lies before a body, whether or not a meeting takes it; none while nothing does."""
        submission, body = self.sign_off.submission, self.body
        return OnTheTable(submission, body) if submission is not None and body is not None else None

    @property
    def stakeholders(self) -> dict[str, int]:
        """How many organisations per group take part now; the rules hold how many there were at the start."""
        started, more = self.rules.definition.groups, self.definition.more
        return {group: count + more.get(group, 0) for group, count in started.items()}

    @property
    def late(self) -> bool:
        """Whether anything that is waited for should have happened by now."""
        return any(deadline.passed for deadline in self.deadlines.values())

    def with_transfer(self, transfer: SeatTransfer) -> "ProgrammeState":
        """The state with one more place that passes on."""
        return self.model_copy(update={"transfers": (*self.transfers, transfer)})

    def with_office(self, office: tuple[str, ...]) -> "ProgrammeState":
        """The state with other people in the programme office."""
        return self.model_copy(update={"changed_office": office})

    def with_identities(self, identities: dict[str, str]) -> "ProgrammeState":
        """The state with other accounts bound."""
        return self.model_copy(update={"identities": identities})

    def with_appointment(self, appointment: Appointment) -> "ProgrammeState":
        """The state with another appointment."""
        return self.model_copy(update={"appointment": appointment})

    def with_definition(self, definition: Definition) -> "ProgrammeState":
        """The state with another definition."""
        return self.model_copy(update={"definition": definition})

    def with_sign_off(self, **changes: Unpack[SignOffChanges]) -> "ProgrammeState":
        """The state with some fields of its sign-off changed."""
        return self.model_copy(update={"sign_off": self.sign_off.model_copy(update=dict(changes))})

    def with_submission(self, **changes: Unpack[SubmissionChanges]) -> "ProgrammeState":
        """The state with some fields changed of the submission before the body."""
        return self.with_sign_off(submission=self.sign_off.current.model_copy(update=dict(changes)))

    def with_phase(self, phase: Phase) -> "ProgrammeState":
        """The state in another phase."""
        return self.model_copy(update={"phase": phase})

    def with_ending(self, ending: Ending) -> "ProgrammeState":
        """The state at its end: nothing is waited for any more."""
        return self.model_copy(update={"ending": ending, "deadlines": {}})

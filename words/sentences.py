"""One sentence for each kind of register entry, made from the event and the names in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import singledispatch
from typing import Any, Self

from domain.appointment.accept_assignment import AssignmentAccepted
from domain.appointment.agreement import ProgrammeAgreed
from domain.appointment.ask_candidate import CandidateAsked
from domain.appointment.choose import CandidatesChosen
from domain.appointment.decline_assignment import CandidateDeclined
from domain.appointment.nominate import CandidateNominated
from domain.bodies.file_reference import ReferenceFiled
from domain.bodies.give_mandate import MandateGiven
from domain.bodies.pass_on_seat import SeatTransferred
from domain.bodies.plan_meeting import MeetingPlanned
from domain.bodies.plan_meetings import MeetingsPlanned
from domain.bodies.report_missed_notice import NoticeMissed
from domain.bodies.schedule_submission import SubmissionScheduled
from domain.bodies.withdraw_mandate import MandateWithdrawn
from domain.conditions.judge_condition import ConditionJudged, JudgementGiven
from domain.conditions.let_conditions_lapse import ConditionLapsed
from domain.conditions.show_evidence import EvidenceShown
from domain.consultation.cancel_session import SessionCancelled
from domain.consultation.close_consultation import ConsultationClosed
from domain.consultation.escalate_silence import QuorumReached, SilenceEscalated
from domain.consultation.invite_organisations import OrganisationsInvited
from domain.consultation.nudge_silent import SilentNudged
from domain.consultation.open_consultation import ConsultationOpened
from domain.consultation.plan_session import SessionPlanned
from domain.consultation.record_session import SessionHeld
from domain.every_phase.move_deadline import DeadlineMoved
from domain.every_phase.pass_deadlines import DeadlinePassed
from domain.every_phase.remind import ReminderSent
from domain.every_phase.remind_whose_turn import TurnsReminded
from domain.every_phase.replace_kwartiermaker import KwartiermakerReplaced
from domain.every_phase.resume import ProgrammeResumed
from domain.every_phase.suspend import ProgrammeSuspended
from domain.every_phase.withdraw import ProgrammeWithdrawn
from domain.organisations.add_organisations import OrganisationsAdded
from domain.organisations.withdraw_organisations import OrganisationsWithdrawn
from domain.people.bind_identity import IdentityBound
from domain.people.give_part import PartGiven
from domain.people.take_part import PartTaken
from domain.people.undo_identity import IdentityUndone
from domain.plan.allow_drafter import DrafterAllowed
from domain.plan.answer_principle import PrincipleAnswered
from domain.plan.answer_sent_back_point import SentBackPointAnswered
from domain.plan.assemble_draft import DraftAssembled
from domain.plan.close_review import ReviewClosed
from domain.plan.complete_definition import DefinitionCompleted
from domain.plan.disallow_drafter import DrafterDisallowed
from domain.plan.review import ReviewGiven
from domain.plan.save_version import VersionSaved
from domain.plan.submit_version import VersionSubmitted
from domain.projects.add_project import ProjectAdded
from domain.projects.place_project import ProjectPlaced
from domain.publication.classify_document import DocumentClassified
from domain.publication.publish_programme import ProgrammePublished
from domain.register.events import Event
from domain.register.sealed import SealedEntry, ShownEntry
from domain.responses.responding import KINDS
from domain.responses.settle_responses import ResponsesSettled
from domain.shared.actors import Role
from domain.shared.messages import N_, Message, N_plural, Value
from domain.sign_off.approve_programme import ProgrammeApproved
from domain.sign_off.cast_ballot import BallotCast
from domain.sign_off.close_ballot import BallotClosed
from domain.sign_off.correct_decision import DecisionCorrected
from domain.sign_off.establish_decision import DecisionEstablished
from domain.sign_off.prepare_submission import SubmissionPrepared
from domain.sign_off.revise_submission import SubmissionRevised
from domain.voting.tally import Count, Tally
from words.vocabulary import (
    ANSWERS,
    CHOICES,
    CLASSIFICATIONS,
    OUTCOMES,
    PLACES,
    REFERENCES,
    ROLES,
    deadline,
    parts,
)

ID_SHOWN = 8
"""How many characters of a person's id are enough to tell two people apart."""


@dataclass(frozen=True)
class Names:
    """What people (by id), bodies, groups and seats (by key) are called; what is unknown keeps its key."""

    people: Mapping[str, str] = field(default_factory=dict[str, str])
    bodies: Mapping[str, str] = field(default_factory=dict[str, str])
    groups: Mapping[str, str] = field(default_factory=dict[str, str])
    seats: Mapping[str, str] = field(default_factory=dict[str, str])
    principles: Mapping[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def of(cls, blueprint: Mapping[str, Any], people: Mapping[str, str]) -> Self:
        """Return the names that `blueprint` (in its JSON form) gives, and those of `people` by their ids."""
        definition, bodies = blueprint["definition"], blueprint["sign_off"]["bodies"]
        seats = [*definition["panel"], *(seat for body in bodies for seat in body["seats"])]
        return cls(
            people=people,
            bodies={body["key"]: body["title"] for body in bodies},
            groups={group["key"]: group["title"] for group in definition["groups"]},
            seats={seat["key"]: seat["title"] for seat in seats if seat["title"]},
            principles={p["key"]: p["title"] for p in definition["principles"]},
        )

    def person(self, id_: str) -> str:
        # Whoever is not named along with the entries can still be told from others.
        return self.people.get(id_, f"({id_[:ID_SHOWN]})")

    def body(self, key: str) -> str:
        return self.bodies.get(key, key)

    def group(self, key: str) -> str:
        return self.groups.get(key, key)

    def principle(self, key: str) -> str:
        return self.principles.get(key, key)

    def seat(self, key: str) -> str:
        return self.seats.get(key, key)


NOBODY_NAMED = Names()


SEALED = N_("A vote, sealed until it is decided.")


def sentence(entry: ShownEntry, names: Names = NOBODY_NAMED) -> Message:
    """Return what an entry says happened, and by whom where that is not already in what happened."""
    if isinstance(entry, SealedEntry):
        return SEALED
    return happening(entry.event, entry.actor.role, names)


def happening(event: Event, role: Role, names: Names = NOBODY_NAMED) -> Message:
    """Return what an event says, by somebody in that role: also of one that is in no register yet."""
    happened = describe(event, names)
    # Most sentences name who acts already, or only one role may do it.
    if not isinstance(event, BY_SEVERAL_ROLES):
        return happened
    return N_("{happened} By {role}.").having(happened=happened, role=ROLES[role])


BY_SEVERAL_ROLES = (
    DeadlineMoved,
    ProgrammeSuspended,
    ProgrammeResumed,
    ProgrammeWithdrawn,
    MeetingPlanned,
    SubmissionRevised,
    MeetingsPlanned,
    EvidenceShown,
    SessionPlanned,
    SessionHeld,
    SessionCancelled,
    VersionSaved,
)


@singledispatch
def describe(event: Event, names: Names) -> Message:
    """Return the sentence about an event, whoever caused it; each kind registers its own below."""
    # Not its kind instead: a test plays every event, so that none reaches people without words.
    raise NotImplementedError(f"there is no sentence for {type(event).__name__}")


# --- every phase ---


@describe.register
def _(_event: ProgrammeAgreed, _names: Names) -> Message:
    return N_("The proposal was agreed to.")


@describe.register
def _(event: ReminderSent, _names: Names) -> Message:
    # What only names something goes in as text: numbers are grouped by thousands.
    said: dict[str, Value] = {
        "nth": str(event.nth),
        "role": ROLES[event.to],
        "about": deadline(event.deadline),
    }
    if event.count > 1:
        return N_("Reminder {nth} to {count} of {role}: {about}.").having(count=event.count, **said)
    return N_("Reminder {nth} to {role}: {about}.").having(**said)


@describe.register
def _(event: DeadlinePassed, _names: Names) -> Message:
    about = deadline(event.deadline)
    if event.escalated_to is None:
        return N_("Deadline passed: {about}.").having(about=about)
    escalated = N_("Deadline passed: {about}. Escalated to {role}.")
    return escalated.having(about=about, role=ROLES[event.escalated_to])


@describe.register
def _(event: DeadlineMoved, _names: Names) -> Message:
    moved = N_("Deadline moved from {before} to {due}: {about}.")
    return moved.having(before=event.due_before, due=event.due, about=deadline(event.deadline))


@describe.register
def _(_event: ProgrammeSuspended, _names: Names) -> Message:
    return N_("The programme was suspended.")


@describe.register
def _(event: ProgrammeResumed, _names: Names) -> Message:
    return N_plural(
        "The programme was resumed; open deadlines move by {n} working day.",
        "The programme was resumed; open deadlines move by {n} working days.",
    ).having(n=event.working_days)


@describe.register
def _(event: KwartiermakerReplaced, names: Names) -> Message:
    replaced = N_("The principal replaces kwartiermaker {before} by {after}.")
    return replaced.having(before=names.person(event.before), after=names.person(event.person))


@describe.register
def _(_event: ProgrammeWithdrawn, _names: Names) -> Message:
    return N_("The programme was withdrawn.")


@describe.register
def _(event: DocumentClassified, _names: Names) -> Message:
    shown = N_("Document {document} is {classification}.")
    return shown.having(document=event.name, classification=CLASSIFICATIONS[event.classification])


# --- appointment ---


@describe.register
def _(event: CandidateNominated, names: Names) -> Message:
    return N_("The office nominates {person}.").having(person=names.person(event.person))


@describe.register
def _(event: CandidatesChosen, names: Names) -> Message:
    # In the order of preference: the next is asked when one declines.
    chosen = [names.person(person) for person in event.preference]
    return N_("The principal chooses, in this order: {people}.").having(people=chosen)


@describe.register
def _(event: CandidateAsked, names: Names) -> Message:
    return N_("{person} is asked.").having(person=names.person(event.person))


@describe.register
def _(event: CandidateDeclined, names: Names) -> Message:
    return N_("{person} declines.").having(person=names.person(event.person))


@describe.register
def _(event: AssignmentAccepted, names: Names) -> Message:
    accepts = N_("{person} accepts, and is kwartiermaker until {day}.")
    return accepts.having(person=names.person(event.person), day=event.term_to)


# --- definition: organisations and consultations ---


@describe.register
def _(event: OrganisationsInvited, names: Names) -> Message:
    return N_plural("{n} organisation invited: {groups}.", "{n} organisations invited: {groups}.").having(
        n=sum(event.groups.values()), groups=_per_group(event.groups, names)
    )


@describe.register
def _(event: OrganisationsAdded, names: Names) -> Message:
    return N_("Organisations added: {groups}.").having(groups=_per_group(event.groups, names))


@describe.register
def _(event: OrganisationsWithdrawn, names: Names) -> Message:
    return N_("Organisations withdrawn: {groups}.").having(groups=_per_group(event.groups, names))


def _per_group(groups: Mapping[str, int], names: Names) -> list[Message]:
    counted = N_("{count} {group}", "group")
    return [counted.having(count=count, group=names.group(group)) for group, count in groups.items()]


@describe.register
def _(event: ConsultationOpened, _names: Names) -> Message:
    opened = N_("Consultation {consultation} on version {version} is open until {due}.")
    return opened.having(consultation=str(event.consultation), version=str(event.version), due=event.due)


CLOSED = {
    "everyone_answered": N_(
        "Consultation {consultation} closed, everyone has answered: {answered} of {invited} answered."
    ),
    "deadline": N_("Consultation {consultation} closed, its time is over: {answered} of {invited} answered."),
}


@describe.register
def _(event: ConsultationClosed, _names: Names) -> Message:
    invited, answered = sum(event.invited.values()), sum(event.answered.values())
    return CLOSED[event.because].having(
        consultation=str(event.consultation), answered=answered, invited=invited
    )


@describe.register
def _(event: TurnsReminded, _names: Names) -> Message:
    return N_plural(
        "Whoever it waits for is reminded: {n} person or organisation.",
        "Those it waits for are reminded: {n} people and organisations.",
    ).having(n=event.count)


@describe.register
def _(event: SilentNudged, names: Names) -> Message:
    said: dict[str, Value] = {"n": event.count, "consultation": str(event.consultation)}
    if event.group is None:
        return N_plural(
            "The office nudges {n} organisation: consultation {consultation}.",
            "The office nudges {n} organisations: consultation {consultation}.",
        ).having(**said)
    return N_plural(
        "The office nudges {n} organisation ({group}): consultation {consultation}.",
        "The office nudges {n} organisations ({group}): consultation {consultation}.",
    ).having(group=names.group(event.group), **said)


@describe.register
def _(event: SilenceEscalated, names: Names) -> Message:
    share = N_("{group} {answered}/{invited}", "group")
    shares = [
        share.having(group=names.group(key), answered=found.answered, invited=found.invited)
        for key, found in event.groups.items()
    ]
    below = N_("Below the quorum in consultation {consultation}: {groups}. Escalated to the principal.")
    return below.having(consultation=str(event.consultation), groups=shares)


@describe.register
def _(event: QuorumReached, _names: Names) -> Message:
    reached = N_("Every group has its quorum in consultation {consultation}.")
    return reached.having(consultation=str(event.consultation))


# --- definition: sessions and projects ---


@describe.register
def _(event: SessionPlanned, _names: Names) -> Message:
    return N_plural(
        "Working session {session} planned on {day}, with {n} organisation.",
        "Working session {session} planned on {day}, with {n} organisations.",
    ).having(session=str(event.session), day=event.day, n=len(event.organisations))


@describe.register
def _(event: SessionHeld, _names: Names) -> Message:
    return N_plural(
        "Working session {session} held, with {n} organisation; its outcome counts for whoever confirms it.",
        "Working session {session} held, with {n} organisations; its outcome counts for whoever confirms it.",
    ).having(session=str(event.session), n=len(event.present))


@describe.register
def _(event: SessionCancelled, _names: Names) -> Message:
    return N_("Working session {session} is cancelled.").having(session=str(event.session))


@describe.register
def _(event: ProjectAdded, _names: Names) -> Message:
    return N_("Running project {project} is in the inventory.").having(project=str(event.project))


@describe.register
def _(event: ProjectPlaced, _names: Names) -> Message:
    placed = N_("The kwartiermaker gives project {project} its place: {place}.")
    return placed.having(project=str(event.project), place=PLACES[event.place])


# --- definition: the plan ---


@describe.register
def _(event: DraftAssembled, _names: Names) -> Message:
    return N_plural(
        "Draft, version {version}: the existing strategy and {n} contribution.",
        "Draft, version {version}: the existing strategy and {n} contributions.",
    ).having(version=str(event.version), n=event.contributions)


@describe.register
def _(event: PrincipleAnswered, names: Names) -> Message:
    follows = N_("Goal {goal} of version {version} follows principle {principle}.")
    deviates = N_("Goal {goal} of version {version} deviates from principle {principle}.")
    return (follows if event.follows else deviates).having(
        goal=str(event.goal), version=str(event.version), principle=names.principle(event.principle)
    )


@describe.register
def _(event: DrafterAllowed, names: Names) -> Message:
    return N_("{person} may draft.").having(person=names.person(event.person))


@describe.register
def _(event: DrafterDisallowed, names: Names) -> Message:
    return N_("{person} drafts no longer.").having(person=names.person(event.person))


@describe.register
def _(event: ResponsesSettled, _names: Names) -> Message:
    taken, partly, left_out = (event.answered.get(kind, 0) for kind in KINDS)
    return N_plural(
        "Responses to consultation {consultation} settled: {n} point, {taken} taken over, {partly} partly,"
        " {left_out} not.",
        "Responses to consultation {consultation} settled: {n} points, {taken} taken over, {partly} partly,"
        " {left_out} not.",
    ).having(
        consultation=str(event.consultation), n=event.points, taken=taken, partly=partly, left_out=left_out
    )


@describe.register
def _(event: VersionSaved, _names: Names) -> Message:
    return N_("Version {version} was saved.").having(version=str(event.version))


@describe.register
def _(event: VersionSubmitted, _names: Names) -> Message:
    return N_("The kwartiermaker submits version {version}.").having(version=str(event.version))


@describe.register
def _(event: ReviewGiven, names: Names) -> Message:
    review = N_("Review panel, {seat}: can {can}; will {will}.")
    return review.having(seat=names.seat(event.seat), can=ANSWERS[event.can], will=ANSWERS[event.will])


@describe.register
def _(event: ReviewClosed, _names: Names) -> Message:
    passed = N_("Review of version {version} positive: {can} of {seats} can, {will} will.")
    failed = N_("Review of version {version} not enough: {can} of {seats} can, {will} will.")
    return (passed if event.passed else failed).having(
        version=str(event.version),
        can=event.support.can.positive,
        will=event.support.will.positive,
        seats=event.out_of,
    )


@describe.register
def _(event: DefinitionCompleted, _names: Names) -> Message:
    return N_("Version {version} goes to sign-off.").having(version=str(event.version))


@describe.register
def _(event: SentBackPointAnswered, _names: Names) -> Message:
    return N_("Point {point} of the sending back was answered.").having(point=event.point)


# --- bodies: meetings and mandates ---


@describe.register
def _(event: MeetingPlanned, names: Names) -> Message:
    return N_("Meeting of {body} planned on {day}.").having(body=names.body(event.body), day=event.day)


@describe.register
def _(event: MeetingsPlanned, names: Names) -> Message:
    return N_plural(
        "Calendar of {body}: {n} meeting planned, from {first} to {last}.",
        "Calendar of {body}: {n} meetings planned, from {first} to {last}.",
    ).having(body=names.body(event.body), n=len(event.days), first=event.days[0], last=event.days[-1])


@describe.register
def _(event: NoticeMissed, names: Names) -> Message:
    body = names.body(event.body)
    if event.next is None:
        none = N_("{body}: the notice for the meeting of {missed} is missed; no next one is planned yet.")
        return none.having(body=body, missed=event.missed)
    following = N_("{body}: the notice for the meeting of {missed} is missed; it goes to that of {next}.")
    return following.having(body=body, missed=event.missed, next=event.next)


@describe.register
def _(event: ReferenceFiled, names: Names) -> Message:
    filed = N_("Reference to the {reference} of {body} of {day}.")
    return filed.having(reference=REFERENCES[event.of], body=names.body(event.body), day=event.day)


@describe.register
def _(event: SeatTransferred, names: Names) -> Message:
    if event.body is not None:
        passed = N_("Seat {seat} of {body} passes from {before} to {after} on {day}.").having(
            body=names.body(event.body), seat=names.seat(event.seat or "")
        )
    elif event.seat is not None:
        passed = N_("Seat {seat} of the review panel passes from {before} to {after} on {day}.").having(
            seat=names.seat(event.seat)
        )
    else:
        passed = N_("The place of the principal passes from {before} to {after} on {day}.")
    return passed.having(
        before=names.person(event.before), after=names.person(event.person), day=event.first_day
    )


@describe.register
def _(event: PartGiven, names: Names) -> Message:
    return N_("{person} is of the programme office from now on.").having(person=names.person(event.person))


@describe.register
def _(event: PartTaken, names: Names) -> Message:
    return N_("{person} is of the programme office no longer.").having(person=names.person(event.person))


@describe.register
def _(event: IdentityBound, names: Names) -> Message:
    return N_("{person} signed in for the first time, by the link in a letter.").having(
        person=names.person(event.person)
    )


@describe.register
def _(event: IdentityUndone, names: Names) -> Message:
    return N_("The account with which {person} signed in is theirs no longer; they get a new link.").having(
        person=names.person(event.person)
    )


@describe.register
def _(event: MandateGiven, names: Names) -> Message:
    given = N_("Mandate {mandate}: {person} may vote for {seats} from {first} to {last}.")
    on_behalf = N_(
        "Mandate {mandate}: {person} may vote for {seats} from {first} to {last}."
        " Given by the programme office, on the member's behalf."
    )
    # A member who never heard of it must be able to see who gave it.
    return (on_behalf if event.given_by == "office" else given).having(
        mandate=str(event.mandate),
        person=names.person(event.person),
        seats=[f"{names.seat(seat)} ({names.body(body)})" for body, seat in event.seats.items()],
        first=event.first_day,
        last=event.last_day,
    )


@describe.register
def _(event: MandateWithdrawn, _names: Names) -> Message:
    return N_("Mandate {mandate} was withdrawn.").having(mandate=str(event.mandate))


# --- sign-off ---


@describe.register
def _(event: SubmissionPrepared, _names: Names) -> Message:
    prepared = N_("Submission {submission} with cover note to version {version}.")
    return prepared.having(submission=str(event.submission), version=str(event.version))


@describe.register
def _(event: SubmissionRevised, _names: Names) -> Message:
    said: dict[str, Value] = {
        "submission": str(event.submission),
        "parts": parts(event.changed),
    }
    # A number of nought reads as if votes had been looked for.
    if not event.voided:
        return N_("Submission {submission} was revised: {parts}.").having(**said)
    return N_plural(
        "Submission {submission} was revised: {parts}; {n} vote voided.",
        "Submission {submission} was revised: {parts}; {n} votes voided.",
    ).having(n=len(event.voided), **said)


@describe.register
def _(event: SubmissionScheduled, names: Names) -> Message:
    return N_("On the agenda of {day}: {body}.").having(day=event.meeting, body=names.body(event.body))


@describe.register
def _(event: BallotCast, names: Names) -> Message:
    said: dict[str, Value] = {"seat": names.seat(event.seat), "choice": CHOICES[event.choice]}
    if event.for_person is None:
        return N_("Vote of seat {seat}: {choice}.").having(**said)
    if event.mandate is None:
        return N_("Vote of seat {seat}, by a substitute: {choice}.").having(**said)
    mandated = N_("Vote of seat {seat}, by a substitute (mandate {mandate}): {choice}.")
    return mandated.having(mandate=str(event.mandate), **said)


@describe.register
def _(event: BallotClosed, names: Names) -> Message:
    closed = N_("The ballot is closed: {body}. Its chair establishes the outcome.")
    return closed.having(body=names.body(event.body))


@describe.register
def _(event: DecisionEstablished, names: Names) -> Message:
    outcome = OUTCOMES[event.outcome]
    if event.held_over_to is not None:
        outcome = N_("held over to {day}", "outcome").having(day=event.held_over_to)
    decided = N_("{body}: {outcome} ({votes}).")
    by_chair = N_("{body}: {outcome} ({votes}), established by the chair.")
    return (by_chair if event.chair else decided).having(
        body=names.body(event.body), outcome=outcome, votes=votes(event.tally)
    )


def votes(tally: Tally) -> Value:
    """Return the votes that were cast, and what they weigh where seats do not weigh the same."""
    if tally.weighed is None:
        return _counted(tally)
    by_weight = N_("{seats}; by weight {weights}", "votes")
    return by_weight.having(seats=_counted(tally), weights=_counted(tally.weighed))


def _counted(tally: Count) -> Value:
    """Return how many said what, without what nobody said."""
    # A vote with conditions is in favour as well, and is counted once.
    asking = tally.with_conditions
    counts = [
        (N_("{count} for", "votes"), tally.in_favour - asking),
        (N_("{count} for with conditions", "votes"), asking),
        (N_("{count} against", "votes"), tally.against),
        (N_("{count} send back", "votes"), tally.send_back),
        (N_("{count} objecting", "votes"), tally.objections),
        (N_("{count} abstained", "votes"), tally.abstained),
    ]
    cast = [message.having(count=count) for message, count in counts if count]
    return cast or N_("no votes")


@describe.register
def _(event: DecisionCorrected, names: Names) -> Message:
    corrected = N_("Correction to the decision of {body} of {day}; outcome and votes stay as they are.")
    return corrected.having(body=names.body(event.body), day=event.meeting)


@describe.register
def _(event: ProgrammeApproved, _names: Names) -> Message:
    return N_("The programme is approved: version {version}.").having(version=str(event.version))


@describe.register
def _(event: ProgrammePublished, _names: Names) -> Message:
    # Documents are called by their file names, which are the same in every language.
    documents = list(event.documents)
    if not event.missing:
        return N_("Published: {documents}.").having(documents=documents)
    incomplete = N_("Published: {documents}. Could not be made: {missing}.")
    return incomplete.having(documents=documents, missing=list(event.missing))


# --- conditions ---


@describe.register
def _(event: EvidenceShown, _names: Names) -> Message:
    return N_("Evidence shown for condition {condition}.").having(condition=event.condition)


@describe.register
def _(event: ConditionLapsed, names: Names) -> Message:
    lapsed = N_("Condition {condition} was not met by the end of {due}: {body} decides again.")
    return lapsed.having(condition=event.condition, due=event.due, body=names.body(event.body))


@describe.register
def _(event: JudgementGiven, names: Names) -> Message:
    met = N_("Seat {seat} says: condition {condition} is met.")
    unmet = N_("Seat {seat} says: condition {condition} is not met.")
    return (met if event.met else unmet).having(seat=names.seat(event.seat), condition=event.condition)


@describe.register
def _(event: ConditionJudged, names: Names) -> Message:
    met = N_("{judge}: condition {condition} is met.")
    unmet = N_("{judge}: condition {condition} is not met.")
    return (met if event.met else unmet).having(judge=_judge(event, names), condition=event.condition)


def _judge(event: ConditionJudged, names: Names) -> Message:
    if event.seat is not None:
        return N_("Seat {seat}").having(seat=names.seat(event.seat))
    return N_("Whom the body named") if event.judged_by == "person" else N_("The body")

"""Who hears of which event."""

from collections.abc import Sequence
from functools import singledispatch

from domain.appointment.ask_candidate import CandidateAsked
from domain.bodies.give_mandate import MandateGiven
from domain.bodies.pass_on_seat import SeatTransferred
from domain.bodies.report_missed_notice import NoticeMissed
from domain.bodies.schedule_submission import SubmissionScheduled
from domain.conditions.let_conditions_lapse import ConditionLapsed
from domain.conditions.show_evidence import EvidenceShown
from domain.consultation.cancel_session import SessionCancelled
from domain.consultation.consultations import FIRST_CONSULTATION
from domain.consultation.escalate_silence import SilenceEscalated
from domain.consultation.invite_organisations import OrganisationsInvited
from domain.consultation.nudge_silent import SilentNudged
from domain.consultation.open_consultation import ConsultationOpened
from domain.consultation.plan_session import SessionPlanned
from domain.consultation.record_session import SessionHeld
from domain.every_phase.holders import Matter
from domain.every_phase.move_deadline import DeadlineMoved
from domain.every_phase.pass_deadlines import DeadlinePassed
from domain.every_phase.remind import ReminderSent
from domain.every_phase.remind_whose_turn import RemindedTurn, TurnsReminded
from domain.every_phase.replace_kwartiermaker import KwartiermakerReplaced
from domain.every_phase.withdraw import ProgrammeWithdrawn
from domain.organisations.add_organisations import OrganisationsAdded
from domain.people.bind_identity import IdentityBound
from domain.people.give_part import PartGiven
from domain.people.take_part import PartTaken
from domain.people.undo_identity import IdentityUndone
from domain.plan.submit_version import VersionSubmitted
from domain.responses.settle_responses import ResponsesSettled
from domain.shared.actors import Role
from domain.sign_off.establish_decision import DecisionEstablished
from domain.sign_off.revise_submission import SubmissionRevised
from domain.state.deadlines import SESSION
from mail import letters
from mail.audience import (
    Contributors,
    EveryOrganisation,
    EverySilent,
    Holders,
    Invited,
    InvitedToSession,
    Organisation,
    Person,
    Silent,
)
from mail.letter import Letter


@singledispatch
def letters_for(event: object) -> Sequence[Letter]:  # noqa: ARG001 - an event that nobody hears of
    """Return the letters that an event causes, to those of whom it asks something or who must know of it."""
    return ()


@letters_for.register
def _(event: CandidateAsked) -> Sequence[Letter]:
    return [letters.AssignmentOffered(to=(Person("candidate", event.person),), deadline="accept")]


@letters_for.register
def _(event: KwartiermakerReplaced) -> Sequence[Letter]:
    return [letters.AssignmentOffered(to=(Person("kwartiermaker", event.person),), deadline="term")]


@letters_for.register
def _(event: SeatTransferred) -> Sequence[Letter]:
    # To both: one must come to the body, the other must not any more.
    held: Role = "member" if event.body else "panel" if event.seat else "principal"
    body, seat, day = event.body, event.seat, event.first_day
    return [
        letters.SeatGiven(to=(Person(held, event.person),), body=body, seat=seat, first_day=day),
        letters.SeatLeft(to=(Person(held, event.before),), body=body, seat=seat, first_day=day),
    ]


@letters_for.register
def _(event: MandateGiven) -> Sequence[Letter]:
    # Whose seats they are may not have asked for it: the office gives mandates on behalf of members.
    number, first, last = event.mandate, event.first_day, event.last_day
    holder, voter = Person("member", event.holder), Person("substitute", event.person)
    return [
        letters.MandateOfYours(to=(holder,), mandate=number, first_day=first, last_day=last),
        letters.MandateToYou(to=(voter,), mandate=number, first_day=first, last_day=last),
    ]


@letters_for.register
def _(event: PartGiven) -> Sequence[Letter]:
    return [
        letters.PartGiven(to=(Person(event.given, event.person),), part=event.given),
        letters.OfficeChanged(change="given"),
    ]


@letters_for.register
def _(event: PartTaken) -> Sequence[Letter]:
    return [
        letters.PartTaken(to=(Person(event.taken, event.person),), part=event.taken),
        letters.OfficeChanged(change="taken"),
    ]


@letters_for.register
def _(event: IdentityBound) -> Sequence[Letter]:
    return [letters.IdentityBound(to=(Person("participant", event.person),))]


@letters_for.register
def _(event: IdentityUndone) -> Sequence[Letter]:
    return [letters.IdentityUndone(to=(Person("participant", event.person),))]


@letters_for.register
def _(event: ReminderSent) -> Sequence[Letter]:
    of_round = event.deadline == letters.CONSULTATION
    who = EverySilent() if of_round else Holders(event.to)
    return [letters.Reminder(to=(who,), deadline=event.deadline)]


@letters_for.register
def _(event: TurnsReminded) -> Sequence[Letter]:
    found: list[Letter] = []
    of_holders: dict[tuple[Role, Matter], list[RemindedTurn]] = {}
    for turn in event.turns:
        if turn.code == "contribute":
            found.append(letters.Nudge(to=(EverySilent(),)))
        else:
            # Judges are found by their condition, whoever they are; other turns by who holds the role.
            role: Role = "judge" if turn.code in letters.JUDGED else turn.role
            of_holders.setdefault((role, letters.YourTurn.of_turn(turn)), []).append(turn)
    # One letter for all that waits for the same people.
    for (role, _), turns in of_holders.items():
        found.append(letters.YourTurn(to=(Holders(role),), turns=tuple(turns)))
    return found


@letters_for.register
def _(event: DeadlinePassed) -> Sequence[Letter]:
    # Reminders went out before it passed; more letters to the same people would only repeat them.
    if event.escalated_to is None:
        return ()
    return [letters.Escalation(to=(Holders(event.escalated_to),), deadline=event.deadline)]


@letters_for.register
def _(event: DeadlineMoved) -> Sequence[Letter]:
    # Other deadlines stand in the next reminder; a session people wrote into their calendars.
    if not event.deadline.startswith(SESSION):
        return ()
    session = int(event.deadline.removeprefix(SESSION))
    return [letters.SessionMoved(to=(InvitedToSession(session),), session=session)]


@letters_for.register
def _(event: ProgrammeWithdrawn) -> Sequence[Letter]:
    # A principal who withdraws it knows; of a run that was cancelled nobody heard who has a part in it.
    return [letters.WithdrawnByOperator()] if event.by_operator else ()


# --- organisations and their consultations ---


@letters_for.register
def _(_: OrganisationsInvited) -> Sequence[Letter]:
    return [letters.Invitation(to=(EveryOrganisation(),))]


@letters_for.register
def _(event: OrganisationsAdded) -> Sequence[Letter]:
    # Where no consultation is open nobody is found, and no letter goes.
    return [letters.Invitation(to=(Invited(event.codes),))]


@letters_for.register
def _(event: ConsultationOpened) -> Sequence[Letter]:
    # To the first one all were invited before it opened.
    return [letters.Invitation(to=(EveryOrganisation(),))] if event.consultation > FIRST_CONSULTATION else ()


@letters_for.register
def _(event: SilentNudged) -> Sequence[Letter]:
    return [letters.Nudge(to=(Silent(event.consultation, event.group, event.organisations),))]


@letters_for.register
def _(event: SilenceEscalated) -> Sequence[Letter]:
    return [letters.FewAnswers(deadline=event.deadline, consultation=event.consultation)]


@letters_for.register
def _(event: ResponsesSettled) -> Sequence[Letter]:
    number = event.consultation
    return [letters.ResponsesSettled(to=(Contributors(number),), consultation=number)]


@letters_for.register
def _(event: SessionPlanned) -> Sequence[Letter]:
    return [letters.SessionInvitation(to=(InvitedToSession(event.session),), session=event.session)]


@letters_for.register
def _(event: SessionCancelled) -> Sequence[Letter]:
    return [letters.SessionCancelled(to=(InvitedToSession(event.session),), session=event.session)]


@letters_for.register
def _(event: SessionHeld) -> Sequence[Letter]:
    # Named one by one: only those who were there can confirm, not all who were invited.
    there = tuple(Organisation(code) for code in event.present)
    return [letters.SessionOutcome(to=there, session=event.session)]


# --- what is reviewed and decided ---


@letters_for.register
def _(event: VersionSubmitted) -> Sequence[Letter]:
    return [letters.ReviewAsked(version=event.version)]


@letters_for.register
def _(event: NoticeMissed) -> Sequence[Letter]:
    return [letters.NoticeMissed(body=event.body, missed=event.missed, next=event.next)]


@letters_for.register
def _(event: SubmissionScheduled) -> Sequence[Letter]:
    return [letters.BallotOpened(body=event.body, submission=event.submission)]


@letters_for.register
def _(event: SubmissionRevised) -> Sequence[Letter]:
    # Once for each: somebody may hold several of the seats.
    voters = dict.fromkeys(person for them in event.voided.values() for person in them)
    voided = letters.VoteVoided(
        to=tuple(Person("member", person) for person in voters),
        body=event.body,
        submission=event.submission,
        replaced=event.replaced,
        parts=event.changed,
    )
    revised = letters.SubmissionRevised(
        body=event.body, submission=event.submission, replaced=event.replaced, parts=event.changed
    )
    # Nobody gets both: the holders of voided votes are left out when the second is addressed (`Revised`).
    return [voided, revised]


@letters_for.register
def _(event: DecisionEstablished) -> Sequence[Letter]:
    return [letters.DecisionTaken(body=event.body, submission=event.submission)]


@letters_for.register
def _(event: EvidenceShown) -> Sequence[Letter]:
    return [letters.EvidenceShown(condition=event.condition)]


@letters_for.register
def _(event: ConditionLapsed) -> Sequence[Letter]:
    return [letters.ConditionLapsed(condition=event.condition)]

"""One readable sentence, Dutch with English beside it, for each kind of register entry."""

from collections.abc import Mapping

from cli import (
    sentences_of_conditions,
    sentences_of_decisions,
    sentences_of_mandates,
    sentences_of_meetings,
    sentences_of_participation,
    sentences_of_publication,
    sentences_of_sign_off,
)
from cli.telling import Names, tell
from cli.words import ANSWERS, ROLES, Words, count, day, deadline
from domain.appointment.accept_assignment import AssignmentAccepted
from domain.appointment.agreement import ProgrammeAgreed
from domain.appointment.ask_candidate import CandidateAsked
from domain.appointment.choose import CandidatesChosen
from domain.appointment.decline_assignment import CandidateDeclined
from domain.appointment.nominate import CandidateNominated
from domain.consultation.cancel_session import SessionCancelled
from domain.consultation.close_consultation import ConsultationClosed
from domain.consultation.invite_organisations import OrganisationsInvited
from domain.consultation.open_consultation import ConsultationOpened
from domain.consultation.plan_session import SessionPlanned
from domain.consultation.record_session import SessionHeld
from domain.organisations.add_organisations import OrganisationsAdded
from domain.organisations.withdraw_organisations import OrganisationsWithdrawn
from domain.register.entries import Entry
from domain.responses.responding import KINDS
from domain.responses.settle_responses import ResponsesSettled
from domain.vocabulary.events import (
    DeadlineMoved,
    DeadlinePassed,
    DefinitionCompleted,
    DraftAssembled,
    DrafterAllowed,
    DrafterDisallowed,
    KwartiermakerReplaced,
    PrincipleAnswered,
    ProgrammeResumed,
    ProgrammeSuspended,
    ProgrammeWithdrawn,
    ReminderSent,
    ReviewClosed,
    ReviewGiven,
    VersionSaved,
    VersionSubmitted,
)
from domain.vocabulary.events_of_sign_off import (
    EvidenceShown,
    MeetingPlanned,
    MeetingsPlanned,
    SubmissionRevised,
)

__all__ = ["ALSO", "NOBODY_NAMED", "Names", "sentence", "tell"]

ALSO = (
    sentences_of_participation,
    sentences_of_mandates,
    sentences_of_meetings,
    sentences_of_decisions,
    sentences_of_conditions,
    sentences_of_publication,
    sentences_of_sign_off,
)
"""Where more sentences stand; importing a module registers them."""

NOBODY_NAMED = Names()


def sentence(entry: Entry, names: Names = NOBODY_NAMED) -> Words:
    """What an entry says happened, and by whom where that is not already in what happened."""
    told = tell(entry.event, names)
    if not isinstance(entry.event, BY_SEVERAL_ROLES):
        return told
    by = ROLES[entry.actor.role]
    return Words(f"{told.nl.removesuffix('.')}, door {by.nl}.", f"{told.en.removesuffix('.')}, by {by.en}.")


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


# --- every phase ---


@tell.register
def _(_event: ProgrammeAgreed, _names: Names) -> Words:
    return Words("Er is ingestemd met het voorstel.", "The proposal was agreed to.")


@tell.register
def _(event: ReminderSent, _names: Names) -> Words:
    about, to = deadline(event.deadline), ROLES[event.to]
    number = Words(f"{event.count} van {to.nl}", f"{event.count} of {to.en}") if event.count > 1 else to
    return Words(
        f"Herinnering {event.nth} aan {number.nl}: {about.nl}.",
        f"Reminder {event.nth} to {number.en}: {about.en}.",
    )


@tell.register
def _(event: DeadlinePassed, _names: Names) -> Words:
    about = deadline(event.deadline)
    nl, en = f"Termijn voorbij: {about.nl}", f"Deadline passed: {about.en}"
    if event.escalated_to is None:
        return Words(f"{nl}.", f"{en}.")
    to = ROLES[event.escalated_to]
    return Words(f"{nl}. Gemeld aan {to.nl}.", f"{en}. Escalated to {to.en}.")


@tell.register
def _(event: DeadlineMoved, _names: Names) -> Words:
    about, before, due = deadline(event.deadline), day(event.due_before), day(event.due)
    return Words(
        f"Termijn verplaatst van {before.nl} naar {due.nl}: {about.nl}.",
        f"Deadline moved from {before.en} to {due.en}: {about.en}.",
    )


@tell.register
def _(_event: ProgrammeSuspended, _names: Names) -> Words:
    return Words("Het programma is opgeschort.", "The programme was suspended.")


@tell.register
def _(event: ProgrammeResumed, _names: Names) -> Words:
    lost = count(event.working_days, Words("werkdag", "working day"), Words("werkdagen", "working days"))
    return Words(
        f"Het programma is hervat; open termijnen schuiven {lost.nl} op.",
        f"The programme was resumed; open deadlines move by {lost.en}.",
    )


@tell.register
def _(event: KwartiermakerReplaced, names: Names) -> Words:
    before, after = names.person(event.before), names.person(event.person)
    return Words(
        f"De opdrachtgever vervangt kwartiermaker {before} door {after}.",
        f"The principal replaces kwartiermaker {before} by {after}.",
    )


@tell.register
def _(_event: ProgrammeWithdrawn, _names: Names) -> Words:
    return Words("Het programma is ingetrokken.", "The programme was withdrawn.")


# --- appointment ---


@tell.register
def _(event: CandidateNominated, names: Names) -> Words:
    name = names.person(event.person)
    return Words(f"Het bureau draagt {name} voor.", f"The office nominates {name}.")


@tell.register
def _(event: CandidatesChosen, names: Names) -> Words:
    chosen = [names.person(person) for person in event.preference]
    return Words(
        f"De opdrachtgever kiest {', dan '.join(chosen)}.", f"The principal chooses {', then '.join(chosen)}."
    )


@tell.register
def _(event: CandidateAsked, names: Names) -> Words:
    name = names.person(event.person)
    return Words(f"{name} is gevraagd.", f"{name} is asked.")


@tell.register
def _(event: CandidateDeclined, names: Names) -> Words:
    name = names.person(event.person)
    return Words(f"{name} ziet ervan af.", f"{name} declines.")


@tell.register
def _(event: AssignmentAccepted, names: Names) -> Words:
    name, until = names.person(event.person), day(event.term_to)
    return Words(
        f"{name} aanvaardt, en is kwartiermaker tot en met {until.nl}.",
        f"{name} accepts, and is kwartiermaker until {until.en}.",
    )


# --- definition ---


@tell.register
def _(event: OrganisationsInvited, names: Names) -> Words:
    number = sum(event.groups.values())
    groups = _per_group(event.groups, names)
    return Words(
        f"{number} organisaties uitgenodigd: {groups}.", f"{number} organisations invited: {groups}."
    )


@tell.register
def _(event: OrganisationsAdded, names: Names) -> Words:
    groups = _per_group(event.groups, names)
    return Words(f"Organisaties toegevoegd: {groups}.", f"Organisations added: {groups}.")


@tell.register
def _(event: OrganisationsWithdrawn, names: Names) -> Words:
    groups = _per_group(event.groups, names)
    return Words(f"Organisaties doen niet meer mee: {groups}.", f"Organisations withdrawn: {groups}.")


def _per_group(groups: Mapping[str, int], names: Names) -> str:
    return ", ".join(f"{n} {names.group(group)}" for group, n in groups.items())


@tell.register
def _(event: ConsultationOpened, _names: Names) -> Words:
    due = day(event.due)
    return Words(
        f"Consultatie {event.consultation} over versie {event.version} is open tot en met {due.nl}.",
        f"Consultation {event.consultation} on version {event.version} is open until {due.en}.",
    )


@tell.register
def _(event: ConsultationClosed, _names: Names) -> Words:
    invited, answered = sum(event.invited.values()), sum(event.answered.values())
    because = {
        "everyone_answered": Words("iedereen heeft geantwoord", "everyone has answered"),
        "deadline": Words("de termijn is om", "its time is over"),
    }[event.because]
    return Words(
        f"Consultatie {event.consultation} gesloten, {because.nl}: {answered} van {invited} antwoordden.",
        f"Consultation {event.consultation} closed, {because.en}: {answered} of {invited} answered.",
    )


@tell.register
def _(event: DraftAssembled, _names: Names) -> Words:
    return Words(
        f"Concept, versie {event.version}: de bestaande strategie en {event.contributions} bijdragen.",
        f"Draft, version {event.version}: the existing strategy and {event.contributions} contributions.",
    )


@tell.register
def _(event: PrincipleAnswered, names: Names) -> Words:
    verb = Words("volgt", "follows") if event.follows else Words("wijkt af van", "deviates from")
    principle = names.principle(event.principle)
    return Words(
        f"Doel {event.goal} van versie {event.version} {verb.nl} principe {principle}.",
        f"Goal {event.goal} of version {event.version} {verb.en} principle {principle}.",
    )


@tell.register
def _(event: DrafterAllowed, names: Names) -> Words:
    name = names.person(event.person)
    return Words(f"{name} mag meeschrijven.", f"{name} may draft.")


@tell.register
def _(event: DrafterDisallowed, names: Names) -> Words:
    name = names.person(event.person)
    return Words(f"{name} schrijft niet meer mee.", f"{name} drafts no longer.")


@tell.register
def _(event: ResponsesSettled, _names: Names) -> Words:
    points = count(event.points, Words("punt", "point"), Words("punten", "points"))
    taken, partly, left_out = (event.answered.get(kind, 0) for kind in KINDS)
    return Words(
        f"Reacties bij consultatie {event.consultation} vastgesteld: {points.nl}, {taken} overgenomen,"
        f" {partly} deels, {left_out} niet.",
        f"Responses to consultation {event.consultation} settled: {points.en}, {taken} taken over,"
        f" {partly} partly, {left_out} not.",
    )


@tell.register
def _(event: VersionSaved, _names: Names) -> Words:
    return Words(f"Versie {event.version} is bewaard.", f"Version {event.version} was saved.")


@tell.register
def _(event: VersionSubmitted, _names: Names) -> Words:
    return Words(
        f"De kwartiermaker dient versie {event.version} in.",
        f"The kwartiermaker submits version {event.version}.",
    )


@tell.register
def _(event: ReviewGiven, names: Names) -> Words:
    seat, can, will = names.seat(event.seat), ANSWERS[event.can], ANSWERS[event.will]
    return Words(
        f"Toetspanel, {seat}: kunnen {can.nl}; willen {will.nl}.",
        f"Review panel, {seat}: can {can.en}; will {will.en}.",
    )


@tell.register
def _(event: ReviewClosed, _names: Names) -> Words:
    can, will, seats = event.support.can.positive, event.support.will.positive, event.out_of
    verdict = Words("positief", "positive") if event.passed else Words("onvoldoende", "not enough")
    return Words(
        f"Toets van versie {event.version} {verdict.nl}: {can} van {seats} kunnen, {will} willen.",
        f"Review of version {event.version} {verdict.en}: {can} of {seats} can, {will} will.",
    )


@tell.register
def _(event: DefinitionCompleted, _names: Names) -> Words:
    return Words(
        f"Versie {event.version} gaat naar de besluitvorming.",
        f"Version {event.version} goes to sign-off.",
    )

"""What people ask in the domain's tests: a command each, by who may ask it unless said otherwise."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count
from typing import Literal

from domain.appointment.accept_assignment import AcceptAssignment
from domain.appointment.choose import Choose
from domain.appointment.decline_assignment import DeclineAssignment
from domain.appointment.nominate import Nominate
from domain.bodies.file_reference import FileReference, ReferenceKind
from domain.bodies.give_mandate import GiveMandate
from domain.bodies.pass_on_seat import PassOnSeat
from domain.bodies.plan_meeting import PlanMeeting
from domain.bodies.plan_meetings import PlanMeetings
from domain.bodies.withdraw_mandate import WithdrawMandate
from domain.conditions.judge_condition import JudgeCondition
from domain.conditions.show_evidence import ShowEvidence
from domain.consultation.cancel_session import CancelSession
from domain.consultation.nudge_silent import NudgeSilent
from domain.consultation.open_consultation import OpenConsultation
from domain.consultation.plan_session import PlanSession
from domain.consultation.record_session import RecordSession
from domain.every_phase.move_deadline import MoveDeadline
from domain.every_phase.remind_whose_turn import RemindWhoseTurn
from domain.every_phase.replace_kwartiermaker import ReplaceKwartiermaker
from domain.every_phase.resume import Resume
from domain.every_phase.suspend import Suspend
from domain.every_phase.withdraw import Withdraw
from domain.organisations.add_organisations import AddOrganisations
from domain.organisations.withdraw_organisations import WithdrawOrganisations
from domain.people.bind_identity import BindIdentity
from domain.people.give_part import GivePart
from domain.people.take_part import TakePart
from domain.people.undo_identity import UndoIdentity
from domain.plan.allow_drafter import AllowDrafter
from domain.plan.answer_principle import AnswerPrinciple
from domain.plan.answer_sent_back_point import AnswerSentBackPoint
from domain.plan.disallow_drafter import DisallowDrafter
from domain.plan.review import Review
from domain.plan.save_version import SaveVersion
from domain.plan.submit_version import SubmitVersion
from domain.projects.add_project import AddProject, RunningProject
from domain.projects.place_project import Place, PlaceProject
from domain.publication.classify_document import ClassifyDocument
from domain.responses.settle_responses import SettleResponses
from domain.shared.actors import Actor
from domain.shared.canonical import digest
from domain.shared.conditions import AskedCondition
from domain.shared.rules import Shown
from domain.shared.support import Answer
from domain.shared.texts import TextRef
from domain.sign_off.cast_ballot import CastBallot
from domain.sign_off.correct_decision import CorrectDecision
from domain.sign_off.establish_outcome import EstablishOutcome
from domain.sign_off.revise_submission import ReviseSubmission
from domain.state.commands import Stamp
from domain.state.programme_state import ProgrammeState
from domain.voting.outcome import Outcome
from domain.voting.tally import Choice
from tests.domain.cast import ANNA, KWARTIERMAKER, NEW_KWARTIERMAKER, OFFICE, PANEL, PRINCIPAL, VERA, member

_commands = count(1)


def text(words: str) -> TextRef:
    """A reference to a text that somebody typed."""
    return TextRef(id=f"text-{digest(words)[:8]}", hash=digest(words), length=len(words))


def _new(by: Actor) -> Stamp:
    key = f"command-{next(_commands)}"
    return Stamp(id=key, body=digest(key), actor=by)


def suspend(*, by: Actor = OFFICE) -> Suspend:
    return Suspend.model_validate(_new(by) | {"reason": text("The ministry asks for a pause.")})


def remind_whose_turn(silent: int = 0, *, by: Actor = OFFICE) -> RemindWhoseTurn:
    return RemindWhoseTurn.model_validate(_new(by) | {"silent": silent})


def resume(*, by: Actor = OFFICE) -> Resume:
    return Resume.model_validate(_new(by) | {"reason": text("The pause is over.")})


def move_deadline(deadline: str, due: date, *, by: Actor = OFFICE) -> MoveDeadline:
    fields = {"deadline": deadline, "due": due, "reason": text("The holidays come first.")}
    return MoveDeadline.model_validate(_new(by) | fields)


def replace_kwartiermaker(
    person: str = NEW_KWARTIERMAKER.person, *, by: Actor = PRINCIPAL
) -> ReplaceKwartiermaker:
    fields = {"person": person, "reason": text("Another assignment.")}
    return ReplaceKwartiermaker.model_validate(_new(by) | fields)


def withdraw(*, by: Actor = PRINCIPAL) -> Withdraw:
    return Withdraw.model_validate(_new(by) | {"reason": text("There is no need any more.")})


def plan_meeting(body: str, day: date, *, by: Actor = OFFICE, tells: bool = True) -> PlanMeeting:
    return PlanMeeting(**_new(by), body_key=body, day=day, tells=tells)


def plan_meetings(body: str, *days: date, by: Actor = OFFICE) -> PlanMeetings:
    return PlanMeetings(**_new(by), body_key=body, days=days)


def file_reference(
    of: ReferenceKind, day: date, *, body: str = "college", file_hash: str | None = None, by: Actor = OFFICE
) -> FileReference:
    reference = text(f"The {of}.")
    return FileReference(**_new(by), body_key=body, day=day, of=of, reference=reference, file_hash=file_hash)


def give_mandate(
    person: str,
    first_day: date,
    last_day: date,
    *,
    by: Actor,
    seats: Mapping[str, str] | None = None,
) -> GiveMandate:
    """Let `person` vote, for the first seat of the College unless others are named."""
    named = dict(seats or {"college": "college-1"})
    return GiveMandate(**_new(by), person=person, seats=named, first_day=first_day, last_day=last_day)


def pass_on_seat(
    person: str,
    first_day: date,
    *,
    body: str | None = "college",
    seat: str | None = "college-1",
    by: Actor = OFFICE,
) -> PassOnSeat:
    """Let `person` take a place over: the first seat of the College unless another is named."""
    reason = text("Another portfolio.")
    return PassOnSeat(**_new(by), body_key=body, seat=seat, person=person, first_day=first_day, reason=reason)


def give_part(person: str, *, by: Actor = OFFICE, office: tuple[str, ...] = (OFFICE.person,)) -> GivePart:
    reason = text("She takes over.")
    return GivePart(**_new(by), given="office", person=person, reason=reason, office=office)


def take_part(person: str, *, by: Actor = OFFICE, office: tuple[str, ...] = (OFFICE.person,)) -> TakePart:
    reason = text("He leaves.")
    return TakePart(**_new(by), taken="office", person=person, reason=reason, office=office)


def bind_identity(identity: str = "of her account", *, by: Actor = VERA) -> BindIdentity:
    return BindIdentity(**_new(by), identity=identity)


def undo_identity(person: str, *, by: Actor = OFFICE) -> UndoIdentity:
    return UndoIdentity(**_new(by), person=person, reason=text("Somebody else reads that mailbox."))


def withdraw_mandate(mandate: int, *, by: Actor) -> WithdrawMandate:
    return WithdrawMandate(**_new(by), mandate=mandate)


def classify(
    name: str = "response-memo", classification: Shown = "public", *, by: Actor = OFFICE
) -> ClassifyDocument:
    reason = text("It was announced so.")
    return ClassifyDocument(**_new(by), name=name, classification=classification, reason=reason)


def correct_decision(
    decision: int = 1, words: str = "Version 1 was meant.", *, by: Actor = OFFICE
) -> CorrectDecision:
    return CorrectDecision(**_new(by), decision=decision, correction=text(words))


def nominate(person: str = ANNA.person, *, by: Actor = OFFICE) -> Nominate:
    return Nominate.model_validate(_new(by) | {"person": person, "interests": text("None declared.")})


def choose(*preference: str, by: Actor = PRINCIPAL) -> Choose:
    return Choose.model_validate(_new(by) | {"preference": preference, "reason": text("Experience.")})


def accept(by: Actor = ANNA) -> AcceptAssignment:
    return AcceptAssignment.model_validate(_new(by))


def decline(by: Actor = ANNA) -> DeclineAssignment:
    return DeclineAssignment.model_validate(_new(by) | {"reason": text("No time.")})


def add_organisations(*codes: str, group: str = "gemeente", by: Actor = OFFICE) -> AddOrganisations:
    return AddOrganisations(**_new(by), organisations=dict.fromkeys(codes, group))


def withdraw_organisations(*codes: str, group: str = "gemeente", by: Actor = OFFICE) -> WithdrawOrganisations:
    reason = text("It merged with another.")
    return WithdrawOrganisations(**_new(by), organisations=dict.fromkeys(codes, group), reason=reason)


def open_consultation(version: int = 1, due: date | None = None, *, by: Actor = OFFICE) -> OpenConsultation:
    return OpenConsultation(**_new(by), version=version, due=due)


def save_version(
    sections: Mapping[str, TextRef], *, by: Actor = KWARTIERMAKER, goals: Iterable[TextRef] | None = None
) -> SaveVersion:
    given = None if goals is None else tuple(goals)
    return SaveVersion(**_new(by), sections=dict(sections), goals=given)


def answer_principle(
    version: int, goal: int, principle: str, *, follows: bool = True, by: Actor = KWARTIERMAKER
) -> AnswerPrinciple:
    reason = None if follows else text("Not feasible yet.")
    return AnswerPrinciple(
        **_new(by), version=version, goal=goal, principle=principle, follows=follows, reason=reason
    )


def answer_sent_back_point(
    point: str, *sections: str, words: str = "The next version says it.", by: Actor = KWARTIERMAKER
) -> AnswerSentBackPoint:
    return AnswerSentBackPoint(**_new(by), point=point, answer=text(words), sections=sections)


def settle_responses(consultation: int = 1, *, by: Actor = KWARTIERMAKER) -> SettleResponses:
    return SettleResponses(**_new(by), consultation=consultation)


def allow_drafter(person: str, *, by: Actor = KWARTIERMAKER) -> AllowDrafter:
    return AllowDrafter(**_new(by), person=person)


def disallow_drafter(person: str, *, by: Actor = KWARTIERMAKER) -> DisallowDrafter:
    return DisallowDrafter(**_new(by), person=person)


def submit_version(version: int, *, by: Actor = KWARTIERMAKER) -> SubmitVersion:
    return SubmitVersion(**_new(by), version=version)


def review(
    seat: str,
    state: ProgrammeState,
    *,
    can: Answer = "yes",
    will: Answer = "yes",
    by: Actor | None = None,
    version: int | None = None,
) -> Review:
    """The answer of a panel seat on the version under review, unless another is named."""
    under_review = state.definition.review.version if state.definition.review else 1
    return Review(
        **_new(by or PANEL.get(seat, PANEL["panel-1"])),
        version=under_review if version is None else version,
        seat=seat,
        can=can,
        will=will,
        reason=text("Because."),
    )


def plan_session(day: date, *organisations: str, by: Actor = OFFICE) -> PlanSession:
    """A session on `day`, with two organisations unless others are named."""
    invited = organisations or ("G1", "G2")
    return PlanSession(**_new(by), day=day, title=text("About funding."), organisations=invited)


def record_session(
    session: int = 1, *present: str, by: Actor = OFFICE, sections: Iterable[str] = ("funding",)
) -> RecordSession:
    """That a session was held: the first organisation was there unless others are named."""
    outcome = {key: text(f"What came of {key}.") for key in sections}
    return RecordSession(**_new(by), session=session, present=present or ("G1",), sections=outcome)


def cancel_session(session: int = 1, *, by: Actor = OFFICE) -> CancelSession:
    return CancelSession(**_new(by), session=session, reason=text("Too few can come."))


def add_projects(*titles: str, by: Actor = OFFICE) -> AddProject:
    """One project, or as many as there are titles."""
    projects = tuple(
        RunningProject(title=text(title), description=text("It runs."), organisation="G1")
        for title in titles or ("Addresses",)
    )
    return AddProject(**_new(by), projects=projects)


def place_project(
    project: int = 1, place: Place = "continues", *sections: str, by: Actor = KWARTIERMAKER
) -> PlaceProject:
    return PlaceProject(**_new(by), project=project, place=place, reason=text("It fits."), sections=sections)


def nudge(
    *organisations: str, consultation: int = 1, group: str | None = None, count: int = 1, by: Actor = OFFICE
) -> NudgeSilent:
    return NudgeSilent(
        **_new(by), consultation=consultation, group=group, organisations=organisations, count=count
    )


def ballot(
    state: ProgrammeState,
    seat: int,
    choice: Choice = "for",
    *,
    body: str | None = None,
    conditions: Iterable[AskedCondition] = (),
    by: Actor | None = None,
    submission: int | None = None,
    submission_hash: str | None = None,
    reason: TextRef | None = None,
) -> CastBallot:
    """The vote of a seat of the body whose turn it is, on what lies before it unless said otherwise."""
    current = state.sign_off.submission
    body = body or (current.body if current else "college")
    hash_ = current.hash if current else digest("no submission")
    return CastBallot(
        **_new(by or member(body, seat)),
        submission=submission or (current.number if current else 1),
        submission_hash=submission_hash or hash_,
        seat=f"{body}-{seat}",
        choice=choice,
        reason=reason or text(f"Seat {seat} votes {choice}."),
        conditions=tuple(conditions),
    )


def revise(
    state: ProgrammeState,
    *,
    note: str | TextRef | None = None,
    plan: Mapping[str, TextRef] | None = None,
    memos: Mapping[int, str] | None = None,
    by: Actor = KWARTIERMAKER,
    submission_hash: str | None = None,
    reason: TextRef | None = None,
) -> ReviseSubmission:
    """Change what lies before the body, unless another text is named."""
    current = state.sign_off.submission
    return ReviseSubmission(
        **_new(by),
        submission=current.number if current else state.sign_off.submissions,
        submission_hash=submission_hash or (current.hash if current else ""),
        cover_note=text(note) if isinstance(note, str) else note,
        sections=dict(plan) if plan is not None else None,
        memos={number: text(memo) for number, memo in (memos or {}).items()},
        reason=reason or text("It was not right yet."),
    )


def establish(
    state: ProgrammeState, outcome: Outcome, *, seat: int = 1, by: Actor | None = None
) -> EstablishOutcome:
    """The chair of the body whose turn it is establishes what came of its ballot."""
    current = state.sign_off.submission
    body = current.body if current else "college"
    return EstablishOutcome(
        **_new(by or member(body, seat)),
        submission=current.number if current else 1,
        seat=f"{body}-{seat}",
        outcome=outcome,
    )


def condition(
    due: date, owner: Literal["kwartiermaker", "principal", "office"] = "kwartiermaker"
) -> AskedCondition:
    return AskedCondition(text=text("Show who pays."), owner=owner, due=due)


def show_evidence(key: str, *, by: Actor = KWARTIERMAKER) -> ShowEvidence:
    return ShowEvidence(**_new(by), condition=key, evidence=text("The budget."))


def judge_condition(key: str, *, by: Actor, met: bool = True) -> JudgeCondition:
    verdict = "met" if met else "not_met"
    return JudgeCondition(**_new(by), condition=key, verdict=verdict, reason=text("Seen."))

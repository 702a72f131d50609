"""What a programme does by itself, phase by phase: said here once.

The workflows take these steps, operators are shown where they lead, and whoever plays a programme without
Temporal takes the same ones.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from domain.appointment.agreement import record_the_agreement
from domain.appointment.ask_candidate import ask_the_next_candidate
from domain.bodies.report_missed_notice import say_what_is_missed
from domain.bodies.schedule_submission import put_on_the_agenda
from domain.conditions.let_conditions_lapse import let_conditions_lapse
from domain.consultation.close_consultation import close_consultation
from domain.consultation.consultations import (
    FIRST_CONSULTATION,
    no_consultation_was_held,
    the_consultation_is_open,
    the_consultation_is_out_of_time,
)
from domain.consultation.escalate_silence import Share, escalate_silence
from domain.consultation.invite_organisations import OrganisationsInvited, organisations_are_invited
from domain.consultation.open_consultation import ConsultationOpened, last_day
from domain.every_phase.pass_deadlines import pass_due
from domain.every_phase.remind import ReminderSent
from domain.plan.assemble_draft import DraftAssembled
from domain.plan.close_review import close_the_review
from domain.plan.complete_definition import complete_the_definition
from domain.plan.versions import BASELINE, there_is_no_draft, version_hash
from domain.publication.publish_programme import ProgrammePublished
from domain.register.events import Event
from domain.register.steps import (
    CloseStep,
    ConsultationStep,
    DraftStep,
    EscalateStep,
    RemindStep,
    Step,
    SubmissionStep,
)
from domain.shared.requested import OF_ROLE
from domain.shared.texts import TextRef
from domain.sign_off.approve_programme import approve_the_programme
from domain.sign_off.close_ballot import BallotClosed, close_the_ballot
from domain.sign_off.contents import SubmissionContents
from domain.sign_off.establish_decision import DecisionEstablished, establish_the_decision
from domain.sign_off.prepare_submission import SubmissionPrepared
from domain.sign_off.submissions import nothing_is_prepared
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.own_step import OwnStep, Said, World, header, recorded
from domain.state.programme_state import Phase, ProgrammeState

# --- appointment ---

RECORD_THE_AGREEMENT = recorded(lambda state, _: record_the_agreement(state))
ASK_THE_NEXT_CANDIDATE = recorded(lambda state, _: ask_the_next_candidate(state))

# --- definition ---


def _invitation(state: ProgrammeState, now: datetime) -> Step | None:
    return None if organisations_are_invited(state) else Step(**header(state, now))


def _invited(_step: Step, state: ProgrammeState, _world: World) -> Sequence[Event]:
    return [OrganisationsInvited(groups=state.stakeholders)]


def _first_consultation(state: ProgrammeState, now: datetime) -> ConsultationStep | None:
    if not no_consultation_was_held(state):
        return None
    due = last_day(state, _today(state, now))
    return ConsultationStep(**header(state, now), number=FIRST_CONSULTATION, version=BASELINE, due=due)


def _opened(step: ConsultationStep, _state: ProgrammeState, _world: World) -> Sequence[Event]:
    return [consultation_opened(step)]


def consultation_opened(step: ConsultationStep) -> ConsultationOpened:
    return ConsultationOpened(consultation=step.number, version=step.version, due=step.due)


def _closing(state: ProgrammeState, now: datetime) -> CloseStep | None:
    held = state.definition.consultation
    if held is None or not held.is_open:
        return None
    return CloseStep(
        **header(state, now), number=held.number, out_of_time=the_consultation_is_out_of_time(state)
    )


def _closed(step: CloseStep, state: ProgrammeState, world: World) -> Sequence[Event]:
    invited, said = state.stakeholders, world.said(step.number)
    everyone = len(said) >= sum(invited.values())
    # Nothing comes of it while there is time left and somebody is silent.
    if not everyone and not step.out_of_time:
        return []
    return [close_consultation(step.number, invited, said, state.rules.definition, everyone=everyone)]


def _first_draft(state: ProgrammeState, now: datetime) -> DraftStep | None:
    if not there_is_no_draft(state) or no_consultation_was_held(state) or the_consultation_is_open(state):
        return None
    # Of the first consultation only: what later ones give is for people to work in.
    return DraftStep(**header(state, now), version=state.version + 1, consultation=FIRST_CONSULTATION)


def _drafted(step: DraftStep, state: ProgrammeState, world: World) -> Sequence[Event]:
    sections = {key: world.written(key) for key in state.rules.definition.sections}
    return [draft_assembled(step, sections, len(world.said(step.consultation)))]


def draft_assembled(step: DraftStep, sections: dict[str, TextRef], contributions: int) -> DraftAssembled:
    return DraftAssembled(
        version=step.version,
        baseline=BASELINE,
        consultation=step.consultation,
        contributions=contributions,
        sections=sections,
        hash=version_hash(sections),
    )


INVITE_ORGANISATIONS = OwnStep("invite_organisations", _invitation, _invited, long=True)
OPEN_THE_FIRST_CONSULTATION = OwnStep("open_round", _first_consultation, _opened)
CLOSE_THE_CONSULTATION = OwnStep("close_round", _closing, _closed)
ASSEMBLE_THE_DRAFT = OwnStep("assemble_draft", _first_draft, _drafted, long=True)
CLOSE_THE_REVIEW = recorded(lambda state, _: close_the_review(state))
COMPLETE_THE_DEFINITION = recorded(lambda state, _: complete_the_definition(state))

# --- sign-off and conditions ---


def _submission(state: ProgrammeState, now: datetime) -> SubmissionStep | None:
    submitted, body = state.definition.submitted, state.body
    if not nothing_is_prepared(state) or submitted is None or body is None:
        return None
    return SubmissionStep(
        **header(state, now),
        number=state.sign_off.submissions + 1,
        body_key=body.key,
        version=submitted.number,
        version_hash=submitted.hash,
    )


def _prepared(step: SubmissionStep, state: ProgrammeState, world: World) -> Sequence[Event]:
    # Only of those settled: a memo that may still change cannot be bound by a hash.
    memos = {number: world.written(f"response-memo-{number}") for number in state.definition.settled}
    return [submission_prepared(step, state, world.written(f"cover-note-{step.number}"), memos)]


def submission_prepared(
    step: SubmissionStep, state: ProgrammeState, cover_note: TextRef, memos: Mapping[int, TextRef]
) -> SubmissionPrepared:
    """What goes to the body whose turn it is, bound by one hash."""
    assert state.body is not None, "a submission is prepared for the body whose turn it is"
    papers = SubmissionContents(
        submission=step.number,
        body=step.body_key,
        version_hash=step.version_hash,
        cover_note=cover_note,
        memos=memos,
        requested=OF_ROLE[state.body.role],
    )
    return SubmissionPrepared(**papers._asdict(), version=step.version, hash=papers.hash)


def _unpublished(state: ProgrammeState, now: datetime) -> Step | None:
    return Step(**header(state, now)) if state.ending == "approved" and not state.published else None


def _published(_step: Step, _state: ProgrammeState, world: World) -> Sequence[Event]:
    return [ProgrammePublished(documents={"programme.md": world.written("programme")})]


def _today(state: ProgrammeState, now: datetime) -> date:
    return state.rules.calendar.day_of(now)


PREPARE_SUBMISSION = OwnStep("prepare_submission", _submission, _prepared, long=True)
SAY_WHAT_IS_MISSED = recorded(
    lambda state, now: say_what_is_missed(state, _today(state, now)), patch="says-what-is-missed"
)
PUT_ON_THE_AGENDA = recorded(lambda state, now: put_on_the_agenda(state, _today(state, now)))
CLOSE_THE_BALLOT = recorded(lambda state, _: close_the_ballot(state))
ESTABLISH_THE_DECISION = recorded(
    lambda state, now: establish_the_decision(state, _today(state, now)), activity="establish_decision"
)
LET_CONDITIONS_LAPSE = recorded(lambda state, _: let_conditions_lapse(state))
APPROVE_THE_PROGRAMME = recorded(lambda state, _: approve_the_programme(state))
PUBLISH_THE_PROGRAMME = OwnStep("publish_programme", _unpublished, _published, long=True)

# --- every phase: time passes ---


def _reminder(state: ProgrammeState, now: datetime) -> RemindStep | None:
    # One at a time: each is an activity that moves the register on, and with it where the next one belongs.
    for moment in deadlines.due_moments(state, now):
        if isinstance(moment.what, deadlines.Reminder):
            role = state.deadlines[moment.deadline].role
            nth = moment.what.nth
            return RemindStep(**header(state, now), deadline=moment.deadline, nth=nth, role=role)
    return None


def _reminded(step: RemindStep, _state: ProgrammeState, _world: World) -> Sequence[Event]:
    return [reminder_sent(step, count=1)]


def reminder_sent(step: RemindStep, count: int) -> ReminderSent:
    return ReminderSent(deadline=step.deadline, nth=step.nth, to=step.role, count=count)


def _look_at_silence(state: ProgrammeState, now: datetime) -> EscalateStep | None:
    held, quorums = state.definition.consultation, state.rules.definition.quorums
    for moment in deadlines.due_moments(state, now):
        if isinstance(moment.what, deadlines.SilenceCheck) and held is not None:
            place = header(state, now)
            return EscalateStep(**place, deadline=moment.deadline, consultation=held.number, quorums=quorums)
    return None


def _silence(step: EscalateStep, state: ProgrammeState, world: World) -> Sequence[Event]:
    answered = [said.group for said in world.said(step.consultation)]
    shares = {
        group: Share(invited=invited, answered=answered.count(group))
        for group, invited in state.rules.definition.groups.items()
    }
    return [escalate_silence(step.deadline, step.consultation, step.quorums, shares)]


PASS_DEADLINES = recorded(pass_due)
REMIND = OwnStep("remind", _reminder, _reminded)
ESCALATE_SILENCE = OwnStep("escalate_silence", _look_at_silence, _silence)

OVER_TIME: tuple[OwnStep[Any], ...] = (PASS_DEADLINES, REMIND, ESCALATE_SILENCE)
"""What is due because time has passed, in any phase."""

OF_PHASE: Mapping[Phase, tuple[OwnStep[Any], ...]] = {
    "appointment": (RECORD_THE_AGREEMENT, ASK_THE_NEXT_CANDIDATE),
    "definition": (
        INVITE_ORGANISATIONS,
        OPEN_THE_FIRST_CONSULTATION,
        CLOSE_THE_CONSULTATION,
        ASSEMBLE_THE_DRAFT,
        CLOSE_THE_REVIEW,
        COMPLETE_THE_DEFINITION,
    ),
    "sign_off": (
        PREPARE_SUBMISSION,
        SAY_WHAT_IS_MISSED,
        PUT_ON_THE_AGENDA,
        CLOSE_THE_BALLOT,
        ESTABLISH_THE_DECISION,
        APPROVE_THE_PROGRAMME,
        PUBLISH_THE_PROGRAMME,
    ),
    "conditions": (LET_CONDITIONS_LAPSE, APPROVE_THE_PROGRAMME, PUBLISH_THE_PROGRAMME),
}
"""What each phase does by itself, in the order in which its story does."""

BEGINS_WITH: Mapping[Phase, tuple[OwnStep[Any], ...]] = {
    "appointment": (RECORD_THE_AGREEMENT,),
    "definition": (INVITE_ORGANISATIONS, OPEN_THE_FIRST_CONSULTATION),
    "sign_off": (PREPARE_SUBMISSION, PUT_ON_THE_AGENDA),
    "conditions": (),
}
"""The steps after which a phase comes to rest for the first time, and waits for people."""


def next_events(state: ProgrammeState, now: datetime, world: World) -> Sequence[Event]:
    """What the programme does next by itself in a given world; none when it waits for people or for time."""
    if state.suspended_on is not None:
        return []
    # What has ended is published, where it is to be, and does nothing else: not even what its phase began.
    for own in OF_PHASE[state.phase] if state.ending is None else (PUBLISH_THE_PROGRAMME,):
        step = own.wanted(state, now)
        if step is not None and (events := own.played(step, state, world)):
            return events
    return []


class _Unwritten(World):
    """The world of somebody who looks ahead: nobody has said anything, and no text is written yet."""

    def said(self, consultation: int) -> Sequence[Said]:
        del consultation
        return ()

    def written(self, name: str) -> TextRef:
        return TextRef(id="", hash=name, length=0)


def looking_ahead(state: ProgrammeState, now: datetime) -> ProgrammeState:
    """Where a phase comes to rest that has just begun; the same `state` when it is under way."""
    if state.ending is not None or state.suspended_on is not None:
        return state
    for own in BEGINS_WITH[state.phase]:
        if (step := own.wanted(state, now)) is not None:
            for event in own.played(step, state, _Unwritten()):
                state = apply(event, state, _today(state, now))
    return state


class _ElsewhereError(Exception):
    """What the programme does next depends on what people said, or on a text that is yet to be written."""


class _Elsewhere(World):
    """The world of somebody who goes by the rules alone."""

    def said(self, consultation: int) -> Sequence[Said]:
        raise _ElsewhereError(consultation)

    def written(self, name: str) -> TextRef:
        raise _ElsewhereError(name)


def by_rule_alone(state: ProgrammeState, now: datetime) -> Sequence[Event]:
    """What the programme does next by itself, as far as the rules alone tell; none where they do not.

    Nor where it would say how others voted in a ballot that runs.
    """
    try:
        events = next_events(state, now, _Elsewhere())
    except _ElsewhereError:
        return ()
    return () if _says_how_others_voted(events, state) else events


def _says_how_others_voted(events: Sequence[Event], state: ProgrammeState) -> bool:
    body = state.body
    for event in events:
        if isinstance(event, DecisionEstablished):
            return True
        # That all have voted is no secret; that what is left cannot change the outcome says what it is.
        if isinstance(event, BallotClosed) and body is not None and body.early_closing == "when_decided":
            return True
    return False

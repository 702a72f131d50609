"""Who hears of which event."""

from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel

from domain.appointment.ask_candidate import CandidateAsked
from domain.appointment.nominate import CandidateNominated
from domain.bodies.give_mandate import MandateGiven
from domain.bodies.pass_on_seat import SeatTransferred
from domain.bodies.report_missed_notice import NoticeMissed
from domain.bodies.schedule_submission import SubmissionScheduled
from domain.conditions.let_conditions_lapse import ConditionLapsed
from domain.conditions.show_evidence import EvidenceShown
from domain.consultation.cancel_session import SessionCancelled
from domain.consultation.escalate_silence import SilenceEscalated
from domain.consultation.invite_organisations import OrganisationsInvited
from domain.consultation.nudge_silent import SilentNudged
from domain.consultation.open_consultation import ConsultationOpened
from domain.consultation.plan_session import SessionPlanned
from domain.consultation.record_session import SessionHeld
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
from domain.sign_off.establish_decision import DecisionEstablished
from domain.sign_off.revise_submission import SubmissionRevised
from mail import letters
from mail.audience import (
    Audience,
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
from mail.policy import letters_for
from mail.stored import KINDS

TEXT = {"id": "t", "hash": "h", "length": 1}
DAY = date(2027, 3, 11)
OFFICE, PRINCIPAL, KWARTIERMAKER = Holders("office"), Holders("principal"), Holders("kwartiermaker")
REVISION: dict[str, Any] = {"body": "college", "submission": 3, "replaced": "0123", "parts": ("plan",)}


def event(type_: type[BaseModel], **fields: object) -> BaseModel:
    """An event of which only those fields matter here."""
    return type_.model_construct(**fields)  # pyright: ignore[reportArgumentType] - the others are not looked at


CASES: list[tuple[BaseModel, list[Letter]]] = [
    (
        event(CandidateAsked, person="anna"),
        [letters.AssignmentOffered(to=(Person("candidate", "anna"),), deadline="accept")],
    ),
    (
        event(KwartiermakerReplaced, before="anna", person="kees"),
        [letters.AssignmentOffered(to=(Person("kwartiermaker", "kees"),), deadline="term")],
    ),
    (
        event(ReminderSent, deadline="choose", to="principal"),
        [letters.Reminder(to=(PRINCIPAL,), deadline="choose")],
    ),
    (
        event(ReminderSent, deadline="consultation", to="representative"),
        [letters.Reminder(to=(EverySilent(),), deadline="consultation")],
    ),
    (
        event(DeadlinePassed, deadline="choose", escalated_to="office"),
        [letters.Escalation(to=(OFFICE,), deadline="choose")],
    ),
    (event(DeadlinePassed, deadline="meeting", escalated_to=None), []),
    (
        event(DeadlineMoved, deadline="session-4", due=DAY),
        [letters.SessionMoved(to=(InvitedToSession(4),), session=4)],
    ),
    (event(DeadlineMoved, deadline="draft", due=DAY), []),
    (event(ProgrammeWithdrawn, reason=None), [letters.WithdrawnByOperator(to=(OFFICE, PRINCIPAL))]),
    (event(ProgrammeWithdrawn, reason=TEXT), []),
    (event(OrganisationsInvited, groups={}), [letters.Invitation(to=(EveryOrganisation(),))]),
    (
        event(OrganisationsAdded, codes=("G3", "G4")),
        [letters.Invitation(to=(Invited(("G3", "G4")),))],
    ),
    (
        event(
            TurnsReminded,
            turns=(
                RemindedTurn(code="contribute", role="representative", about="1", deadline="consultation"),
                RemindedTurn(code="answer_contributions", role="kwartiermaker", about="1"),
                RemindedTurn(code="submit_version", role="kwartiermaker", deadline="draft"),
                RemindedTurn(code="judge_evidence_as_chair", role="member", about="dpia"),
            ),
        ),
        [
            letters.Nudge(to=(EverySilent(),)),
            letters.YourTurn(
                to=(Holders("kwartiermaker"),),
                turns=(
                    RemindedTurn(code="answer_contributions", role="kwartiermaker", about="1"),
                    RemindedTurn(code="submit_version", role="kwartiermaker", deadline="draft"),
                ),
            ),
            letters.YourTurn(
                to=(Holders("judge"),),
                turns=(RemindedTurn(code="judge_evidence_as_chair", role="member", about="dpia"),),
            ),
        ],
    ),
    (event(ConsultationOpened, consultation=1), []),
    (event(ConsultationOpened, consultation=2), [letters.Invitation(to=(EveryOrganisation(),))]),
    (
        event(SilentNudged, consultation=2, group="gemeente", organisations=("M1",)),
        [letters.Nudge(to=(Silent(2, "gemeente", ("M1",)),))],
    ),
    (
        event(SilenceEscalated, deadline="consultation", consultation=2),
        [letters.FewAnswers(to=(PRINCIPAL,), deadline="consultation", consultation=2)],
    ),
    (
        event(ResponsesSettled, consultation=2),
        [letters.ResponsesSettled(to=(Contributors(2),), consultation=2)],
    ),
    (
        event(SessionPlanned, session=4),
        [letters.SessionInvitation(to=(InvitedToSession(4),), session=4)],
    ),
    (
        event(SessionCancelled, session=4),
        [letters.SessionCancelled(to=(InvitedToSession(4),), session=4)],
    ),
    (
        event(SessionHeld, session=4, present=("G1", "G2")),
        [letters.SessionOutcome(to=(Organisation("G1"), Organisation("G2")), session=4)],
    ),
    (
        event(VersionSubmitted, version=2),
        [letters.ReviewAsked(to=(Holders("panel"),), version=2)],
    ),
    (
        event(SeatTransferred, body="college", seat="one", before="anna", person="bram", first_day=DAY),
        [
            letters.SeatGiven(to=(Person("member", "bram"),), body="college", seat="one", first_day=DAY),
            letters.SeatLeft(to=(Person("member", "anna"),), body="college", seat="one", first_day=DAY),
        ],
    ),
    (
        event(SeatTransferred, body=None, seat=None, before="anna", person="bram", first_day=DAY),
        [
            letters.SeatGiven(to=(Person("principal", "bram"),), body=None, seat=None, first_day=DAY),
            letters.SeatLeft(to=(Person("principal", "anna"),), body=None, seat=None, first_day=DAY),
        ],
    ),
    (
        event(MandateGiven, mandate=2, holder="anna", person="bram", first_day=DAY, last_day=DAY),
        [
            letters.MandateOfYours(to=(Person("member", "anna"),), mandate=2, first_day=DAY, last_day=DAY),
            letters.MandateToYou(to=(Person("substitute", "bram"),), mandate=2, first_day=DAY, last_day=DAY),
        ],
    ),
    (
        event(PartGiven, given="office", person="anna"),
        [
            letters.PartGiven(to=(Person("office", "anna"),), part="office"),
            letters.OfficeChanged(to=(OFFICE, PRINCIPAL), change="given"),
        ],
    ),
    (
        event(PartTaken, taken="office", person="anna"),
        [
            letters.PartTaken(to=(Person("office", "anna"),), part="office"),
            letters.OfficeChanged(to=(OFFICE, PRINCIPAL), change="taken"),
        ],
    ),
    (
        event(IdentityBound, person="anna", identity="of her account"),
        [letters.IdentityBound(to=(Person("participant", "anna"),))],
    ),
    (
        event(IdentityUndone, person="anna"),
        [letters.IdentityUndone(to=(Person("participant", "anna"),))],
    ),
    (
        event(NoticeMissed, body="college", missed=DAY, next=None),
        [letters.NoticeMissed(to=(OFFICE, KWARTIERMAKER), body="college", missed=DAY, next=None)],
    ),
    (
        event(SubmissionScheduled, body="college", submission=3),
        [letters.BallotOpened(to=(Holders("member"),), body="college", submission=3)],
    ),
    (
        event(
            SubmissionRevised,
            body="college",
            submission=3,
            replaced="0123",
            changed=("plan",),
            voided={"college-1": ("kees", "anna"), "college-2": ("kees",)},
        ),
        [
            letters.VoteVoided(to=(Person("member", "kees"), Person("member", "anna")), **REVISION),
            letters.SubmissionRevised(to=(Holders("member"),), **REVISION),
        ],
    ),
    (
        event(DecisionEstablished, body="college", submission=3),
        [letters.DecisionTaken(to=(PRINCIPAL, KWARTIERMAKER), body="college", submission=3)],
    ),
    (
        event(EvidenceShown, condition="college-1"),
        [letters.EvidenceShown(to=(Holders("judge"),), condition="college-1")],
    ),
    (
        event(ConditionLapsed, condition="college-1", body="college"),
        [letters.ConditionLapsed(to=(PRINCIPAL, KWARTIERMAKER), condition="college-1")],
    ),
    (event(CandidateNominated, person="anna"), []),
]


@pytest.mark.parametrize(("happened", "heard"), CASES, ids=[type(happened).__name__ for happened, _ in CASES])
def test_those_hear_of_it_whom_it_concerns(happened: BaseModel, heard: list[Letter]) -> None:
    assert list(letters_for(happened)) == heard


def test_every_event_that_somebody_hears_of_stands_here() -> None:
    assert {type(happened) for happened, _ in CASES} >= letters_for.registry.keys() - {object}


def test_every_letter_is_caused_by_an_event() -> None:
    caused = {letter.kind for happened, _ in CASES for letter in letters_for(happened)}
    # One besides: nothing happens to who is only to sign in, when a programme begins or the office asks it.
    caused.add(letters.SignIn.kind)

    assert sorted(caused) == KINDS, (
        "a letter that nothing causes is never sent: register it in mail/policy.py"
    )


def test_what_is_heard_of_an_event_has_somebody_to_hear_it() -> None:
    audiences: list[tuple[Audience, ...]] = [letter.to for _, heard in CASES for letter in heard]

    assert all(audiences)

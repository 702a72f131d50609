"""What the tests of letters share: one of each kind, and where it is on its way to."""

from collections.abc import Mapping
from datetime import date
from typing import get_args
from uuid import UUID

from domain.every_phase.remind_whose_turn import RemindedTurn
from domain.every_phase.turns import TurnCode
from domain.register.entries import Head
from domain.shared.actors import Role
from mail import letters
from mail.audience import Organisation, Person
from mail.delivery import Delivery
from mail.letter import Letter
from mail.writing import Links

TITLE = "Common {Ground}"
WHO = "Gemeente {X}"
NAME = "Anna"
LINK = "https://kwartier.example/programmes/one"
LINKS = Links(LINK)
BODY = "het College"

HEAD = Head(seq=1087, hash="5f3c" * 16)

G1 = (Organisation("G1"),)
ANNA = (Person("candidate", "anna"),)
VOTER = (Person("member", "voter"),)
REVISED = {
    "body": "college",
    "submission": 3,
    "replaced": "0123",
    "parts": ("plan", "cover_note", "response-memo-1"),
}


def turn(code: TurnCode, role: Role = "kwartiermaker", **more: str) -> RemindedTurn:
    return RemindedTurn.model_validate({"code": code, "role": role, **more})


EXAMPLES: Mapping[str, Letter] = {
    letter.kind: letter
    for letter in (
        letters.AssignmentOffered(to=ANNA, deadline="accept"),
        letters.Reminder(to=(letters.OFFICE,), deadline="choose"),
        letters.Escalation(to=(letters.PRINCIPAL,), deadline="choose"),
        letters.YourTurn(to=(letters.KWARTIERMAKER,), turns=(turn("submit_version", deadline="draft"),)),
        letters.WithdrawnByOperator(head=HEAD),
        letters.Invitation(to=G1),
        letters.Nudge(to=G1),
        letters.FewAnswers(deadline="consultation", consultation=2),
        letters.ResponsesSettled(to=G1, consultation=2),
        letters.SessionInvitation(to=G1, session=4),
        letters.SessionMoved(to=G1, session=4),
        letters.SessionCancelled(to=G1, session=4),
        letters.SessionOutcome(to=G1, session=4),
        letters.ReviewAsked(version=1234),
        letters.NoticeMissed(body="college", missed=date(2027, 3, 11), next=date(2027, 4, 8)),
        letters.SeatGiven(to=VOTER, body="college", seat="college-1", first_day=date(2027, 3, 1)),
        letters.SeatLeft(to=VOTER, body="college", seat="college-1", first_day=date(2027, 3, 1)),
        letters.MandateOfYours(to=VOTER, mandate=2, first_day=date(2027, 3, 1), last_day=date(2027, 4, 1)),
        letters.MandateToYou(to=VOTER, mandate=2, first_day=date(2027, 3, 1), last_day=date(2027, 4, 1)),
        letters.PartGiven(to=VOTER, part="office"),
        letters.PartTaken(to=VOTER, part="office"),
        letters.OfficeChanged(change="given"),
        letters.SignIn(to=VOTER),
        letters.IdentityBound(to=VOTER),
        letters.IdentityUndone(to=VOTER),
        letters.BallotOpened(body="college", submission=3),
        letters.VoteVoided.model_validate({"to": VOTER, **REVISED}),
        letters.SubmissionRevised.model_validate(REVISED),
        letters.DecisionTaken(body="college", submission=3, head=HEAD),
        letters.EvidenceShown(condition="college-1"),
        letters.ConditionLapsed(condition="college-1"),
    )
}
"""One letter of each kind."""

VARIANTS: Mapping[str, Letter] = {
    **{
        f"{kind.kind} of {place}": kind(to=VOTER, body=None, seat=seat, first_day=date(2027, 3, 1))
        for kind in (letters.SeatGiven, letters.SeatLeft)
        for place, seat in (("the panel", "panel-1"), ("the principal", None))
    },
    "somebody left the office": letters.OfficeChanged(change="taken"),
    "several turns at once": letters.YourTurn(
        to=(letters.KWARTIERMAKER,), turns=(turn("answer_contributions", about="1"), turn("submit_version"))
    ),
    **{
        f"the turn {code}": letters.YourTurn(to=VOTER, turns=(turn(code, about="1"),))
        for code in get_args(TurnCode)
    },
    "reminder of a consultation": letters.Reminder(to=G1, deadline="consultation"),
    "notice missed, and no next meeting": letters.NoticeMissed(
        body="college", missed=date(2027, 3, 11), next=None
    ),
}
"""Letters of one kind that say something else."""

ALL = {**EXAMPLES, **VARIANTS}


def delivery(letter: Letter, *, consultation: int | None = None) -> Delivery:
    """On its way to Anna; with a personal link when it is about a consultation."""
    return Delivery(
        id=7,
        programme="one",
        title=TITLE,
        letter=letter,
        name=NAME,
        email="anna@g1.example",
        language=None,
        attempts=1,
        representative=None if consultation is None else UUID(int=1),
        organisation=WHO,
        consultation=consultation,
        round_ends=None,
    )

"""Letters as rows: their fields by name, and the one text in which 0.1.0 packed what they were about."""

import json
from datetime import date

import pytest

from mail import letters
from mail.audience import Addressee, Holders, Organisation, Person
from mail.letter import Letter, UnknownLetterError
from mail.stored import KINDS, PACKED, addressee, decode, fields_of
from tests.mail.arranged import ALL

G1 = Organisation("G1")
BEFORE: list[tuple[str, Addressee, str, Letter]] = [
    (
        "assignment_offered",
        Person("candidate", "anna"),
        "accept",
        letters.AssignmentOffered(to=(Person("candidate", "anna"),), deadline="accept"),
    ),
    (
        "assignment_offered",
        Person("kwartiermaker", "kees"),
        "term",
        letters.AssignmentOffered(to=(Person("kwartiermaker", "kees"),), deadline="term"),
    ),
    (
        "reminder",
        Holders("judge"),
        "judging-college-1",
        letters.Reminder(to=(Holders("judge"),), deadline="judging-college-1"),
    ),
    ("reminder", G1, "consultation", letters.Reminder(to=(G1,), deadline="consultation")),
    (
        "escalation",
        Holders("office"),
        "condition-college-1",
        letters.Escalation(to=(Holders("office"),), deadline="condition-college-1"),
    ),
    ("invitation", G1, "consultation", letters.Invitation(to=(G1,))),
    ("nudge", G1, "consultation", letters.Nudge(to=(G1,))),
    ("silence_escalated", Holders("principal"), "consultation", letters.FewAnswers(deadline="consultation")),
    ("responses", G1, "consultation/2", letters.ResponsesSettled(to=(G1,), consultation=2)),
    ("session_invitation", G1, "session-4", letters.SessionInvitation(to=(G1,), session=4)),
    ("session_moved", G1, "session-4", letters.SessionMoved(to=(G1,), session=4)),
    ("session_cancelled", G1, "session-4", letters.SessionCancelled(to=(G1,), session=4)),
    ("session_outcome", G1, "session-4", letters.SessionOutcome(to=(G1,), session=4)),
    ("review_asked", Holders("panel"), "2", letters.ReviewAsked(version=2)),
    (
        "notice_missed",
        Holders("office"),
        "college/2027-03-11/2027-04-08",
        letters.NoticeMissed(
            to=(Holders("office"),), body="college", missed=date(2027, 3, 11), next=date(2027, 4, 8)
        ),
    ),
    (
        "notice_missed",
        Holders("office"),
        "college/2027-03-11/",
        letters.NoticeMissed(to=(Holders("office"),), body="college", missed=date(2027, 3, 11), next=None),
    ),
    ("ballot_opened", Holders("member"), "college/3", letters.BallotOpened(body="college", submission=3)),
    (
        "vote_voided",
        Person("member", "kees"),
        "college/3/0123/plan+cover_note",
        letters.VoteVoided(
            to=(Person("member", "kees"),),
            body="college",
            submission=3,
            replaced="0123",
            parts=("plan", "cover_note"),
        ),
    ),
    (
        "submission_revised",
        Holders("member"),
        "college/3/0123/response-memo-1",
        letters.SubmissionRevised(body="college", submission=3, replaced="0123", parts=("response-memo-1",)),
    ),
    (
        "decision",
        Holders("principal"),
        "college/3",
        letters.DecisionTaken(to=(Holders("principal"),), body="college", submission=3),
    ),
    ("evidence_shown", Holders("judge"), "judging-college-1", letters.EvidenceShown(condition="college-1")),
    (
        "condition_lapsed",
        Holders("principal"),
        "condition-college-1",
        letters.ConditionLapsed(to=(Holders("principal"),), condition="college-1"),
    ),
]
"""Rows of 0.1.0: the kind, who it was for, what it was about; and the letter that it is."""


@pytest.mark.parametrize(("kind", "to", "about", "letter"), BEFORE)
def test_a_row_of_before_is_the_letter_that_it_was(
    kind: str, to: Addressee, about: str, letter: Letter
) -> None:
    assert decode(kind, to, None, about) == letter


def test_every_kind_that_was_ever_packed_stands_here() -> None:
    assert {kind for kind, _, _, _ in BEFORE} == PACKED.keys()


@pytest.mark.parametrize("name", ALL)
def test_a_letter_is_read_as_it_was_written(name: str) -> None:
    letter = ALL[name]
    to = letter.to[0]
    assert isinstance(to, Holders | Person | Organisation)

    assert decode(letter.kind, to, fields_of(letter), None) == letter.model_copy(update={"to": (to,)})


def test_a_row_holds_the_fields_by_name_and_not_who_it_is_for() -> None:
    assert json.loads(fields_of(ALL["notice_missed"])) == {
        "body": "college",
        "missed": "2027-03-11",
        "next": "2027-04-08",
    }


def test_a_field_that_a_newer_version_added_is_passed_over() -> None:
    assert decode("nudge", G1, '{"colour": "red"}', None) == letters.Nudge(to=(G1,))


def test_an_unknown_kind_is_refused_with_its_name() -> None:
    with pytest.raises(UnknownLetterError, match=r"no letter 'some_news'. There are: assignment_offered, "):
        decode("some_news", Holders("principal"), "{}", None)


def test_a_kind_belongs_to_one_letter() -> None:
    with pytest.raises(AssertionError, match="Nudge and Again are both called nudge"):
        type("Again", (Letter,), {"kind": "nudge", "__module__": __name__, "__annotations__": {}})
    assert sorted(set(KINDS)) == KINDS


@pytest.mark.parametrize(
    ("role", "recipient", "expected"),
    [
        ("representative", "G1", Organisation("G1")),
        ("member", "", Holders("member")),
        ("member", "kees", Person("member", "kees")),
    ],
)
def test_a_row_is_for_an_organisation_a_role_or_a_person(
    role: str, recipient: str, expected: Addressee
) -> None:
    assert addressee(role, recipient) == expected

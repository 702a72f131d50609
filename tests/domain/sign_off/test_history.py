"""The history of submissions, as everybody who shows or prints any of it reads it from the register."""

import pytest

from domain.shared.actors import Actor
from domain.sign_off import history
from domain.sign_off.history import NoSuchRevision, SubmissionHistory
from domain.sign_off.submissions import NoSuchSubmission
from tests.domain import asking
from tests.domain.arranged import (
    before_the_body,
    decided,
    meeting_day,
    submitted_again,
    whole_plan,
)
from tests.domain.cast import member
from tests.domain.programmes import Programme, body, rules

FIRST, SECOND = member("college", 1), member("college", 2)
SAM = Actor(person="id-of-sam", role="substitute")


def of(programme: Programme, number: int = 1) -> SubmissionHistory:
    return history.of(programme.register).submission(number)


def revise(programme: Programme) -> None:
    programme.act(asking.revise(programme.state, note="Another note."))


class TestTexts:
    def test_it_is_what_it_was_revised_to_last_and_remembers_what_it_was(self) -> None:
        programme = before_the_body()
        before = of(programme).now
        programme.act(asking.revise(programme.state, plan=whole_plan("Revised"), note="New."))
        found = of(programme)
        assert found.texts == (before, *found.revisions)
        assert (found.now.event.version, found.now.event.hash) == (2, programme.state.sign_off.current.hash)
        assert found.at(before.event.hash) == before

    def test_a_hash_that_it_never_had_does_not_exist(self) -> None:
        with pytest.raises(NoSuchRevision):
            of(before_the_body()).at("0" * 64)

    def test_neither_does_a_submission_that_was_never_made(self) -> None:
        with pytest.raises(NoSuchSubmission):
            of(before_the_body(), 2)


class TestVotes:
    def test_the_last_vote_of_a_seat_is_the_valid_one(self) -> None:
        programme = before_the_body()
        programme.members_vote("against", "for")
        programme.members_vote("for")
        assert {seat: vote.event.choice for seat, vote in of(programme).votes.items()} == {
            "college-1": "for",
            "college-2": "for",
        }

    def test_who_voted_in_whose_place_is_known_of_each(self) -> None:
        programme = before_the_body()
        programme.act(asking.give_mandate(SAM.person, programme.today, meeting_day(programme), by=FIRST))
        programme.act(asking.ballot(programme.state, 1, by=SAM))
        vote = of(programme).votes["college-1"]
        assert (vote.voter, vote.event.for_person) == (SAM.person, FIRST.person)
        assert vote.people == {SAM.person, FIRST.person}

    def test_a_revision_makes_them_void_until_somebody_votes_anew(self) -> None:
        programme = before_the_body()
        programme.members_vote("for", "for")
        revise(programme)
        assert (of(programme).votes, of(programme).voided) == ({}, {FIRST.person, SECOND.person})
        programme.members_vote("for")
        assert of(programme).voided == {SECOND.person}

    def test_at_another_meeting_everybody_votes_anew_and_nothing_was_made_void(self) -> None:
        programme = decided(before_the_body(), "for")
        assert (of(programme).votes, of(programme).voided) == ({}, frozenset())
        assert not of(programme).is_decided

    def test_once_it_was_decided_they_stay_as_they_were(self) -> None:
        programme = decided(before_the_body(rules(body(), body("board"))), "for", "for", "against")
        assert of(programme).is_decided
        assert set(of(programme).votes) == {"college-1", "college-2", "college-3"}


class TestTreatments:
    def test_each_meeting_keeps_the_text_that_lay_there_and_what_came_of_it(self) -> None:
        programme = before_the_body()
        first, before = meeting_day(programme), programme.state.sign_off.current.hash
        decided(programme, "for")
        revise(programme)
        now = programme.state.sign_off.current.hash
        treatments = of(programme).treatments
        assert [(one.meeting, one.text.event.hash, one.outcome) for one in treatments] == [
            (first, before, "held_over"),
            (meeting_day(programme), now, None),
        ]

    def test_one_that_moved_to_a_later_meeting_was_not_decided_where_it_was(self) -> None:
        programme = before_the_body(rules(body(notice_working_days=2)))
        first = meeting_day(programme)
        programme.wait_until(first)
        revise(programme)
        assert [(one.meeting, one.moved) for one in of(programme).treatments] == [
            (first, True),
            (meeting_day(programme), False),
        ]


class TestSentBack:
    def test_what_went_to_bodies_before_it_is_past(self) -> None:
        programme = decided(before_the_body(rules(body(), body("board"))), "for", "for", "for")
        decided(programme, "send_back", "send_back")
        assert history.of(programme.register).since_sent_back == []
        submitted_again(programme)
        found = history.of(programme.register)
        assert [one.number for one in found.since_sent_back] == [3]
        assert [one.sent_back for one in found.submissions.values()] == [False, True, False]


class TestMemos:
    def test_a_memo_dates_from_the_entry_that_last_changed_it(self) -> None:
        programme = before_the_body()
        programme.act(asking.revise(programme.state, memos={1: "Another memo."}))
        changed = programme.register[-1].seq
        revise(programme)
        memo = history.of(programme.register).memos[1]
        assert (memo.text, memo.entry.seq) == (asking.text("Another memo."), changed)

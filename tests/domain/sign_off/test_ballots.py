"""Ballots: who votes on what, from when until when."""

from datetime import date, timedelta

import pytest

from domain.shared.actors import Actor
from domain.shared.refusals import Forbidden, Refusal
from domain.sign_off.ballot import the_ballot_is_over
from domain.sign_off.cast_ballot import BallotCast, ConditionsDoNotFit
from domain.sign_off.establish_decision import establish_the_decision
from domain.sign_off.submissions import NoSuchSubmission
from tests.domain import asking
from tests.domain.arranged import before_the_body, decided, meeting_day, sent_back, submitted_again
from tests.domain.cast import EVERY_ROLE, member
from tests.domain.programmes import Programme, body, rules

SOME_DAY = date(2026, 3, 2)


def votes(programme: Programme) -> dict[str, str]:
    submission = programme.state.sign_off.submission
    assert submission is not None
    return {seat: vote.choice for seat, vote in submission.votes.items()}


def test_a_ballot_names_the_text_it_is_about() -> None:
    programme = before_the_body()
    command = asking.ballot(programme.state, 1, "against")
    submission = programme.state.sign_off.submission
    assert submission is not None
    assert programme.act(command) == [
        BallotCast(
            submission=1,
            submission_hash=submission.hash,
            seat="college-1",
            choice="against",
            reason=command.reason,
        )
    ]
    assert votes(programme) == {"college-1": "against"}


def test_a_member_may_change_their_vote_until_the_meeting_is_over() -> None:
    programme = before_the_body()
    programme.members_vote("against", "for")
    programme.wait_until(meeting_day(programme))
    programme.members_vote("for")
    assert votes(programme) == {"college-1": "for", "college-2": "for"}


def test_conditions_of_a_vote_that_was_changed_are_gone() -> None:
    programme = before_the_body()
    programme.members_vote("for_with_conditions")
    programme.members_vote("for")
    submission = programme.state.sign_off.submission
    assert submission is not None
    assert submission.votes["college-1"].conditions == ()


def test_conditions_are_known_by_submission_seat_and_number() -> None:
    programme = before_the_body()
    asked = [asking.condition(SOME_DAY), asking.condition(SOME_DAY, "principal")]
    programme.act(asking.ballot(programme.state, 2, "for_with_conditions", conditions=asked))
    submission = programme.state.sign_off.submission
    assert submission is not None
    set_ = submission.votes["college-2"].conditions
    assert [(c.key, c.seat, c.owner, c.due) for c in set_] == [
        ("1-college-2-1", "college-2", "kwartiermaker", SOME_DAY),
        ("1-college-2-2", "college-2", "principal", SOME_DAY),
    ]


class TestWhoVotes:
    @pytest.mark.parametrize("actor", [a for a in EVERY_ROLE if a != member("college", 1)], ids=str)
    def test_only_the_holder_uses_a_seat(self, actor: Actor) -> None:
        programme = before_the_body()
        refusal = programme.refusal(asking.ballot(programme.state, 1, by=actor))
        assert isinstance(refusal, Forbidden)
        assert refusal.code == "not_your_seat"

    def test_a_member_of_another_body_has_no_seat_here(self) -> None:
        programme = before_the_body(rules(body(), body("board")))
        assert programme.refusal(asking.ballot(programme.state, 1, body="board")).code == "no_such_seat"

    def test_a_kwartiermaker_with_a_seat_does_not_vote_on_their_own_plan(self) -> None:
        programme = before_the_body()
        programme.act(asking.replace_kwartiermaker(member("college", 1).person))
        refusal = programme.refusal(asking.ballot(programme.state, 1))
        assert refusal.code == "own_work"
        assert not isinstance(refusal, Forbidden)


class TestWhatItIsAbout:
    def test_another_text_is_refused_with_the_current_one(self) -> None:
        programme = before_the_body()
        submission = programme.state.sign_off.submission
        assert submission is not None
        other = asking.ballot(programme.state, 1, submission_hash="a" * 64)
        refusal = programme.refusal(other)
        assert refusal.code == "other_submission"
        assert refusal.details == {"submission": 1, "submission_hash": submission.hash}

    def test_a_number_that_nothing_was_submitted_under_does_not_exist(self) -> None:
        programme = before_the_body()
        refusal = programme.refusal(asking.ballot(programme.state, 1, submission=2))
        assert isinstance(refusal, NoSuchSubmission)
        assert refusal.details == {"submission": "2"}

    def test_a_ballot_on_what_was_sent_back_does_not_count_for_what_came_after_it(self) -> None:
        programme = before_the_body()
        old = asking.ballot(programme.state, 1)
        decided(programme, "send_back", "send_back")
        submitted_again(programme)
        assert programme.refusal(old).code == "other_submission"


class TestWhatItSays:
    def test_sending_back_is_possible_as_often_as_the_blueprint_allows(self) -> None:
        programme = submitted_again(sent_back(rules(max_sent_back=1)))
        refusal = programme.refusal(asking.ballot(programme.state, 1, "send_back"))
        assert (refusal.code, refusal.details) == ("sent_back_too_often", {"max_sent_back": 1})
        programme.members_vote("for")

    def test_it_may_be_never(self) -> None:
        programme = before_the_body(rules(max_sent_back=0))
        assert programme.refusal(asking.ballot(programme.state, 1, "send_back")).code == "sent_back_too_often"

    def test_a_vote_for_under_conditions_names_them(self) -> None:
        programme = before_the_body()
        refusal = programme.refusal(asking.ballot(programme.state, 1, "for_with_conditions"))
        assert isinstance(refusal, ConditionsDoNotFit)
        assert "needs at least one" in refusal.message

    @pytest.mark.parametrize("choice", ["for", "against", "send_back", "abstain"])
    def test_no_other_vote_has_conditions(self, choice: asking.Choice) -> None:
        programme = before_the_body()
        command = asking.ballot(programme.state, 1, choice, conditions=[asking.condition(SOME_DAY)])
        assert programme.refusal(command).code == "conditions_do_not_fit"


class TestWhenItIsOpen:
    def no_open_ballot(self, programme: Programme) -> Refusal:
        refusal = programme.refusal(asking.ballot(programme.state, 1))
        assert refusal.code == "no_open_ballot"
        return refusal

    def test_not_before_the_submission_is_on_an_agenda(self) -> None:
        self.no_open_ballot(before_the_body(rules(body(meetings=()))))

    def test_not_before_a_submission_is_prepared(self) -> None:
        programme = before_the_body(rules(body(), body("board")))
        programme.by_itself = False
        decided(programme, "for", "for")
        programme.take(lambda state: establish_the_decision(state, programme.today))
        self.no_open_ballot(programme)

    def test_until_the_day_of_the_meeting_is_over(self) -> None:
        programme = before_the_body()
        programme.by_itself = False
        programme.wait_until(meeting_day(programme))
        programme.members_vote("for")
        programme.wait_until(programme.today + timedelta(days=1))
        assert the_ballot_is_over(programme.state)
        self.no_open_ballot(programme)

    def test_an_hour_too_late_counts_as_long_as_nobody_has_seen_that_the_day_is_over(self) -> None:
        programme = before_the_body()
        programme.on(meeting_day(programme) + timedelta(days=1))
        programme.members_vote("for", "for")
        programme.meet_deadlines()
        programme.settle()
        assert programme.state.ending == "approved"

    def test_with_early_closing_until_every_seat_has_voted(self) -> None:
        programme = before_the_body(rules(body(early_closing=True)))
        programme.by_itself = False
        programme.members_vote("for", "for")
        assert not the_ballot_is_over(programme.state)
        programme.act(asking.ballot(programme.state, 3))
        assert the_ballot_is_over(programme.state)
        self.no_open_ballot(programme)

    def test_without_early_closing_it_stays_open_when_every_seat_has_voted(self) -> None:
        programme = before_the_body()
        programme.members_vote("for", "for", "for")
        assert not the_ballot_is_over(programme.state)

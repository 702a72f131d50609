"""Where the blueprint wants it, the chair establishes what the rule makes of the ballots, nothing else."""

from datetime import date

import pytest

from domain.every_phase import holders
from domain.every_phase.pass_deadlines import DeadlinePassed
from domain.every_phase.waiting import waiting
from domain.shared.rules import Lead
from domain.sign_off.ballot import ruled
from domain.sign_off.close_ballot import BallotClosed
from domain.sign_off.establish_decision import DecisionEstablished
from domain.voting.outcome import Outcome
from tests.domain import asking
from tests.domain.arranged import before_the_body, decided
from tests.domain.cast import PRINCIPAL, member
from tests.domain.programmes import Programme, body, rules

CHAIRED = rules(body(chair="college-1", chair_establishes=True, establish=Lead(working_days=3)))


def closed() -> Programme:
    """Two members voted for, one against, and the meeting's day is over."""
    return decided(before_the_body(CHAIRED), "for", "for", "against")


class TestClosing:
    def test_the_end_of_the_ballot_opens_the_chairs_deadline(self) -> None:
        programme = closed()
        assert programme.last(BallotClosed).body == "college"
        assert programme.state.sign_off.decisions == ()
        # It closed as Friday began; three working days later is Wednesday.
        assert programme.open_deadlines == {"establish": date(2026, 1, 14)}

    def test_it_says_that_it_waits_for_the_chair(self) -> None:
        programme = closed()
        assert waiting(programme.state).role == "college"
        assert str(waiting(programme.state).sentence) == (
            "The chair of the body college, to establish the outcome of its ballot."
        )

    def test_what_the_rule_gives_is_known_once_the_ballot_is_closed_and_no_sooner(self) -> None:
        programme = before_the_body(CHAIRED)
        programme.members_vote("for", "for")
        assert ruled(programme.state) is None
        assert ruled(decided(programme).state) == "approved"
        programme.act(asking.establish(programme.state, "approved"))
        assert ruled(programme.state) is None

    def test_the_chair_is_reminded_and_nobody_else(self) -> None:
        assert holders.holders(closed().state, "member", "establish") == (member("college", 1).person,)

    def test_nobody_votes_any_more(self) -> None:
        programme = closed()
        assert programme.refusal(asking.ballot(programme.state, 3)).code == "no_open_ballot"

    def test_the_office_hears_of_a_chair_who_lets_it_lie(self) -> None:
        programme = closed()
        programme.wait(6)
        assert programme.last(DeadlinePassed).escalated_to == "office"
        assert programme.state.sign_off.decisions == ()

    def test_a_suspension_leaves_the_ballot_closed_and_moves_the_deadline(self) -> None:
        programme = closed()
        programme.act(asking.suspend())
        programme.wait(2)
        programme.act(asking.resume())
        assert programme.open_deadlines == {"establish": date(2026, 1, 16)}
        assert programme.state.sign_off.submission is not None
        assert programme.state.sign_off.submission.closed


class TestEstablishing:
    def test_the_chair_puts_the_outcome_into_force(self) -> None:
        programme = closed()
        programme.act(asking.establish(programme.state, "approved"))
        assert programme.last(DecisionEstablished).chair == "college-1"
        assert programme.state.ending == "approved"

    @pytest.mark.parametrize("outcome", ["rejected", "held_over", "approved_with_conditions", "advised_for"])
    def test_any_other_outcome_is_refused_with_what_the_rule_says(self, outcome: Outcome) -> None:
        programme = closed()
        refusal = programme.refusal(asking.establish(programme.state, outcome))
        assert refusal.code == "other_outcome"
        assert refusal.details == {"outcome": "approved", "named": outcome}

    def test_only_the_chair(self) -> None:
        programme = closed()
        state = programme.state
        refusal = programme.refusal(asking.establish(state, "approved", seat=2))
        assert (refusal.code, refusal.details) == ("not_the_chair", {"chair": "college-1"})
        other = member("college", 2)
        assert programme.refusal(asking.establish(state, "approved", by=other)).code == "not_your_seat"
        assert programme.refusal(asking.establish(state, "approved", by=PRINCIPAL)).code == "no_seat"

    def test_the_chair_of_another_body_is_no_chair_here(self) -> None:
        chain = (CHAIRED.sign_off.bodies[0], body("board", chair="board-1", chair_establishes=True))
        programme = decided(before_the_body(rules(*chain)), "for", "for", "against")
        command = asking.establish(programme.state, "approved", by=member("board", 1))
        own = command.model_copy(update={"seat": "board-1"})
        assert programme.refusal(own).code == "not_the_chair"

    def test_not_while_the_ballot_is_open(self) -> None:
        programme = before_the_body(CHAIRED)
        programme.members_vote("for", "for", "for")
        assert programme.refusal(asking.establish(programme.state, "approved")).code == "nothing_to_establish"

    def test_not_where_the_rule_does_so_by_itself(self) -> None:
        programme = before_the_body(rules(body(chair="college-1")))
        assert programme.refusal(asking.establish(programme.state, "approved")).code == "nothing_to_establish"
        assert decided(programme, "for", "for").last(DecisionEstablished).chair is None

    def test_what_is_held_over_is_voted_on_anew(self) -> None:
        programme = decided(before_the_body(CHAIRED), "for")
        programme.act(asking.establish(programme.state, "held_over"))
        submission = programme.state.sign_off.submission
        assert submission is not None
        assert (submission.closed, submission.votes) == (False, {})
        assert set(programme.open_deadlines) == {"meeting"}

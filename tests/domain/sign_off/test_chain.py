"""A chain of bodies of different kinds: who advises, who consents, and a second meeting."""

import pytest

from domain.shared.rules import Rules, Seat
from domain.sign_off.advice import reasons_of_advice
from domain.sign_off.establish_decision import DecisionEstablished
from domain.voting.tally import Choice
from tests.domain import asking
from tests.domain.arranged import before_the_body, decided, meeting_day, submitted_again
from tests.domain.cast import member
from tests.domain.documents import document, problems
from tests.domain.programmes import Programme, body, rules


def advised_first(**changes: object) -> Rules:
    """A task force advises, the College decides."""
    return rules(body("task-force", role="advises", **changes), body())


def outcomes(programme: Programme) -> list[tuple[str, str]]:
    return [(decision.body, decision.outcome) for decision in programme.state.sign_off.decisions]


class TestAdvice:
    def test_advice_against_goes_into_the_register_and_the_chain_goes_on(self) -> None:
        programme = decided(before_the_body(advised_first()), "against", "against", "for")
        assert outcomes(programme) == [("task-force", "advised_against")]
        assert programme.state.body is not None
        assert programme.state.body.key == "college"
        decided(programme, "for", "for", "for")
        assert programme.state.ending == "approved"

    def test_silence_does_not_stop_it_either(self) -> None:
        programme = decided(before_the_body(advised_first()))
        assert outcomes(programme) == [("task-force", "no_advice")]
        assert programme.state.phase == "sign_off"

    def test_what_it_says_and_asks_for_goes_along_and_binds_nobody(self) -> None:
        programme = decided(before_the_body(advised_first()), "for_with_conditions", "for", "against")
        assert programme.last(DecisionEstablished).conditions == ()
        assert programme.state.conditions == {}
        assert reasons_of_advice(programme.state) == [
            asking.text("Seat 3 votes against."),
            asking.text("Show who pays."),
        ]

    def test_advice_on_a_plan_that_was_sent_back_is_past(self) -> None:
        programme = decided(before_the_body(advised_first()), "against", "against", "for")
        decided(programme, "send_back", "send_back", "send_back")
        assert reasons_of_advice(submitted_again(programme).state) == []


class TestConsent:
    def test_an_objection_goes_with_its_reason(self) -> None:
        programme = decided(before_the_body(rules(body(majority="consent"))), "for", "for", "objection")
        assert outcomes(programme) == [("college", "sent_back")]
        assert programme.last(DecisionEstablished).reasons == (asking.text("Seat 3 votes objection."),)

    def test_without_a_reason_it_is_refused(self) -> None:
        programme = before_the_body(rules(body(majority="consent")))
        ballot = asking.ballot(programme.state, 1, "objection", reason=asking.text(""))
        assert programme.refusal(ballot).code == "objection_without_reason"

    @pytest.mark.parametrize(
        ("majority", "choice"),
        [
            ("simple", "objection"),
            ("unanimous", "objection"),
            ("consent", "against"),
            ("consent", "send_back"),
        ],
    )
    def test_a_choice_that_the_rule_does_not_know_is_refused(self, majority: str, choice: Choice) -> None:
        programme = before_the_body(rules(body(majority=majority)))
        refusal = programme.refusal(asking.ballot(programme.state, 1, choice))
        assert refusal.code == "choice_does_not_fit"
        assert "for_with_conditions" in str(refusal.details["choices"])


class TestSecondMeeting:
    RULES = rules(body(second_meeting_without_quorum=True))

    def test_after_one_without_quorum_the_votes_cast_decide(self) -> None:
        programme = decided(decided(before_the_body(self.RULES), "for"), "for")
        assert outcomes(programme) == [("college", "held_over"), ("college", "approved")]

    def test_after_one_that_was_held_over_for_another_reason_they_do_not(self) -> None:
        programme = decided(before_the_body(self.RULES), "abstain", "abstain", "abstain")
        decided(programme, "for")
        assert outcomes(programme) == [("college", "held_over")] * 2

    def test_another_submission_starts_afresh(self) -> None:
        programme = before_the_body(
            rules(body(second_meeting_without_quorum=True), body("board", second_meeting_without_quorum=True))
        )
        decided(decided(programme, "for"), "for")
        decided(programme, "for")
        assert outcomes(programme)[-1] == ("board", "held_over")


class TestWeights:
    def test_members_vote_by_what_their_seats_weigh(self) -> None:
        seats = tuple(
            Seat(key=f"college-{n}", person=member("college", n).person, weight=weight)
            for n, weight in ((1, 9), (2, 1), (3, 1))
        )
        programme = before_the_body(rules(body(seats=seats)))
        assert meeting_day(programme) > programme.today
        decided(programme, "for", "against", "against")
        tally = programme.last(DecisionEstablished).tally
        assert tally.weighed is not None
        assert (tally.in_favour, tally.weighed.in_favour) == (1, 9)
        assert programme.state.ending == "approved"


class TestBlueprint:
    def wrong(self, **fields: object) -> list[str]:
        broken = document()
        broken["sign_off"]["bodies"][0] |= fields
        return list(problems(broken))

    def test_rules_that_fit_are_accepted(self) -> None:
        assert self.wrong(role="advises", majority="consent", chair="seat-1", quorum_by="weight") == []
        assert self.wrong(chair="seat-1", casting_vote=True, abstentions_count=True) == []

    def test_a_casting_vote_breaks_ties_of_a_simple_majority_only(self) -> None:
        [found] = self.wrong(chair="seat-1", casting_vote=True, majority="two_thirds")
        assert found == (
            'sign_off.bodies[0].casting_vote: goes with majority = "simple" only:'
            ' with "two_thirds" a tie is not enough'
        )

    def test_with_consent_nothing_is_counted(self) -> None:
        assert self.wrong(majority="consent", abstentions_count=True) == [
            "sign_off.bodies[0].abstentions_count: must be false with consent, where nothing is counted"
        ]

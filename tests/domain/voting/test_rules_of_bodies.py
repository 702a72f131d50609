"""Each body by its own rule: weights, abstentions, consent, casting votes, advice, second meetings."""

from typing import get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.shared.rules import BodyRules
from domain.voting.outcome import Advised, Moment, Outcome, decided, has_quorum, outcome
from domain.voting.tally import Choice, Count, Tally
from tests.domain.any_body import Votes, and_then, ballots, bodies, moments, votes, weighing

FIRST = Moment(may_send_back=True)
SECOND = Moment(may_send_back=True, second_meeting=True)
GOOD: set[Outcome] = {"approved", "approved_with_conditions", "advised_for", "ratified", "taken_note_of"}


class TestWeights:
    def test_one_heavy_seat_outweighs_two_light_ones(self) -> None:
        rule = weighing(5, 2, 2)
        assert decided(votes(a="for", b="against", c="against"), rule, FIRST) == "approved"
        assert decided(votes(a="against", b="for", c="for"), rule, FIRST) == "rejected"

    def test_the_tally_says_both_how_many_and_how_heavy(self) -> None:
        tally = Tally.by(weighing(5, 2, 2), votes(a="for", b="against"))
        assert (tally.seats, tally.in_favour, tally.against) == (3, 1, 1)
        assert tally.weighed == Count(
            seats=9, in_favour=5, with_conditions=0, against=2, send_back=0, abstained=0
        )

    def test_where_every_seat_weighs_one_nothing_is_weighed(self) -> None:
        assert Tally.by(weighing(1, 1), votes(a="for")).weighed is None

    @pytest.mark.parametrize(("by", "enough"), [("seats", False), ("weight", True)])
    def test_the_quorum_is_of_seats_or_of_weight(self, by: str, enough: bool) -> None:
        rule = weighing(8, 1, 1, quorum_by=by)
        tally = Tally.by(rule, votes(a="for"))
        assert has_quorum(tally, 50, rule.quorum_by) is enough
        assert decided(votes(a="for"), rule, FIRST) == ("approved" if enough else "held_over")

    @given(bodies(), st.data(), moments)
    def test_seats_that_all_weigh_the_same_decide_as_if_they_weighed_one(
        self, rule: BodyRules, data: st.DataObject, moment: Moment
    ) -> None:
        cast = data.draw(ballots(rule))
        light, heavy = (
            rule.model_copy(update={"seats": tuple(s.model_copy(update={"weight": w}) for s in rule.seats)})
            for w in (1, 7)
        )
        assert decided(cast, light, moment) == decided(cast, heavy, moment)

    @given(bodies(role="decides", abstentions_count=False, casting_vote=False), st.data(), st.booleans())
    def test_weights_of_one_give_what_counting_seats_gives(
        self, rule: BodyRules, data: st.DataObject, back: bool
    ) -> None:
        light = rule.model_copy(
            update={"seats": tuple(s.model_copy(update={"weight": 1}) for s in rule.seats)}
        )
        cast = data.draw(ballots(light))
        counted = outcome(Tally.of(cast, len(light.seats)), light, may_send_back=back)
        assert decided(cast, light, Moment(may_send_back=back)) == counted


class TestAbstentions:
    @pytest.mark.parametrize(("count", "expected"), [(False, "approved"), (True, "sent_back")])
    def test_they_count_only_where_the_blueprint_says_so(self, count: bool, expected: Outcome) -> None:
        rule = weighing(1, 1, 1, 1, abstentions_count=count)
        cast = votes(a="for", b="for", c="abstain", d="abstain")
        assert decided(cast, rule, FIRST) == expected

    def test_nothing_but_abstentions_is_held_over_all_the_same(self) -> None:
        rule = weighing(1, 1, abstentions_count=True)
        assert decided(votes(a="abstain", b="abstain"), rule, FIRST) == "held_over"

    @given(bodies(role="decides"), st.data(), moments)
    def test_counting_them_never_helps_who_is_in_favour(
        self, rule: BodyRules, data: st.DataObject, moment: Moment
    ) -> None:
        cast = data.draw(ballots(rule))
        plain = rule.model_copy(update={"abstentions_count": False, "casting_vote": False})
        strict = plain.model_copy(update={"abstentions_count": True})
        if decided(cast, strict, moment) in GOOD:
            assert decided(cast, plain, moment) in GOOD


class TestConsent:
    @pytest.mark.parametrize(
        ("cast", "expected"),
        [
            (votes(a="for", b="for"), "approved"),
            (votes(a="abstain", b="abstain"), "approved"),
            (votes(a="for_with_conditions", b="abstain"), "approved_with_conditions"),
            (votes(a="for", b="for", c="objection"), "sent_back"),
            (votes(a="objection", b="objection", c="objection"), "sent_back"),
            (votes(a="for"), "held_over"),
        ],
    )
    def test_it_passes_when_nobody_objects_and_the_quorum_is_there(
        self, cast: Votes, expected: Outcome
    ) -> None:
        assert decided(cast, weighing(1, 1, 1, majority="consent"), FIRST) == expected

    def test_an_objection_to_what_cannot_go_back_any_more_holds_it_over(self) -> None:
        rule = weighing(1, 1, majority="consent")
        assert decided(votes(a="objection", b="for"), rule, Moment(may_send_back=False)) == "held_over"

    def test_an_empty_room_consents_to_nothing(self) -> None:
        rule = weighing(1, 1, majority="consent", second_meeting_without_quorum=True)
        assert decided({}, rule, SECOND) == "held_over"

    @given(bodies(majority="consent", abstentions_count=False, casting_vote=False), st.data(), moments)
    def test_one_objection_is_enough_whatever_the_others_say_and_weigh(
        self, rule: BodyRules, data: st.DataObject, moment: Moment
    ) -> None:
        assume(rule.role != "takes_note")  # where nobody can object
        cast = data.draw(ballots(rule)) | votes(a="objection")
        assert decided(cast, rule, moment) not in GOOD


class TestCastingVote:
    RULE = weighing(1, 1, 1, 1, chair="a", casting_vote=True)

    @pytest.mark.parametrize(
        ("cast", "expected"),
        [
            (votes(a="for", b="for", c="against", d="against"), "approved"),
            (votes(a="against", b="against", c="for", d="for"), "rejected"),
            (votes(a="send_back", b="against", c="for", d="for"), "sent_back"),
            (votes(a="abstain", c="for", d="against"), "sent_back"),
            (votes(b="for", c="against"), "sent_back"),
            (votes(a="against", b="for", c="for"), "approved"),
            (votes(a="for", b="against", c="against"), "rejected"),
        ],
    )
    def test_on_a_tie_the_chairs_own_vote_decides(self, cast: Votes, expected: Outcome) -> None:
        assert decided(cast, self.RULE, FIRST) == expected

    def test_a_chair_without_a_casting_vote_votes_like_anyone(self) -> None:
        rule = self.RULE.model_copy(update={"casting_vote": False})
        assert decided(votes(a="for", b="against"), rule, FIRST) == "sent_back"

    def test_a_tie_is_one_of_weights(self) -> None:
        rule = weighing(2, 1, 1, chair="a", casting_vote=True)
        assert decided(votes(a="for", b="against", c="against"), rule, FIRST) == "approved"


class TestAdvice:
    @pytest.mark.parametrize(
        ("cast", "expected"),
        [
            (votes(a="for", b="for"), "advised_for"),
            (votes(a="for_with_conditions", b="for"), "advised_for"),
            (votes(a="for", b="against"), "advised_against"),
            (votes(a="send_back", b="send_back"), "advised_against"),
            (votes(a="abstain", b="abstain"), "no_advice"),
            (votes(a="for"), "no_advice"),
            ({}, "no_advice"),
        ],
    )
    def test_what_a_body_advises(self, cast: Votes, expected: Outcome) -> None:
        assert decided(cast, weighing(1, 1, 1, role="advises"), FIRST) == expected

    def test_it_waits_once_where_a_second_meeting_needs_no_quorum(self) -> None:
        rule = weighing(1, 1, 1, role="advises", second_meeting_without_quorum=True)
        assert decided(votes(a="for"), rule, FIRST) == "held_over"
        assert decided(votes(a="for"), rule, SECOND) == "advised_for"
        assert decided({}, rule, SECOND) == "no_advice"

    @given(bodies(), st.data(), moments)
    def test_it_never_stops_the_chain(self, rule: BodyRules, data: st.DataObject, moment: Moment) -> None:
        found = decided(data.draw(ballots(rule)), rule, moment)
        if rule.role != "advises":
            assert found not in get_args(Advised)
        else:
            assert found in get_args(Advised) or (found == "held_over" and not moment.second_meeting)

    @given(bodies(role="decides", second_meeting_without_quorum=False), st.data(), moments)
    def test_a_body_advises_for_what_it_would_have_approved(
        self, rule: BodyRules, data: st.DataObject, moment: Moment
    ) -> None:
        cast = data.draw(ballots(rule))
        advising = rule.model_copy(update={"role": "advises"})
        assert (decided(cast, advising, moment) == "advised_for") == (decided(cast, rule, moment) in GOOD)


class TestSecondMeeting:
    def test_the_votes_cast_decide_where_the_blueprint_says_so(self) -> None:
        rule = weighing(1, 1, 1, second_meeting_without_quorum=True)
        assert decided(votes(a="for"), rule, FIRST) == "held_over"
        assert decided(votes(a="for"), rule, SECOND) == "approved"

    def test_elsewhere_it_needs_its_quorum_every_time(self) -> None:
        assert decided(votes(a="for"), weighing(1, 1, 1), SECOND) == "held_over"

    def test_without_any_vote_there_still_is_no_decision(self) -> None:
        rule = weighing(1, 1, 1, second_meeting_without_quorum=True)
        assert decided({}, rule, SECOND) == "held_over"


class TestEveryRule:
    @given(bodies(), st.data(), moments)
    def test_the_order_of_ballots_does_not_matter(
        self, rule: BodyRules, data: st.DataObject, moment: Moment
    ) -> None:
        cast = data.draw(ballots(rule))
        shuffled = dict(data.draw(st.permutations(list(cast.items()))))
        assert decided(shuffled, rule, moment) == decided(cast, rule, moment)

    @given(bodies(), st.data(), moments, st.sampled_from(("for", "for_with_conditions")))
    def test_one_more_vote_in_favour_never_undoes_a_yes(
        self, rule: BodyRules, data: st.DataObject, moment: Moment, one_more: Choice
    ) -> None:
        cast = data.draw(ballots(rule, absent=1))
        seat = data.draw(st.sampled_from(sorted({seat.key for seat in rule.seats} - set(cast))))
        if decided(cast, rule, moment) in GOOD:
            assert decided(and_then(cast, seat, one_more), rule, moment) in GOOD

    @given(bodies(), st.data(), moments)
    def test_who_comes_round_to_for_never_undoes_a_yes(
        self, rule: BodyRules, data: st.DataObject, moment: Moment
    ) -> None:
        cast = data.draw(ballots(rule))
        if cast and decided(cast, rule, moment) in GOOD:
            seat = data.draw(st.sampled_from(sorted(cast)))
            assert decided(and_then(cast, seat, "for"), rule, moment) in GOOD

    @given(bodies(), st.data())
    def test_who_is_present_never_breaks_a_quorum(self, rule: BodyRules, data: st.DataObject) -> None:
        cast = data.draw(ballots(rule, absent=1))
        seat = data.draw(st.sampled_from(sorted({seat.key for seat in rule.seats} - set(cast))))
        before, after = (Tally.by(rule, some) for some in (cast, and_then(cast, seat, "abstain")))
        if has_quorum(before, rule.quorum_percent, rule.quorum_by):
            assert has_quorum(after, rule.quorum_percent, rule.quorum_by)

    @given(bodies(role="decides"), st.data(), moments)
    def test_a_lower_quorum_never_takes_a_yes_away(
        self, rule: BodyRules, data: st.DataObject, moment: Moment
    ) -> None:
        cast = data.draw(ballots(rule))
        lower = rule.model_copy(update={"quorum_percent": 1})
        if decided(cast, rule, moment) in GOOD:
            assert decided(cast, lower, moment) in GOOD

"""Bodies after the one that decides: they take note of what was decided, or ratify it."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.blueprint.model import Blueprint
from domain.shared.rules import BodyRole, BodyRules
from domain.sign_off.establish_decision import DecisionEstablished
from domain.voting.outcome import Moment, Outcome, choices, decided, has_quorum
from domain.voting.tally import Tally
from tests.domain import asking
from tests.domain.any_body import Votes, ballots, bodies, moments, votes, weighing
from tests.domain.arranged import before_the_body, sent_back
from tests.domain.arranged import decided as after
from tests.domain.documents import body as in_a_blueprint
from tests.domain.documents import changed, problems
from tests.domain.programmes import Programme, body, rules

FIRST = Moment(may_send_back=True)
LAST = Moment(may_send_back=False)


def chain(role: BodyRole, **changes: object) -> Programme:
    """The College approved it; an assembly takes note of that, or ratifies it."""
    chosen = rules(body(), body("assembly", role=role, **changes))
    return after(before_the_body(chosen), "for", "for", "for")


def outcomes(programme: Programme) -> list[tuple[str, str]]:
    return [(decision.body, decision.outcome) for decision in programme.state.sign_off.decisions]


class TestTakingNote:
    @pytest.mark.parametrize(
        ("cast", "expected"),
        [
            (votes(a="for", b="for"), "taken_note_of"),
            (votes(a="abstain", b="abstain"), "taken_note_of"),
            (votes(a="for"), "held_over"),
            ({}, "held_over"),
        ],
    )
    def test_only_the_quorum_counts(self, cast: Votes, expected: Outcome) -> None:
        assert decided(cast, weighing(1, 1, 1, role="takes_note"), FIRST) == expected

    @given(bodies(role="takes_note", second_meeting_without_quorum=False), st.data(), moments)
    def test_it_is_exactly_when_the_quorum_is_there_whatever_the_rule_and_the_votes(
        self, rule: BodyRules, data: st.DataObject, moment: Moment
    ) -> None:
        cast = data.draw(ballots(rule))
        quorate = has_quorum(Tally.by(rule, cast), rule.quorum_percent, rule.quorum_by)
        assert decided(cast, rule, moment) == ("taken_note_of" if quorate else "held_over")

    def test_at_a_second_meeting_that_needs_no_quorum_somebody_must_be_there(self) -> None:
        rule = weighing(1, 1, 1, role="takes_note", second_meeting_without_quorum=True)
        second = Moment(may_send_back=True, second_meeting=True)
        assert decided(votes(a="for"), rule, second) == "taken_note_of"
        assert decided({}, rule, second) == "held_over"

    def test_nobody_votes_against_it(self) -> None:
        programme = chain("takes_note")
        refusal = programme.refusal(asking.ballot(programme.state, 1, "against"))
        assert (refusal.code, refusal.details) == (
            "choice_does_not_fit",
            {"choice": "against", "choices": ["for", "abstain"]},
        )

    def test_the_programme_is_approved_when_the_last_body_has_taken_note(self) -> None:
        programme = after(chain("takes_note"), "for", "abstain")
        assert outcomes(programme) == [("college", "approved"), ("assembly", "taken_note_of")]
        assert (programme.state.ending, programme.state.published) == ("approved", True)


class TestRatifying:
    @pytest.mark.parametrize(
        ("cast", "moment", "expected"),
        [
            (votes(a="for", b="for", c="against"), FIRST, "ratified"),
            (votes(a="against", b="against", c="for"), FIRST, "rejected"),
            (votes(a="send_back", b="send_back", c="for"), FIRST, "sent_back"),
            (votes(a="send_back", b="send_back", c="for"), LAST, "held_over"),
            (votes(a="for"), FIRST, "held_over"),
            (votes(a="abstain", b="abstain"), FIRST, "held_over"),
        ],
    )
    def test_what_a_body_makes_of_what_was_decided(
        self, cast: Votes, moment: Moment, expected: Outcome
    ) -> None:
        assert decided(cast, weighing(1, 1, 1, role="ratifies"), moment) == expected

    @given(bodies(role="ratifies"), st.data(), moments)
    def test_it_ratifies_what_it_would_have_approved_and_else_decides_as_any_other(
        self, rule: BodyRules, data: st.DataObject, moment: Moment
    ) -> None:
        cast = data.draw(ballots(rule))
        deciding = decided(cast, rule.model_copy(update={"role": "decides"}), moment)
        assert decided(cast, rule, moment) == ("ratified" if deciding == "approved" else deciding)

    @pytest.mark.parametrize("majority", ["simple", "consent"])
    def test_it_sets_no_conditions(self, majority: str) -> None:
        programme = chain("ratifies", majority=majority)
        conditions = [asking.condition(programme.working_days(30))]
        ballot = asking.ballot(programme.state, 1, "for_with_conditions", conditions=conditions)
        assert programme.refusal(ballot).code == "choice_does_not_fit"

    def test_the_programme_is_approved_when_the_last_body_has_ratified_it(self) -> None:
        programme = after(chain("ratifies"), "for", "for", "against")
        assert outcomes(programme) == [("college", "approved"), ("assembly", "ratified")]
        assert programme.state.ending == "approved"

    def test_conditions_of_the_body_that_decided_are_still_to_be_met(self) -> None:
        chosen = rules(body(), body("assembly", role="ratifies"))
        programme = after(before_the_body(chosen), "for_with_conditions", "for", "for")
        after(programme, "for", "for", "for")
        assert (programme.state.phase, list(programme.state.conditions)) == ("conditions", ["1-college-1-1"])

    def test_sent_back_by_it_the_chain_starts_again_and_its_points_are_answered(self) -> None:
        programme = after(chain("ratifies"), "send_back", "send_back", "for")
        assert programme.state.phase == "definition"
        assert list(programme.state.definition.points) == ["2-1", "2-2"]
        assert programme.state.sign_off.position == 0

    def test_what_it_rejects_has_ended(self) -> None:
        assert after(chain("ratifies"), "against", "against", "for").state.ending == "rejected"


class TestHeldOver:
    def test_the_decision_names_the_meeting_that_takes_it_next(self) -> None:
        programme = before_the_body()
        submission = programme.state.sign_off.submission
        assert submission is not None
        held, following = submission.meeting, body().meetings
        after(programme, "for")

        decision = programme.last(DecisionEstablished)
        assert decision.outcome == "held_over"
        assert decision.meeting == held
        assert held is not None
        # The day after, three working days' notice leave the meeting of the week after.
        assert decision.held_over_to == min(d for d in following if d > programme.working_days(2))
        assert programme.state.sign_off.decisions[-1].held_over_to == decision.held_over_to
        assert programme.state.sign_off.submission is not None
        assert programme.state.sign_off.submission.meeting == decision.held_over_to

    def test_it_is_never_the_meeting_just_held_though_its_day_has_not_come(self) -> None:
        programme = before_the_body(rules(body(early_closing=True)))
        programme.members_vote("abstain", "abstain", "abstain")
        decision = programme.last(DecisionEstablished)
        assert decision.meeting > programme.today
        assert decision.held_over_to is not None
        assert decision.held_over_to > decision.meeting

    def test_it_names_none_where_the_calendar_holds_none(self) -> None:
        one = body().meetings[1:2]
        programme = after(before_the_body(rules(body(meetings=one))), "for")
        assert programme.last(DecisionEstablished).held_over_to is None
        assert "plan-meeting" in programme.open_deadlines

    @pytest.mark.parametrize("choices_", [("for", "for", "for"), ("against", "against", "for")])
    def test_no_other_outcome_names_one(self, choices_: tuple[asking.Choice, ...]) -> None:
        assert after(before_the_body(), *choices_).last(DecisionEstablished).held_over_to is None
        assert sent_back().last(DecisionEstablished).held_over_to is None


class TestChoices:
    @given(bodies())
    def test_every_body_knows_being_for_and_abstaining(self, rule: BodyRules) -> None:
        assert {"for", "abstain"} <= set(choices(rule))
        assert ("for_with_conditions" in choices(rule)) == (rule.role in {"decides", "advises"})


class TestBlueprint:
    def wrong(self, *roles: BodyRole) -> list[str]:
        """What is wrong with a chain of bodies that do this, in this order."""
        written = [in_a_blueprint(f"body-{n}") | {"role": role} for n, role in enumerate(roles)]
        return list(problems(changed("sign_off.bodies", written)))

    @pytest.mark.parametrize(
        "roles",
        [
            ("decides",),
            ("decides", "takes_note"),
            ("decides", "ratifies"),
            ("advises", "decides", "ratifies", "takes_note"),
            ("decides", "advises", "ratifies"),
        ],
    )
    def test_chains_that_fit_are_accepted(self, roles: tuple[BodyRole, ...]) -> None:
        assert self.wrong(*roles) == []

    def test_the_programme_is_final_by_the_last_body_that_decides_or_ratifies(self) -> None:
        roles: tuple[BodyRole, ...] = ("decides", "ratifies", "takes_note")
        written = [in_a_blueprint(role.replace("_", "-")) | {"role": role} for role in roles]
        assert Blueprint.of(changed("sign_off.bodies", written)).sign_off.authority.key == "ratifies"
        assert Blueprint.of(changed("sign_off.bodies", written[:1])).sign_off.authority.key == "decides"

    @pytest.mark.parametrize("role", ["takes_note", "ratifies"])
    def test_what_comes_after_a_decision_has_one_before_it(self, role: BodyRole) -> None:
        message = f'"{role}" comes after a body that "decides": before it nothing is decided'
        expected = f"sign_off.bodies[0].role: {message}"
        assert self.wrong(role, "decides") == [expected]
        assert self.wrong(role) == [expected]

    @given(st.lists(st.sampled_from(get_args(BodyRole)), min_size=1, max_size=4))
    def test_a_chain_is_accepted_exactly_when_a_decision_comes_first_and_advice_never_last(
        self, roles: list[BodyRole]
    ) -> None:
        decides = roles.index("decides") if "decides" in roles else None
        before = roles[:decides] if decides is not None else roles
        fits = decides is not None and set(before) <= {"advises"} and roles[-1] != "advises"
        assert (self.wrong(*roles) == []) == fits

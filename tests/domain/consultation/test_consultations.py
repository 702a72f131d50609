"""Consultations after the first: who opens one, about what, and what holds meanwhile."""

from datetime import timedelta

import pytest

from domain.consultation.open_consultation import ConsultationOpened
from domain.shared.rules import Rules, WhenReviewFails
from tests.domain import asking
from tests.domain.arranged import appointed, asked, drafted, sent_back, under_review, whole_plan
from tests.domain.cast import EVERY_ROLE, KWARTIERMAKER, OFFICE
from tests.domain.programmes import Programme, rules

RUN_CONSULTATIONS = {OFFICE.person, KWARTIERMAKER.person}


def when_the_review_fails(otherwise: WhenReviewFails) -> Rules:
    chosen = rules()
    definition = chosen.definition.model_copy(update={"otherwise": otherwise})
    return chosen.model_copy(update={"definition": definition})


def not_convinced(otherwise: WhenReviewFails) -> Programme:
    """The panel says no to version 1."""
    programme = under_review(when_the_review_fails(otherwise))
    programme.panel_says("no", "no", "no")
    return programme


def everyone_answers(programme: Programme) -> None:
    for group in ("gemeente", "gemeente", "gemeente", "marktpartij", "marktpartij"):
        programme.contribute(group)


class TestOpeningAnother:
    @pytest.mark.parametrize("actor", [OFFICE, KWARTIERMAKER])
    def test_it_is_about_the_version_that_is_named_for_as_long_as_the_rules_say(self, actor: object) -> None:
        programme = drafted()

        events = programme.act(asking.open_consultation(1, by=actor))  # pyright: ignore[reportArgumentType]

        due = programme.working_days(10)
        assert events == [ConsultationOpened(consultation=2, version=1, due=due)]
        assert programme.state.deadlines["consultation"].due == due

    def test_it_may_end_on_another_day(self) -> None:
        programme = drafted()
        day = programme.today + timedelta(days=3)

        programme.act(asking.open_consultation(1, day))

        assert programme.state.deadlines["consultation"].due == day

    def test_it_cannot_end_before_it_begins(self) -> None:
        programme = drafted()
        assert programme.refusal(asking.open_consultation(1, programme.today)).code == "day_is_over"

    def test_a_version_that_is_not_there_cannot_be_asked_about(self) -> None:
        refusal = drafted().refusal(asking.open_consultation(7))
        assert (refusal.code, refusal.details) == (
            "no_such_version",
            {"version": 7, "newest": 1},
        )

    def test_one_at_a_time(self) -> None:
        programme = drafted()
        programme.act(asking.open_consultation(1))
        refusal = programme.refusal(asking.open_consultation(1))
        assert (refusal.code, refusal.details) == ("consultation_open", {"consultation": 2})

    def test_not_before_the_first_has_given_a_draft(self) -> None:
        assert appointed().refusal(asking.open_consultation(0)).code == "consultation_open"

    def test_not_while_the_panel_reviews(self) -> None:
        refusal = under_review().refusal(asking.open_consultation(1))
        assert (refusal.code, refusal.details) == ("under_review", {"under_review": 1})

    def test_not_in_another_phase(self) -> None:
        assert asked().refusal(asking.open_consultation(0)).code == "not_in_this_phase"

    def test_after_a_body_sent_the_plan_back_it_can_be_asked_about_again(self) -> None:
        programme = sent_back()
        programme.act(asking.open_consultation(programme.state.version))
        assert programme.state.definition.consultation is not None
        assert programme.state.definition.consultation.is_open

    @pytest.mark.parametrize("actor", [a for a in EVERY_ROLE if a.person not in RUN_CONSULTATIONS])
    def test_only_the_office_and_the_kwartiermaker_open_one(self, actor: object) -> None:
        refusal = drafted().refusal(asking.open_consultation(1, by=actor))  # pyright: ignore[reportArgumentType]
        assert refusal.code == "not_the_office"


class TestWhileAnotherIsOpen:
    def test_nothing_is_submitted(self) -> None:
        programme = drafted()
        programme.act(asking.open_consultation(1))
        assert programme.refusal(asking.submit_version(1)).code == "consultation_open"

    def test_versions_are_saved(self) -> None:
        programme = drafted()
        programme.act(asking.open_consultation(1), asking.save_version(whole_plan()))
        assert programme.state.version == 2

    def test_each_round_counts_its_own_contributions(self) -> None:
        programme = drafted()
        programme.act(asking.open_consultation(1))

        programme.contribute("gemeente", can="no")
        programme.wait(11)

        first, second = programme.state.definition.rounds
        assert (first.answered, second.answered) == ({"gemeente": 3, "marktpartij": 2}, {"gemeente": 1})
        assert second.support["gemeente"].can.no == 1
        assert not second.is_open


class TestAReviewThatDoesNotPass:
    def test_may_ask_for_another_round_before_anything_is_submitted_again(self) -> None:
        programme = not_convinced("another_round")
        programme.act(asking.save_version(whole_plan()))

        refusal = programme.refusal(asking.submit_version(2))
        assert (refusal.code, refusal.details) == ("another_round_first", {"held": 1, "wanted": 2})

        programme.act(asking.open_consultation(2))
        everyone_answers(programme)
        programme.act(asking.settle_responses(2), asking.submit_version(2))
        assert programme.state.definition.submitted is not None

    def test_may_let_the_plan_go_on_with_the_reservations(self) -> None:
        programme = not_convinced("with_reservations")
        assert programme.state.phase == "sign_off"
        assert programme.state.definition.review is not None
        assert not programme.state.definition.review.passed
        assert len(programme.state.definition.review.reasons) == 3

    def test_asks_for_another_version_when_the_blueprint_says_nothing(self) -> None:
        programme = not_convinced("revise")
        assert programme.state.phase == "definition"
        programme.act(asking.save_version(whole_plan()), asking.submit_version(2))
        assert programme.state.definition.submitted is not None

"""Responses: what may be said of a point, and when the responses of a consultation are settled."""

import pytest

from domain.consultation.consultations import NoSuchConsultation
from domain.every_phase.waiting import waiting
from domain.responses.coverage import Coverage, ResponsesIncomplete, counted, must_be_complete
from domain.responses.points import must_be_said, must_differ_about_one_section
from domain.responses.responding import Place, Written, must_have_changed
from domain.responses.settle_responses import ResponsesSettled
from domain.responses.settlement import unsettled
from domain.shared.refusals import Refusal
from tests.domain import asking
from tests.domain.arranged import appointed, drafted, under_review
from tests.domain.cast import OFFICE, PANEL
from tests.domain.programmes import Programme

BEFORE = Written(0, "As it was.", by_people=False)


class TestWhatIsTakenOver:
    def test_can_be_pointed_at_where_the_text_changed(self) -> None:
        must_have_changed(Place("goals", 2), BEFORE, Written(2, "As it is now.", by_people=True))

    @pytest.mark.parametrize(
        "now",
        [
            Written(0, "As it was.", by_people=False),
            Written(1, "What everybody said.", by_people=False),
            Written(2, " As it was.\n", by_people=True),
        ],
        ids=["the version that was asked about", "what Kwartier assembled", "the same text"],
    )
    def test_cannot_be_pointed_at_where_nobody_changed_it(self, now: Written) -> None:
        with pytest.raises(Refusal) as refused:
            must_have_changed(Place("goals", now.version), BEFORE, now)
        assert refused.value.code == "section_not_changed"
        assert refused.value.details == {"section": "goals", "version": now.version, "consulted_on": 0}


class TestThePartsOfAPoint:
    def test_are_in_the_words_of_who_made_it_however_the_lines_break(self) -> None:
        must_be_said(["Share the\ncosts.", "Begin  small."], "Share the costs.\n\nBegin small.")

    def test_in_other_words_are_refused(self) -> None:
        with pytest.raises(Refusal) as refused:
            must_be_said(["Share the costs.", "Begin big."], "Share the costs. Begin small.")
        assert refused.value.code == "excerpt_not_said"
        assert refused.value.details == {"parts": [2]}


class TestMergedPoints:
    def test_are_different_ones_about_one_section(self) -> None:
        must_differ_about_one_section([(1, "goals"), (3, "goals")])

    @pytest.mark.parametrize("points", [[(1, "goals"), (1, "goals")], [(1, "goals"), (2, "funding")]])
    def test_that_are_the_same_or_about_several_sections_are_refused(
        self, points: list[tuple[int, str]]
    ) -> None:
        with pytest.raises(Refusal) as refused:
            must_differ_about_one_section(points)
        assert refused.value.code == "points_differ"


class TestTheCoverage:
    def test_without_points_is_complete(self) -> None:
        assert counted([]).is_complete

    def test_counts_each_kind_and_what_is_missing(self) -> None:
        coverage = counted(["partly", None, "taken_over", "partly"])
        assert coverage == Coverage(4, {"taken_over": 1, "partly": 2, "not_taken_over": 0})
        assert (coverage.missing, coverage.is_complete) == (1, False)

    def test_that_is_incomplete_says_how_many_are_missing(self) -> None:
        with pytest.raises(ResponsesIncomplete) as refused:
            must_be_complete(counted([None, "partly"]))
        assert refused.value.details == {"missing": 1, "points": 2}
        assert refused.value.message == "1 of 2 points have no response yet; see the coverage."

    def test_that_is_complete_is_let_through(self) -> None:
        must_be_complete(counted(["partly", "taken_over"]))


class TestSettling:
    def test_is_for_the_kwartiermaker(self) -> None:
        programme = drafted()
        for actor in (OFFICE, PANEL["panel-1"]):
            refusal = programme.refusal(asking.settle_responses(by=actor))
            assert refusal.code == "not_the_kwartiermaker"

    def test_waits_until_the_consultation_is_closed(self) -> None:
        assert appointed().refusal(asking.settle_responses()).code == "consultation_not_closed"

    def test_is_of_a_consultation_that_there_is(self) -> None:
        refusal = drafted().refusal(asking.settle_responses(2))
        assert isinstance(refusal, NoSuchConsultation)
        assert refusal.details == {"consultation": 2}

    def test_happens_once(self) -> None:
        programme = drafted()
        assert unsettled(programme.state) == (1,)
        events = programme.act(asking.settle_responses())
        assert events == [ResponsesSettled(consultation=1)]
        assert unsettled(programme.state) == ()
        assert programme.refusal(asking.settle_responses()).code == "responses_settled"


class TestAReviewThatPassesBeforeTheResponsesAreSettled:
    """As when another consultation closed during the review."""

    def reviewed(self) -> Programme:
        programme = under_review()
        reopened = programme.state.definition.model_copy(update={"settled": ()})
        programme.state = programme.state.model_copy(update={"definition": reopened})
        programme.panel_says("yes", "yes", "yes")
        return programme

    def test_gives_the_kwartiermaker_time_to_settle_them(self) -> None:
        programme = self.reviewed()
        assert programme.state.phase == "definition"
        assert programme.open_deadlines == {"draft": programme.working_days(10)}
        assert str(waiting(programme.state).sentence) == (
            "The kwartiermaker, to answer what was contributed to consultation 1."
        )

    def test_goes_on_as_soon_as_they_are(self) -> None:
        programme = self.reviewed()
        programme.act(asking.settle_responses())
        assert programme.state.phase == "sign_off"
        assert "draft" not in programme.state.deadlines

"""Defining the programme: a round of asking, the kwartiermaker's versions, and the panel's review."""

from datetime import date, timedelta

import pytest

from domain.consultation.close_consultation import ConsultationClosed
from domain.consultation.consultations import (
    no_consultation_was_held,
    the_consultation_is_open,
    the_consultation_is_out_of_time,
    the_consultation_is_over,
)
from domain.consultation.invite_organisations import organisations_are_invited
from domain.consultation.open_consultation import ConsultationOpened
from domain.plan import panel_review, versions
from domain.plan.assemble_draft import DraftAssembled
from domain.plan.close_review import ReviewClosed, close_the_review
from domain.plan.complete_definition import DefinitionCompleted, complete_the_definition
from domain.plan.gate import GateNotMet
from domain.plan.save_version import SavedMeanwhile, VersionSaved
from domain.plan.submit_version import VersionSubmitted
from domain.plan.versions import NotTheNewestVersion, version_hash
from domain.register.merkle import merkle_root
from domain.shared.actors import Actor
from domain.shared.refusals import read
from domain.shared.support import Counts, SupportCounts
from domain.state.plan_versions import NoSuchVersion
from domain.state.roles import NotTheKwartiermaker
from tests.domain import asking
from tests.domain.arranged import (
    appointed,
    asked,
    before_the_body,
    drafted,
    sent_back,
    under_review,
    whole_plan,
)
from tests.domain.cast import EVERY_ROLE, KWARTIERMAKER, NEW_KWARTIERMAKER
from tests.domain.programmes import MANDATORY, SECTIONS, rules


class TestTheRound:
    def test_it_opens_about_the_existing_strategy_for_as_long_as_the_rules_say(self) -> None:
        programme = appointed()
        due = programme.working_days(10)
        assert programme.kinds[-2:] == ["organisations.invited", "consultation.opened"]
        assert programme.last(ConsultationOpened) == ConsultationOpened(consultation=1, version=0, due=due)
        assert programme.open_deadlines == {"consultation": due}
        assert programme.state.deadlines["consultation"].role == "representative"

    def test_it_closes_early_when_everyone_has_answered(self) -> None:
        programme = drafted()
        closed = programme.last(ConsultationClosed)
        assert closed.because == "everyone_answered"
        assert closed.invited == closed.answered == {"gemeente": 3, "marktpartij": 2}
        assert programme.today == date(2026, 1, 5)

    def test_it_closes_at_its_deadline_with_what_came_before_it(self) -> None:
        programme = appointed()
        programme.contribute("gemeente", can="yes_if", will="no")
        programme.wait_until(programme.state.deadlines["consultation"].due + timedelta(days=1))
        closed = programme.last(ConsultationClosed)
        assert closed.because == "deadline"
        assert closed.answered == {"gemeente": 1}
        assert closed.support == {"gemeente": SupportCounts(can=Counts(yes_if=1), will=Counts(no=1))}

    def test_it_stays_open_on_its_last_day(self) -> None:
        programme = appointed()
        programme.wait_until(programme.state.deadlines["consultation"].due)
        assert programme.state.definition.consultation is not None
        assert programme.state.definition.consultation.is_open

    def test_a_consultationthat_nobody_answered_closes_too(self) -> None:
        programme = appointed()
        programme.wait(11)
        closed = programme.last(ConsultationClosed)
        assert (closed.answered, closed.root) == ({}, merkle_root([]))

    def test_what_it_gave_is_kept(self) -> None:
        programme = drafted()
        consultation, closed = programme.state.definition.consultation, programme.last(ConsultationClosed)
        assert consultation is not None
        assert (consultation.number, consultation.version, consultation.is_open) == (1, 0, False)
        assert (consultation.invited, consultation.answered, consultation.support) == (
            closed.invited,
            closed.answered,
            closed.support,
        )

    def test_then_the_first_draft_is_there_and_the_kwartiermaker_has_time_to_work_on_it(self) -> None:
        programme = drafted()
        assert programme.last(DraftAssembled).contributions == 5
        assert programme.state.version == 1
        assert programme.state.definition.draft is not None
        assert programme.state.definition.draft.number == 1
        assert programme.open_deadlines == {"draft": programme.working_days(10)}
        assert programme.state.deadlines["draft"].role == "kwartiermaker"


class TestSavingAVersion:
    def test_it_gets_the_next_number_and_the_hash_of_its_sections(self) -> None:
        programme, sections = drafted(), whole_plan()
        assert programme.act(asking.save_version(sections)) == [
            VersionSaved(
                version=2, sections=sections, hash=version_hash(sections), author=KWARTIERMAKER.person
            )
        ]
        assert programme.state.version == 2

    def test_which_sections_have_text_is_remembered(self) -> None:
        programme = drafted()
        programme.act(asking.save_version({"goals": asking.text("Goals"), "funding": asking.text("")}))
        assert programme.state.definition.draft is not None
        assert programme.state.definition.draft.filled == ("goals",)

    def test_the_deadline_stays_until_a_version_is_submitted(self) -> None:
        programme = drafted()
        before = programme.open_deadlines
        programme.act(asking.save_version(whole_plan()))
        assert programme.open_deadlines == before

    def test_it_needs_the_first_draft(self) -> None:
        assert appointed().refusal(asking.save_version(whole_plan())).code == "no_draft_yet"

    def test_it_has_only_sections_that_the_blueprint_names(self) -> None:
        sections = whole_plan() | {"weather": asking.text("Fair"), "moods": asking.text("Good")}
        refusal = drafted().refusal(asking.save_version(sections))
        assert refusal.code == "unknown_section"
        assert refusal.details == {"unknown": ["moods", "weather"], "sections": list(SECTIONS)}
        assert refusal.message == (
            f"The plan has no section moods, weather; its sections are {', '.join(SECTIONS)}."
        )

    def test_it_is_not_saved_over_what_somebody_saved_meanwhile(self) -> None:
        programme = drafted()
        programme.act(asking.save_version(whole_plan()))
        based_on_the_draft = asking.save_version(whole_plan()).model_copy(update={"based_on": 1})
        refusal = programme.refusal(based_on_the_draft)
        assert isinstance(refusal, SavedMeanwhile)
        assert (refusal.code, refusal.details) == ("not_the_newest_version", {"newest": 2})

    def test_during_a_review_it_leaves_the_submitted_version_alone(self) -> None:
        programme = under_review()
        programme.act(asking.save_version(whole_plan()))
        assert programme.state.definition.draft is not None
        assert programme.state.definition.submitted is not None
        assert programme.state.definition.draft.number == 2
        assert programme.state.definition.submitted.number == 1
        assert programme.open_deadlines == {"review": programme.working_days(5)}

    def test_what_somebody_typed_is_no_part_of_the_hash_but_its_hash_is(self) -> None:
        one = {"goals": asking.text("Goals")}
        renamed = {"goals": one["goals"].model_copy(update={"id": "text-elsewhere"})}
        assert version_hash(one) == version_hash(renamed) != version_hash({"goals": asking.text("Aims")})


class TestSubmittingAVersion:
    def test_the_newest_goes_to_the_panel(self) -> None:
        programme = drafted()
        programme.act(asking.save_version(whole_plan()), asking.settle_responses())
        assert programme.act(asking.submit_version(2)) == [
            VersionSubmitted(version=2, hash=version_hash(whole_plan()))
        ]
        assert programme.state.definition.submitted == programme.state.definition.draft

    def test_drafting_is_over_and_the_panel_has_time_to_answer(self) -> None:
        programme = under_review()
        assert programme.open_deadlines == {"review": programme.working_days(5)}
        assert programme.state.deadlines["review"].role == "panel"

    @pytest.mark.parametrize("version", [0, 1])
    def test_an_older_one_cannot_be_submitted(self, version: int) -> None:
        programme = drafted()
        programme.act(asking.save_version(whole_plan()))
        refusal = programme.refusal(asking.submit_version(version))
        assert isinstance(refusal, NotTheNewestVersion)
        assert (refusal.code, refusal.details) == ("not_the_newest_version", {"newest": 2})

    def test_one_that_does_not_exist_cannot_be_submitted(self) -> None:
        refusal = drafted().refusal(asking.submit_version(2))
        assert isinstance(refusal, NoSuchVersion)
        assert (refusal.code, refusal.details) == ("no_such_version", {"version": 2})
        assert refusal.message == "There is no plan version 2 here."

    def test_before_the_first_draft_there_is_nothing_to_submit(self) -> None:
        refusal = appointed().refusal(asking.submit_version(0))
        assert (refusal.code, refusal.details) == ("not_the_newest_version", {"newest": None})

    def test_the_same_one_is_not_submitted_twice(self) -> None:
        assert under_review().refusal(asking.submit_version(1)).code == "already_submitted"

    def test_one_that_the_panel_did_not_agree_to_is_not_submitted_again(self) -> None:
        programme = under_review()
        programme.panel_says("no", "no", "no")
        assert programme.refusal(asking.submit_version(1)).code == "already_submitted"

    def test_mandatory_sections_must_have_text(self) -> None:
        programme = drafted()
        programme.act(asking.save_version({"goals": asking.text("Goals"), "funding": asking.text("")}))
        refusal = programme.refusal(asking.submit_version(2))
        assert refusal.code == "gate_not_met"
        assert refusal.details == {
            "missing_sections": [key for key in MANDATORY if key != "goals"],
            "missing_responses": ["consultation 1"],
        }

    def test_what_was_contributed_must_be_answered(self) -> None:
        refusal = drafted().refusal(asking.submit_version(1))
        assert (refusal.code, refusal.details) == ("gate_not_met", {"missing_responses": ["consultation 1"]})

    def test_what_is_missing_is_read_back_from_what_was_written_of_it(self) -> None:
        refusal = drafted().refusal(asking.submit_version(1))
        again = read(refusal.code, refusal.message, refusal.details)
        assert isinstance(again, GateNotMet)
        assert again.missing == {"responses": ("consultation 1",)}
        assert again.details == refusal.details

    def test_a_newer_one_during_a_review_starts_the_review_anew(self) -> None:
        programme = under_review()
        programme.panel_says("yes", "yes")
        programme.wait(2)
        programme.act(asking.save_version(whole_plan()), asking.submit_version(2))
        assert programme.state.definition.review is not None
        assert programme.state.definition.review.answers == {}
        assert programme.open_deadlines == {"review": programme.working_days(5)}


@pytest.mark.parametrize(
    "act", [asking.save_version(whole_plan()), asking.submit_version(1)], ids=lambda c: c.update
)
class TestWhoWrites:
    @pytest.mark.parametrize("actor", [a for a in EVERY_ROLE if a.person != KWARTIERMAKER.person], ids=str)
    def test_only_the_kwartiermaker_does(
        self, act: asking.SaveVersion | asking.SubmitVersion, actor: Actor
    ) -> None:
        refusal = drafted().refusal(act.model_copy(update={"actor": actor}))
        assert isinstance(refusal, NotTheKwartiermaker)
        assert refusal.code == "not_the_kwartiermaker"

    def test_after_a_replacement_only_the_new_one_does(
        self, act: asking.SaveVersion | asking.SubmitVersion
    ) -> None:
        programme = drafted()
        programme.act(asking.settle_responses(), asking.replace_kwartiermaker())
        assert programme.refusal(act).code == "not_the_kwartiermaker"
        assert programme.act(act.model_copy(update={"actor": NEW_KWARTIERMAKER}))


class TestCompleting:
    def test_the_submitted_version_goes_to_the_bodies(self) -> None:
        programme = under_review()
        submitted = programme.state.definition.submitted
        assert submitted is not None
        programme.by_itself = False
        programme.panel_says("yes", "yes", "yes")
        programme.take(close_the_review)
        assert programme.take(complete_the_definition) == [
            DefinitionCompleted(version=1, hash=submitted.hash)
        ]
        assert programme.state.phase == "sign_off"
        assert programme.open_deadlines == {}

    def test_once(self) -> None:
        assert complete_the_definition(before_the_body().state) == []

    def test_not_while_the_gate_misses_anything(self) -> None:
        assert complete_the_definition(drafted().state) == []
        assert complete_the_definition(under_review().state) == []

    def test_a_newer_draft_is_not_what_completes_it(self) -> None:
        programme = under_review()
        programme.act(asking.save_version(whole_plan()))
        programme.panel_says("yes", "yes", "yes")
        assert programme.last(DefinitionCompleted).version == 1

    def test_without_a_panel_its_deadline_or_the_first_look_closes_the_review(self) -> None:
        programme = under_review(rules(panel=0))
        assert programme.last(ReviewClosed).out_of == 0
        assert programme.state.phase == "sign_off"


class TestWhatThePhaseWaitsFor:
    def test_invitations_and_a_consultationcome_first(self) -> None:
        programme = asked()
        programme.by_itself = False
        programme.act(asking.accept())
        state = programme.state
        assert not organisations_are_invited(state)
        assert no_consultation_was_held(state)
        assert not the_consultation_is_open(state)
        programme.settle()
        assert organisations_are_invited(programme.state)
        assert the_consultation_is_open(programme.state)
        assert versions.there_is_no_draft(programme.state)

    def test_a_review_is_open_until_it_closed(self) -> None:
        assert not panel_review.a_version_is_under_review(drafted().state)
        assert panel_review.a_version_is_under_review(under_review().state)
        assert not panel_review.a_version_is_under_review(before_the_body().state)
        assert not panel_review.a_version_is_under_review(sent_back().state)

    def test_the_panel_has_answered_when_every_seat_has(self) -> None:
        programme = under_review()
        programme.by_itself = False
        assert not panel_review.the_panel_answered(drafted().state)
        programme.panel_says("yes", "no")
        assert not panel_review.the_panel_answered(programme.state)
        programme.panel_says("yes", "no", "no")
        assert panel_review.the_panel_answered(programme.state)

    def test_time_is_over_when_the_deadline_passed(self) -> None:
        programme = appointed()
        programme.by_itself = False
        assert not the_consultation_is_out_of_time(programme.state)
        programme.wait(11)
        assert the_consultation_is_out_of_time(programme.state)
        assert not panel_review.the_review_is_out_of_time(programme.state)

    def test_a_consultationis_over_by_time_or_when_it_closed(self) -> None:
        programme = appointed()
        programme.by_itself = False
        assert not the_consultation_is_over(programme.state)
        programme.wait(11)
        assert the_consultation_is_open(programme.state)
        assert the_consultation_is_over(programme.state)
        assert the_consultation_is_over(drafted().state)

    def test_a_review_is_over_by_answers_by_time_or_when_it_closed(self) -> None:
        programme = under_review()
        programme.by_itself = False
        assert not panel_review.the_review_is_over(programme.state)
        answered, late = under_review(), under_review()
        answered.by_itself = late.by_itself = False
        answered.panel_says("yes", "yes", "yes")
        late.wait(6)
        for over in (answered, late, before_the_body(), sent_back()):
            assert panel_review.the_review_is_over(over.state)

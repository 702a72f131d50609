"""Appointing the kwartiermaker: the office nominates, the principal chooses, a candidate accepts."""

from datetime import date

import pytest

from domain.appointment.accept_assignment import AssignmentAccepted
from domain.appointment.agreement import ProgrammeAgreed, record_the_agreement
from domain.appointment.ask_candidate import CandidateAsked, ask_the_next_candidate
from domain.appointment.candidates import (
    a_choice_is_made,
    candidates_are_nominated,
    the_assignment_is_accepted,
    the_candidate_answered,
)
from domain.appointment.choose import CandidatesChosen
from domain.appointment.decline_assignment import CandidateDeclined
from domain.appointment.nominate import CandidateNominated
from domain.shared.actors import Actor
from domain.shared.refusals import Forbidden
from tests.domain import asking
from tests.domain.arranged import appointed, asked
from tests.domain.cast import ANNA, BRAM, CAS, EVERY_ROLE, OFFICE, OTHER_PRINCIPAL, PRINCIPAL
from tests.domain.programmes import START, Programme


class TestTheAgreement:
    def test_it_is_the_first_entry_with_where_it_came_from(self) -> None:
        programme = Programme()
        agreed = programme.last(ProgrammeAgreed)
        assert programme.kinds == ["programme.agreed"]
        assert agreed.model_dump(exclude={"kind", "rules", "started_by"}) == {
            key: value if isinstance(value, str) else value.model_dump()
            for key, value in programme.beginning.agreement.items()
        }

    def test_from_then_on_the_office_has_time_to_nominate(self) -> None:
        programme = Programme()
        assert programme.open_deadlines == {"nominate": programme.working_days(5)}
        assert programme.state.deadlines["nominate"].role == "office"


class TestNominating:
    def test_a_candidate_is_nominated_with_declared_interests(self) -> None:
        programme, command = Programme(), asking.nominate(ANNA.person)
        assert programme.act(command) == [CandidateNominated(person=ANNA.person, interests=command.interests)]
        assert programme.state.appointment.candidates == {ANNA.person: "nominated"}

    def test_the_first_one_starts_the_principals_time_to_choose(self) -> None:
        programme = Programme()
        programme.act(asking.nominate(ANNA.person))
        assert programme.open_deadlines == {"choose": programme.working_days(5)}
        assert programme.state.deadlines["choose"].role == "principal"

    def test_the_next_one_leaves_that_time_as_it_is(self) -> None:
        programme = Programme()
        programme.act(asking.nominate(ANNA.person))
        before = programme.open_deadlines
        programme.wait(2)
        programme.act(asking.nominate(BRAM.person))
        assert programme.open_deadlines == before

    def test_while_somebody_is_asked_others_may_still_be_nominated(self) -> None:
        programme = asked()
        before = programme.open_deadlines
        programme.act(asking.nominate(CAS.person))
        assert programme.open_deadlines == before
        assert programme.state.appointment.asked == ANNA.person

    def test_nobody_is_nominated_twice(self) -> None:
        programme = Programme()
        programme.act(asking.nominate(ANNA.person))
        assert programme.refusal(asking.nominate(ANNA.person)).code == "already_nominated"

    def test_who_declined_is_not_nominated_again(self) -> None:
        programme = asked()
        programme.act(asking.decline())
        assert programme.refusal(asking.nominate(ANNA.person)).code == "already_nominated"

    def test_the_principal_is_no_candidate(self) -> None:
        assert Programme().refusal(asking.nominate(PRINCIPAL.person)).code == "own_work"

    @pytest.mark.parametrize("actor", [a for a in EVERY_ROLE if a != OFFICE], ids=str)
    def test_only_the_office_nominates(self, actor: Actor) -> None:
        refusal = Programme().refusal(asking.nominate(CAS.person, by=actor))
        assert isinstance(refusal, Forbidden)
        assert refusal.code == "not_the_office"


class TestChoosing:
    def test_the_choice_is_recorded_and_the_first_is_asked(self) -> None:
        programme = Programme()
        programme.act(asking.nominate(ANNA.person), asking.nominate(BRAM.person))
        command = asking.choose(BRAM.person, ANNA.person)
        assert programme.act(command) == [
            CandidatesChosen(preference=(BRAM.person, ANNA.person), reason=command.reason)
        ]
        assert programme.last(CandidateAsked).person == programme.state.appointment.asked == BRAM.person

    def test_the_candidate_has_time_to_answer_and_the_choosing_is_over(self) -> None:
        programme = asked()
        assert programme.open_deadlines == {"accept": programme.working_days(5)}
        assert programme.state.deadlines["accept"].role == "candidate"

    def test_a_new_choice_passes_over_who_does_not_answer(self) -> None:
        programme = asked()
        programme.wait(8)
        programme.act(asking.choose(BRAM.person))
        assert programme.state.appointment.asked == BRAM.person
        assert programme.state.appointment.candidates[ANNA.person] == "nominated"
        assert programme.open_deadlines == {"accept": programme.working_days(5)}
        assert not programme.state.late

    def test_who_is_passed_over_is_no_longer_waited_for(self) -> None:
        programme = asked()
        programme.by_itself = False
        programme.act(asking.choose(BRAM.person))
        assert programme.open_deadlines == {}

    def test_who_was_passed_over_can_no_longer_accept(self) -> None:
        programme = asked()
        programme.act(asking.choose(BRAM.person))
        assert programme.refusal(asking.accept(ANNA)).code == "not_asked"

    def test_one_may_choose_again_before_anybody_has_been_asked(self) -> None:
        programme = Programme()
        programme.act(asking.nominate(ANNA.person), asking.nominate(BRAM.person))
        programme.by_itself = False
        programme.act(asking.choose(ANNA.person), asking.choose(BRAM.person))
        programme.settle()
        assert programme.state.appointment.asked == BRAM.person
        assert programme.kinds.count("candidate.asked") == 1

    @pytest.mark.parametrize("preference", [(), (CAS.person,), (ANNA.person, CAS.person)])
    def test_only_nominated_candidates_can_be_chosen(self, preference: tuple[str, ...]) -> None:
        refusal = asked().refusal(asking.choose(*preference))
        assert refusal.code == "not_a_candidate"
        assert refusal.details == {
            "not_candidates": [person for person in preference if person == CAS.person],
            "candidates": [ANNA.person, BRAM.person],
        }

    def test_who_declined_cannot_be_chosen(self) -> None:
        programme = asked()
        programme.act(asking.decline())
        assert programme.refusal(asking.choose(ANNA.person)).code == "not_a_candidate"

    def test_nobody_is_named_twice(self) -> None:
        refusal = asked().refusal(asking.choose(ANNA.person, BRAM.person, ANNA.person))
        assert refusal.code == "chosen_twice"

    @pytest.mark.parametrize("actor", [a for a in EVERY_ROLE if a != PRINCIPAL], ids=str)
    def test_only_the_principal_of_this_programme_chooses(self, actor: Actor) -> None:
        refusal = asked().refusal(asking.choose(BRAM.person, by=actor))
        assert isinstance(refusal, Forbidden)
        assert refusal.code == "not_the_principal"


class TestAccepting:
    def test_the_assignment_is_accepted_with_its_term(self) -> None:
        programme = asked()
        today = programme.today
        term_to = programme.working_days(60)
        assert programme.act(asking.accept()) == [
            AssignmentAccepted(person=ANNA.person, term_from=today, term_to=term_to)
        ]
        assert term_to == date(2026, 3, 30)

    def test_there_is_a_kwartiermaker_and_nobody_is_asked_any_more(self) -> None:
        state = appointed().state
        assert state.kwartiermaker == ANNA.person
        assert state.appointment.asked is None
        assert state.appointment.preference == ()
        assert state.appointment.candidates == {ANNA.person: "accepted", BRAM.person: "nominated"}

    def test_the_definition_phase_begins_with_the_term_as_its_deadline(self) -> None:
        programme = asked()
        programme.by_itself = False
        programme.act(asking.accept())
        assert programme.state.phase == "definition"
        assert programme.open_deadlines == {}
        assert programme.state.deadlines["term"].due == date(2026, 3, 30)
        assert programme.state.deadlines["term"].role == "kwartiermaker"


class TestDeclining:
    def test_the_next_choice_is_asked(self) -> None:
        programme = asked(None, ANNA.person, BRAM.person)
        programme.wait(2)
        command = asking.decline()
        assert programme.act(command) == [CandidateDeclined(person=ANNA.person, reason=command.reason)]
        assert programme.state.appointment.asked == BRAM.person
        assert programme.open_deadlines == {"accept": programme.working_days(5)}

    def test_without_a_next_choice_the_principal_chooses_among_the_others(self) -> None:
        programme = asked()
        programme.act(asking.decline())
        assert programme.state.appointment.asked is None
        assert programme.open_deadlines == {"choose": programme.working_days(5)}

    def test_without_other_candidates_the_office_nominates_again(self) -> None:
        programme = asked(None, ANNA.person, BRAM.person)
        programme.act(asking.decline(ANNA), asking.decline(BRAM))
        assert programme.open_deadlines == {"nominate": programme.working_days(5)}
        programme.act(asking.nominate(CAS.person))
        assert set(programme.open_deadlines) == {"choose"}

    def test_who_comes_later_in_the_preference_may_not_answer_yet(self) -> None:
        programme = asked(None, ANNA.person, BRAM.person)
        assert programme.refusal(asking.decline(BRAM)).code == "not_asked"


@pytest.mark.parametrize("answer", [asking.accept, asking.decline])
class TestAnswering:
    @pytest.mark.parametrize("actor", [a for a in EVERY_ROLE if a.person != ANNA.person], ids=str)
    def test_only_who_is_asked_can_answer(self, answer: type, actor: Actor) -> None:
        refusal = asked().refusal(answer(actor))
        assert isinstance(refusal, Forbidden)
        assert refusal.code == "not_asked"

    def test_when_nobody_is_asked_nobody_can_answer(self, answer: type) -> None:
        programme = Programme()
        programme.act(asking.nominate(ANNA.person))
        assert programme.refusal(answer(ANNA)).code == "nobody_asked"

    def test_after_declining_there_is_nothing_to_answer(self, answer: type) -> None:
        programme = asked()
        programme.act(asking.decline())
        assert programme.refusal(answer(ANNA)).code == "nobody_asked"


class TestWhatThePhaseWaitsFor:
    def test_step_by_step(self) -> None:
        programme, seen = Programme(), list[tuple[bool, ...]]()

        def look() -> None:
            state = programme.state
            seen.append(
                (
                    candidates_are_nominated(state),
                    a_choice_is_made(state),
                    the_candidate_answered(state),
                    the_assignment_is_accepted(state),
                )
            )

        look()
        for command in (asking.nominate(ANNA.person), asking.choose(ANNA.person), asking.accept()):
            programme.act(command)
            look()
        assert seen == [
            (False, False, True, False),
            (True, False, True, False),
            (True, True, False, False),
            (False, False, True, True),
        ]

    def test_after_everyone_declined_for_another_candidate(self) -> None:
        programme = Programme()
        programme.act(asking.nominate(ANNA.person), asking.choose(ANNA.person), asking.decline())
        assert not candidates_are_nominated(programme.state)
        assert not a_choice_is_made(programme.state)


class TestOnce:
    def test_the_agreement_is_recorded_once(self) -> None:
        assert record_the_agreement(Programme().state) == []

    def test_a_candidate_is_asked_once(self) -> None:
        assert ask_the_next_candidate(asked().state) == []

    def test_nobody_is_asked_before_a_choice_or_after_an_acceptance(self) -> None:
        assert ask_the_next_candidate(Programme().state) == []
        assert ask_the_next_candidate(appointed().state) == []


def test_another_programmes_principal_has_no_say_here() -> None:
    assert asked().refusal(asking.choose(BRAM.person, by=OTHER_PRINCIPAL)).code == "not_the_principal"


def test_it_all_happens_on_the_day_it_happens() -> None:
    programme = asked()
    assert {entry.at.date() for entry in programme.register} == {START}

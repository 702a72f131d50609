"""Who judges whether a condition is met: the seat that asked, the chair, the body together, or a person."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from domain.blueprint.model import Blueprint
from domain.conditions.judge_condition import ConditionJudged, JudgementGiven
from domain.conditions.judging import verdict
from domain.every_phase.holders import holders
from domain.every_phase.pass_deadlines import DeadlinePassed
from domain.every_phase.waiting import waiting
from domain.shared.actors import Actor
from domain.shared.refusals import Forbidden
from domain.shared.rules import BodyRules, Lead
from domain.voting.outcome import has_majority, has_quorum
from domain.voting.tally import Choice, Tally
from tests.domain import asking
from tests.domain.any_body import bodies
from tests.domain.arranged import with_conditions
from tests.domain.cast import EVERY_ROLE, KWARTIERMAKER, member
from tests.domain.documents import changed, problems
from tests.domain.programmes import Programme, body, rules

FIRST = "1-college-1-1"
ONE, TWO, THREE = (member("college", n) for n in (1, 2, 3))
CONTROLLER = Actor(person="id-of-carla", role="judge")
BY_CHAIR: Mapping[str, Any] = {"conditions_judged_by": "chair", "chair": "college-3"}
BY_BODY: Mapping[str, Any] = {"conditions_judged_by": "body"}
BY_PERSON: Mapping[str, Any] = {"conditions_judged_by": "person", "judge": CONTROLLER.person}


def shown(**changes: Any) -> Programme:  # noqa: ANN401 - fields of a body
    """Evidence was shown for what the first member of the College asked."""
    programme = with_conditions(rules(body(**changes)))
    programme.act(asking.show_evidence(FIRST))
    return programme


def says(programme: Programme, by: Actor, *, met: bool = True) -> list[object]:
    return list(programme.act(asking.judge_condition(FIRST, by=by, met=met)))


def said(programme: Programme) -> tuple[str, str]:
    expected = waiting(programme.state)
    return expected.role, str(expected.sentence)


class TestTheChair:
    def test_judges_whoever_asked(self) -> None:
        [judged] = says(shown(**BY_CHAIR), THREE)
        assert isinstance(judged, ConditionJudged)
        assert (judged.met, judged.seat, judged.judged_by) == (True, "college-3", "chair")

    def test_and_not_who_asked(self) -> None:
        refusal = shown(**BY_CHAIR).refusal(asking.judge_condition(FIRST, by=ONE))
        assert (refusal.code, isinstance(refusal, Forbidden)) == ("not_your_seat", True)


class TestAPerson:
    def test_judges_who_holds_no_seat(self) -> None:
        [judged] = says(shown(**BY_PERSON), CONTROLLER)
        assert isinstance(judged, ConditionJudged)
        assert (judged.met, judged.seat, judged.judged_by) == (True, None, "person")

    @pytest.mark.parametrize("actor", [*EVERY_ROLE, ONE], ids=str)
    def test_and_nobody_else(self, actor: Actor) -> None:
        refusal = shown(**BY_PERSON).refusal(asking.judge_condition(FIRST, by=actor))
        assert (refusal.code, isinstance(refusal, Forbidden)) == ("not_the_judge", True)

    def test_but_not_what_they_prepared(self) -> None:
        programme = shown(**BY_PERSON)
        programme.act(asking.replace_kwartiermaker(CONTROLLER.person))
        assert programme.refusal(asking.judge_condition(FIRST, by=CONTROLLER)).code == "own_work"


class TestTheBody:
    def test_it_is_met_as_soon_as_most_seats_say_so(self) -> None:
        programme = shown(**BY_BODY)
        [first] = says(programme, TWO)
        assert isinstance(first, JudgementGiven)
        assert not programme.state.conditions[FIRST].met

        second, judged = says(programme, ONE)

        assert isinstance(second, JudgementGiven)
        assert isinstance(judged, ConditionJudged)
        assert (judged.met, judged.seat, judged.judged_by) == (True, None, "body")
        assert programme.state.conditions[FIRST].met

    def test_or_not_met_and_then_it_is_shown_and_judged_anew(self) -> None:
        programme = shown(**BY_BODY)
        says(programme, ONE, met=False)
        says(programme, TWO, met=False)
        condition = programme.state.conditions[FIRST]
        assert (condition.met, condition.evidence, condition.judged) == (False, None, {})

    def test_a_seat_may_think_again_until_it_is_certain(self) -> None:
        programme = shown(**BY_BODY)
        says(programme, ONE, met=False)
        says(programme, ONE)
        says(programme, TWO)
        assert programme.state.conditions[FIRST].met

    def test_better_evidence_is_judged_anew(self) -> None:
        programme = shown(**BY_BODY)
        says(programme, ONE)
        programme.act(asking.show_evidence(FIRST))
        assert programme.state.conditions[FIRST].judged == {}

    @pytest.mark.parametrize("actor", EVERY_ROLE[:-1], ids=str)
    def test_only_who_holds_a_seat_says_something(self, actor: Actor) -> None:
        assert shown(**BY_BODY).refusal(asking.judge_condition(FIRST, by=actor)).code == "no_seat"

    def test_who_prepares_the_plan_says_nothing_and_is_not_waited_for(self) -> None:
        programme = shown(**BY_BODY)
        programme.act(asking.replace_kwartiermaker(THREE.person))
        assert programme.refusal(asking.judge_condition(FIRST, by=THREE)).code == "own_work"
        says(programme, ONE)
        says(programme, TWO, met=False)
        assert programme.last(ConditionJudged).met is False


class TestCertainty:
    """By the body's own quorum and majority, whatever they are."""

    @given(data=st.data(), body_=bodies())
    @settings(max_examples=400)
    def test_a_verdict_is_what_everything_that_others_may_say_comes_to(
        self, data: st.DataObject, body_: BodyRules
    ) -> None:
        drawn = {seat.key: data.draw(st.sampled_from((True, None, False))) for seat in body_.seats}
        said_ = {key: met for key, met in drawn.items() if met is not None}
        silent = [key for key, met in drawn.items() if met is None]

        found = verdict(said_, body_, ())

        possible = set[bool | None]()
        for others in product((None, True, False), repeat=len(silent)):
            more = {key: met for key, met in zip(silent, others, strict=True) if met is not None}
            possible.add(ruled(said_ | more, body_))
        event(f"{found}")
        assert found == (possible.pop() if len(possible) == 1 else None)

    @given(data=st.data(), body_=bodies())
    def test_when_everybody_has_spoken_there_is_one(self, data: st.DataObject, body_: BodyRules) -> None:
        assert verdict({seat.key: data.draw(st.booleans()) for seat in body_.seats}, body_, ()) is not None


def ruled(said_: Mapping[str, bool], body_: BodyRules) -> bool | None:
    choices: dict[str, Choice] = {key: "for" if met else "against" for key, met in said_.items()}
    tally = Tally.by(body_, choices)
    if not has_quorum(tally, body_.quorum_percent, body_.quorum_by):
        return None
    return has_majority(tally.by_weight.in_favour, tally.by_weight.cast, body_.majority)


class TestWhoHears:
    @pytest.mark.parametrize(
        ("changes", "people"),
        [
            ({}, [ONE]),
            (BY_CHAIR, [THREE]),
            (BY_BODY, [ONE, TWO, THREE]),
            (BY_PERSON, [CONTROLLER]),
        ],
        ids=["who asked", "chair", "body", "person"],
    )
    def test_that_evidence_waits(self, changes: Mapping[str, Any], people: list[Actor]) -> None:
        state = shown(**changes).state
        assert list(holders(state, "judge", f"judging-{FIRST}")) == [actor.person for actor in people]
        assert holders(state, "judge", f"condition-{FIRST}") == holders(state, "judge", f"judging-{FIRST}")

    def test_no_seat_that_has_spoken_is_asked_again(self) -> None:
        programme = shown(**BY_BODY)
        says(programme, TWO)
        assert TWO.person not in holders(programme.state, "judge", f"judging-{FIRST}")

    def test_nobody_once_it_was_judged(self) -> None:
        programme = shown()
        says(programme, ONE, met=False)
        assert holders(programme.state, "judge", f"judging-{FIRST}") == ()

    def test_and_its_owner_is_not_reminded_while_it_does(self) -> None:
        programme = shown()
        assert holders(programme.state, "kwartiermaker", f"condition-{FIRST}") == ()
        says(programme, ONE, met=False)
        assert holders(programme.state, "kwartiermaker", f"condition-{FIRST}") == (KWARTIERMAKER.person,)

    def test_of_a_day_that_ends_who_judges_when_the_owner_was_in_time(self) -> None:
        programme = shown()
        programme.wait_until(programme.state.deadlines[f"condition-{FIRST}"].due + timedelta(days=1))
        passed = [e for e in programme.since(0) if isinstance(e, DeadlinePassed)]
        hears = {event_.deadline: event_.escalated_to for event_ in passed}
        assert hears[f"condition-{FIRST}"] == "judge"
        assert hears["condition-1-college-2-1"] == "principal"


class TestInTime:
    LEAD = Lead(working_days=5, reminders=(2,))

    def test_a_judge_has_the_time_that_the_blueprint_gives_and_then_the_office_hears(self) -> None:
        programme = shown(judging=self.LEAD)
        deadline = programme.state.deadlines[f"judging-{FIRST}"]
        assert (deadline.role, deadline.due) == ("judge", programme.working_days(5))

        programme.wait(6)

        passed = programme.last(DeadlinePassed)
        assert (passed.deadline, passed.escalated_to) == (f"judging-{FIRST}", "office")
        assert "reminder.sent" in programme.kinds

    @pytest.mark.parametrize("met", [True, False])
    def test_it_ends_with_the_judgement(self, *, met: bool) -> None:
        programme = shown(judging=self.LEAD)
        says(programme, ONE, met=met)
        assert f"judging-{FIRST}" not in programme.state.deadlines

    def test_without_such_a_time_nothing_is_late(self) -> None:
        assert f"judging-{FIRST}" not in shown().state.deadlines

    def test_it_ends_when_the_plan_is_sent_back(self) -> None:
        programme = shown(judging=self.LEAD)
        programme.wait_until(programme.today + timedelta(days=40))
        assert programme.state.phase == "sign_off"
        for seat in (1, 2):
            programme.act(asking.ballot(programme.state, seat, "send_back"))
        programme.wait(10)
        assert programme.state.phase == "definition"
        assert not [key for key in programme.state.deadlines if key.startswith(("judging", "condition"))]


class TestWhatIsWaitedFor:
    @pytest.mark.parametrize(
        ("changes", "role", "who"),
        [
            ({}, "college", "The body college"),
            (BY_CHAIR, "college", "The chair of the body college"),
            (BY_BODY, "college", "The body college, of which 0 of 3 seats have spoken"),
            (BY_PERSON, "judge", "Whom the body college named"),
        ],
        ids=["who asked", "chair", "body", "person"],
    )
    def test_is_a_role_or_a_body_never_a_person(
        self, changes: Mapping[str, Any], role: str, who: str
    ) -> None:
        programme = shown(**changes)
        programme.act(asking.show_evidence("1-college-2-1"))
        assert said(programme) == (role, f"{who}, to judge the evidence: 0 of 2 conditions are met.")


class TestTheBlueprint:
    KEY = "sign_off.bodies.0.conditions_judged_by"

    @pytest.mark.parametrize("value", ["who_asked", "body", {"person": "ann"}], ids=str)
    def test_says_who_judges(self, value: object) -> None:
        assert problems(changed(self.KEY, value)) == ()

    def test_a_person_is_known_by_id_in_the_rules_and_otherwise_who_asked_judges(self) -> None:
        wanted = changed(self.KEY, {"person": "bob"})
        wanted["sign_off"]["bodies"][0]["judging"] = {"working_days": 5}
        chosen = Blueprint.of(wanted).rules({"ann": "id-of-ann", "bob": "id-of-bob"}).sign_off.bodies
        assert (chosen[0].conditions_judged_by, chosen[0].judge) == ("person", "id-of-bob")
        assert chosen[0].judging == Lead(working_days=5)
        assert (chosen[1].conditions_judged_by, chosen[1].judge) == ("who_asked", None)
        assert chosen[1].judging is None

    def test_what_it_says_survives_being_kept(self) -> None:
        kept = Blueprint.of(changed(self.KEY, {"person": "bob"})).kept()
        assert Blueprint.of(kept).kept() == kept

    @pytest.mark.parametrize(
        ("value", "sentence"),
        [
            (
                "everybody",
                'must be "who_asked", "chair", "body", or { person = "the key of a person" }',
            ),
            ("chair", 'needs a chair: write chair = "the key of a seat" too'),
        ],
    )
    def test_what_cannot_be_is_refused(self, value: object, sentence: str) -> None:
        assert problems(changed(self.KEY, value)) == (f"sign_off.bodies[0].conditions_judged_by: {sentence}",)

    def test_the_person_must_be_known(self) -> None:
        [problem] = problems(changed(self.KEY, {"person": "an"}))
        assert problem.startswith("sign_off.bodies[0].conditions_judged_by.person: ")
        assert 'did you mean "ann"?' in problem

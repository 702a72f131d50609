"""Conditions: the owner shows evidence, who asked for it judges, and then the approval is final."""

from datetime import date, timedelta

import pytest

from domain.conditions.conditions import every_condition_is_met
from domain.conditions.judge_condition import ConditionJudged
from domain.conditions.judging import NoSeatToJudge, NotTheSeatThatJudges
from domain.conditions.show_evidence import EvidenceShown
from domain.shared.actors import Actor
from domain.shared.refusals import Forbidden
from domain.sign_off.approve_programme import ProgrammeApproved, approve_the_programme
from tests.domain import asking
from tests.domain.arranged import before_the_body, decided, with_conditions
from tests.domain.cast import EVERY_ROLE, KWARTIERMAKER, NEW_KWARTIERMAKER, OFFICE, PRINCIPAL, member
from tests.domain.programmes import Programme

FIRST, SECOND = "1-college-1-1", "1-college-2-1"
ASKED_FIRST, ASKED_SECOND = member("college", 1), member("college", 2)
OWNERS = {"kwartiermaker": KWARTIERMAKER, "principal": PRINCIPAL, "office": OFFICE}


def owned_by(owner: str) -> Programme:
    """One condition, for which `owner` must show evidence by the first of March."""
    programme = before_the_body()
    asked = asking.condition(date(2026, 3, 1)).model_copy(update={"owner": owner})
    programme.act(asking.ballot(programme.state, 1, "for_with_conditions", conditions=[asked]))
    programme.act(asking.ballot(programme.state, 2))
    return decided(programme)


def shown(programme: Programme | None = None) -> Programme:
    programme = programme or with_conditions()
    programme.act(asking.show_evidence(FIRST))
    return programme


class TestWhatIsOpen:
    @pytest.mark.parametrize("owner", OWNERS)
    def test_each_condition_has_its_own_deadline_for_its_owner(self, owner: str) -> None:
        deadline = owned_by(owner).state.deadlines[f"condition-{FIRST}"]
        assert (deadline.role, deadline.due, deadline.leads) == (owner, date(2026, 3, 1), (3,))

    def test_not_all_are_met(self) -> None:
        assert not every_condition_is_met(with_conditions().state)


class TestShowingEvidence:
    def test_it_is_recorded_for_who_asked_to_judge(self) -> None:
        programme, command = with_conditions(), asking.show_evidence(FIRST)
        assert programme.act(command) == [EvidenceShown(condition=FIRST, evidence=command.evidence)]
        assert programme.state.conditions[FIRST].evidence == command.evidence
        assert not programme.state.conditions[FIRST].met

    def test_better_evidence_replaces_it(self) -> None:
        programme = shown()
        better = asking.text("A better budget.")
        programme.act(asking.show_evidence(FIRST).model_copy(update={"evidence": better}))
        assert programme.state.conditions[FIRST].evidence == better

    @pytest.mark.parametrize("owner", OWNERS)
    def test_the_owner_shows_it(self, owner: str) -> None:
        assert owned_by(owner).act(asking.show_evidence(FIRST, by=OWNERS[owner]))

    @pytest.mark.parametrize(
        ("owner", "actor"),
        [(o, a) for o, owner in OWNERS.items() for a in EVERY_ROLE if a.person != owner.person],
        ids=str,
    )
    def test_nobody_else_does(self, owner: str, actor: Actor) -> None:
        refusal = owned_by(owner).refusal(asking.show_evidence(FIRST, by=actor))
        assert isinstance(refusal, Forbidden)
        assert refusal.code == f"not_the_{owner}"

    def test_a_new_kwartiermaker_shows_what_the_old_one_owed(self) -> None:
        programme = with_conditions()
        programme.act(asking.replace_kwartiermaker())
        assert programme.refusal(asking.show_evidence(FIRST)).code == "not_the_kwartiermaker"
        programme.act(asking.show_evidence(FIRST, by=NEW_KWARTIERMAKER))


class TestJudging:
    def test_a_met_condition_is_closed(self) -> None:
        programme = shown()
        command = asking.judge_condition(FIRST, by=ASKED_FIRST)
        assert programme.act(command) == [
            ConditionJudged(condition=FIRST, met=True, seat="college-1", reason=command.reason)
        ]
        assert programme.state.conditions[FIRST].met
        assert f"condition-{FIRST}" not in programme.state.deadlines
        assert f"condition-{SECOND}" in programme.state.deadlines

    def test_one_that_is_not_met_needs_other_evidence(self) -> None:
        programme = shown()
        programme.act(asking.judge_condition(FIRST, by=ASKED_FIRST, met=False))
        assert programme.state.conditions[FIRST].evidence is None
        assert f"condition-{FIRST}" in programme.state.deadlines
        assert programme.refusal(asking.judge_condition(FIRST, by=ASKED_FIRST)).code == "no_evidence"
        shown(programme).act(asking.judge_condition(FIRST, by=ASKED_FIRST))
        assert programme.state.conditions[FIRST].met

    def test_without_evidence_there_is_nothing_to_judge(self) -> None:
        refusal = with_conditions().refusal(asking.judge_condition(FIRST, by=ASKED_FIRST))
        assert refusal.code == "no_evidence"

    @pytest.mark.parametrize("actor", [a for a in EVERY_ROLE if a != ASKED_FIRST], ids=str)
    def test_only_who_holds_a_seat_judges(self, actor: Actor) -> None:
        refusal = shown().refusal(asking.judge_condition(FIRST, by=actor))
        assert isinstance(refusal, NoSeatToJudge)
        assert refusal.code == "no_seat"

    def test_and_of_those_only_the_seat_that_asked(self) -> None:
        refusal = shown().refusal(asking.judge_condition(FIRST, by=ASKED_SECOND))
        assert isinstance(refusal, NotTheSeatThatJudges)
        assert (refusal.code, refusal.seat) == ("not_your_seat", "college-1")

    def test_a_member_who_became_kwartiermaker_does_not_judge_their_own_evidence(self) -> None:
        programme = with_conditions()
        programme.act(asking.replace_kwartiermaker(ASKED_FIRST.person))
        programme.act(asking.show_evidence(FIRST, by=ASKED_FIRST))
        assert programme.refusal(asking.judge_condition(FIRST, by=ASKED_FIRST)).code == "own_work"


@pytest.mark.parametrize(
    "command",
    [asking.show_evidence("1-college-9-1"), asking.judge_condition("1-college-9-1", by=ASKED_FIRST)],
    ids=lambda command: command.update,
)
def test_a_condition_that_was_not_set_is_refused_with_those_that_were(
    command: asking.ShowEvidence | asking.JudgeCondition,
) -> None:
    refusal = with_conditions().refusal(command)
    assert (refusal.code, refusal.details) == (
        "no_such_condition",
        {"condition": "1-college-9-1", "conditions": [FIRST, SECOND]},
    )


def test_what_is_met_stays_met() -> None:
    programme = shown()
    programme.act(asking.judge_condition(FIRST, by=ASKED_FIRST))
    assert programme.refusal(asking.show_evidence(FIRST)).code == "already_met"
    assert programme.refusal(asking.judge_condition(FIRST, by=ASKED_FIRST, met=False)).code == "already_met"


class TestTheEnd:
    def test_the_approval_becomes_final_when_the_last_condition_is_met(self) -> None:
        programme = shown()
        programme.act(asking.judge_condition(FIRST, by=ASKED_FIRST))
        assert approve_the_programme(programme.state) == []
        assert not every_condition_is_met(programme.state)
        programme.act(asking.show_evidence(SECOND), asking.judge_condition(SECOND, by=ASKED_SECOND))
        assert every_condition_is_met(programme.state)
        assert programme.last(ProgrammeApproved).version == 1
        assert (programme.state.ending, programme.state.published) == ("approved", True)
        assert programme.state.deadlines == {}

    def test_time_alone_never_makes_it_final(self) -> None:
        programme = with_conditions()
        programme.wait_until(programme.today + timedelta(days=400))
        assert programme.state.ending is None
        assert programme.state.late

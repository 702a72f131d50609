"""What can happen in every phase, what belongs to one phase only, and what is over when it is over."""

from collections.abc import Callable
from datetime import date

import pytest

from domain.every_phase.replace_kwartiermaker import KwartiermakerReplaced
from domain.every_phase.withdraw import OPERATOR as THE_OPERATOR
from domain.every_phase.withdraw import ProgrammeWithdrawn, withdraw_by_operator
from domain.shared.actors import Actor
from domain.shared.refusals import Forbidden
from domain.state.commands import Command
from domain.state.programme_state import WORKFLOW_OF, Phase, ProgrammeState
from tests.domain import asking
from tests.domain.arranged import (
    appointed,
    approved,
    asked,
    before_the_body,
    drafted,
    rejected,
    sent_back,
    under_review,
    whole_plan,
    with_conditions,
    withdrawn,
)
from tests.domain.cast import ANNA, BRAM, CAS, EVERY_ROLE, KWARTIERMAKER, PRINCIPAL, member
from tests.domain.programmes import Programme

IN_EVERY_PHASE: dict[Phase, tuple[Callable[[], Programme], ...]] = {
    "appointment": (Programme, asked),
    "definition": (appointed, drafted, under_review, sent_back),
    "sign_off": (before_the_body,),
    "conditions": (with_conditions,),
}
PLACES = [(phase, arrange) for phase, places in IN_EVERY_PHASE.items() for arrange in places]

OF_ONE_PHASE: dict[Phase, tuple[Callable[[ProgrammeState], Command], ...]] = {
    "appointment": (
        lambda _: asking.nominate(CAS.person),
        lambda _: asking.choose(BRAM.person),
        lambda _: asking.accept(),
        lambda _: asking.decline(),
    ),
    "definition": (
        lambda _: asking.add_organisations("X1"),
        lambda _: asking.withdraw_organisations("G1"),
        lambda _: asking.open_consultation(),
        lambda _: asking.save_version(whole_plan()),
        lambda state: asking.answer_principle(state.version, 1, "open"),
        lambda _: asking.answer_sent_back_point("1-1"),
        lambda _: asking.settle_responses(),
        lambda _: asking.allow_drafter(CAS.person),
        lambda _: asking.disallow_drafter(CAS.person),
        lambda state: asking.submit_version(state.version),
        lambda state: asking.review("panel-1", state),
        lambda _: asking.plan_session(date(2027, 1, 4)),
        lambda _: asking.record_session(),
        lambda _: asking.cancel_session(),
        lambda _: asking.add_projects(),
        lambda _: asking.place_project(),
        lambda _: asking.nudge("G1"),
    ),
    "sign_off": (
        lambda state: asking.ballot(state, 1),
        lambda state: asking.revise(state, note="New."),
        lambda state: asking.establish(state, "approved"),
    ),
    "conditions": (
        lambda _: asking.show_evidence("1-college-1-1"),
        lambda _: asking.judge_condition("1-college-1-1", by=member("college", 1)),
    ),
}
ELSEWHERE = [
    (arrange, command)
    for phase, arrange in PLACES
    for home, commands in OF_ONE_PHASE.items()
    # What is asked about a condition belongs to sign-off, too: a lapse brings one back while others are open.
    if home != phase and (home, phase) != ("conditions", "sign_off")
    for command in commands
]

EVERY_COMMAND = [
    asking.suspend(),
    asking.resume(),
    asking.remind_whose_turn(),
    asking.move_deadline("term", date(2026, 6, 1)),
    asking.replace_kwartiermaker(),
    asking.withdraw(),
    asking.plan_meeting("college", date(2027, 1, 4)),
    asking.plan_meetings("college", date(2027, 1, 4)),
    asking.file_reference("minutes", date(2026, 1, 8)),
    asking.give_mandate("id-of-vera", date(2027, 1, 4), date(2027, 1, 8), by=member("college", 1)),
    asking.pass_on_seat("id-of-vera", date(2027, 1, 4)),
    asking.withdraw_mandate(1, by=member("college", 1)),
    asking.give_part("id-of-vera"),
    asking.take_part("id-of-vera"),
    asking.bind_identity(),
    asking.undo_identity("id-of-vera"),
    asking.classify(),
    asking.correct_decision(),
    *(command(Programme().state) for commands in OF_ONE_PHASE.values() for command in commands),
]


def test_every_command_is_here() -> None:
    kinds = {type(command) for command in EVERY_COMMAND}
    assert kinds == set(Command.__subclasses__())
    assert len({command.update for command in EVERY_COMMAND}) == len(EVERY_COMMAND)


def test_every_phase_has_its_workflow() -> None:
    assert set(WORKFLOW_OF) == set(IN_EVERY_PHASE)


@pytest.mark.parametrize(("phase", "arrange"), PLACES)
def test_the_arranged_programmes_are_where_they_say(phase: Phase, arrange: Callable[[], Programme]) -> None:
    assert arrange().state.phase == phase


@pytest.mark.parametrize(("arrange", "command"), ELSEWHERE)
def test_what_belongs_to_another_phase_is_refused(
    arrange: Callable[[], Programme], command: Callable[[ProgrammeState], Command]
) -> None:
    programme = arrange()
    refusal = programme.refusal(command(programme.state))
    assert (refusal.code, refusal.details["phase"]) == ("not_in_this_phase", programme.state.phase)


@pytest.mark.parametrize("command", OF_ONE_PHASE["conditions"])
def test_before_a_body_that_has_set_no_condition_there_is_none_to_show_or_judge(
    command: Callable[[ProgrammeState], Command],
) -> None:
    programme = before_the_body()
    assert programme.refusal(command(programme.state)).code == "no_such_condition"


@pytest.mark.parametrize("arrange", [arrange for _, arrange in PLACES])
class TestInEveryPhase:
    def test_it_can_be_suspended_and_resumed(self, arrange: Callable[[], Programme]) -> None:
        programme = arrange()
        before = programme.state
        programme.act(asking.suspend(), asking.resume())
        place = {"head": before.head, "at": before.at, "recent": before.recent}
        assert programme.state.model_copy(update=place) == before

    def test_a_deadline_can_be_moved(self, arrange: Callable[[], Programme]) -> None:
        programme = arrange()
        key = next(key for key in programme.state.deadlines if key != "meeting")
        programme.act(asking.move_deadline(key, date(2026, 6, 1)))
        assert programme.state.deadlines[key].due == date(2026, 6, 1)

    def test_a_meeting_can_be_planned(self, arrange: Callable[[], Programme]) -> None:
        programme = arrange()
        programme.act(asking.plan_meeting("college", date(2027, 1, 4)))
        assert programme.state.sign_off.planned == {"college": (date(2027, 1, 4),)}

    def test_the_principal_can_withdraw_it(self, arrange: Callable[[], Programme]) -> None:
        programme, command = arrange(), asking.withdraw()
        assert programme.act(command) == [ProgrammeWithdrawn(reason=command.reason)]
        assert (programme.state.ending, programme.state.deadlines) == ("withdrawn", {})
        assert programme.kinds[-1] == "programme.withdrawn"

    @pytest.mark.parametrize("actor", [a for a in EVERY_ROLE if a != PRINCIPAL], ids=str)
    def test_nobody_else_can(self, arrange: Callable[[], Programme], actor: Actor) -> None:
        refusal = arrange().refusal(asking.withdraw(by=actor))
        assert isinstance(refusal, Forbidden)
        assert refusal.code == "not_the_principal"

    def test_an_operator_who_cancels_the_run_withdraws_it(self, arrange: Callable[[], Programme]) -> None:
        programme = arrange()
        assert programme.take(withdraw_by_operator) == [ProgrammeWithdrawn(reason=None)]
        assert programme.state.ending == "withdrawn"
        assert withdraw_by_operator(programme.state) == []


def test_the_operator_is_nobody_in_particular() -> None:
    assert (THE_OPERATOR.person, THE_OPERATOR.role) == ("", "operator")


class TestReplacingTheKwartiermaker:
    @pytest.mark.parametrize("arrange", [appointed, drafted, under_review, before_the_body, with_conditions])
    def test_there_is_another_one_from_then_on(self, arrange: Callable[[], Programme]) -> None:
        programme, command = arrange(), asking.replace_kwartiermaker()
        before = programme.state.deadlines
        assert programme.act(command) == [
            KwartiermakerReplaced(before=KWARTIERMAKER.person, person="id-of-kees", reason=command.reason)
        ]
        assert programme.state.kwartiermaker == "id-of-kees"
        assert programme.state.deadlines == before

    @pytest.mark.parametrize("arrange", [Programme, asked])
    def test_not_before_there_is_one(self, arrange: Callable[[], Programme]) -> None:
        assert arrange().refusal(asking.replace_kwartiermaker()).code == "no_kwartiermaker_yet"

    @pytest.mark.parametrize("person", [ANNA.person, PRINCIPAL.person])
    def test_it_must_be_another_person_and_not_the_principal(self, person: str) -> None:
        assert appointed().refusal(asking.replace_kwartiermaker(person)).code == "not_another_person"

    @pytest.mark.parametrize("actor", [a for a in EVERY_ROLE if a != PRINCIPAL], ids=str)
    def test_only_the_principal_replaces(self, actor: Actor) -> None:
        refusal = appointed().refusal(asking.replace_kwartiermaker(by=actor))
        assert isinstance(refusal, Forbidden)
        assert refusal.code == "not_the_principal"


@pytest.mark.parametrize("arrange", [approved, rejected, withdrawn])
class TestAfterTheEnd:
    @pytest.mark.parametrize("command", EVERY_COMMAND, ids=lambda command: command.update)
    def test_nothing_is_accepted_any_more(self, arrange: Callable[[], Programme], command: Command) -> None:
        programme = arrange()
        refusal = programme.refusal(command)
        assert (refusal.code, refusal.details) == ("programme_ended", {"ending": programme.state.ending})

    def test_an_operator_has_nothing_left_to_withdraw(self, arrange: Callable[[], Programme]) -> None:
        assert withdraw_by_operator(arrange().state) == []

    def test_no_deadline_is_open(self, arrange: Callable[[], Programme]) -> None:
        assert arrange().state.deadlines == {}


def test_only_an_approved_programme_is_published() -> None:
    assert approved().state.published
    assert not rejected().state.published
    assert not withdrawn().state.published

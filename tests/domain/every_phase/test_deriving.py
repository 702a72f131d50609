"""A step is derived again before it is sealed: what the register does not lead to is refused."""

from datetime import timedelta

import pytest

from domain.every_phase import own_steps
from domain.every_phase.deriving import DoesNotFollow, must_follow
from domain.every_phase.withdraw import OPERATOR, ProgrammeWithdrawn
from domain.register.events import Event
from domain.register.steps import RECORD, Carried, RecordStep, Step
from domain.sign_off.approve_programme import ProgrammeApproved
from domain.sign_off.cast_ballot import CastBallot
from domain.state.commands import Command
from domain.state.folding import fold
from domain.state.judge import judge
from domain.state.own_step import header, of_a_person
from domain.state.programme_state import ProgrammeState
from tests.domain import arranged, asking
from tests.domain.cast import KWARTIERMAKER
from tests.domain.programmes import Programme

APPROVED = ProgrammeApproved(version=2, hash="any")
ALL_OWN = {own for steps in own_steps.OF_PHASE.values() for own in steps} | {*own_steps.OVER_TIME}


def follows(step: Step, state: ProgrammeState, activity: str = RECORD) -> bool:
    try:
        must_follow(step, activity, state)
    except DoesNotFollow:
        return False
    return True


def of_itself(programme: Programme, *events: Event, **changes: object) -> RecordStep:
    place = header(programme.state, programme.now)
    return RecordStep(**place, events=events).model_copy(update=changes)


def of(command: Command, programme: Programme, /, **changes: object) -> RecordStep:
    events = judge(command, programme.state, programme.today)
    return of_a_person(command, programme.state, programme.now, events).model_copy(update=changes)


def a_vote(programme: Programme) -> CastBallot:
    return asking.ballot(programme.state, 1, "for")


def test_every_step_that_a_programme_takes_by_itself_follows() -> None:
    played = arranged.approved()
    state, derived = played.beginning, set[str]()
    for entry in played.register:
        for own in ALL_OWN:
            step = own.wanted(state, entry.at)
            if step is not None and own in own_steps.OF_PHASE[state.phase]:
                assert follows(step, state, own.activity)
                derived.add(own.activity)
        state = fold(state, [entry])

    assert {RECORD, "invite_organisations", "close_round", "prepare_submission"} <= derived


def test_what_a_command_causes_follows() -> None:
    programme = arranged.before_the_body()

    assert follows(of(a_vote(programme), programme), programme.state)


def test_an_approval_in_appointment_does_not_follow() -> None:
    programme = Programme()

    assert not follows(of_itself(programme, APPROVED), programme.state)


def test_the_first_entry_follows_from_the_programmes_row_alone() -> None:
    ours = Programme(by_itself=False)
    theirs = ours.state.model_copy(update={"agreement": ours.state.agreement | {"blueprint": "another"}})

    step = own_steps.RECORD_THE_AGREEMENT.wanted(ours.state, ours.now)
    other = own_steps.RECORD_THE_AGREEMENT.wanted(theirs, ours.now)

    assert step is not None
    assert other is not None
    assert follows(step, ours.state)
    assert not follows(other, ours.state)


def test_a_step_of_another_phase_does_not_follow() -> None:
    programme = arranged.before_the_body()
    step = Step(**header(programme.state, programme.now))

    assert not follows(step, programme.state, own_steps.INVITE_ORGANISATIONS.activity)


def test_nothing_happens_before_the_last_entry() -> None:
    programme = arranged.before_the_body()
    vote = of(a_vote(programme), programme)

    earlier = vote.model_copy(update={"at": programme.now - timedelta(seconds=1)})

    assert not follows(earlier, programme.state)


@pytest.mark.parametrize(
    "changes",
    [
        {"command": None},
        {"command": Carried(update="sing", fields={})},
        {"command": Carried(update="cast_ballot", fields={"choice": "for"})},
        {"events": (APPROVED,)},
        {"actor": KWARTIERMAKER},
        {"key": "another"},
        {"body": "another"},
    ],
    ids=["without it", "an unknown one", "an unreadable one", "other events", "somebody else", "key", "body"],
)
def test_what_its_command_does_not_cause_does_not_follow(changes: dict[str, object]) -> None:
    programme = arranged.before_the_body()

    assert not follows(of(a_vote(programme), programme, **changes), programme.state)


def test_a_command_is_carried_out_by_its_own_activity() -> None:
    programme = arranged.before_the_body()

    assert not follows(of(a_vote(programme), programme), programme.state, "settle_responses")


def test_the_operator_withdraws_and_does_nothing_else() -> None:
    programme = arranged.before_the_body()
    withdrawal = of_itself(programme, ProgrammeWithdrawn(), actor=OPERATOR)

    assert follows(withdrawal, programme.state)
    assert not follows(withdrawal.model_copy(update={"events": (APPROVED,)}), programme.state)


def test_a_suspended_programme_takes_no_step_of_its_own() -> None:
    programme = Programme(by_itself=False)
    step = own_steps.RECORD_THE_AGREEMENT.wanted(programme.state, programme.now)
    suspended = programme.state.model_copy(update={"suspended_on": programme.today})

    assert step is not None
    assert follows(step, programme.state)
    assert not follows(step, suspended)

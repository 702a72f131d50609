"""Whatever is shown, judged, moved and decided while days pass: who decides again, and on what."""

from datetime import timedelta
from typing import Literal, get_args

from hypothesis import event, given, settings
from hypothesis import strategies as st

from domain.conditions.lapsing import lapsed
from domain.conditions.let_conditions_lapse import ConditionLapsed
from domain.every_phase.waiting import waiting
from domain.shared.refusals import Refusal
from domain.sign_off.establish_decision import DecisionEstablished
from domain.sign_off.prepare_submission import SubmissionPrepared
from domain.state import deadlines
from domain.state.commands import Command
from domain.state.folding import fold
from domain.state.programme_state import ProgrammeState
from domain.voting.tally import Choice
from tests.domain import asking
from tests.domain.arranged import before_the_body, meeting_day
from tests.domain.cast import KWARTIERMAKER, OFFICE, PRINCIPAL, member
from tests.domain.programmes import START, Programme, body, rules

CHAIN = ("college", "board", "assembly")
OWNERS = {"kwartiermaker": KWARTIERMAKER, "principal": PRINCIPAL, "office": OFFICE}
Owner = Literal["kwartiermaker", "principal", "office"]
owners: st.SearchStrategy[Owner] = st.sampled_from(get_args(Owner))
VOTES: tuple[Choice, ...] = ("for", "for", "for", "for_with_conditions", "abstain", "send_back", "against")


@st.composite
def with_conditions(draw: st.DrawFn) -> Programme:
    """Every body of a chain approved, some under conditions whose days lie near each other, or are one."""
    keys = CHAIN[: draw(st.integers(1, 3))]
    early = draw(st.sampled_from((False, "when_all_voted")))
    programme = before_the_body(rules(*(body(key, early_closing=early) for key in keys), max_sent_back=1))
    for key in keys:
        asked = draw(st.lists(st.sampled_from((25, 30, 30, 40)), max_size=2)) or (
            [30] if key == keys[-1] else []
        )
        for n in (1, 2, 3):
            mine = [START + timedelta(days=d) for d in asked[n - 1 : n]]
            conditions = [asking.condition(due, draw(owners)) for due in mine]
            choice: Choice = "for_with_conditions" if conditions else "for"
            programme.act(asking.ballot(programme.state, n, choice, conditions=conditions))
        if programme.state.body is not None and programme.state.body.key == key:
            programme.wait_until(meeting_day(programme) + timedelta(days=1))
    return programme


def act(programme: Programme, data: st.DataObject) -> Command | None:
    """Somebody does something with a condition, votes, or moves a day."""
    state, draw = programme.state, data.draw
    key = draw(st.sampled_from(sorted(state.conditions) or ["1-college-1-1"]))
    condition = state.conditions.get(key)
    owner = OWNERS[condition.set.owner] if condition else KWARTIERMAKER
    judge = member(condition.body, int(condition.set.seat[-1])) if condition else KWARTIERMAKER
    due = programme.today + timedelta(days=draw(st.integers(1, 30)))
    if state.suspended_on is not None:
        return asking.resume() if draw(st.booleans()) else None
    if state.sign_off.submission is not None and draw(st.integers(1, 3)) > 1:
        choice = draw(st.sampled_from(VOTES))
        asked = [asking.condition(due)] if choice == "for_with_conditions" else []
        return asking.ballot(state, draw(st.integers(1, 3)), choice, conditions=asked)
    return draw(
        st.sampled_from(
            [
                asking.show_evidence(key, by=owner),
                asking.show_evidence(key, by=owner),
                asking.judge_condition(key, by=judge, met=draw(st.booleans())),
                asking.judge_condition(key, by=judge),
                asking.move_deadline(f"condition-{key}", due),
                asking.suspend(),
                *(5 * [None]),
            ]
        )
    )


@given(programme=with_conditions(), data=st.data())
@settings(max_examples=150)
def test_only_who_set_what_lapsed_decides_again(programme: Programme, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(5, 40))):
        if programme.state.ending is not None or programme.state.phase == "definition":
            break
        if (command := act(programme, data)) is None:
            programme.wait(data.draw(st.integers(1, 15)))
            continue
        try:
            programme.act(command)
        except Refusal as refusal:
            event(refusal.code)
        stands_right(programme)
    stands_right(programme)
    every_lapse_was_due(programme)
    event(f"lapsed: {programme.kinds.count('condition.lapsed')}")
    event(f"it came to {programme.state.ending or programme.state.phase}")


def stands_right(programme: Programme) -> None:
    """What holds at every moment in which nothing follows by itself."""
    state = programme.state
    assert ProgrammeState.model_validate_json(state.model_dump_json()) == state
    assert str(waiting(state).sentence).endswith(".")
    if state.ending is not None or state.phase == "definition":
        return
    again, turn = lapsed(state), state.body
    assert (state.phase == "sign_off") == (turn is not None) == bool(again)
    if turn is not None:
        chain = [rules_.key for rules_ in state.rules.sign_off.bodies]
        assert turn.key == min((condition.body for condition in again), key=chain.index)
    if state.suspended_on is not None:
        return
    for key, condition in state.conditions.items():
        running = state.deadlines.get(f"{deadlines.CONDITION}{key}")
        assert (running is not None) == condition.is_open
        if running is not None and running.passed and state.phase == "conditions":
            assert condition.evidence is not None, "what nobody showed in time has lapsed"


def every_lapse_was_due(programme: Programme) -> None:
    """Each lapse, and each decision after the chain, had its reason in the register up to there."""
    state, chain = programme.beginning, len(programme.beginning.rules.sign_off.bodies)
    decided, lapses = 0, dict[str, int]()
    for entry in programme.register:
        before, today = state, state.rules.calendar.day_of(entry.at)
        state = fold(state, [entry])
        match entry.event:
            case ConditionLapsed(condition=key, body=of, due=due):
                assert due < today
                assert before.conditions[key].evidence is None
                assert not before.conditions[key].met
                assert before.conditions[key].body == of
                lapses[of] = lapses.get(of, 0) + 1
            case SubmissionPrepared(submission=number, body=of) if number > chain:
                assert lapses.get(of), "nobody decides again on what did not lapse"
            case DecisionEstablished(outcome=outcome, body=of) if outcome != "held_over":
                decided += 1
                kept(before, state, of) if decided > chain and outcome.startswith("approved") else None
            case _:
                pass


def kept(before: ProgrammeState, after: ProgrammeState, body_: str) -> None:
    """A body that decided again dropped what had lapsed of its own, and nothing else."""
    gone = before.conditions.keys() - after.conditions.keys()
    assert gone == {condition.set.key for condition in lapsed(before, body_)}
    assert all(after.conditions[key] == before.conditions[key] for key in before.conditions.keys() - gone)

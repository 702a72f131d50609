"""Whatever people ask, in whatever order, while days pass: some things always hold."""

from datetime import timedelta
from typing import get_args

from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.every_phase.pass_deadlines import pass_due
from domain.every_phase.timeline import KINDS, timeline
from domain.every_phase.waiting import waiting
from domain.every_phase.withdraw import OPERATOR, withdraw_by_operator
from domain.plan.thresholds import measured_thresholds
from domain.register.entries import verify
from domain.shared.refusals import Refusal
from domain.shared.rules import BodyRole
from domain.shared.support import Answer
from domain.sign_off.establish_decision import DecisionEstablished
from domain.state import deadlines
from domain.state.commands import Command
from domain.state.folding import fold
from domain.state.programme_state import Phase, ProgrammeState
from domain.voting.outcome import Advised
from tests.domain.any_command import ANSWERS, anything, what_is_waited_for
from tests.domain.any_programme import programmes
from tests.domain.programmes import Programme

LETS_PASS: dict[BodyRole, tuple[str, ...]] = {
    "decides": ("approved", "approved_with_conditions"),
    "advises": get_args(Advised),
    "takes_note": ("taken_note_of",),
    "ratifies": ("ratified",),
}

DEADLINES_OF: dict[Phase, set[str]] = {
    "appointment": {"nominate", "choose", "accept"},
    "definition": {"term", "consultation", "draft", "review", "session", "projects"},
    "sign_off": {"term", "meeting", "plan-meeting", "establish", "condition", "judging"},
    "conditions": {"term", "condition", "judging"},
}


class AnyOrder(RuleBasedStateMachine):
    """People act, sensibly or not; days pass; the programme takes its own steps, at once or later."""

    def __init__(self) -> None:
        super().__init__()
        self.programme = Programme()

    @initialize(programme=programmes())
    def begin(self, programme: Programme) -> None:
        self.programme = programme

    @rule(data=st.data())
    def somebody_does_what_is_waited_for(self, data: st.DataObject) -> None:
        if (command := what_is_waited_for(self.programme, data)) is not None:
            self._try(command)

    @rule(data=st.data())
    def another_one_does_what_is_waited_for(self, data: st.DataObject) -> None:
        self.somebody_does_what_is_waited_for(data)

    @rule(data=st.data())
    def somebody_tries_something(self, data: st.DataObject) -> None:
        self._try(anything(self.programme, data))

    @rule(group=st.sampled_from(("gemeente", "marktpartij")), can=st.sampled_from(ANSWERS))
    @precondition(lambda self: self.programme.state.phase == "definition")
    def an_organisation_contributes(self, group: str, can: Answer) -> None:
        consultation, said = self.programme.state.definition.consultation, self.programme.world.contributions
        number = consultation.number if consultation else 0
        of_group = sum(said_.group == group and said_.consultation == number for said_ in said)
        if consultation and consultation.is_open and of_group < self.programme.state.stakeholders[group]:
            self.programme.contribute(group, can)

    @rule(working_days=st.integers(1, 8))
    def days_pass(self, working_days: int) -> None:
        self.programme.wait(working_days)

    @rule(days=st.integers(1, 20))
    def nothing_runs_for_some_days(self, days: int) -> None:
        self.programme.on(self.programme.today + timedelta(days=days))
        if self.programme.state.suspended_on is None:
            self.programme.meet_deadlines()

    @rule()
    def the_programme_takes_its_next_step(self) -> None:
        self.programme.record(self.programme.next_steps())

    @rule()
    def the_programme_takes_all_its_steps(self) -> None:
        self.programme.settle()

    @rule(chance=st.integers(1, 30))
    def an_operator_cancels_the_run(self, chance: int) -> None:
        if chance == 1:
            self.programme.record(withdraw_by_operator(self.programme.state), OPERATOR)

    def _try(self, command: Command) -> None:
        before, length = self.programme.state, len(self.programme.register)
        try:
            self.programme.act(command)
        except Refusal:
            assert self.programme.state == before
            assert len(self.programme.register) == length
        else:
            assert before.ending is None, "an ended programme accepts nothing"
            assert before.suspended_on is None or command.update in {
                "resume",
                "withdraw",
                "replace_kwartiermaker",
            }

    # --- what always holds ---

    @invariant()
    def the_state_survives_being_written_as_json(self) -> None:
        state = self.programme.state
        assert ProgrammeState.model_validate_json(state.model_dump_json()) == state

    @invariant()
    def an_entry_that_was_seen_changes_nothing(self) -> None:
        assert fold(self.programme.state, self.programme.register[-5:]) == self.programme.state

    @invariant()
    def only_deadlines_of_the_present_phase_are_open(self) -> None:
        state = self.programme.state
        numbered = ("condition-", "session-", "judging-")
        open_ = {key.partition("-")[0] if key.startswith(numbered) else key for key in state.deadlines}
        assert open_ <= (DEADLINES_OF[state.phase] if state.ending is None else set())

    @invariant()
    def there_is_a_kwartiermaker_or_somebody_may_be_asked(self) -> None:
        state = self.programme.state
        assert state.appointment.asked is None or state.kwartiermaker is None
        assert (state.kwartiermaker is None) == (state.phase == "appointment")

    @invariant()
    def it_can_be_drawn_in_days_that_follow_each_other(self) -> None:
        told = [entry for entry in self.programme.register if entry.event.kind in KINDS]
        found = timeline(self.programme.state, told, self.programme.today)
        assert all(span.first <= span.last for span in (*found.phases, *found.steps))
        assert found.days[0] <= found.days[1]

    @invariant()
    def nobody_is_named_in_what_it_waits_for(self) -> None:
        expected = waiting(self.programme.state)
        assert "id-" not in f"{expected.sentence}{expected.role}"
        assert str(expected.sentence).endswith(".")
        assert (expected.role == "") == (self.programme.state.ending is not None)

    @invariant()
    def nothing_is_due_while_suspended_or_after_the_end(self) -> None:
        state = self.programme.state
        if state.suspended_on is not None or state.ending is not None:
            assert deadlines.next_moment(state) is None
            assert pass_due(state, self.programme.now + timedelta(days=1000)) == []
        if state.ending is not None:
            assert state.suspended_on is None

    @invariant()
    def an_unfinished_programme_never_stands_still(self) -> None:
        state = self.programme.state
        if state.ending is None and state.suspended_on is None and not self.programme.next_steps():
            waited_for = {key for key in state.deadlines if not key.startswith("session-")}
            assert waited_for - {"term"}, "nobody has a deadline and nothing follows by itself"

    @invariant()
    def ballots_come_from_seats_of_the_body_whose_turn_it_is(self) -> None:
        submission, turn = self.programme.state.sign_off.submission, self.programme.state.body
        if submission is not None:
            assert turn is not None
            assert submission.body == turn.key
            assert set(submission.votes) <= {seat.key for seat in turn.seats}
            assert submission.meeting is not None or not submission.votes

    @invariant()
    def a_submission_is_never_on_the_agenda_of_a_meeting_that_it_missed(self) -> None:
        submission = self.programme.state.sign_off.submission
        if submission is not None:
            assert submission.meeting not in submission.missed
            assert len(set(submission.missed)) == len(submission.missed)

    @invariant()
    def a_plan_is_sent_back_no_more_often_than_allowed(self) -> None:
        state = self.programme.state
        assert state.sign_off.sent_back <= state.rules.sign_off.max_sent_back

    @invariant()
    def what_is_held_over_goes_to_another_meeting_than_the_one_just_held(self) -> None:
        for decision in self.programme.state.sign_off.decisions:
            if decision.held_over_to is not None:
                assert decision.outcome == "held_over"
                assert decision.held_over_to > decision.meeting

    @invariant()
    def an_approved_programme_was_approved_by_every_body(self) -> None:
        state = self.programme.state
        if state.ending != "approved":
            return
        chain = [body.key for body in state.rules.sign_off.bodies]
        decisions = state.sign_off.decisions
        sent_back = [n for n, decision in enumerate(decisions, start=1) if decision.outcome == "sent_back"]
        since = [d for d in decisions[max(sent_back, default=0) :] if d.outcome != "held_over"]
        # A body whose condition lapsed decides once more, after the whole chain did.
        assert [decision.body for decision in since[: len(chain)]] == chain
        latest = {decision.body: decision for decision in since}.values()
        role_of: dict[str, BodyRole] = {body.key: body.role for body in state.rules.sign_off.bodies}
        for decision in latest:
            assert decision.outcome in LETS_PASS[role_of[decision.body]]
        assert all(condition.met for condition in state.conditions.values())
        assert state.definition.review is not None
        reservations = state.rules.definition.otherwise == "with_reservations"
        assert state.definition.review.passed or reservations
        assert all(bar.reached for bar in measured_thresholds(state))

    def teardown(self) -> None:
        programme = self.programme
        event(f"it came to {programme.state.ending or programme.state.phase}")
        assert fold(programme.beginning, programme.register) == programme.state
        assert verify([entry.model_dump(mode="json") for entry in programme.register]) == programme.state.head
        established = [e for e in programme.since(0) if isinstance(e, DecisionEstablished)]
        assert len(established) == len(programme.state.sign_off.decisions)


AnyOrder.TestCase.settings = settings(settings.default, max_examples=60, stateful_step_count=40)
TestAnyOrder = AnyOrder.TestCase

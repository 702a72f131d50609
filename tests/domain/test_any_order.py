"""Whatever people ask, in whatever order, while days pass: some things always hold."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import get_args

from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain import deadlines, gate, judging, meetings, responses, sent_back_points, sign_off
from domain.actors import Actor
from domain.bars import bars
from domain.commands import Command
from domain.course import OPERATOR, withdraw_by_operator
from domain.errors import Refusal
from domain.events_of_sign_off import DecisionEstablished
from domain.programme import fold
from domain.register import verify
from domain.rules import BodyRole, JudgedBy, Lead, Majority, Otherwise, Rules
from domain.state import Phase, ProgrammeState
from domain.support import Answer
from domain.voting import Advised, Choice, Outcome, choices, decided
from domain.waiting import waiting
from tests.domain import asking
from tests.domain.arranged import (
    appointed,
    asked,
    before_the_body,
    drafted,
    meeting_day,
    under_review,
    whole_plan,
)
from tests.domain.cast import ANNA, BRAM, CAS, EVERY_ROLE, OFFICE, PANEL, PRINCIPAL, member
from tests.domain.programmes import START, Programme, body, every, rules

CHOICES: tuple[Choice, ...] = (
    "for",
    "for",
    "for",
    "for_with_conditions",
    "against",
    "send_back",
    "abstain",
    "objection",
)
ANSWERS: tuple[Answer, ...] = ("yes", "yes", "yes_if", "no")
CANDIDATES = (ANNA, BRAM, CAS)
KEYS = ("nominate", "choose", "accept", "term", "consultation", "draft", "review", "meeting", "plan-meeting")

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


@st.composite
def roles(draw: st.DrawFn, length: int) -> list[BodyRole]:
    """What the bodies of a chain are for, as a blueprint may say it."""
    chain: list[BodyRole] = []
    for _ in range(length - 1):
        afterwards: tuple[BodyRole, ...] = (
            get_args(BodyRole) if "decides" in chain else ("decides", "advises")
        )
        chain.append(draw(st.sampled_from(afterwards)))
    last: tuple[BodyRole, ...] = ("decides", "takes_note", "ratifies") if "decides" in chain else ("decides",)
    return [*chain, draw(st.sampled_from(last))]


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """A programme under rules of many kinds, which may or may not take its own steps at once."""
    keys = ("college", "board", "assembly")[: draw(st.integers(1, 3))]
    role_of = dict(zip(keys, draw(roles(len(keys))), strict=True))
    chain = [
        body(
            key,
            majority=draw(st.sampled_from(get_args(Majority))),
            chair=f"{key}-1",
            casting_vote=draw(st.booleans()),
            chair_establishes=draw(st.booleans()),
            abstentions_count=draw(st.booleans()),
            quorum_by=draw(st.sampled_from(("seats", "weight"))),
            second_meeting_without_quorum=draw(st.booleans()),
            role=role_of[key],
            conditions_judged_by=draw(st.sampled_from(get_args(JudgedBy))),
            judge="id-of-carla",
            judging=draw(st.sampled_from((None, Lead(working_days=3, reminders=(1,))))),
            quorum_percent=draw(st.sampled_from((1, 50, 100))),
            meetings=draw(st.sampled_from(((), every(1, date(2026, 1, 8), 4), every(2, date(2026, 1, 13))))),
            notice_working_days=draw(st.integers(0, 5)),
            early_closing=draw(st.sampled_from((False, True, "when_all_voted", "when_decided"))),
        )
        for key in keys
    ]
    chosen = rules(*chain, max_sent_back=draw(st.integers(0, 2)), panel=draw(st.integers(0, 3)))
    definition = chosen.definition.model_copy(
        update={
            "otherwise": draw(st.sampled_from(get_args(Otherwise))),
            "smallest_shown": draw(st.integers(1, 3)),
        }
    )
    chosen = chosen.model_copy(update={"definition": definition})
    programme = draw(st.sampled_from(BEGINNINGS))(chosen)
    programme.by_itself = draw(st.booleans())
    return programme


def at_its_second_body(chosen: Rules) -> Programme:
    return at_its_conditions(chosen) if len(chosen.sign_off.bodies) == 1 else approved_by_one(chosen, "for")


def at_its_conditions(chosen: Rules) -> Programme:
    programme = approved_by_one(chosen, "for_with_conditions")
    while programme.state.phase == "sign_off":
        decide(programme, "for" if programme.state.conditions else "for_with_conditions")
    return programme


def approved_by_one(chosen: Rules, choice: Choice) -> Programme:
    programme = before_the_body(chosen)
    decide(programme, choice)
    return programme


def decide(programme: Programme, choice: Choice) -> None:
    """Let a body decide, at a meeting of its own if its calendar holds none."""
    turn = programme.state.body
    assert turn is not None
    if not meetings.is_on_an_agenda(programme.state):
        programme.act(asking.plan_meeting(turn.key, programme.working_days(turn.notice_working_days + 1)))
    choice = choice if choice in choices(turn) else "for"
    for seat, said in enumerate((choice, choice, "for"), start=1):
        # Where a ballot ends as soon as it is decided, the last ones come too late.
        if programme.state.body == turn and not sign_off.the_ballot_is_over(programme.state):
            programme.members_vote(said, first=seat)
    if programme.state.body == turn and meetings.is_on_an_agenda(programme.state):
        programme.wait_until(meeting_day(programme) + timedelta(days=1))
    the_chair_establishes(programme)


def the_ballot_is_open(state: ProgrammeState) -> bool:
    submission = state.sign_off.submission
    return submission is not None and submission.meeting is not None and not submission.closed


def the_chair_establishes(programme: Programme) -> None:
    state = programme.state
    if state.body is not None and state.sign_off.submission is not None and state.sign_off.submission.closed:
        votes = sign_off.choices_of(state.sign_off.submission)
        ruled = decided(votes, state.body, sign_off.moment_of(state))
        programme.act(asking.establish(state, ruled))


BEGINNINGS: tuple[Callable[[Rules], Programme], ...] = (
    Programme,
    asked,
    appointed,
    drafted,
    under_review,
    before_the_body,
    at_its_second_body,
    at_its_conditions,
)


def kwartiermaker(state: ProgrammeState) -> Actor:
    return Actor(person=state.kwartiermaker or "id-of-nobody", role="kwartiermaker")


def what_is_waited_for(programme: Programme, data: st.DataObject) -> Command | None:  # noqa: PLR0911 - one per role
    """What somebody should do now, none when it is not a command that is waited for."""
    state, draw = programme.state, data.draw
    match waiting(state).role:
        case "candidate":
            actor = Actor(person=state.appointment.asked or "", role="candidate")
            return asking.accept(actor) if draw(st.booleans()) else asking.decline(actor)
        case "principal" if state.phase == "appointment":
            nominated = sorted(p for p, s in state.appointment.candidates.items() if s == "nominated")
            return asking.choose(*draw(st.lists(st.sampled_from(nominated), min_size=1, unique=True)))
        case "panel" if state.rules.definition.panel:
            seat = draw(st.sampled_from([seat.key for seat in state.rules.definition.panel]))
            can, will = draw(st.sampled_from(ANSWERS)), draw(st.sampled_from(ANSWERS))
            return asking.review(seat, state, can=can, will=will)
        case "kwartiermaker" if state.phase == "definition":
            return a_place(state, data) if state.definition.unplaced else a_version(state)
        case "office":
            return what_the_office_does(programme, data)
        case _ if state.phase == "sign_off" and state.body is not None:
            if sign_off.the_chair_must_establish(state):
                return asking.establish(state, data.draw(st.sampled_from(get_args(Outcome))))
            if state.conditions and draw(st.integers(1, 4)) == 1:
                return about_a_condition(state, data)
            return a_ballot(programme, data)
        case _ if state.phase == "conditions":
            return about_a_condition(state, data)
        case _:
            return None


def what_the_office_does(programme: Programme, data: st.DataObject) -> Command:
    state = programme.state
    if state.suspended_on is not None:
        return asking.resume()
    if state.phase == "appointment":
        return asking.nominate(f"id-of-candidate-{len(state.appointment.candidates)}")
    day = programme.working_days(data.draw(st.integers(1, 8)))
    return asking.plan_meeting(state.body.key if state.body else "college", day)


def a_place(state: ProgrammeState, data: st.DataObject) -> Command:
    project = data.draw(st.sampled_from(state.definition.unplaced))
    return asking.place_project(project, by=kwartiermaker(state))


def a_version(state: ProgrammeState) -> Command:
    actor, draft = kwartiermaker(state), state.definition.draft
    if unanswered := responses.unsettled(state):
        return asking.settle_responses(unanswered[0], by=actor)
    if points := sent_back_points.unanswered(state):
        return asking.answer_sent_back_point(points[0], by=actor)
    if draft is not None and draft != state.definition.submitted and not gate.missing_sections(state, draft):
        return asking.submit_version(draft.number, by=actor)
    return asking.save_version(whole_plan(f"Version {state.version + 1}"), by=actor)


def a_ballot(programme: Programme, data: st.DataObject) -> Command:
    turn = programme.state.body
    assert turn is not None
    known = choices(turn)
    fitting: list[Choice] = [choice for choice in CHOICES if choice in known]
    choice = data.draw(st.sampled_from(fitting))
    due = programme.today + timedelta(days=data.draw(st.integers(-5, 40)))
    owner = data.draw(st.sampled_from(("kwartiermaker", "principal", "office")))
    conditions = [asking.condition(due, owner)] if choice == "for_with_conditions" else []
    return asking.ballot(programme.state, data.draw(st.integers(1, 3)), choice, conditions=conditions)


def about_a_condition(state: ProgrammeState, data: st.DataObject) -> Command:
    condition = state.conditions[data.draw(st.sampled_from(sorted(state.conditions)))]
    if condition.evidence is None:
        owners = {"kwartiermaker": kwartiermaker(state), "principal": PRINCIPAL, "office": OFFICE}
        return asking.show_evidence(condition.set.key, by=owners[condition.set.owner])
    judges = judging.waited_for(state, condition.set.key) or ("id-of-nobody",)
    judge = Actor(person=data.draw(st.sampled_from(judges)), role="member")
    return asking.judge_condition(condition.set.key, by=judge, met=data.draw(st.booleans()))


def anything(programme: Programme, data: st.DataObject) -> Command:
    """Any command by anybody, sensible or not."""
    state, draw = programme.state, data.draw
    by = draw(st.sampled_from([*EVERY_ROLE, kwartiermaker(state)]))
    day = START + timedelta(days=draw(st.integers(-1, 120)))
    key = draw(st.sampled_from([*KEYS, *state.deadlines]))
    person = draw(st.sampled_from([*CANDIDATES, *PANEL.values(), member("college", 1), PRINCIPAL])).person
    condition = draw(st.sampled_from(["1-college-1-1", *state.conditions]))
    commands = [
        asking.suspend(by=by),
        asking.resume(by=by),
        asking.move_deadline(key, day, by=by),
        asking.plan_meeting("college", day, by=by),
        asking.plan_meetings("college", day, day + timedelta(days=1), by=by),
        asking.file_reference("minutes", day, by=by),
        asking.give_mandate(person, day, day + timedelta(days=draw(st.integers(-1, 60))), by=by),
        asking.withdraw_mandate(draw(st.integers(1, 2)), by=by),
        asking.classify(draw(st.sampled_from(("programme", "cover-note-1", "other"))), by=by),
        asking.replace_kwartiermaker(person, by=by),
        asking.correct_decision(draw(st.integers(1, 3)), by=by),
        asking.nominate(person, by=by),
        asking.choose(person, by=by),
        asking.accept(by),
        asking.decline(by),
        asking.add_organisations(f"X{draw(st.integers(1, 3))}", by=by),
        asking.withdraw_organisations(f"X{draw(st.integers(1, 3))}", by=by),
        asking.open_consultation(draw(st.integers(0, 3)), draw(st.sampled_from((None, day))), by=by),
        asking.save_version({"goals": asking.text("Goals")}, by=by),
        asking.settle_responses(by=by),
        asking.answer_principle(state.version, 1, "open", by=by),
        asking.answer_sent_back_point(draw(st.sampled_from(("1-1", "2-1"))), by=by),
        asking.allow_drafter(person, by=by),
        asking.disallow_drafter(person, by=by),
        asking.submit_version(state.version, by=by),
        asking.review("panel-1", state, by=by),
        asking.plan_session(day, by=by),
        asking.record_session(draw(st.integers(1, 2)), by=by),
        asking.cancel_session(draw(st.integers(1, 2)), by=by),
        asking.add_projects(by=by),
        asking.nudge(group="gemeente", by=by),
        asking.place_project(draw(st.integers(1, 3)), by=by),
        asking.ballot(state, 1, draw(st.sampled_from(CHOICES)), by=by),
        asking.establish(state, "approved", by=by),
        asking.revise(state, note=f"Note {state.head.seq}", by=by),
        asking.revise(state, plan=whole_plan(f"Plan {state.head.seq}"), note="Note to it", by=by),
        asking.show_evidence(condition, by=by),
        asking.judge_condition(condition, by=by),
    ]
    # Withdrawing ends the play, so it comes up seldom.
    return draw(st.sampled_from([*commands, *commands, asking.withdraw(by=by)]))


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
        round_, said = self.programme.state.definition.round, self.programme.contributions
        number = round_.number if round_ else 0
        of_group = sum(said_.group == group and said_.consultation == number for said_ in said)
        if round_ and round_.is_open and of_group < self.programme.state.stakeholders[group]:
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
    def nobody_is_named_in_what_it_waits_for(self) -> None:
        expected = waiting(self.programme.state)
        assert "id-" not in expected.sentence + expected.role
        assert expected.sentence.endswith(".")
        assert (expected.role == "") == (self.programme.state.ending is not None)

    @invariant()
    def nothing_is_due_while_suspended_or_after_the_end(self) -> None:
        state = self.programme.state
        if state.suspended_on is not None or state.ending is not None:
            assert deadlines.next_moment(state) is None
            assert deadlines.pass_due(state, self.programme.now + timedelta(days=1000)) == []
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
        assert all(bar.reached for bar in bars(state))

    def teardown(self) -> None:
        programme = self.programme
        event(f"it came to {programme.state.ending or programme.state.phase}")
        assert fold(programme.beginning, programme.register) == programme.state
        assert verify([entry.model_dump(mode="json") for entry in programme.register]) == programme.state.head
        established = [e for e in programme.since(0) if isinstance(e, DecisionEstablished)]
        assert len(established) == len(programme.state.sign_off.decisions)


AnyOrder.TestCase.settings = settings(settings.default, max_examples=60, stateful_step_count=40)
TestAnyOrder = AnyOrder.TestCase

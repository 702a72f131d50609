"""What anybody may ask of a programme: what is waited for, and anything else."""

from datetime import timedelta
from typing import get_args

from hypothesis import strategies as st

from domain.conditions import judging
from domain.every_phase.waiting import waiting
from domain.plan import gate, sent_back_points
from domain.responses.settlement import unsettled
from domain.shared.actors import Actor
from domain.shared.support import Answer
from domain.sign_off.chair import the_chair_must_establish
from domain.state.commands import Command
from domain.state.programme_state import ProgrammeState
from domain.voting.outcome import Outcome, choices
from domain.voting.tally import Choice
from tests.domain import asking
from tests.domain.any_programme import CHOICES
from tests.domain.arranged import (
    whole_plan,
)
from tests.domain.cast import ANNA, BRAM, CAS, EVERY_ROLE, OFFICE, PANEL, PRINCIPAL, member
from tests.domain.programmes import START, Programme

ANSWERS: tuple[Answer, ...] = ("yes", "yes", "yes_if", "no")
CANDIDATES = (ANNA, BRAM, CAS)
KEYS = ("nominate", "choose", "accept", "term", "consultation", "draft", "review", "meeting", "plan-meeting")


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
            if the_chair_must_establish(state):
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
    if unanswered := unsettled(state):
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
        asking.remind_whose_turn(draw(st.integers(0, 2)), by=by),
        asking.move_deadline(key, day, by=by),
        asking.plan_meeting("college", day, by=by),
        asking.plan_meetings("college", day, day + timedelta(days=1), by=by),
        asking.file_reference("minutes", day, by=by),
        asking.give_mandate(person, day, day + timedelta(days=draw(st.integers(-1, 60))), by=by),
        asking.pass_on_seat(person, day, by=by),
        asking.pass_on_seat(person, day, body=None, seat=None, by=by),
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

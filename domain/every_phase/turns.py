"""What is waited for: every turn, with whose it is, how far it is, and until when.

A programme may wait for several things at once. What is shown as waited for, what is late, and what somebody
finds as their work are all read from here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, TypeAlias

from domain.appointment.candidates import candidates_are_nominated
from domain.conditions import judging
from domain.conditions.let_conditions_lapse import a_condition_must_lapse
from domain.consultation.consultations import no_consultation_was_held, the_consultation_is_open
from domain.consultation.sessions import deadline_of
from domain.every_phase.holders import holders
from domain.plan import gate, sent_back_points
from domain.projects.inventory import DEADLINE as PROJECTS
from domain.responses.settlement import unsettled
from domain.shared.actors import Role
from domain.sign_off.chair import the_chair_must_establish
from domain.state.deadlines import CONDITION, ESTABLISH, JUDGING
from domain.state.programme_state import Condition, OnTheTable, ProgrammeState

TurnCode = Literal[
    "resume",
    "nominate",
    "choose",
    "answer_assignment",
    "contribute",
    "review",
    "answer_sent_back_points",
    "answer_contributions",
    "submit_version",
    "place_projects",
    "meet_gate",
    "record_session",
    "plan_meeting",
    "plan_another_meeting",
    "vote",
    "establish_outcome",
    "show_evidence",
    "judge_evidence",
    "judge_evidence_as_chair",
    "judge_evidence_together",
    "judge_evidence_as_named",
    "prepare_submission",
    "let_lapse",
    "become_final",
]
"""What is to be done; the last three a programme does by itself, in a moment."""

Numbers: TypeAlias = Mapping[str, int]
"""How far it is: `done` of `of`, or what else its sentence counts."""


@dataclass(frozen=True)
class Turn:
    """One thing that is waited for.

    Whose it is: somebody in `role`, about or of the `body` with that key. `people` are the ids of those who
    can do it now; none where PostgreSQL knows them, as representatives. `about` tells it from others with its
    code: the number of a consultation, a submission or a session, the key of a condition. `day` is one that
    it speaks of. `deadline` is the key of the one that runs for it, `due` its last day; with `late` that day
    is over.
    """

    code: TurnCode
    role: Role
    body: str | None = None
    about: str = ""
    people: tuple[str, ...] = ()
    numbers: Numbers = field(default_factory=dict[str, int])
    day: date | None = None
    deadline: str | None = None
    due: date | None = None
    late: bool = False

    @property
    def key(self) -> str:
        """What tells it from every other turn of its programme, for as long as it is waited for."""
        return f"{self.code}/{self.about}" if self.about else self.code

    @property
    def whose(self) -> str:
        """The key of the body whose members have to do it, or else the role."""
        return self.body if self.body is not None and self.role == "member" else self.role


Turns: TypeAlias = Iterator[Turn]


def turns(state: ProgrammeState) -> tuple[Turn, ...]:
    """Everything that `state` waits for, first what the rest waits for; nothing once it has ended."""
    return tuple(_timed(turn, state) for turn in _turns(state))


def _timed(turn: Turn, state: ProgrammeState) -> Turn:
    """The turn with the days of its deadline, where that runs."""
    deadline = state.deadlines.get(turn.deadline or "")
    if deadline is None:
        return replace(turn, deadline=None)
    return replace(turn, due=deadline.due, late=deadline.passed)


def _turns(state: ProgrammeState) -> Turns:
    if state.ending is not None:
        return
    if state.suspended_on is not None:
        # Alone: until then nobody can do what was waited for before, and no day of it runs out.
        yield Turn("resume", "office", people=state.office, day=state.suspended_on)
        return
    match state.phase:
        case "appointment":
            yield _in_appointment(state)
        case "definition":
            yield from _in_definition(state)
        case "sign_off":
            yield _in_sign_off(state)
            yield from _evidence(state, _running(state))
        case "conditions":
            yield from _in_conditions(state)


def _in_appointment(state: ProgrammeState) -> Turn:
    if (asked := state.appointment.asked) is not None:
        return Turn("answer_assignment", "candidate", people=(asked,), deadline="accept")
    if candidates_are_nominated(state):
        nominated = list(state.appointment.candidates.values()).count("nominated")
        principal, of = (state.principal,), {"of": nominated}
        return Turn("choose", "principal", people=principal, numbers=of, deadline="choose")
    return Turn("nominate", "office", people=state.office, deadline="nominate")


def _in_definition(state: ProgrammeState) -> Turns:
    asking = the_consultation_is_open(state) or no_consultation_was_held(state)
    review = state.definition.review
    reviewing = review is not None and review.passed is None
    if asking:
        number, of = max(len(state.definition.rounds), 1), sum(state.stakeholders.values())
        # How many have answered PostgreSQL alone knows.
        yield Turn(
            "contribute", "representative", about=str(number), numbers={"of": of}, deadline="consultation"
        )
    elif reviewing:
        yield _review(state)
    # While the panel reads a version, nothing is answered or written beside it.
    mine = () if reviewing else tuple(_for_the_kwartiermaker(state, asking=asking))
    if unplaced := len(state.definition.unplaced):
        placed = _done(state.definition.projects - unplaced, state.definition.projects)
        mine = (*mine, _mine(state, "place_projects", numbers=placed, deadline=PROJECTS))
    yield from mine
    if not (asking or reviewing or mine):
        criteria = gate.criteria(state)
        met = _done(sum(criterion.met for criterion in criteria), len(criteria))
        yield _mine(state, "meet_gate", numbers=met)
    for session, planned in state.definition.sessions.items():
        if planned.status == "planned":
            yield _record(state, session)


def _done(done: int, of: int) -> Numbers:
    return {"done": done, "of": of}


def _review(state: ProgrammeState) -> Turn:
    review = state.definition.review
    assert review is not None, "its review is under way"
    return Turn(
        "review",
        "panel",
        about=str(review.version),
        people=holders(state, "panel", "review"),
        numbers=_done(len(review.answers), len(state.panel)),
        deadline="review",
    )


def _for_the_kwartiermaker(state: ProgrammeState, *, asking: bool) -> Turns:
    """What is to be done with what was said, until a version has been reviewed that answers it all."""
    review = state.definition.review
    reviewed = state.definition.submitted == state.definition.draft and review is not None and review.passed
    if not reviewed and (open_points := len(sent_back_points.unanswered(state))):
        points = len(state.definition.points)
        yield _mine(state, "answer_sent_back_points", numbers=_done(points - open_points, points))
    for consultation in unsettled(state):
        yield _mine(state, "answer_contributions", about=str(consultation))
    if not asking and not reviewed:
        yield _mine(state, "submit_version")


def _mine(
    state: ProgrammeState,
    code: TurnCode,
    *,
    about: str = "",
    numbers: Numbers | None = None,
    deadline: str = "draft",
) -> Turn:
    people = (state.kwartiermaker,) if state.kwartiermaker is not None else ()
    return Turn(code, "kwartiermaker", about=about, people=people, numbers=numbers or {}, deadline=deadline)


def _record(state: ProgrammeState, session: int) -> Turn:
    return Turn(
        "record_session", "office", about=str(session), people=state.office, deadline=deadline_of(session)
    )


def _in_sign_off(state: ProgrammeState) -> Turn:
    if state.on_the_table is None:
        return Turn("prepare_submission", "programme")
    submission, body = state.on_the_table
    if submission.meeting is None:
        return _plan_a_meeting(state, state.on_the_table)
    if the_chair_must_establish(state):
        return Turn(
            "establish_outcome",
            "member",
            body=body.key,
            about=str(submission.number),
            people=holders(state, "member", ESTABLISH),
            deadline=ESTABLISH,
        )
    return Turn(
        "vote",
        "member",
        body=body.key,
        about=str(submission.number),
        people=holders(state, "member", "meeting"),
        numbers=_done(len(submission.votes), len(body.seats)),
        day=submission.meeting,
        deadline="meeting",
    )


def _plan_a_meeting(state: ProgrammeState, table: OnTheTable) -> Turn:
    missed = table.submission.missed
    return Turn(
        "plan_another_meeting" if missed else "plan_meeting",
        "office",
        body=table.body.key,
        about=str(table.submission.number),
        people=state.office,
        day=missed[-1] if missed else None,
        deadline="plan-meeting",
    )


def _in_conditions(state: ProgrammeState) -> Turns:
    unmet = {key: condition for key, condition in state.conditions.items() if not condition.met}
    if a_condition_must_lapse(state):
        yield Turn("let_lapse", "programme")
    elif unmet:
        yield from _evidence(state, unmet)
    else:
        yield Turn("become_final", "programme", numbers=_met(state))


def _running(state: ProgrammeState) -> dict[str, Condition]:
    """The open conditions whose days run on while a body decides again about others."""
    days = state.deadlines.keys()
    return {
        key: condition
        for key, condition in state.conditions.items()
        if condition.is_open and {f"{CONDITION}{key}", f"{JUDGING}{key}"} & days
    }


def _evidence(state: ProgrammeState, unmet: Mapping[str, Condition]) -> Turns:
    """First whatever is still to be shown; what waits for a judge was."""
    for key, condition in unmet.items():
        if condition.evidence is None:
            owner, deadline = condition.set.owner, f"{CONDITION}{key}"
            yield Turn(
                "show_evidence",
                owner,
                body=condition.body,
                about=key,
                people=holders(state, owner, deadline),
                numbers=_met(state),
                deadline=deadline,
            )
    for key, condition in unmet.items():
        if condition.evidence is not None:
            yield _judge(state, key, condition)


def _met(state: ProgrammeState) -> Numbers:
    return _done(sum(condition.met for condition in state.conditions.values()), len(state.conditions))


JUDGED: Mapping[str, TurnCode] = {
    "who_asked": "judge_evidence",
    "chair": "judge_evidence_as_chair",
    "body": "judge_evidence_together",
    "person": "judge_evidence_as_named",
}


def _judge(state: ProgrammeState, key: str, condition: Condition) -> Turn:
    body = state.body_at(condition.body)
    said = {"said": len(condition.judged), "seats": len(body.seats)}
    together = body.conditions_judged_by == "body"
    return Turn(
        JUDGED[body.conditions_judged_by],
        "judge" if body.conditions_judged_by == "person" else "member",
        body=body.key,
        about=key,
        people=judging.waited_for(state, key),
        numbers={**_met(state), **(said if together else {})},
        deadline=f"{JUDGING}{key}",
    )

"""What a programme is waiting for: a role or a body, with counts, never a person."""

from datetime import date

from domain.appointment.candidates import candidates_are_nominated
from domain.conditions import judging, lapsing
from domain.consultation.consultations import no_consultation_was_held, the_consultation_is_open
from domain.plan import gate, sent_back_points
from domain.responses.settlement import unsettled
from domain.shared.base import Frozen
from domain.sign_off import deciding
from domain.state.programme_state import Condition, ProgrammeState


class Waiting(Frozen):
    """Who is waited for (a role, or a body's key), for what, and the first open deadline."""

    role: str
    sentence: str
    due: date | None = None
    late: bool = False


def waiting(state: ProgrammeState) -> Waiting:
    """What `state` is waiting for; the role is empty when the programme has ended."""
    role, sentence = _who_and_what(state)
    due = min((deadline.due for deadline in state.deadlines.values()), default=None)
    return Waiting(role=role, sentence=sentence, due=due, late=state.late)


def _who_and_what(state: ProgrammeState) -> tuple[str, str]:
    if state.ending is not None:
        return "", f"Nothing: the programme is {state.ending}."
    if state.suspended_on is not None:
        return "office", f"The programme office to resume the programme, suspended on {state.suspended_on}."
    match state.phase:
        case "appointment":
            return _in_appointment(state)
        case "definition":
            return _in_definition(state)
        case "sign_off":
            return _in_sign_off(state)
        case "conditions":
            return _in_conditions(state)


def _in_appointment(state: ProgrammeState) -> tuple[str, str]:
    statuses = list(state.appointment.candidates.values())
    if state.appointment.asked is not None:
        return "candidate", "The candidate who was asked, to accept or decline the assignment."
    if candidates_are_nominated(state):
        return "principal", f"The principal, to choose from {statuses.count('nominated')} candidate(s)."
    return "office", "The programme office, to nominate candidates."


def _in_definition(state: ProgrammeState) -> tuple[str, str]:
    if the_consultation_is_open(state) or no_consultation_was_held(state):
        invited = sum(state.stakeholders.values())
        return "representative", f"{invited} invited organisation(s), to contribute to the open consultation."
    review = state.definition.review
    if review is not None and review.passed is None:
        seats = len(state.rules.definition.panel)
        return "panel", f"The review panel: {len(review.answers)} of {seats} seats have answered."
    return "kwartiermaker", f"The kwartiermaker, {_still_to_do(state)}."


def _still_to_do(state: ProgrammeState) -> str:
    review, unanswered = state.definition.review, unsettled(state)
    reviewed = state.definition.submitted == state.definition.draft and review is not None and review.passed
    if not reviewed and (points := len(sent_back_points.unanswered(state))):
        return f"to answer the {points} point(s) it was sent back with and to submit a version of the plan"
    if not reviewed and unanswered:
        return "to answer what was contributed and to submit a version of the plan"
    if not reviewed:
        return "to submit a version of the plan"
    if unanswered:
        return "to settle the responses to what was contributed"
    if unplaced := len(state.definition.unplaced):
        return f"to give {unplaced} project(s) a place in the plan"
    missing = sum(not criterion.met for criterion in gate.criteria(state))
    return f"to meet the gate: {missing} of its criteria are not met"


def _in_sign_off(state: ProgrammeState) -> tuple[str, str]:
    submission, body = state.sign_off.submission, state.body
    if submission is None or body is None:
        return "programme", "The next submission to be prepared."
    if submission.meeting is None:
        missed = f": {submission.missed[-1]} comes too soon by its notice" if submission.missed else ""
        return "office", f"The programme office, to plan a meeting of {body.key}{missed}."
    if deciding.the_chair_must_establish(state):
        return body.key, f"The chair of the body {body.key}, to establish the outcome of its ballot."
    voted, seats = len(submission.votes), len(body.seats)
    return (
        body.key,
        f"The body {body.key}, which meets on {submission.meeting}: {voted} of {seats} seats voted.",
    )


def _judges(condition: Condition, state: ProgrammeState) -> tuple[str, str]:
    body = judging.body_of(condition, state)
    match body.conditions_judged_by:
        case "who_asked":
            return body.key, f"The body {body.key}"
        case "chair":
            return body.key, f"The chair of the body {body.key}"
        case "body":
            said, seats = len(condition.judged), len(body.seats)
            return body.key, f"The body {body.key}, of which {said} of {seats} seats have spoken"
        case "person":
            return "judge", f"Whom the body {body.key} named"


def _in_conditions(state: ProgrammeState) -> tuple[str, str]:
    if lapsing.a_condition_must_lapse(state):
        return "programme", "A condition that was not met in time to go back to the body that set it."
    unmet = [condition for condition in state.conditions.values() if not condition.met]
    counts = f"{len(state.conditions) - len(unmet)} of {len(state.conditions)} conditions are met"
    for condition in unmet:
        if condition.evidence is None:
            return condition.set.owner, f"The {condition.set.owner}, to show evidence: {counts}."
    if unmet:
        role, judges = _judges(unmet[0], state)
        return role, f"{judges}, to judge the evidence: {counts}."
    return "programme", f"The approval to become final: {counts}."

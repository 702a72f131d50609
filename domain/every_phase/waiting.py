"""What a programme is waiting for: a role or a body, with counts, never a person."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from domain.appointment.candidates import candidates_are_nominated
from domain.conditions.let_conditions_lapse import a_condition_must_lapse
from domain.consultation.consultations import no_consultation_was_held, the_consultation_is_open
from domain.plan import gate, sent_back_points
from domain.responses.settlement import unsettled
from domain.shared.messages import N_, Message, N_plural
from domain.sign_off.chair import the_chair_must_establish
from domain.state.programme_state import Condition, Ending, ProgrammeState

Expected: TypeAlias = tuple[str, Message]
"""A role or a body's key, and the sentence that says what it is expected to do."""


@dataclass(frozen=True)
class Waiting:
    """Who is waited for (a role, or a body's key), for what, and the first open deadline."""

    role: str
    sentence: Message
    due: date | None = None
    late: bool = False


def waiting(state: ProgrammeState) -> Waiting:
    """What `state` is waiting for; the role is empty when the programme has ended."""
    role, sentence = _expected(state)
    due = min((deadline.due for deadline in state.deadlines.values()), default=None)
    return Waiting(role=role, sentence=sentence, due=due, late=state.late)


ENDED: dict[Ending, Message] = {
    "approved": N_("Nothing: the programme is approved."),
    "rejected": N_("Nothing: the programme is rejected."),
    "withdrawn": N_("Nothing: the programme is withdrawn."),
}


def _expected(state: ProgrammeState) -> Expected:
    if state.ending is not None:
        return "", ENDED[state.ending]
    if state.suspended_on is not None:
        resume = N_("The programme office to resume the programme, suspended on {day}.")
        return "office", resume.having(day=state.suspended_on)
    match state.phase:
        case "appointment":
            return _in_appointment(state)
        case "definition":
            return _in_definition(state)
        case "sign_off":
            return _in_sign_off(state)
        case "conditions":
            return _in_conditions(state)


def _in_appointment(state: ProgrammeState) -> Expected:
    statuses = list(state.appointment.candidates.values())
    if state.appointment.asked is not None:
        return "candidate", N_("The candidate who was asked, to accept or decline the assignment.")
    if candidates_are_nominated(state):
        choose = N_plural(
            "The principal, to choose from {n} candidate.", "The principal, to choose from {n} candidates."
        )
        return "principal", choose.having(n=statuses.count("nominated"))
    return "office", N_("The programme office, to nominate candidates.")


def _in_definition(state: ProgrammeState) -> Expected:
    if the_consultation_is_open(state) or no_consultation_was_held(state):
        contribute = N_plural(
            "{n} invited organisation, to contribute to the open consultation.",
            "{n} invited organisations, to contribute to the open consultation.",
        )
        return "representative", contribute.having(n=sum(state.stakeholders.values()))
    review = state.definition.review
    if review is not None and review.passed is None:
        answered = N_("The review panel: {answered} of {seats} seats have answered.")
        seats = len(state.panel)
        return "panel", answered.having(answered=len(review.answers), seats=seats)
    return "kwartiermaker", _still_to_do(state)


def _still_to_do(state: ProgrammeState) -> Message:
    review, unanswered = state.definition.review, unsettled(state)
    reviewed = state.definition.submitted == state.definition.draft and review is not None and review.passed
    if not reviewed and (points := len(sent_back_points.unanswered(state))):
        return N_plural(
            "The kwartiermaker, to answer the {n} point it was sent back with"
            " and to submit a version of the plan.",
            "The kwartiermaker, to answer the {n} points it was sent back with"
            " and to submit a version of the plan.",
        ).having(n=points)
    if not reviewed and unanswered:
        return N_("The kwartiermaker, to answer what was contributed and to submit a version of the plan.")
    if not reviewed:
        return N_("The kwartiermaker, to submit a version of the plan.")
    if unanswered:
        return N_("The kwartiermaker, to settle the responses to what was contributed.")
    if unplaced := len(state.definition.unplaced):
        return N_plural(
            "The kwartiermaker, to give {n} project a place in the plan.",
            "The kwartiermaker, to give {n} projects a place in the plan.",
        ).having(n=unplaced)
    return N_plural(
        "The kwartiermaker, to meet the gate: {n} of its criteria is not met.",
        "The kwartiermaker, to meet the gate: {n} of its criteria are not met.",
    ).having(n=sum(not criterion.met for criterion in gate.criteria(state)))


def _in_sign_off(state: ProgrammeState) -> Expected:
    if state.on_the_table is None:
        return "programme", N_("The next submission to be prepared.")
    submission, body = state.on_the_table
    if submission.meeting is None and submission.missed:
        late = N_("The programme office, to plan a meeting of {body}: {day} comes too soon by its notice.")
        return "office", late.having(body=body.key, day=submission.missed[-1])
    if submission.meeting is None:
        return "office", N_("The programme office, to plan a meeting of {body}.").having(body=body.key)
    if the_chair_must_establish(state):
        establish = N_("The chair of the body {body}, to establish the outcome of its ballot.")
        return body.key, establish.having(body=body.key)
    voted = N_("The body {body}, which meets on {day}: {voted} of {seats} seats voted.")
    counts = {"voted": len(submission.votes), "seats": len(body.seats)}
    return body.key, voted.having(body=body.key, day=submission.meeting, **counts)


SHOWS_EVIDENCE = {
    "office": N_("The programme office, to show evidence: {met} of {all} conditions are met."),
    "principal": N_("The principal, to show evidence: {met} of {all} conditions are met."),
    "kwartiermaker": N_("The kwartiermaker, to show evidence: {met} of {all} conditions are met."),
}


def _judges(condition: Condition, state: ProgrammeState) -> Expected:
    body = state.body_at(condition.body)
    match body.conditions_judged_by:
        case "who_asked":
            judge = N_("The body {body}, to judge the evidence: {met} of {all} conditions are met.")
            return body.key, judge.having(body=body.key)
        case "chair":
            chair = N_(
                "The chair of the body {body}, to judge the evidence: {met} of {all} conditions are met."
            )
            return body.key, chair.having(body=body.key)
        case "body":
            members = N_(
                "The body {body}, of which {said} of {seats} seats have spoken, to judge the evidence:"
                " {met} of {all} conditions are met."
            )
            said, seats = len(condition.judged), len(body.seats)
            return body.key, members.having(body=body.key, said=said, seats=seats)
        case "person":
            named = N_(
                "Whom the body {body} named, to judge the evidence: {met} of {all} conditions are met."
            )
            return "judge", named.having(body=body.key)


def _in_conditions(state: ProgrammeState) -> Expected:
    if a_condition_must_lapse(state):
        lapse = N_("A condition that was not met in time to go back to the body that set it.")
        return "programme", lapse
    unmet = [condition for condition in state.conditions.values() if not condition.met]
    counts = {"met": len(state.conditions) - len(unmet), "all": len(state.conditions)}
    for condition in unmet:
        if condition.evidence is None:
            owner = condition.set.owner
            return owner, SHOWS_EVIDENCE[owner].having(**counts)
    if unmet:
        role, judges = _judges(unmet[0], state)
        return role, judges.having(**counts)
    return "programme", N_("The approval to become final: {met} of {all} conditions are met.").having(
        **counts
    )

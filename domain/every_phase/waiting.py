"""What a programme is waiting for: a role or a body, with counts, never a person."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from domain.appointment.candidates import candidates_are_nominated
from domain.conditions import judging, lapsing
from domain.consultation import rounds
from domain.plan import gate, sent_back_points
from domain.responses import responses
from domain.shared.messages import N_, Message, N_plural
from domain.sign_off import deciding
from domain.state.programme_state import Condition, Ending, ProgrammeState


class Awaited(NamedTuple):
    """Who is waited for (a role, or a body's key), for what, and the first open deadline."""

    role: str
    sentence: Message
    due: date | None = None
    late: bool = False


def waiting(state: ProgrammeState) -> Awaited:
    """What `state` is waiting for; the role is empty when the programme has ended."""
    role, sentence = _who_and_what(state)
    due = min((deadline.due for deadline in state.deadlines.values()), default=None)
    return Awaited(role=role, sentence=sentence, due=due, late=state.late)


ENDED: Mapping[Ending, Message] = {
    "approved": N_("Nothing: the programme is approved."),
    "rejected": N_("Nothing: the programme is rejected."),
    "withdrawn": N_("Nothing: the programme is withdrawn."),
}


def _who_and_what(state: ProgrammeState) -> tuple[str, Message]:
    if state.ending is not None:
        return "", ENDED[state.ending]
    if state.suspended_on is not None:
        sentence = N_("The programme office to resume the programme, suspended on {day}.")
        return "office", sentence.having(day=state.suspended_on)
    match state.phase:
        case "appointment":
            return _in_appointment(state)
        case "definition":
            return _in_definition(state)
        case "sign_off":
            return _in_sign_off(state)
        case "conditions":
            return _in_conditions(state)


def _in_appointment(state: ProgrammeState) -> tuple[str, Message]:
    statuses = list(state.appointment.candidates.values())
    if state.appointment.asked is not None:
        return "candidate", N_("The candidate who was asked, to accept or decline the assignment.")
    if candidates_are_nominated(state):
        sentence = N_plural(
            "The principal, to choose from {n} candidate.", "The principal, to choose from {n} candidates."
        )
        return "principal", sentence.having(n=statuses.count("nominated"))
    return "office", N_("The programme office, to nominate candidates.")


def _in_definition(state: ProgrammeState) -> tuple[str, Message]:
    if rounds.the_round_is_open(state) or rounds.no_round_was_held(state):
        sentence = N_plural(
            "{n} invited organisation, to contribute to the open consultation.",
            "{n} invited organisations, to contribute to the open consultation.",
        )
        return "representative", sentence.having(n=sum(state.stakeholders.values()))
    review = state.definition.review
    if review is not None and review.passed is None:
        sentence = N_("The review panel: {answered} of {seats} seats have answered.")
        return "panel", sentence.having(answered=len(review.answers), seats=len(state.rules.definition.panel))
    return "kwartiermaker", _still_to_do(state)


def _still_to_do(state: ProgrammeState) -> Message:
    review, unanswered = state.definition.review, responses.unsettled(state)
    reviewed = state.definition.submitted == state.definition.draft and review is not None and review.passed
    if not reviewed and (points := len(sent_back_points.unanswered(state))):
        sentence = N_plural(
            "The kwartiermaker, to answer the {n} point it was sent back with and to submit a version of the"
            " plan.",
            "The kwartiermaker, to answer the {n} points it was sent back with and to submit a version of the"
            " plan.",
        )
        return sentence.having(n=points)
    if not reviewed and unanswered:
        return N_("The kwartiermaker, to answer what was contributed and to submit a version of the plan.")
    if not reviewed:
        return N_("The kwartiermaker, to submit a version of the plan.")
    if unanswered:
        return N_("The kwartiermaker, to settle the responses to what was contributed.")
    if unplaced := len(state.definition.unplaced):
        sentence = N_plural(
            "The kwartiermaker, to give {n} project a place in the plan.",
            "The kwartiermaker, to give {n} projects a place in the plan.",
        )
        return sentence.having(n=unplaced)
    sentence = N_plural(
        "The kwartiermaker, to meet the gate: {n} of its criteria is not met.",
        "The kwartiermaker, to meet the gate: {n} of its criteria are not met.",
    )
    return sentence.having(n=sum(not criterion.met for criterion in gate.criteria(state)))


def _in_sign_off(state: ProgrammeState) -> tuple[str, Message]:
    submission, body = state.sign_off.submission, state.body
    if submission is None or body is None:
        return "programme", N_("The next submission to be prepared.")
    if submission.meeting is None and submission.missed:
        sentence = N_(
            "The programme office, to plan a meeting of {body}: {missed} comes too soon by its notice."
        )
        return "office", sentence.having(body=body.key, missed=submission.missed[-1])
    if submission.meeting is None:
        return "office", N_("The programme office, to plan a meeting of {body}.").having(body=body.key)
    if deciding.the_chair_must_establish(state):
        sentence = N_("The chair of the body {body}, to establish the outcome of its ballot.")
        return body.key, sentence.having(body=body.key)
    sentence = N_("The body {body}, which meets on {meeting}: {voted} of {seats} seats voted.")
    return body.key, sentence.having(
        body=body.key, meeting=submission.meeting, voted=len(submission.votes), seats=len(body.seats)
    )


def _judges(condition: Condition, state: ProgrammeState) -> tuple[str, Message]:
    body = judging.body_of(condition, state)
    match body.conditions_judged_by:
        case "who_asked":
            return body.key, N_("The body {body}").having(body=body.key)
        case "chair":
            return body.key, N_("The chair of the body {body}").having(body=body.key)
        case "body":
            sentence = N_("The body {body}, of which {spoken} of {seats} seats have spoken")
            return body.key, sentence.having(
                body=body.key, spoken=len(condition.judged), seats=len(body.seats)
            )
        case "person":
            return "judge", N_("Whom the body {body} named").having(body=body.key)


SHOWS_EVIDENCE: Mapping[str, Message] = {
    "office": N_("The programme office, to show evidence: {met} of {all} conditions are met."),
    "principal": N_("The principal, to show evidence: {met} of {all} conditions are met."),
    "kwartiermaker": N_("The kwartiermaker, to show evidence: {met} of {all} conditions are met."),
}
"""By who owns a condition."""


def _in_conditions(state: ProgrammeState) -> tuple[str, Message]:
    if lapsing.a_condition_must_lapse(state):
        return "programme", N_("A condition that was not met in time to go back to the body that set it.")
    unmet = [condition for condition in state.conditions.values() if not condition.met]
    met, all_ = len(state.conditions) - len(unmet), len(state.conditions)
    for condition in unmet:
        if condition.evidence is None:
            owner = condition.set.owner
            return owner, SHOWS_EVIDENCE[owner].having(met=met, all=all_)
    if unmet:
        role, judges = _judges(unmet[0], state)
        sentence = N_("{judges}, to judge the evidence: {met} of {all} conditions are met.")
        return role, sentence.having(judges=judges, met=met, all=all_)
    sentence = N_("The approval to become final: {met} of {all} conditions are met.")
    return "programme", sentence.having(met=met, all=all_)

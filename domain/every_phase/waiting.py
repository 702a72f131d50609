"""What a programme is waiting for in one sentence: the first of its turns. Never with a person in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.every_phase.turns import Turn, TurnCode, turns
from domain.shared.actors import Role
from domain.shared.messages import N_, Message, N_plural
from domain.state.programme_state import Ending, ProgrammeState


@dataclass(frozen=True)
class Waiting:
    """Who is waited for (a role, or a body's key), for what, and until when."""

    role: str
    sentence: Message
    due: date | None = None
    late: bool = False


def waiting(state: ProgrammeState) -> Waiting:
    """What `state` is waiting for; the role is empty when the programme has ended."""
    return first_of(turns(state), state.ending)


def first_of(waited: tuple[Turn, ...], ending: Ending | None) -> Waiting:
    """What a programme waits for that has these turns, or has ended so."""
    if ending is not None:
        return Waiting("", ENDED[ending])
    first = waited[0]
    return Waiting(first.whose, sentence(first), first.due, first.late)


ENDED: dict[Ending, Message] = {
    "approved": N_("Nothing: the programme is approved."),
    "rejected": N_("Nothing: the programme is rejected."),
    "withdrawn": N_("Nothing: the programme is withdrawn."),
}

SENTENCES: Mapping[TurnCode, Message] = {
    "resume": N_("The programme office to resume the programme, suspended on {day}."),
    "nominate": N_("The programme office, to nominate candidates."),
    "choose": N_plural(
        "The principal, to choose from {n} candidate.", "The principal, to choose from {n} candidates."
    ),
    "answer_assignment": N_("The candidate who was asked, to accept or decline the assignment."),
    "contribute": N_plural(
        "{n} invited organisation, to contribute to the open consultation.",
        "{n} invited organisations, to contribute to the open consultation.",
    ),
    "review": N_("The review panel: {done} of {of} seats have answered."),
    "answer_sent_back_points": N_plural(
        "The kwartiermaker, to answer the {n} point that the plan was sent back with.",
        "The kwartiermaker, to answer the {n} points that the plan was sent back with.",
    ),
    "answer_contributions": N_("The kwartiermaker, to answer what was contributed to consultation {about}."),
    "submit_version": N_("The kwartiermaker, to submit a version of the plan."),
    "place_projects": N_plural(
        "The kwartiermaker, to give {n} project a place in the plan.",
        "The kwartiermaker, to give {n} projects a place in the plan.",
    ),
    "meet_gate": N_plural(
        "The kwartiermaker, to meet the gate: {n} of its criteria is not met.",
        "The kwartiermaker, to meet the gate: {n} of its criteria are not met.",
    ),
    "record_session": N_("The programme office, to record what came of working session {about}."),
    "plan_meeting": N_("The programme office, to plan a meeting of {body}."),
    "plan_another_meeting": N_(
        "The programme office, to plan a meeting of {body}: {day} comes too soon by its notice."
    ),
    "vote": N_("The body {body}, which meets on {day}: {done} of {of} seats voted."),
    "establish_outcome": N_("The chair of the body {body}, to establish the outcome of its ballot."),
    "judge_evidence": N_("The body {body}, to judge the evidence: {done} of {of} conditions are met."),
    "judge_evidence_as_chair": N_(
        "The chair of the body {body}, to judge the evidence: {done} of {of} conditions are met."
    ),
    "judge_evidence_together": N_(
        "The body {body}, of which {said} of {seats} seats have spoken, to judge the evidence:"
        " {done} of {of} conditions are met."
    ),
    "judge_evidence_as_named": N_(
        "Whom the body {body} named, to judge the evidence: {done} of {of} conditions are met."
    ),
    "prepare_submission": N_("The next submission to be prepared."),
    "let_lapse": N_("A condition that was not met in time to go back to the body that set it."),
    "become_final": N_("The approval to become final: {done} of {of} conditions are met."),
}

SHOWS_EVIDENCE: Mapping[Role, Message] = {
    "office": N_("The programme office, to show evidence: {done} of {of} conditions are met."),
    "principal": N_("The principal, to show evidence: {done} of {of} conditions are met."),
    "kwartiermaker": N_("The kwartiermaker, to show evidence: {done} of {of} conditions are met."),
}


def sentence(turn: Turn) -> Message:
    """Who is expected to do what, by `turn`."""
    pattern = SHOWS_EVIDENCE[turn.role] if turn.code == "show_evidence" else SENTENCES[turn.code]
    numbers = {**turn.numbers, "n": turn.numbers.get("of", 0) - turn.numbers.get("done", 0)}
    return pattern.having(**numbers, about=turn.about, body=turn.body or "", day=turn.day or "")

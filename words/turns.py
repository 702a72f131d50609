"""What is waited for, as lists and pages say it: what is to be done, whose turn it is, and how soon."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from domain.every_phase.turns import Turn, TurnCode
from domain.shared.actors import Role
from domain.shared.messages import N_, Message, N_plural, verbatim

TASKS: Mapping[TurnCode, Message] = {
    "resume": N_("resume the programme"),
    "nominate": N_("nominate candidates"),
    "choose": N_plural("choose from {of} candidate", "choose from {of} candidates"),
    "answer_assignment": N_("accept or decline the assignment"),
    "contribute": N_("contribute to consultation {about}"),
    "review": N_("review version {about}: {done} of {of} seats answered"),
    "answer_sent_back_points": N_plural(
        "answer {n} point that the plan was sent back with",
        "answer {n} points that the plan was sent back with",
    ),
    "answer_contributions": N_("answer what was said in consultation {about}"),
    "submit_version": N_("submit a version of the plan"),
    "place_projects": N_plural("give {n} project a place", "give {n} projects a place"),
    "meet_gate": N_plural("meet {n} criterion of the gate", "meet {n} criteria of the gate"),
    "record_session": N_("record working session {about}"),
    "plan_meeting": N_("plan a meeting of {body}"),
    "plan_another_meeting": N_("plan another meeting of {body}"),
    "vote": N_("vote: {done} of {of} seats voted"),
    "establish_outcome": N_("establish the outcome of the ballot"),
    "show_evidence": N_("show evidence for a condition"),
    "judge_evidence": N_("judge the evidence for a condition"),
    "judge_evidence_as_chair": N_("judge the evidence for a condition"),
    "judge_evidence_together": N_("judge the evidence for a condition: {said} of {seats} seats spoke"),
    "judge_evidence_as_named": N_("judge the evidence for a condition"),
    "prepare_submission": N_("prepare what goes to the next body"),
    "let_lapse": N_("take a lapsed condition back to its body"),
    "become_final": N_("make the approval final"),
}

CALLS: Mapping[TurnCode, Message] = {
    **TASKS,
    "choose": N_("choose a candidate"),
    "review": N_("review version {about} of the plan"),
    "answer_sent_back_points": N_("answer the points that the plan was sent back with"),
    "place_projects": N_("give running projects a place in the plan"),
    "meet_gate": N_("meet what is still needed to end the definition phase"),
    "plan_meeting": N_("plan a meeting"),
    "plan_another_meeting": N_("plan another meeting"),
    "vote": N_("vote"),
    "judge_evidence_together": N_("judge the evidence for a condition"),
}
"""What is to be done as letters say it, which are read when the numbers are others."""

COUNTED: Message = N_("contribute to consultation {about}: {done} of {of} answered")

WHOSE: Mapping[Role, Message] = {
    "office": N_("Programme office"),
    "principal": N_("Principal"),
    "candidate": N_("Candidate"),
    "kwartiermaker": N_("Kwartiermaker"),
    "drafter": N_("Drafter"),
    "representative": N_("Organisations that take part"),
    "panel": N_("Review panel"),
    "member": N_("Members of a body"),
    "substitute": N_("Substitute"),
    "judge": N_("Whoever judges a condition"),
    "participant": N_("Somebody with a part"),
    "administrator": N_("Whoever runs Kwartier"),
    "operator": N_("Operator"),
    "programme": N_("Kwartier itself"),
}

SOON_DAYS = 7
"""Within so many days a day asks for attention."""


def task(turn: Turn, bodies: Mapping[str, str]) -> Message:
    """What is to be done, without whose turn it is; `bodies` has what they are called, by their keys."""
    counted = turn.code == "contribute" and "done" in turn.numbers
    pattern = COUNTED if counted else TASKS[turn.code]
    numbers = {**turn.numbers, "n": turn.numbers.get("of", 0) - turn.numbers.get("done", 0)}
    if turn.code == "choose":
        numbers["n"] = turn.numbers["of"]
    return pattern.having(**numbers, about=turn.about, body=bodies.get(turn.body or "", turn.body or ""))


def call(code: TurnCode, about: str) -> Message:
    """What somebody is asked to do, without how far it is."""
    return CALLS[code].having(about=about)


def whose(turn: Turn, bodies: Mapping[str, str]) -> Message:
    """Whose turn it is: a body by its name, everybody else by their role."""
    if turn.role == "member" and turn.body is not None:
        return verbatim(bodies.get(turn.body, turn.body))
    return WHOSE[turn.role]


def since(day: date, today: date) -> Message:
    """How long something is waited for."""
    if day >= today:
        return N_("today")
    return N_plural("{n} day", "{n} days").having(n=(today - day).days)


def distance(due: date, today: date) -> Message:
    """How far off a last day is."""
    days = (due - today).days
    if days < 0:
        return N_plural("{n} day late", "{n} days late").having(n=-days)
    if days <= 1:
        return N_("tomorrow") if days else N_("today")
    return N_plural("in {n} day", "in {n} days").having(n=days)


Urgency = Literal["late", "soon", "later"]


def urgency(due: date, today: date) -> Urgency:
    """Whether a last day asks for attention: past, or within seven days."""
    days = (due - today).days
    if days < 0:
        return "late"
    return "soon" if days <= SOON_DAYS else "later"

"""Turns as pages show them: in words, with how soon, and the page on which they are done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from domain.every_phase.turns import Turn, TurnCode
from domain.reading.standings import Waited
from store.every_phase.standings import Listed
from words import turns as words
from words.language import Language
from words.turns import Urgency


@dataclass(frozen=True)
class ShownTurn:
    """One turn in words; `day` and `distance` are empty where it has no last day."""

    task: str
    whose: str
    person: str
    since: str
    since_day: date | None
    due: date | None
    day: str
    distance: str
    urgency: Urgency
    address: str


ACTS: Mapping[TurnCode, tuple[str, str]] = {
    "resume": ("resume", ""),
    "nominate": ("nominate", ""),
    "choose": ("choose", ""),
    "answer_assignment": ("answer-assignment", ""),
    "answer_sent_back_points": ("answer-sent-back-point", ""),
    "submit_version": ("submit-version", ""),
    "place_projects": ("place-project", ""),
    "record_session": ("record-session", "session"),
    "plan_meeting": ("plan-meeting", ""),
    "plan_another_meeting": ("plan-meeting", ""),
    "show_evidence": ("show-evidence", "condition"),
    "judge_evidence": ("judge-condition", "condition"),
    "judge_evidence_as_chair": ("judge-condition", "condition"),
    "judge_evidence_together": ("judge-condition", "condition"),
    "judge_evidence_as_named": ("judge-condition", "condition"),
}
"""The act by which a turn is done, and what of it the turn is about; what has none is done on other pages."""


PAGES: Mapping[TurnCode, str] = {
    "vote": "/submissions/{about}",
    "establish_outcome": "/submissions/{about}",
    "answer_contributions": "/consultations/{about}/points",
    "review": "/review/{about}",
    "meet_gate": "#gate",
}
"""Where a turn is done on a page of its own, below the programme; the gate names one for each criterion."""


def address(turn: Turn, slug: str) -> str:
    """The page on which a turn is done."""
    if turn.code in PAGES:
        return f"/programmes/{slug}{PAGES[turn.code].format(about=turn.about)}"
    if turn.code not in ACTS:
        return f"/programmes/{slug}"
    act, about = ACTS[turn.code]
    query = f"?{urlencode({about: turn.about})}" if about else ""
    return f"/programmes/{slug}/do/{act}{query}"


def shown(turn: Waited, programme: Listed, today: date, language: Language) -> ShownTurn:
    """`turn` of a programme, on the day it is there."""
    bodies, due = programme.bodies, turn.due
    return ShownTurn(
        task=language.say(words.task(turn, bodies)),
        whose=language.say(words.whose(turn, bodies)),
        person=_person(turn, programme),
        since="" if turn.since is None else language.say(words.since(turn.since, today)),
        since_day=turn.since,
        due=due,
        day="" if due is None else language.brief_day(due, today),
        distance="" if due is None else language.say(words.distance(due, today)),
        urgency="later" if due is None else words.urgency(due, today),
        address=address(turn, programme.slug),
    )


def _person(turn: Waited, programme: Listed) -> str:
    """Who it is, where a role is one person's."""
    one = {"kwartiermaker": programme.standing.kwartiermaker, "principal": programme.standing.principal}
    return programme.names.get(one.get(turn.role) or "", "")

"""Where a turn is done: the end of the address of its page, below the programme's."""

from collections.abc import Mapping
from urllib.parse import urlencode

from domain.every_phase.turns import TurnCode

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
    "contribute": "/consultations/{about}",
    "answer_contributions": "/consultations/{about}/points",
    "review": "/review/{about}",
    "meet_gate": "#gate",
}
"""Where a turn is done on a page of its own, below the programme; the gate names one for each criterion."""


def place(code: TurnCode, about: str) -> str:
    """The page on which a turn is done that is `about` this; the programme's own where there is no other."""
    if code in PAGES:
        return PAGES[code].format(about=about)
    if code not in ACTS:
        return ""
    act, field = ACTS[code]
    query = f"?{urlencode({field: about})}" if field else ""
    return f"/do/{act}{query}"

"""What the domain calls by a key, in words."""

from collections.abc import Iterable, Mapping, Sequence

from domain.responses.responses import Kind
from domain.shared.actors import Role
from domain.shared.messages import N_, Message, verbatim
from domain.shared.rules import DocumentKind, Shown
from domain.voting.outcome import Outcome

ROLES: Mapping[Role, Message] = {
    "office": N_("the programme office"),
    "principal": N_("the principal"),
    "candidate": N_("the candidate"),
    "kwartiermaker": N_("the kwartiermaker"),
    "drafter": N_("a drafter"),
    "representative": N_("the organisations"),
    "panel": N_("the review panel"),
    "member": N_("the members"),
    "substitute": N_("a substitute"),
    "judge": N_("who judges the condition"),
    "operator": N_("the operator"),
    "programme": N_("Kwartier"),
}

OUTCOMES: Mapping[Outcome, Message] = {
    "approved": N_("approved", "outcome"),
    "approved_with_conditions": N_("approved with conditions", "outcome"),
    "held_over": N_("held over", "outcome"),
    "sent_back": N_("sent back", "outcome"),
    "rejected": N_("rejected", "outcome"),
    "advised_for": N_("advises in favour", "outcome"),
    "advised_against": N_("advises against", "outcome"),
    "no_advice": N_("no advice", "outcome"),
    "taken_note_of": N_("taken note of", "outcome"),
    "ratified": N_("ratified", "outcome"),
}

RESPONSES: Mapping[Kind, Message] = {
    "taken_over": N_("Taken over", "response"),
    "partly": N_("Partly taken over", "response"),
    "not_taken_over": N_("Not taken over", "response"),
}

DOCUMENTS: Mapping[DocumentKind, Message] = {
    "programme": N_("Programme", "document"),
    "cover_note": N_("Cover note", "document"),
    "response_memo": N_("Response memo", "document"),
}

CLASSIFICATIONS: Mapping[Shown, Message] = {
    "public": N_("public", "classification"),
    "confidential": N_("confidential", "classification"),
}

PHASES: Mapping[str, Message] = {
    "appointment": N_("appointment", "phase"),
    "definition": N_("definition", "phase"),
    "sign_off": N_("sign-off", "phase"),
    "conditions": N_("conditions", "phase"),
}

DEADLINES: Mapping[str, Message] = {
    "nominate": N_("nomination", "deadline"),
    "choose": N_("choice", "deadline"),
    "accept": N_("answer", "deadline"),
    "term": N_("end of the assignment", "deadline"),
    "consultation": N_("consultation", "deadline"),
    "draft": N_("version of the plan", "deadline"),
    "review": N_("review", "deadline"),
    "projects": N_("place of running projects", "deadline"),
    "plan-meeting": N_("meeting date", "deadline"),
    "meeting": N_("meeting", "deadline"),
    "establish": N_("establishing the outcome", "deadline"),
}

DEADLINES_OF_SOMETHING: Mapping[str, Message] = {
    "condition-": N_("condition {key}", "deadline"),
    "judging-": N_("judging condition {key}", "deadline"),
    "session-": N_("session {key}", "deadline"),
}
"""By what their keys begin with; the rest of the key says of which."""


def deadline(key: str) -> Message:
    """Return what a deadline is about."""
    for beginning, message in DEADLINES_OF_SOMETHING.items():
        if key.startswith(beginning):
            return message.having(key=key.removeprefix(beginning))
    return DEADLINES.get(key, verbatim(key))


PARTS: Mapping[str, Message] = {
    "plan": N_("the plan"),
    "cover_note": N_("the cover note"),
}

RESPONSE_MEMO = "response-memo-"
"""What the parts of a submission that are response memos begin with; the consultation comes after it."""


def parts(names: Iterable[str]) -> Sequence[Message]:
    """Return what the parts of a submission are called."""
    return [_part(name) for name in names]


def _part(name: str) -> Message:
    if name.startswith(RESPONSE_MEMO):
        return N_("the response memo on consultation {number}").having(
            number=name.removeprefix(RESPONSE_MEMO)
        )
    return PARTS.get(name, verbatim(name))

"""What the domain calls by a key, in words."""

from collections.abc import Iterable, Mapping, Sequence

from domain.bodies.file_reference import ReferenceKind
from domain.projects.place_project import Place
from domain.responses.responding import Kind
from domain.shared.actors import Role
from domain.shared.messages import N_, Message, verbatim
from domain.shared.requested import Requested
from domain.shared.rules import DocumentKind, Shown
from domain.shared.support import Answer
from domain.sign_off.contents import RESPONSE_MEMO
from domain.state import deadlines
from domain.state.programme_state import Ending
from domain.voting.outcome import Outcome
from domain.voting.tally import Choice

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
    "participant": N_("somebody with a part"),
    "administrator": N_("whoever runs Kwartier"),
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

REQUESTED: Mapping[Requested, Message] = {
    "approve": N_("Approve the programme {title}, version {version}."),
    "ratify": N_("Ratify the decision on version {version} of the programme {title}."),
    "take_note": N_("Take note of the approval of version {version} of the programme {title}."),
}
"""What a body is asked, as a sentence by itself."""

ENDINGS: Mapping[Ending, Message] = {
    "approved": N_("approved", "outcome"),
    "rejected": N_("rejected", "outcome"),
    "withdrawn": N_("withdrawn", "outcome"),
}

CHOICES: Mapping[Choice, Message] = {
    "for": N_("for", "vote"),
    "for_with_conditions": N_("for, with conditions", "vote"),
    "against": N_("against", "vote"),
    "send_back": N_("send back", "vote"),
    "abstain": N_("abstains", "vote"),
    "objection": N_("objects", "vote"),
}

ANSWERS: Mapping[Answer, Message] = {
    "yes": N_("yes", "support"),
    "yes_if": N_("yes, if", "support"),
    "no": N_("no", "support"),
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

PLACES: Mapping[Place, Message] = {
    "continues": N_("continues", "project"),
    "changes": N_("changes", "project"),
    "stops": N_("stops", "project"),
}

REFERENCES: Mapping[ReferenceKind, Message] = {
    "agenda": N_("agenda", "reference"),
    "papers": N_("papers", "reference"),
    "minutes": N_("minutes", "reference"),
}

CRITERIA: Mapping[str, Message] = {
    "consultation": N_("consultation", "criterion"),
    "sections": N_("sections", "criterion"),
    "principles": N_("principles", "criterion"),
    "responses": N_("responses", "criterion"),
    "sent_back_points": N_("points of the sending back", "criterion"),
    "new_version": N_("new version", "criterion"),
    "review": N_("review", "criterion"),
    "projects": N_("projects", "criterion"),
}

CRITERIA_OF_GROUPS: Mapping[str, Message] = {
    "response-": N_("answers of {group}", "criterion"),
    "can-": N_("can, of {group}", "criterion"),
    "will-": N_("will, of {group}", "criterion"),
}
"""By what their keys begin with; the rest of the key is the group's."""

PARTS: Mapping[str, Message] = {
    "plan": N_("the plan"),
    "cover_note": N_("the cover note"),
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
    deadlines.CONDITION: N_("condition {key}", "deadline"),
    deadlines.JUDGING: N_("judging condition {key}", "deadline"),
    deadlines.SESSION: N_("session {key}", "deadline"),
}
"""By what their keys begin with; the rest of the key says of which."""


def deadline(key: str) -> Message:
    """Return what a deadline is about."""
    for beginning, message in DEADLINES_OF_SOMETHING.items():
        if key.startswith(beginning):
            return message.having(key=key.removeprefix(beginning))
    # Newer code may have others: what is unknown here is shown by its key.
    return DEADLINES.get(key, verbatim(key))


def criterion(key: str, groups: Mapping[str, str]) -> Message:
    """Return what a criterion of the gate is about; `groups` are the groups' names by their keys."""
    for beginning, message in CRITERIA_OF_GROUPS.items():
        if key.startswith(beginning):
            group = key.removeprefix(beginning)
            return message.having(group=groups.get(group, group))
    return CRITERIA.get(key, verbatim(key))


def parts(names: Iterable[str]) -> Sequence[Message]:
    """Return what the parts of a submission are called."""
    return [_part(name) for name in names]


def _part(name: str) -> Message:
    if name.startswith(RESPONSE_MEMO):
        number = name.removeprefix(RESPONSE_MEMO)
        return N_("the response memo on consultation {number}").having(number=number)
    return PARTS.get(name, verbatim(name))

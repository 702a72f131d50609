"""Letters as the outbox holds them: by their kind, with their fields, or as 0.1.0 wrote them."""

from collections.abc import Callable, Mapping
from typing import get_args

from pydantic import TypeAdapter

from domain.shared.actors import Role
from domain.state.deadlines import CONDITION, JUDGING, SESSION
from mail import letters
from mail.audience import Addressee, Holders, Organisation, Person
from mail.letter import Letter, kinds, letter_of

# Here, after `letters` was imported: a class is known once its module is.
KINDS = kinds()
"""Of every letter that this code can write; a row of another kind is left to the code that wrote it."""

ROLES = get_args(Role)

_role: TypeAdapter[Role] = TypeAdapter(Role)


def fields_of(letter: Letter) -> str:
    """Return what a letter is about, as JSON."""
    return letter.model_dump_json()


def decode(kind: str, to: Addressee, fields: str | None, about: str | None) -> Letter:
    """Return a letter from its row; raises `UnknownLetterError` about a kind that there is none of.

    Rows that 0.1.0 wrote have no `fields`, but say what they are about in one text.
    """
    type_ = letter_of(kind)
    if fields is None:
        return type_.model_validate({"to": (to,), **PACKED[kind](about or "")})
    return type_.model_validate({"to": (to,), **_fields.validate_json(fields)})


_fields: TypeAdapter[dict[str, object]] = TypeAdapter(dict[str, object])


def addressee(role: str, recipient: str) -> Addressee:
    """Return who a row is for."""
    match _role.validate_python(role), recipient:
        case "representative", code:
            return Organisation(code)
        # Nobody by name: whoever has the role by the time it is addressed.
        case known, "":
            return Holders(known)
        case known, person:
            return Person(known, person)


# --- before 0.2.0 ---


def _nothing(_: str) -> Mapping[str, object]:
    return {}


def _deadline(about: str) -> Mapping[str, object]:
    return {"deadline": about}


def _session(about: str) -> Mapping[str, object]:
    return {"session": about.removeprefix(SESSION)}


def _submission(about: str) -> Mapping[str, object]:
    body, submission = about.split("/")
    return {"body": body, "submission": submission}


def _revision(about: str) -> Mapping[str, object]:
    body, submission, replaced, parts = about.split("/")
    return {"body": body, "submission": submission, "replaced": replaced, "parts": parts.split("+")}


def _missed(about: str) -> Mapping[str, object]:
    body, missed, following = about.split("/")
    return {"body": body, "missed": missed, "next": following or None}


PACKED: Mapping[str, Callable[[str], Mapping[str, object]]] = {
    letters.AssignmentOffered.kind: _deadline,
    letters.Reminder.kind: _deadline,
    letters.Escalation.kind: _deadline,
    letters.Invitation.kind: _nothing,
    letters.Nudge.kind: _nothing,
    letters.FewAnswers.kind: _deadline,
    letters.ResponsesSettled.kind: lambda about: {"consultation": about.partition("/")[2]},
    letters.SessionInvitation.kind: _session,
    letters.SessionMoved.kind: _session,
    letters.SessionCancelled.kind: _session,
    letters.SessionOutcome.kind: _session,
    letters.ReviewAsked.kind: lambda about: {"version": about},
    letters.NoticeMissed.kind: _missed,
    letters.BallotOpened.kind: _submission,
    letters.VoteVoided.kind: _revision,
    letters.SubmissionRevised.kind: _revision,
    letters.DecisionTaken.kind: _submission,
    letters.EvidenceShown.kind: lambda about: {"condition": about.removeprefix(JUDGING)},
    letters.ConditionLapsed.kind: lambda about: {"condition": about.removeprefix(CONDITION)},
}
"""The letters of 0.1.0, and how each packed what it was about. A letter that came later has no place here."""

"""What a refusal says: its sentence with the domain's keys in words, its title and its advice."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, cast, get_args, get_origin, get_type_hints

from domain.reading.materials import Material
from domain.shared.messages import N_, Message, Value, verbatim
from domain.shared.refusals import Refusal, RelayedRefusal
from domain.state.programme_state import Phase
from words import vocabulary

MATERIALS: Mapping[Material, Message] = {
    "standing": N_("where the programme stands"),
    "register": N_("the register"),
    "blueprint": N_("the blueprint"),
    "organisations": N_("which organisations take part"),
    "drafters": N_("who may write the plan"),
    "parts": N_("who is in which part"),
    "plan": N_("the plan as it was submitted, and the existing strategy"),
    "sessions": N_("when working sessions are, and about what"),
    "submissions": N_("what went to the bodies, and when"),
    "meetings": N_("meetings and their agendas"),
    "mandates": N_("who may vote for whom"),
    "votes": N_("who voted what, once it was decided"),
    "decisions": N_("decisions"),
    "conditions": N_("conditions"),
    "settled_memos": N_("response memos that are settled"),
    "published_projects": N_("the inventory of projects, once it is published"),
    "public_documents": N_("public documents"),
    "confidential_papers": N_("cover notes and other confidential papers"),
    "evidence": N_("evidence that a condition is met"),
    "unsubmitted_version": N_("a version of the plan that was not submitted"),
    "silence": N_("who is silent"),
    "contributions": N_("contributions"),
    "responses": N_("responses to what was contributed"),
    "unsettled_memo": N_("a response memo that is not settled"),
    "session_outcomes": N_("outcomes of working sessions"),
    "projects": N_("the inventory of projects"),
    "interests": N_("the interests of candidates"),
    "addresses": N_("addresses in the blueprint"),
    "representatives": N_("who speaks for the organisations"),
    "undelivered": N_("letters that reached nobody"),
    "links": N_("personal links"),
    "ruled_outcomes": N_("what the rule gives, until the chair establishes it"),
    "running_votes": N_("who voted what in a ballot that is not decided"),
    "own_contributions": N_("what your own organisation contributed"),
    "own_responses": N_("responses to what your own organisation contributed"),
    "own_session_outcomes": N_("outcomes of sessions that your own organisation was invited to"),
    "own_running_vote": N_("your own vote in a ballot that is not decided"),
    "ruled_outcomes_of_own_body": N_("what the rule gives in your own body, until the chair establishes it"),
}


def _words_by_type() -> Mapping[object, Mapping[str, Message]]:
    """The words for each type of key, read from what the vocabularies say that they are for."""
    found: dict[object, Mapping[str, Message]] = {Phase: vocabulary.PHASES}
    found[Material] = dict(MATERIALS.items())
    for name, hint in get_type_hints(vocabulary).items():
        if get_args(hint) and get_origin(get_args(hint)[0]) is Literal:
            found[get_args(hint)[0]] = getattr(vocabulary, name)
    return found


WORDS = _words_by_type()


def said(refusal: Refusal) -> Message:
    """Return what a refusal says, its values in words; one that is relayed has none, and is quoted."""
    # Its values are unknown here, so that no word of it can be translated.
    if isinstance(refusal, RelayedRefusal):
        return refusal.said
    hints = get_type_hints(type(refusal))
    message = refusal.said
    return message.having(**{name: _in_words(hints[name], message.values[name]) for name in message.values})


def _in_words(kind: object, value: object) -> Value:
    if isinstance(value, tuple):
        # The type of each, where it is a tuple of any length.
        each = (*get_args(kind), kind)[0]
        return [_one(each, one) for one in cast("tuple[object, ...]", value)]
    return _one(kind, value)


def _one(kind: object, value: object) -> str | int | date | Message:
    for type_ in (kind, *get_args(kind)):
        if (words := WORDS.get(type_)) is not None and isinstance(value, str):
            # A key of newer code has no words here yet; the refusal must be heard all the same.
            return words.get(value, verbatim(value))
    return cast("str | int | date | Message", value)

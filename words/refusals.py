"""What a refusal says: its sentence with the domain's keys in words, its title and its advice."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, cast, get_args, get_origin, get_type_hints

from domain.shared.material import Material
from domain.shared.messages import N_, Message, Value, verbatim
from domain.shared.refusals import Refusal, RelayedRefusal
from domain.state.programme_state import Phase
from words import vocabulary

MATERIALS: Mapping[Material, Message] = {
    "interests": N_("the interests of candidates"),
    "representatives": N_("who speaks for the organisations"),
    "undelivered": N_("letters that reached nobody"),
    "links": N_("personal links"),
    "silence": N_("who is silent"),
    "contributions": N_("contributions"),
    "contributions_of_others": N_("what others contributed"),
    "responses": N_("responses to what was contributed"),
    "unsettled_memo": N_("a response memo that is not settled"),
    "unsubmitted_version": N_("a version of the plan that was not submitted"),
    "projects": N_("the inventory of projects"),
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

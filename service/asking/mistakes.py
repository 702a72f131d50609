"""What is wrong with a field that was filled in: pydantic names the kind of mistake, we say it."""

from collections.abc import Mapping
from typing import Any

from domain.shared.messages import N_, Message, N_plural, verbatim
from domain.shared.mistakes import carried, one_of

SENTENCES: Mapping[str, Message] = {
    "missing": N_("This field is required."),
    "extra_forbidden": N_("There is no such field; take it out, or look how it is spelt."),
    "string_type": N_("This must be text."),
    "string_too_short": N_plural(
        "This must have at least {n} character.", "This must have at least {n} characters."
    ),
    "string_too_long": N_plural(
        "This may have at most {n} character.", "This may have at most {n} characters."
    ),
    "string_pattern_mismatch": N_("This does not have the form that is asked for: {pattern}."),
    "int_type": N_("This must be a whole number."),
    "int_parsing": N_("This must be a whole number."),
    "int_parsing_size": N_("This number is too large."),
    "int_from_float": N_("This must be a whole number."),
    "bool_type": N_("This must be true or false."),
    "bool_parsing": N_("This must be true or false."),
    "greater_than_equal": N_("This must be at least {ge}."),
    "less_than_equal": N_("This may be at most {le}."),
    "literal_error": N_("This must be one of: {expected}."),
    "too_short": N_plural("Name at least {n} here.", "Name at least {n} here.", "entries"),
    "too_long": N_plural("Name at most {n} here.", "Name at most {n} here.", "entries"),
    "list_type": N_("This must be a list."),
    "tuple_type": N_("This must be a list."),
    "dict_type": N_("This must be an object, with names and values."),
    "model_type": N_("This must be an object, with names and values."),
    "model_attributes_type": N_("This must be an object, with names and values."),
    "date_type": N_("This must be a day, such as 2027-03-11."),
    "date_parsing": N_("This must be a day, such as 2027-03-11."),
    "date_from_datetime_parsing": N_("This must be a day, such as 2027-03-11."),
    "date_from_datetime_inexact": N_("This must be a day, without a time."),
    "uuid_type": N_("This must be a UUID."),
    "uuid_parsing": N_("This must be a UUID."),
}
"""By pydantic's kind of mistake. What happens in none of our requests is said as pydantic says it."""

COUNTED = {
    "string_too_short": "min_length",
    "too_short": "min_length",
    "string_too_long": "max_length",
    "too_long": "max_length",
}
"""Which of pydantic's values is the number that a sentence counts by."""

KEY = N_("A name here is written in small letters and digits, with hyphens between them.")
"""Of the names in an object, whose form is that of the keys in a blueprint."""


def said(item: Mapping[str, Any]) -> Message:
    """Return what one mistake says, as pydantic's `errors()` has it."""
    kind, values = item["type"], item.get("ctx", {})
    if (message := carried(values)) is not None:
        return message
    if kind == "string_pattern_mismatch" and item["loc"][-1:] == ("[key]",):
        return KEY
    # In English then, which beats hiding what is wrong.
    if (sentence := SENTENCES.get(kind)) is None:
        return verbatim(item["msg"])
    # These only: other values of pydantic's may repeat what was sent.
    inside = {name: values[name] for name in ("pattern", "ge", "le") if name in values}
    choices = {"expected": one_of(values["expected"])} if "expected" in values else {}
    number = {"n": values[COUNTED[kind]]} if kind in COUNTED else {}
    return sentence.having(**inside, **choices, **number)

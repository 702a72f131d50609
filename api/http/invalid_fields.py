"""What is wrong with a request, field by field."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.http.refusals import InvalidJson
from domain.shared.refusals import Refusal
from service.asking.mistakes import said
from service.invalid_input import FieldError, InvalidInput


def refusal_of(found: Sequence[Mapping[str, Any]]) -> Refusal:
    """How invalid input is said: each field, without repeating what was in it."""
    if any(item["type"] == "json_invalid" for item in found):
        return InvalidJson()
    return InvalidInput.listing(_field(item) for item in found)


def _field(item: Mapping[str, Any]) -> FieldError:
    place, *parts = (str(part) for part in item["loc"])
    return FieldError(".".join(parts), item["type"], said(item), place)

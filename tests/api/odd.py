"""What is wanted of a request, with one odd thing in it: each place in turn."""

import re
from collections.abc import Iterator
from typing import Any, cast

from tests.api.operations import Operation


def changes(document: Any, odd: object) -> Iterator[Any]:  # noqa: ANN401 - JSON
    """The document with one value in it replaced by an odd one, each in turn.

    An odd text stands where texts stand, and as the name of a field; anything else stands anywhere.
    """
    match document:
        case dict():
            fields = cast("dict[str, Any]", document)
            if isinstance(odd, str):
                yield {**fields, odd: 1}
            for name, value in fields.items():
                yield from ({**fields, name: changed} for changed in changes(value, odd))
        case list():
            items = cast("list[Any]", document)
            for at, value in enumerate(items):
                yield from ([*items[:at], changed, *items[at + 1 :]] for changed in changes(value, odd))
        case _ if isinstance(document, str) or not isinstance(odd, str):
            yield odd
        case _:
            pass


def addresses(operation: Operation, slug: str, odd: str) -> Iterator[str]:
    """The address of an operation with an odd value in one place of it, each in turn."""
    for name in re.findall(r"\{(\w+)\}", operation.path):
        yield operation.address(**{"slug": slug, name: odd})
    for name in operation.texts:
        yield f"{operation.address(slug=slug)}?{name}={odd}"

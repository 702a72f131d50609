"""One way to write a value down, so that equal values have equal hashes (RFC 8785, without floats)."""

import json
from hashlib import sha256
from typing import cast

LARGEST_INTEGER = 2**53 - 1
"""Beyond it RFC 8785, which thinks in doubles, would round."""


def canonical(value: object) -> bytes:
    """`value` as canonical JSON in UTF-8.

    Accepts what JSON has (dict with text keys, list, tuple, str, int, bool, None); raises TypeError for
    floats and anything else, ValueError for an integer that a double cannot hold.
    """
    _check(value)
    return json.dumps(_sorted(value), ensure_ascii=False, separators=(",", ":")).encode()


def digest(value: object) -> str:
    """Hex SHA-256 of `value` in canonical JSON."""
    return sha256(canonical(value)).hexdigest()


def _check(value: object) -> None:
    match value:
        case bool() | None | str():
            return
        case int():
            if abs(value) > LARGEST_INTEGER:
                raise ValueError(f"{value} is too large an integer for canonical JSON; write it as text")
        case dict():
            for key, item in cast("dict[object, object]", value).items():
                if not isinstance(key, str):
                    raise TypeError(f"a key must be text in canonical JSON, not {key!r}")
                _check(item)
        case list() | tuple():
            for item in cast("list[object]", value):
                _check(item)
        case _:
            raise TypeError(f"{type(value).__name__} has no canonical JSON form here; use text or integers")


def _sorted(value: object) -> object:
    # RFC 8785 sorts keys by UTF-16 code units, which differs from Python's order outside the BMP.
    if isinstance(value, dict):
        items = cast("dict[str, object]", value).items()
        return {k: _sorted(v) for k, v in sorted(items, key=lambda item: item[0].encode("utf-16-be"))}
    if isinstance(value, (list, tuple)):
        return [_sorted(item) for item in cast("list[object]", value)]
    return value

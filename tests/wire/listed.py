"""The names that are listed: `names.txt` for what is stored and sent, `openapi.json` for the API."""

import json
from difflib import unified_diff
from pathlib import Path
from typing import Any, cast

NAMES = Path(__file__).parent / "names.txt"
OPENAPI = Path(__file__).parent / "openapi.json"


def text_of(document: dict[str, Any]) -> str:
    """The document as text; alternatives are in the order of the alphabet, because theirs says nothing."""
    return json.dumps(_in_order(document), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _in_order(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        return [_in_order(item) for item in cast("list[Any]", value)]
    if not isinstance(value, dict):
        return value
    fields = {key: _in_order(item) for key, item in cast("dict[str, Any]", value).items()}
    return fields | {"oneOf": sorted(fields["oneOf"], key=json.dumps)} if "oneOf" in fields else fields


def changes(file: Path, now: str) -> str:
    """How the text differs from the one that is listed, to be read; empty when it does not."""
    return "\n".join(
        unified_diff(file.read_text().splitlines(), now.splitlines(), file.name, "now", lineterm="", n=2)
    )

"""The names that are listed: `names.txt` for what is stored and sent, `openapi.json` for the API."""

import json
from difflib import unified_diff
from pathlib import Path
from typing import Any

NAMES = Path(__file__).parent / "names.txt"
OPENAPI = Path(__file__).parent / "openapi.json"


def text_of(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def changes(file: Path, now: str) -> str:
    """How the text differs from the one that is listed, to be read; empty when it does not."""
    return "\n".join(
        unified_diff(file.read_text().splitlines(), now.splitlines(), file.name, "now", lineterm="", n=2)
    )

"""What a check found."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Finding:
    """`state` is ok, note (worth knowing) or wrong; `mend` says what to do, and is empty when all is well."""

    name: str
    state: Literal["ok", "note", "wrong"]
    found: str
    mend: str = ""


def ok(name: str, found: str) -> Finding:
    """All is well."""
    return Finding(name, "ok", found)


def note(name: str, found: str, mend: str = "") -> Finding:
    """Nothing is wrong, but somebody may want to know."""
    return Finding(name, "note", found, mend)


def wrong(name: str, found: str, mend: str) -> Finding:
    """Kwartier cannot work until this is mended."""
    return Finding(name, "wrong", found, mend)

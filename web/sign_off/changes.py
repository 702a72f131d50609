"""Differences as pages show them: paragraph by paragraph."""

import re
from collections.abc import Iterable, Sequence

from documents.comparison import Change
from service.sign_off import differences
from service.sign_off.differences import COVER_NOTE, SECTION

Paragraph = Sequence[Change]

_BLANK = re.compile(r"\n\s*\n")
_MARKS = re.compile(r"^#{1,6} |^> |\*\*", re.MULTILINE)
"""What says in Markdown how a text looks: noise beside what was added and removed."""


def paragraphs(changes: Iterable[Change]) -> list[Paragraph]:
    """What changed, as paragraphs of the whole text."""
    found: list[list[Change]] = [[]]
    for change in changes:
        first, *more = _BLANK.split(_MARKS.sub("", change.text))
        found[-1].append(Change(change.op, first))
        found += [[Change(change.op, text)] for text in more]
    return [kept for one in found if (kept := [change for change in one if change.text.strip()])]


def by_part(before: dict[str, str], after: dict[str, str]) -> list[tuple[str, Sequence[Paragraph]]]:
    """Each part that changed, by its key. It takes a while for long texts."""
    return [(part.key, paragraphs(part.changes)) for part in differences.parts(before, after)]


def section_of(key: str) -> str | None:
    """The section of the plan that a part is; None for the cover note and response memos."""
    return key.removeprefix(SECTION) if key.startswith(SECTION) else None


def is_note(key: str) -> bool:
    return key == COVER_NOTE

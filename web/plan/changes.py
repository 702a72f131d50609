"""Differences as pages show them: paragraph by paragraph."""

import re
from collections.abc import Iterable, Sequence

from documents.comparison import Change, compare, tidied

Paragraph = Sequence[Change]

_BREAK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+[.)])\s)")
"""Where a paragraph ends: at an empty line, and before an item of a list."""
_MARKS = re.compile(r"^#{1,6} |^>[ \t]?|\*\*|`", re.MULTILINE)
"""What says in Markdown how a text looks: noise beside what was added and removed."""


def unmarked(text: str) -> str:
    """A text without its marks, for where there is room for some words of it only."""
    return _MARKS.sub("", text)


def paragraphs(changes: Iterable[Change]) -> list[Paragraph]:
    """What changed, as paragraphs of the whole text."""
    found: list[list[Change]] = [[]]
    for change in changes:
        first, *more = _BREAK.split(unmarked(change.text))
        found[-1].append(Change(change.op, first))
        found += [[Change(change.op, text)] for text in more]
    return [kept for one in found if (kept := [change for change in one if change.text.strip()])]


def difference(before: str, after: str) -> list[Paragraph]:
    """A text with what was added to it and removed from it. It takes a while for a long one."""
    return paragraphs(tidied(compare(before, after)))

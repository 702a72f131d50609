"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

WORD = re.compile(r"\S+\s*|\s+")
"""A word with the blanks after it: all words together are the text."""

MOST_COMPARED = 4_000_000
"""Pairs of words; beyond it, two passages that differ are reported as one removed and one added."""

AROUND = 160
"""Characters of what stayed the same that are shown before and after what changed."""

LEFT_OUT = " […] "

Op = Literal["same", "removed", "added"]


class Change(NamedTuple):
    """A stretch of text that both have, or only the one before (removed) or after (added)."""

    op: Op
    text: str


def compare(before: str, after: str) -> list[Change]:
    """What leads from `before`, which is same and removed together, to `after`: same and added together."""
    changes: list[Change] = []
    for change in _by_line(before.splitlines(keepends=True), after.splitlines(keepends=True)):
        if not change.text:
            continue
        if changes and changes[-1].op == change.op:
            changes[-1] = Change(change.op, changes[-1].text + change.text)
        else:
            changes.append(change)
    return changes


def excerpt(changes: Sequence[Change], around: int = AROUND) -> list[Change]:
    """Just the difference: `changes` with what stayed the same left out, but for the words beside each."""
    last = len(changes) - 1
    return [
        Change("same", _beside(change.text, 0 if n == 0 else around, 0 if n == last else around))
        if change.op == "same"
        else change
        for n, change in enumerate(changes)
    ]


def _beside(text: str, first: int, final: int) -> str:
    """The beginning and the end of `text`, cut between words, with a mark for what is left out."""
    if len(text) <= first + final + len(LEFT_OUT):
        return text
    head, tail = text[:first], text[len(text) - final :]
    # A word that was cut through goes as well; one long word without blanks stays.
    head = head.rpartition(" ")[0] or head
    tail = tail.partition(" ")[2] or tail
    return f"{head}{LEFT_OUT}{tail}"


def _by_line(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    # Line by line first: comparing the words of two long texts at once takes their lengths multiplied.
    for tag, a, b, c, d in _steps(before, after):
        old, new = "".join(before[a:b]), "".join(after[c:d])
        if tag == "equal":
            yield Change("same", old)
        else:
            yield from _by_word(WORD.findall(old), WORD.findall(new))


def _by_word(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    for tag, a, b, c, d in _steps(before, after):
        if tag == "equal":
            yield Change("same", "".join(before[a:b]))
        else:
            yield Change("removed", "".join(before[a:b]))
            yield Change("added", "".join(after[c:d]))


def _steps(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    if len(before) * len(after) > MOST_COMPARED:
        return [("replace", 0, len(before), 0, len(after))]
    # With autojunk, difflib takes words that come often for noise, and finds larger differences than there
    # are.
    return list(SequenceMatcher(None, before, after, autojunk=False).get_opcodes())

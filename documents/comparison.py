"""What changed between two texts, word by word."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


Paragraph = Sequence[Change]
"""Stretches of one paragraph, in the order in which one reads them."""


def compare(before: str, after: str) -> list[Change]:
    """What leads from `before`, which is same and removed together, to `after`: same and added together."""
    return _joined(_by_line(before.splitlines(keepends=True), after.splitlines(keepends=True)))


def tidied(changes: Sequence[Change]) -> list[Change]:
    """The same for people to read: what replaces a text without the words that both begin or end with.

    Words are compared with the blanks after them, so that a word before a new paragraph is another one.
    """
    found: list[Change] = []
    for change in changes:
        if change.op == "added" and found and found[-1].op == "removed":
            found += _replaced(found.pop().text, change.text)
        else:
            found.append(change)
    return _joined(found)


def _replaced(before: str, after: str) -> Iterator[Change]:
    head = _in_common(before, after)
    tail = _in_common(before[head:][::-1], after[head:][::-1])
    yield Change("same", before[:head])
    yield Change("removed", before[head : len(before) - tail])
    yield Change("added", after[head : len(after) - tail])
    yield Change("same", before[len(before) - tail :])


def _in_common(one: str, other: str) -> int:
    """How many characters both begin with, between words: half a word says nothing."""
    found = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    common = min(len(one), len(other)) if found is None else found
    while common > 0 and any(
        common < len(text) and text[common - 1].isalnum() and text[common].isalnum() for text in (one, other)
    ):
        common -= 1
    return common


def _joined(changes: Iterable[Change]) -> list[Change]:
    """`changes` without empty ones, and those of one kind that follow each other as one."""
    joined: list[Change] = []
    for change in changes:
        if joined and joined[-1].op == change.op:
            joined[-1] = Change(change.op, joined[-1].text + change.text)
        elif change.text:
            joined.append(change)
    return joined


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


# --- as somebody reads them ---

_BREAK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+[.)])\s)")
"""Where a paragraph ends: at an empty line, and before an item of a list."""

_MARKS = re.compile(r"^#{1,6} |^>[ \t]?|\*\*|`|^\|[-:| ]+\|\n?|^\| ?| ?\|$", re.MULTILINE)
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


# --- several texts at once ---


class Part(NamedTuple):
    """One text that changed: what was removed and added, with some words of what stayed beside it."""

    key: str
    changes: Sequence[Change]


def parts(before: Mapping[str, str], after: Mapping[str, str]) -> list[Part]:
    """The texts, by their parts, that do not say the same. It takes a while for long ones."""
    return [
        Part(key, excerpt(compare(before.get(key, ""), after.get(key, ""))))
        for key in _changed(before, after)
    ]


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    keys = dict.fromkeys((*after, *before))
    return [key for key in keys if before.get(key, "") != after.get(key, "")]

"""A plan version as one Markdown file, and back: each section under a heading that names its key.

Both ways stand here because the one undoes the other: what was exported is imported again as it was.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from domain.blueprint.definition import Section
from domain.shared.messages import N_, Message, at
from words.language import Language

HEADING = re.compile(r"(?P<escape>\\*)## .*\{#(?P<key>[^{}\s]*)\}\s*")
"""`## title {#key}`; with backslashes before it, a line of somebody's text that looks like one."""


class PlanProblem(NamedTuple):
    """What is wrong in a file: at a line, at the heading with that key, or with the `file` itself."""

    place: str
    message: Message


class UnreadablePlanError(Exception):
    """A file is no plan; `problems` names each heading that is wrong or missing, and what would be right."""

    def __init__(self, problems: Sequence[PlanProblem]) -> None:
        super().__init__("\n".join(str(at(*problem)) for problem in problems))
        self.problems = tuple(problems)


def title_of(language: Language, programme: str, version: int, *, draft: bool) -> str:
    """What the file of a version is called."""
    title = N_("{programme}, version {version} (draft)") if draft else N_("{programme}, version {version}")
    return language.say(title, programme=programme, version=str(version))


def written(title: str, sections: Sequence[Section], texts: Mapping[str, str]) -> str:
    """The file of a plan called `title`; a section without a text is there, and empty."""
    lines = [f"# {' '.join(title.split())}", ""]
    for section in sections:
        text = texts.get(section.key, "")
        lines += [
            _heading(section.title, section.key),
            "",
            *(_escaped(line) for line in text.split("\n")),
            "",
        ]
    return "\n".join(lines)


def text_of(content: bytes) -> str:
    """The text in a file. Raises `UnreadablePlanError` when it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = N_("byte {number} is no UTF-8; save the file as UTF-8")
        number = str(error.start + 1)
        raise UnreadablePlanError([PlanProblem("file", message.having(number=number))]) from None


def read(file: str, sections: Sequence[Section]) -> dict[str, str]:
    """The text of each section in `file`. Raises `UnreadablePlanError` with every problem."""
    found: list[tuple[str, list[str]]] = [("", [])]
    # Not `splitlines`, which also breaks at characters that a text may hold.
    for line in file.split("\n"):
        heading = HEADING.fullmatch(line)
        if heading is not None and not heading["escape"]:
            found.append((heading["key"], []))
        else:
            # Without the backslash that exporting put before it.
            found[-1][1].append(line[1:] if heading is not None else line)
    # Every problem at once: who mends a file by hand should not have to send it five times.
    (_, before), *parts = found
    if problems := [*_stray(before), *_wrong([key for key, _ in parts], sections)]:
        raise UnreadablePlanError(problems)
    return {key: "\n".join(_without_margins(lines)) for key, lines in parts}


def _escaped(line: str) -> str:
    return f"\\{line}" if HEADING.fullmatch(line) else line


def _without_margins(lines: list[str]) -> list[str]:
    """What lies between two headings, without the blank line after the one and before the other."""
    start = 1 if lines and not lines[0].strip() else 0
    end = len(lines) - 1 if len(lines) > start + 1 and not lines[-1].strip() else len(lines)
    return lines[start:end]


def _stray(lines: Sequence[str]) -> Iterator[PlanProblem]:
    """Text before the first section would be lost in silence; only the title stands there."""
    stray = [n for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("# ")]
    if stray:
        message = N_("this text stands before the first section; move it into one")
        yield PlanProblem(f"line {stray[0]}", message)


def _wrong(keys: Sequence[str], sections: Sequence[Section]) -> Iterator[PlanProblem]:
    known = {section.key: section.title for section in sections}
    unknown = N_("is no section of this plan; there are: {keys}").having(keys=", ".join(known))
    twice = N_("is there {times} times; once is enough")
    missing = N_("is missing; add the line: {line}")
    once = dict.fromkeys(keys)
    yield from (_at(key, unknown) for key in once if key not in known)
    yield from (
        _at(key, twice.having(times=keys.count(key))) for key in once if key in known and keys.count(key) > 1
    )
    yield from (
        _at(key, missing.having(line=_heading(title, key))) for key, title in known.items() if key not in keys
    )


def _at(key: str, wrong: Message) -> PlanProblem:
    return PlanProblem(f"{{#{key}}}", wrong)


def _heading(title: str, key: str) -> str:
    return f"## {' '.join(title.split())} {{#{key}}}"

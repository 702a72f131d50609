"""A plan version as one Markdown file, and back: each section under a heading that names its key.

Both ways stand here because the one undoes the other: what was exported is imported again as it was.
"""

import re
from collections.abc import Mapping, Sequence

from domain.blueprint.definition import Section
from domain.shared.messages import N_
from words.language import Language

HEADING = re.compile(r"(?P<escape>\\*)## .*\{#(?P<key>[^{}\s]*)\}\s*")
"""`## title {#key}`; with backslashes before it, a line of somebody's text that looks like one."""


class UnreadablePlanError(Exception):
    """A file is no plan; `problems` names each heading that is wrong or missing, and what would be right."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
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
        heading = f"## {' '.join(section.title.split())} {{#{section.key}}}"
        lines += [heading, "", *(_escaped(line) for line in text.split("\n")), ""]
    return "\n".join(lines)


def text_of(content: bytes) -> str:
    """The text in a file. Raises `UnreadablePlanError` when it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadablePlanError(
            [f"file: byte {error.start + 1} is no UTF-8; save the file as UTF-8"]
        ) from None


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


def _stray(lines: Sequence[str]) -> list[str]:
    """Text before the first section would be lost in silence; only the title stands there."""
    stray = [n for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("# ")]
    return [f"line {stray[0]}: this text stands before the first section; move it into one"] if stray else []


def _wrong(keys: Sequence[str], sections: Sequence[Section]) -> list[str]:
    known = {section.key: " ".join(section.title.split()) for section in sections}
    unknown = [
        f"{{#{key}}}: is no section of this plan; there are: {', '.join(known)}"
        for key in dict.fromkeys(keys)
        if key not in known
    ]
    twice = [
        f"{{#{key}}}: is there {keys.count(key)} times; once is enough"
        for key in dict.fromkeys(keys)
        if key in known and keys.count(key) > 1
    ]
    missing = [
        f"{{#{key}}}: is missing; add the line: ## {title} {{#{key}}}"
        for key, title in known.items()
        if key not in keys
    ]
    return [*unknown, *twice, *missing]

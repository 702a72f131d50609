"""At which line of a TOML text each of its keys stands; tomllib does not tell."""

import re
import tomllib
from bisect import bisect_left
from typing import NamedTuple, cast

from domain.blueprint.problems import Path

TOKEN = re.compile(
    r'''"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*' '''.strip()
    + r"""|\#[^\n]*|\n|[][{},=]|[^][{},=\s\#"']+""",
    re.DOTALL,
)
"""Strings of four kinds, comments, ends of lines, punctuation, and everything else."""


class Token(NamedTuple):
    text: str
    line: int


def places(text: str) -> dict[Path, int]:
    """The line (from 1) of every table, key and list entry in `text`, which must be valid TOML."""
    return _Reader(text).read()


class _Reader:
    """Walks over the tokens; that the text is valid spares it every check."""

    def __init__(self, text: str) -> None:
        ends = [found.start() for found in re.finditer("\n", text)]
        found = (token for token in TOKEN.finditer(text) if not token.group().startswith("#"))
        self._tokens = [Token(token.group(), bisect_left(ends, token.start()) + 1) for token in found]
        self._at = 0
        self._lines: dict[Path, int] = {}
        self._entries: dict[Path, int] = {}

    def read(self) -> dict[Path, int]:
        table: Path = ()
        while self._at < len(self._tokens):
            match self._tokens[self._at].text:
                case "\n":
                    self._at += 1
                case "[":
                    table = self._header()
                case _:
                    self._pair(table)
        return self._lines

    def _header(self) -> Path:
        line = self._take().line
        if is_entry := self._peek() == "[":
            self._take()
        parts = self._key()
        self._at += 2 if is_entry else 1
        path: Path = ()
        for part in parts[:-1]:
            path = self._into_last_entry((*path, part))
            self._lines.setdefault(path, line)
        path = (*path, parts[-1])
        if is_entry:
            self._lines.setdefault(path, line)
            self._entries[path] = self._entries.get(path, -1) + 1
            path = (*path, self._entries[path])
        else:
            path = self._into_last_entry(path)
        self._lines.setdefault(path, line)
        return path

    def _into_last_entry(self, path: Path) -> Path:
        return (*path, self._entries[path]) if path in self._entries else path

    def _pair(self, table: Path) -> None:
        line = self._tokens[self._at].line
        for part in self._key():
            table = (*table, part)
            self._lines.setdefault(table, line)
        self._take()
        self._value(table)

    def _key(self) -> list[str]:
        """The parts of a key that may be dotted and quoted; stops at `=` or `]`."""
        start = self._at
        while self._peek() not in {"=", "]"}:
            self._take()
        # By tomllib, whose business quotes and escapes are.
        written = "".join(token.text for token in self._tokens[start : self._at])
        return _unnested(tomllib.loads(f"{written} = 0"))

    def _value(self, path: Path) -> None:
        match self._peek():
            case "[":
                self._array(path)
            case "{":
                self._inline_table(path)
            case _:
                while self._at < len(self._tokens) and self._peek() not in {",", "]", "}", "\n"}:
                    self._take()

    def _array(self, path: Path) -> None:
        self._take()
        position = 0
        while self._peek() != "]":
            if self._peek() in {",", "\n"}:
                self._take()
                continue
            entry = (*path, position)
            self._lines[entry] = self._tokens[self._at].line
            self._value(entry)
            position += 1
        self._take()

    def _inline_table(self, path: Path) -> None:
        self._take()
        while self._peek() != "}":
            if self._peek() in {",", "\n"}:
                self._take()
            else:
                self._pair(path)
        self._take()

    def _peek(self) -> str:
        return self._tokens[self._at].text

    def _take(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token


def _unnested(table: dict[str, object]) -> list[str]:
    [(part, inner)] = table.items()
    return [part, *_unnested(cast("dict[str, object]", inner))] if isinstance(inner, dict) else [part]

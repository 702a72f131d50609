"""Every code that can be answered is known, documented, and raised with one status only."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.http.catalogue import CODES, GROUPS, document

ROOT = Path(__file__).parents[3]
STATUS_OF = {"Refusal": {404, 409}, "Forbidden": {403}}
"""A rule may say no about something that is not there."""

SOURCES = sorted([*(ROOT / "domain").rglob("*.py"), *(ROOT / "api").rglob("*.py")])


def raised() -> Iterator[tuple[str, str, Path]]:
    """Each exception with a code that our source names: the class, the code, and where."""
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                named = node.func.id in {*STATUS_OF, "Problem"}
                if named and isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield node.func.id, first.value, source


def test_every_code_that_is_raised_is_in_the_catalogue() -> None:
    unknown = [f"{code} in {place.relative_to(ROOT)}" for _, code, place in raised() if code not in CODES]

    assert not unknown


@pytest.mark.parametrize("kind", STATUS_OF)
def test_a_code_always_comes_with_the_status_that_the_catalogue_says(kind: str) -> None:
    wrong = [
        code for raiser, code, _ in raised() if raiser == kind and CODES[code].status not in STATUS_OF[kind]
    ]

    assert not wrong


def test_no_code_is_in_two_groups() -> None:
    assert sum(len(group) for group in GROUPS.values()) == len(CODES)


def test_the_document_is_the_one_that_the_catalogue_writes() -> None:
    written = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")

    assert written == "\n".join(document()) + "\n", "run: python -m api.catalogue > docs/errors.md"

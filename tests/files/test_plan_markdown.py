"""A plan as a Markdown file, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.blueprint.definition import Section
from domain.shared.messages import at
from files.plan_markdown import UnreadablePlanError, read, text_of, written
from tests.words.pseudo import english

SECTIONS = [
    Section(key=key, title=title) for key, title in (("goals", "Doelen"), ("who-pays", "Wie\nbetaalt"))
]
KEYS = ("file", "line", *(part for section in SECTIONS for part in (section.key, section.title)))
"""What places and headings are made of in any language."""

LINES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "## Doelen {#goals}",
            "\\## Doelen {#goals}",
            "\\\\## x {#y}",
            "## Sub",
            "# T",
            "",
            " ",
            "## {#}",
            "\r",
        ]
    ),
)
TEXTS = st.one_of(st.text(max_size=40), st.lists(LINES, max_size=6).map("\n".join))


def problems(file: str) -> tuple[str, ...]:
    with pytest.raises(UnreadablePlanError) as refused:
        read(file, SECTIONS)
    return tuple(english(at(*problem), file, *KEYS) for problem in refused.value.problems)


@given(st.text(max_size=20), TEXTS, TEXTS)
def test_what_was_written_is_read_as_it_was(title: str, one: str, other: str) -> None:
    texts = {"goals": one, "who-pays": other}
    assert read(written(title, SECTIONS, texts), SECTIONS) == texts


def test_a_section_without_a_text_is_there_and_empty() -> None:
    assert read(written("Plan", SECTIONS, {}), SECTIONS) == {"goals": "", "who-pays": ""}


def test_a_file_reads_as_a_plan() -> None:
    assert written("Plan", SECTIONS, {"goals": "What we want.", "who-pays": "All."}) == (
        "# Plan\n\n## Doelen {#goals}\n\nWhat we want.\n\n## Wie betaalt {#who-pays}\n\nAll.\n"
    )


def test_a_file_that_somebody_wrote_by_hand_needs_no_blank_lines() -> None:
    assert read("## D {#goals}\nOne.\n## W {#who-pays}\nAll.", SECTIONS) == {
        "goals": "One.",
        "who-pays": "All.",
    }


def test_every_problem_is_named() -> None:
    file = "Stray.\n## D {#goals}\n## D {#goals}\n## X {#weather}\n## Y {#weather}\n"
    assert problems(file) == (
        "line 1: this text stands before the first section; move it into one",
        "{#weather}: is no section of this plan; there are: goals, who-pays",
        "{#goals}: is there 2 times; once is enough",
        "{#who-pays}: is missing; add the line: ## Wie betaalt {#who-pays}",
    )


def test_what_is_not_utf_8_is_named_by_its_byte() -> None:
    with pytest.raises(UnreadablePlanError) as refused:
        text_of("# Één".encode("latin-1"))

    [(place, message)] = refused.value.problems
    assert (place, english(message)) == ("file", "byte 3 is no UTF-8; save the file as UTF-8")


def test_a_file_without_sections_misses_them_all() -> None:
    assert len(problems("")) == 2

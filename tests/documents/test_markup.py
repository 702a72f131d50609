"""What people typed does no harm in any document that is made of it."""

import re
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.cover_note import Declined, Material, cover_note
from documents.first_draft import Passage, draft_section
from documents.markup import harmless, in_a_cell, on_one_line, quoted
from documents.programme import Contents, programme
from documents.response_memo import Answered, Memo, MemoPoint, response_memo
from domain.blueprint.model import Blueprint
from domain.responses.coverage import Coverage
from tests.domain.arranged import before_the_body, decided, with_conditions
from tests.domain.documents import document
from words.languages import ENGLISH

EVIL = '<script>alert(1)</script>\n\n<img src=x onerror="x()"> | # [go](javascript:x) '
TYPED = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(["<", "script", ">", "\n", "\r", "&#60;", "](data:", "javascript :", "&lt;"])
    ).map("".join),
)


@dataclass(frozen=True)
class Evil:
    """A blueprint in which every title does what it can."""

    @staticmethod
    def blueprint() -> Blueprint:
        changed = document()
        definition = changed["definition"]
        for titled in (
            changed,
            *definition["groups"],
            *definition["sections"],
            *changed["sign_off"]["bodies"],
        ):
            titled["title"] = f"T {EVIL.replace(chr(10), ' ')}"
        changed["sign_off"]["bodies"][0]["key"] = "college"
        for key, group in zip(("gemeente", "marktpartij"), definition["groups"], strict=True):
            group["key"] = key
        return Blueprint.of(changed)


def assert_harmless(written: str) -> None:
    assert "<" not in written
    assert not re.search(r"javascript\s*:", written.replace("javascript :", ""), re.IGNORECASE)


@given(TYPED)
def test_no_html_is_left(text: str) -> None:
    assert "<" not in harmless(text)


@given(TYPED)
def test_doing_it_twice_changes_nothing_more(text: str) -> None:
    assert harmless(harmless(text)) == harmless(text)


@given(st.text(alphabet=st.characters(exclude_characters="<&:"), max_size=60))
def test_words_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


@given(TYPED)
def test_every_line_of_a_quotation_stays_inside_it(text: str) -> None:
    assert all(line.startswith("> ") for line in quoted(text).splitlines())


@given(TYPED)
def test_what_stands_on_one_line_has_no_other(text: str) -> None:
    assert len(on_one_line(text).splitlines()) <= 1


@pytest.mark.parametrize(
    "link",
    [
        "[x](javascript:y)",
        "[x](JavaScript\t:y)",
        "[x](&#106;avascript:y)",
        "[x]( data:y)",
        "[x](javascript&colon;y)",
    ],
)
def test_a_link_that_runs_something_is_no_link_any_more(link: str) -> None:
    assert harmless(link) != link


def test_a_common_link_and_a_colon_stay() -> None:
    text = "See [the data: here](https://data.example/a?b=1&c=2), data: open, R&D."
    assert harmless(text) == text


def test_a_cell_stays_one_cell() -> None:
    assert in_a_cell("a | b\n| c") == "a \\| b \\| c"


class TestEveryDocument:
    def test_the_first_draft(self) -> None:
        passage = Passage(f"Org {EVIL}", "0" * 64, EVIL)
        assert_harmless(draft_section(ENGLISH, EVIL, [passage]))

    def test_the_response_memo(self) -> None:
        point = MemoPoint(
            1, "goals", [Passage(f"Org {EVIL}", "0" * 64, EVIL)], Answered("partly", "goals", 2, EVIL)
        )
        memo = Memo(Evil.blueprint(), 1, 0, Coverage(1, {"partly": 1}), [point])
        written = response_memo(ENGLISH, memo)
        assert_harmless(written)
        headings = [line for line in written.splitlines() if line.startswith("#")]
        assert len(headings) == 3

    def test_the_cover_note(self) -> None:
        state = decided(before_the_body(), "send_back", "send_back", "send_back").state
        material = Material(
            reservations=[EVIL],
            advice=[EVIL],
            responses={"partly": 1},
            declined=[Declined(1, 1, "goals", "partly", EVIL)],
            funding=EVIL,
            conditions={"1": EVIL},
        )
        assert_harmless(cover_note(ENGLISH, Evil.blueprint(), state, "college", material))

    def test_the_programme_as_it_is_published(self) -> None:
        state = with_conditions().state
        conditions = dict.fromkeys(state.conditions, EVIL)
        assert_harmless(programme(ENGLISH, Evil.blueprint(), state, Contents({"goals": EVIL}, conditions)))

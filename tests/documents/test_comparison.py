"""Two texts compared word by word."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from documents.comparison import MOST_COMPARED, Change, compare, excerpt, tidied

WORDS = st.sampled_from(["we", "share", "costs", "de", "\n", " ", "\r\n", "\u2028", "ï", ".", "  "])
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=30).map("".join))


def of(changes: list[Change], *ops: str) -> str:
    return "".join(change.text for change in changes if change.op in ops)


@given(TEXTS, TEXTS)
def test_same_and_removed_together_are_the_text_before(before: str, after: str) -> None:
    assert of(compare(before, after), "same", "removed") == before


@given(TEXTS, TEXTS)
def test_same_and_added_together_are_the_text_after(before: str, after: str) -> None:
    assert of(compare(before, after), "same", "added") == after


@given(TEXTS)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert compare(text, text) == ([Change("same", text)] if text else [])


@given(TEXTS, TEXTS)
def test_no_stretch_is_empty_and_no_two_neighbours_are_of_one_kind(before: str, after: str) -> None:
    changes = compare(before, after)
    assert all(change.text for change in changes)
    assert all(one.op != other.op for one, other in pairwise(changes))


def test_only_the_words_that_differ_are_told_apart() -> None:
    before, after = "First line.\nWe share all costs.\n", "First line.\nWe share some costs.\n"
    assert compare(before, after) == [
        Change("same", "First line.\nWe share "),
        Change("removed", "all "),
        Change("added", "some "),
        Change("same", "costs.\n"),
    ]


def test_passages_too_long_to_compare_are_told_as_removed_and_added() -> None:
    words = int(MOST_COMPARED**0.5) + 1
    before, after = "a " * words, "b " * words
    assert compare(before, after) == [Change("removed", before), Change("added", after)]


class TestJustTheDifference:
    def test_what_stayed_is_left_out_but_for_some_words_beside_what_changed(self) -> None:
        stayed = "word " * 400
        changes = compare(f"{stayed}old {stayed}", f"{stayed}new {stayed}")
        first, removed, added, last = excerpt(changes, around=20)
        assert (removed, added) == (Change("removed", "old "), Change("added", "new "))
        assert (first.op, last.op) == ("same", "same")
        assert (first.text, last.text) == (" […] word word word ", "word word word word […] ")

    @given(TEXTS, TEXTS)
    def test_nothing_that_was_removed_or_added_is_left_out(self, before: str, after: str) -> None:
        changes = compare(before, after)
        for op in ("removed", "added"):
            assert of(excerpt(changes, around=3), op) == of(changes, op)

    @given(TEXTS, TEXTS)
    def test_it_is_never_longer(self, before: str, after: str) -> None:
        changes = compare(before, after)
        assert len(of(excerpt(changes, around=3), "same")) <= len(of(changes, "same"))


class TestForPeopleToRead:
    def test_a_word_before_a_new_paragraph_is_the_same_word(self) -> None:
        assert tidied(compare("It ends.\n", "It ends.\n\nIt goes on.\n"))[0] == Change("same", "It ends.\n")

    def test_what_both_begin_and_end_with_is_not_told_twice(self) -> None:
        assert tidied(compare("It costs ten.", "It costs twenty.")) == [
            Change("same", "It costs "),
            Change("removed", "ten"),
            Change("added", "twenty"),
            Change("same", "."),
        ]

    @given(TEXTS, TEXTS)
    def test_both_texts_are_still_in_it(self, before: str, after: str) -> None:
        changes = tidied(compare(before, after))
        assert "".join(change.text for change in changes if change.op != "added") == before
        assert "".join(change.text for change in changes if change.op != "removed") == after

"""Two texts compared word by word."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain.comparing import MOST_COMPARED, Change, compare

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

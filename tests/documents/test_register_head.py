"""The end of the register that a document follows on, said at its end."""

import pytest

from documents.register_head import follows_on, on_head, without_head
from domain.register.entries import Head
from tests.documents.arranged import DUTCH
from tests.words.pseudo import PSEUDO, outside
from words.languages import ENGLISH

HEAD, LATER = Head(seq=3, hash="ab" * 32), Head(seq=7, hash="cd" * 32)


def test_what_somebody_wrote_says_where_the_register_stood() -> None:
    assert on_head(ENGLISH, "# Note\n", HEAD) == f"# Note\n\n{follows_on(ENGLISH, HEAD)}\n"


def test_written_again_it_follows_on_the_later_one_only() -> None:
    once = on_head(ENGLISH, "# Note", HEAD)
    assert on_head(ENGLISH, once, LATER) == on_head(ENGLISH, "# Note", LATER)


def test_what_was_written_below_it_comes_to_stand_above_it() -> None:
    below = on_head(ENGLISH, "# Note", HEAD) + "\nMore.\n"
    assert on_head(ENGLISH, below, LATER) == on_head(ENGLISH, "# Note\n\nMore.", LATER)


def test_without_it_the_text_is_left() -> None:
    assert without_head(on_head(ENGLISH, "# Note", HEAD)) == "# Note"


def test_a_heading_of_that_name_elsewhere_stays() -> None:
    text = "## Register\n\nOurs is public."
    assert without_head(text) == text


def test_it_is_said_in_the_language_of_the_document() -> None:
    head = Head(seq=1234, hash="ab" * 32)

    assert follows_on(ENGLISH, head) == (
        f"## Register\n\nThis document follows register entry 1234:\n`{head.hash}`"
    )
    assert follows_on(DUTCH, head) == (
        f"## Register\n\nDit document volgt op registerregel 1234:\n`{head.hash}`"
    )
    assert outside(follows_on(PSEUDO, head), head.hash) == []


@pytest.mark.parametrize(
    "stored",
    [
        "Dit document volgt op registerregel / This document follows register entry 3:",
        "Dit document volgt op registerregel 3:",
        "This document follows register entry 3:",
        "Dit dokumint folget op registerrigel 3:",
    ],
)
def test_it_is_recognised_in_whatever_language_it_was_stored(stored: str) -> None:
    text = f"# Note\n\n## Register\n\n{stored}\n`{HEAD.hash}`\n"

    assert on_head(ENGLISH, text, LATER) == on_head(ENGLISH, "# Note", LATER)

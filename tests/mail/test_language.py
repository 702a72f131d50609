"""Each is written to in one language: their own, else that of the programme."""

import pytest

from mail.language import own_language
from tests.stories import chain_of_two
from tests.words.speaking import UNSPOKEN
from words.languages import language_of


@pytest.mark.parametrize(("known", "own"), [("en", "en"), ("nl", "nl"), (UNSPOKEN, None), (None, None)])
def test_somebody_is_written_to_in_their_own_language_where_it_is_spoken(
    known: str | None, own: str | None
) -> None:
    assert own_language(known) == own


def test_others_are_written_to_in_the_language_of_the_programme() -> None:
    assert language_of(chain_of_two().model_copy(update={"language": "en"})).code == "en"


def test_a_programme_that_names_no_language_writes_dutch() -> None:
    assert language_of(chain_of_two()).code == "nl"

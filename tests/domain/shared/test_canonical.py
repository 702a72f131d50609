"""Equal values are written the same way, whatever the order they were put together in."""

import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from domain.shared.canonical import LARGEST_INTEGER, canonical, digest

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
INTEGERS = st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
TEXTS = st.text(st.characters(exclude_categories=("Cs",)))
VALUES = st.recursive(
    st.none() | st.booleans() | INTEGERS | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
)


@given(VALUES)
def test_it_is_written_as_rfc_8785_says(value: Json) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(VALUES)
def test_it_reads_back_as_the_same_value(value: object) -> None:
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(TEXTS, VALUES))
def test_the_order_of_keys_makes_no_difference(value: dict[str, object]) -> None:
    other_way_round = dict(reversed(value.items()))

    assert digest(other_way_round) == digest(value)


def test_keys_are_sorted_by_utf_16_code_units() -> None:
    assert canonical({"\ufb33": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ufb33":1}'.encode()


def test_a_tuple_is_written_as_a_list() -> None:
    assert canonical((1, "a")) == b'[1,"a"]'


def test_the_digest_is_the_sha_256_of_what_is_written() -> None:
    assert digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.mark.parametrize("value", [1.5, float("nan"), b"x", {1, 2}, object()])
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="has no canonical JSON form here; use text or integers"):
        canonical({"deep": [value]})


def test_a_key_that_is_no_text_is_refused() -> None:
    with pytest.raises(TypeError, match="a key must be text in canonical JSON, not 1"):
        canonical([{1: "x"}])


@pytest.mark.parametrize("value", [LARGEST_INTEGER + 1, -LARGEST_INTEGER - 1])
def test_an_integer_that_a_double_cannot_hold_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match="too large an integer for canonical JSON; write it as text"):
        canonical([value])


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogates not allowed"):
        canonical("\ud83d")

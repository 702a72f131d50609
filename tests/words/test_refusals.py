"""What a refusal says is wholly in the reader's language, the keys of the domain in it too."""

import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Literal, cast, get_args, get_origin, get_type_hints

import pytest

from api.http.reference.errors_page import import_all
from domain.shared.refusals import Refusal
from domain.sign_off.cast_ballot import ChoiceDoesNotFit
from domain.state.judge import OfAnotherPhase, ProgrammeEnded
from service.asking.mistakes import KEY, SENTENCES
from service.invalid_input import FieldError
from tests.words.pseudo import PSEUDO, outside
from words.languages import ENGLISH, LANGUAGES
from words.refusals import said

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

TYPED = "Typed"
"""What somebody typed, in the place of every text."""


def every_refusal(of: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    for kind in of.__subclasses__():
        if hasattr(kind, "sentence"):
            yield kind
        yield from every_refusal(kind)


def example(kind: object) -> object:
    """A value of some type."""
    match get_origin(kind), get_args(kind):
        case origin, (first, *_) if origin is Literal:
            return first
        case origin, (first, *_) if origin is tuple:
            return (example(first),)
        case origin, (_, value) if origin is Mapping:
            return {"sections": example(value)}
        case origin, options if origin is types.UnionType:
            return example(options[0])
        case _:
            examples = {str: TYPED, int: 3, date: date(2026, 11, 28), FieldError: FieldError("f", "c", KEY)}
            return examples[cast("type", kind)]


def made(kind: type[Refusal]) -> Refusal:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(cast("type[DataclassInstance]", kind))]
    make = cast("Callable[..., Refusal]", kind)
    return make(**{name: example(hints[name]) for name in names})


import_all()


@pytest.mark.parametrize("kind", dict.fromkeys(every_refusal()), ids=lambda kind: kind.__name__)
def test_no_sentence_title_or_advice_is_outside_of_the_catalogues(kind: type[Refusal]) -> None:
    refusal = made(kind)

    texts = [PSEUDO.say(message) for message in (said(refusal), kind.title, kind.advice)]

    assert [outside(text, TYPED) for text in texts] == [[], [], []]


@pytest.mark.parametrize("code", SENTENCES)
def test_no_sentence_about_a_field_is_outside_of_the_catalogues(code: str) -> None:
    sentence = SENTENCES[code].having(n=1, ge=1, le=2, pattern=TYPED, expected=TYPED)

    assert outside(PSEUDO.say(sentence), TYPED) == []


def test_keys_of_the_domain_are_said_in_words() -> None:
    refusal = OfAnotherPhase(phase="sign_off", belongs_to="definition")

    assert ENGLISH.say(said(refusal)) == (
        "This belongs to the phase definition; the programme is in the phase sign-off."
    )
    assert "besluitvorming" in LANGUAGES.speaking("nl").say(said(refusal))


def test_a_list_of_keys_is_said_in_words() -> None:
    refusal = ChoiceDoesNotFit(choice="objection", choices=("for", "for_with_conditions"))

    assert "choose from for and for, with conditions" in ENGLISH.say(said(refusal))


def test_a_key_of_newer_code_is_said_as_it_is() -> None:
    refusal = ProgrammeEnded.read({"ending": "paused"})

    assert ENGLISH.say(said(refusal)) == "The programme has ended: paused."

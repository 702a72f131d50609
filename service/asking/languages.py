"""The language in a request or an answer: one of those that there is a catalogue for."""

from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

from domain.blueprint.values import Language
from domain.shared.mistakes import invalid
from words.languages import LANGUAGES


def _spoken_here(code: str) -> str:
    if (problem := LANGUAGES.problem(code)) is not None:
        raise invalid("unknown_language", problem)
    return code


SpokenLanguage = Annotated[
    Language,
    AfterValidator(_spoken_here),
    # Made from the catalogues, so that a language is added without code.
    WithJsonSchema({"type": "string", "enum": list(LANGUAGES.codes), "title": "Language"}),
]

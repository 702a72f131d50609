"""Which language somebody is written to in: their own, else that of the programme."""

from domain.blueprint import Blueprint
from words.languages import LANGUAGES, OF_PAPERS


def language_of(blueprint: Blueprint) -> str:
    """Return the language of a programme, for whoever has said nothing of their own."""
    return getattr(blueprint, "language", None) or OF_PAPERS


def own_language(known: str | None) -> str | None:
    """Return somebody's own language, where it is known and there is a catalogue of it."""
    return known if known in LANGUAGES.codes else None

"""Which language somebody is written to in."""

from domain.blueprint import Blueprint
from words.languages import LANGUAGES, OF_PAPERS, Languages


def language_of(blueprint: Blueprint) -> str:
    """Return the language of a programme, for whoever has said nothing of their own."""
    return getattr(blueprint, "language", OF_PAPERS)


def language_for(own: str | None, blueprint: Blueprint, languages: Languages = LANGUAGES) -> str:
    """Return somebody's own language where it is known and spoken, else that of their programme."""
    return languages.negotiate(own or "", default=language_of(blueprint)).code

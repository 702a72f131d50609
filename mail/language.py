"""Which language somebody is written to in: their own, else that of the programme."""

from words.languages import LANGUAGES


def own_language(known: str | None) -> str | None:
    """Return somebody's own language, where it is known and there is a catalogue of it."""
    return known if known in LANGUAGES.codes else None

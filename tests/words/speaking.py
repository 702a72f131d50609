"""Languages for tests, which stay true when a catalogue is added."""

from pathlib import Path

from words.languages import LANGUAGES, Languages

UNSPOKEN = "qaa"
"""Kept by ISO 639 for whoever needs a code of their own: there is never a catalogue of it."""

THERE_ARE = ", ".join(LANGUAGES.codes)

ENGLISH_AND_DUTCH = Languages(Path("nowhere"), more=[LANGUAGES.speaking("nl")])
"""Two languages, however many are shipped."""

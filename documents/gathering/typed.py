"""What people typed, as a document repeats it."""

from collections.abc import Iterable

from domain.shared.messages import N_
from store import texts
from store.database import Connection
from words.language import Language

ERASED = N_("[erased]")


async def read(connection: Connection, language: Language, ids: Iterable[str]) -> dict[str, str]:
    """The texts with these ids; of an erased one the document says so in its own language."""
    found = await texts.read(connection, ids)
    # The store's own mark is for everyone who reads what is stored, and so in no one language.
    return {id_: language.say(ERASED) if text == texts.ERASED else text for id_, text in found.items()}

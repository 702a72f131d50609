"""What people typed, as a document repeats it."""

from collections.abc import Iterable

from domain.shared.messages import N_
from domain.shared.texts import TextRef
from store import texts
from store.database import Connection
from words.language import Language

ERASED = N_("[erased]")


async def read(connection: Connection, language: Language, refs: Iterable[TextRef]) -> dict[str, str]:
    """The texts that these refer to, by id; of an erased one the document says so in its own language.

    Raises `DocumentDoesNotHold`: what is composed from another text would be signed as if it had been said.
    """
    found = await texts.held(connection, refs)
    # The store's own mark is for everyone who reads what is stored, and so in no one language.
    return {id_: language.say(ERASED) if text == texts.ERASED else text for id_, text in found.items()}

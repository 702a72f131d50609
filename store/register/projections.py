"""What follows from an entry in its own transaction: other tables, and letters to whoever must hear of it."""

import importlib
import pkgutil

import store
from domain.register.entries import Entry
from domain.register.events import Event
from mail.policy import letters_for
from store.database import Connection
from store.mail import outbox
from store.register import following

# Every table's module says by itself what it follows, once it is imported.
for _module in pkgutil.walk_packages(store.__path__, "store."):
    if _module.name != __name__:
        importlib.import_module(_module.name)


def follow(event: Event) -> bool:
    """Whether anything but the register changes with `event`."""
    return following.is_followed(event) or bool(letters_for(event))


async def project(connection: Connection, entry: Entry) -> None:
    """Let the tables follow one entry, and write to whoever must hear of it."""
    await following.follow(connection, entry)
    # Last: who is written to may stand in the tables that have just followed.
    letters = [letter.after(entry.head) for letter in letters_for(entry.event)]
    await outbox.put(connection, entry.programme, letters)

"""What was published, as it was published: byte for byte, with what its hash was made with."""

from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from domain.publication.classification import without_format
from domain.publication.documents import PublicDocument, documents_of
from domain.publication.holding import DocumentDoesNotHold
from domain.register.entries import Entry
from domain.shared.texts import TextRef
from store.database import Connection


class Published(NamedTuple):
    """The document `name`, and the number of the entry that published it as it is now."""

    name: str
    ref: TextRef
    seq: int


def newest(entries: Iterable[Entry]) -> list[Published]:
    """The documents that `entries` published; of one that was published again the last."""
    found: dict[str, Published] = {}
    for entry in entries:
        for name, ref in documents_of(entry.event).items():
            found[name] = Published(name, ref, entry.seq)
    return [found[name] for name in sorted(found)]


async def originals(connection: Connection, documents: Iterable[Published]) -> list[PublicDocument]:
    """Those of `documents` that are still there; what was erased in one format is left out in every.

    Raises `DocumentDoesNotHold` about one whose content is not what was published.
    """
    wanted = list(documents)
    ids = [UUID(document.ref.id) for document in wanted]
    # As bytes, which is what was hashed: the export is the same byte for byte each time.
    texts = await connection.fetch(
        "SELECT id, convert_to(body, 'UTF8') AS content, salt, erased_at FROM texts WHERE id = ANY($1)", ids
    )
    binaries = await connection.fetch("SELECT id, content FROM documents WHERE id = ANY($1)", ids)
    found = {str(row["id"]): (row["content"], row["salt"]) for row in texts if not row["erased_at"]}
    found |= {str(row["id"]): (row["content"], b"") for row in binaries}
    for document in wanted:
        content, salt = found.get(document.ref.id, (b"", b""))
        if document.ref.id in found and sha256(salt + content).hexdigest() != document.ref.hash:
            raise DocumentDoesNotHold(id=document.ref.id)
    erased = {without_format(document.name) for document in wanted if document.ref.id not in found}
    return [
        PublicDocument(document.name, *found[document.ref.id], document.ref.hash, document.seq)
        for document in wanted
        if without_format(document.name) not in erased
    ]

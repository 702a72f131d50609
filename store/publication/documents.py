"""Published documents that are no text: kept as they are, by id; the register has their hash."""

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID, uuid4

from domain.publication.holding import DocumentDoesNotHold
from domain.shared.texts import TextRef
from store.database import Connection


@dataclass(frozen=True)
class Document:
    """A document's bytes, and what they are."""

    media_type: str
    content: bytes


async def keep(connection: Connection, programme: str, name: str, document: Document) -> TextRef:
    """Store a document; what refers to it has the hash of its bytes, and their number as length."""
    # Unsalted, unlike a text's: whoever holds the file can find its hash in the register.
    ref = TextRef(id=str(uuid4()), hash=sha256(document.content).hexdigest(), length=len(document.content))
    await connection.execute(
        "INSERT INTO documents (id, programme, name, media_type, hash, content)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        UUID(ref.id),
        programme,
        name,
        document.media_type,
        ref.hash,
        document.content,
    )
    return ref


async def find(connection: Connection, ref: TextRef) -> Document | None:
    """The document that `ref` is about; None when it is a text. Raises `DocumentDoesNotHold`."""
    row = await connection.fetchrow("SELECT media_type, content FROM documents WHERE id = $1", UUID(ref.id))
    if row is None:
        return None
    if sha256(row["content"]).hexdigest() != ref.hash:
        raise DocumentDoesNotHold(id=ref.id)
    return Document(row["media_type"], row["content"])

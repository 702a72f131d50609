"""Documents."""

from datetime import UTC, datetime

from pydantic import Field

from api.http.items import View
from domain.publication.classification import classification_of
from domain.register.entries import Entry
from domain.shared.rules import Shown
from domain.shared.texts import TextRef
from domain.state.programme_state import ProgrammeState


class DocumentView(View):
    """A published document."""

    name: str = Field(examples=["programme.md"])
    classification: Shown = Field(
        description="Public for everyone; confidential for who has a token. A draft is no document yet",
        examples=["public"],
    )
    hash: str = Field(
        description="As the register has it: SHA-256 of a PDF, salted hash of a text",
        examples=["9f86d081" * 8],
    )
    length: int = Field(description="In characters; of a PDF in bytes", examples=[12034])
    published_at: datetime


def document_view(name: str, ref: TextRef, entry: Entry, state: ProgrammeState) -> DocumentView:
    """The document `name`, which `entry` published."""
    return DocumentView(
        name=name,
        classification=classification_of(name, state),
        hash=ref.hash,
        length=ref.length,
        published_at=entry.at.astimezone(UTC),
    )

"""What can have happened to how documents may be shown."""

from typing import Literal

from domain.shared.base import Tolerant
from domain.shared.rules import Shown
from domain.shared.texts import TextRef


class DocumentClassified(Tolerant):
    """`name` is that of a document without its format, or of a kind of documents, also of ones to come."""

    kind: Literal["document.classified"] = "document.classified"
    name: str
    classification: Shown
    reason: TextRef

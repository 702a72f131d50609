"""What can have happened to how documents may be shown."""

from domain.register.events import Event
from domain.shared.rules import Shown
from domain.shared.texts import TextRef


class DocumentClassified(Event):
    """`name` is that of a document without its format, or of a kind of documents, also of ones to come."""

    name: str
    classification: Shown
    reason: TextRef

"""Sentences about what is public. Importing it registers them."""

from cli.telling import Names, tell
from cli.words import Words
from domain.publication.classify_document import DocumentClassified

SHOWN = {"public": Words("openbaar", "public"), "confidential": Words("vertrouwelijk", "confidential")}


@tell.register
def _(event: DocumentClassified, _names: Names) -> Words:
    shown = SHOWN[event.classification]
    return Words(f"Document {event.name} is {shown.nl}.", f"Document {event.name} is {shown.en}.")

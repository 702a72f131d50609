"""The act by which the office says what of a programme is public."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, Field

from domain.publication.classification import KINDS, without_format
from domain.publication.classify_document import ClassifyDocument
from domain.shared.messages import N_
from service.asking.acts import About, Act, AnyRequest, Asked, OfProgramme, Possible, Where
from service.asking.labels import Label
from service.asking.naming import by_number, said
from service.commands import CommandRequest, Writing
from service.publication.forms import NewClassification
from words.vocabulary import DOCUMENTS


class OfDocument(About):
    """A document, or all of a kind; its Markdown and its PDF are one."""

    document: Annotated[
        str,
        Field(max_length=100, pattern=r"^[a-z0-9.-]+$"),
        AfterValidator(without_format),
        Label(N_("Document")),
    ]


class ClassifyADocument(Act[OfDocument, NewClassification]):
    commands = (ClassifyDocument,)
    title = N_("Say whether a document is public")
    button = N_("Say so")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        for name, kind in KINDS.items():
            yield Possible(OfDocument(document=name), said(DOCUMENTS[kind]))
        for number in where.state.definition.settled:
            memo = N_("Response memo on consultation {number}", "document")
            yield Possible(OfDocument(document=f"response-memo-{number}"), by_number(memo, number))
        for number in range(1, where.state.sign_off.submissions + 1):
            note = N_("Cover note of submission {number}", "document")
            yield Possible(OfDocument(document=f"cover-note-{number}"), by_number(note, number))

    def make(self, asked: Asked[OfDocument, NewClassification]) -> AnyRequest:
        document, form = asked.about.document, asked.form

        def make(writing: Writing) -> ClassifyDocument:
            reason = writing.text(form.reason)
            return ClassifyDocument(
                **writing.stamp, name=document, classification=form.classification, reason=reason
            )

        return CommandRequest(ClassifyDocument, make, form, about={"document": document})

"""Which kind of material a document is: how it is classified says whether more people may read it."""

from domain.publication.classification import classification_of, kind_of
from domain.reading.materials import Material
from domain.state.programme_state import ProgrammeState

OF_DOCUMENTS: tuple[Material, ...] = ("public_documents", "settled_memos", "confidential_papers")
"""The kinds of material that `material_of_document` answers."""


def material_of_document(name: str, state: ProgrammeState) -> Material:
    """The kind that the document `name` is, with or without its format, once it is final."""
    if classification_of(name, state) == "public":
        return "public_documents"
    # Who contributed reads what was done with it, whether or not the whole world does.
    return "settled_memos" if kind_of(name) == "response_memo" else "confidential_papers"

"""What is public, confidential or draft: the blueprint says it per kind of document, the office per document.

A draft is what is not final yet. Nobody declares something a draft: it is no document until it is final.
"""

import re
from collections.abc import Mapping

from domain.plan.versions import BASELINE
from domain.shared.rules import Classification, DocumentKind, Shown
from domain.state.programme_state import ProgrammeState

FORMATS = (".md", ".pdf")

KINDS: Mapping[str, DocumentKind] = {
    "programme": "programme",
    "cover-note": "cover_note",
    "response-memo": "response_memo",
}
"""The kind of document by what its name begins with; the cover notes and memos have a number behind that."""

NAME = re.compile(r"(?P<kind>cover-note|response-memo)(-[1-9][0-9]{0,2})?|programme")


def without_format(name: str) -> str:
    """The name without what says whether it is Markdown or PDF: both are classified together."""
    for ending in FORMATS:
        name = name.removesuffix(ending)
    return name


def kind_of(name: str) -> DocumentKind | None:
    """The kind of the document `name`, or of all that `name` stands for; None when there is no such kind."""
    found = NAME.fullmatch(without_format(name))
    return KINDS[found["kind"] or "programme"] if found else None


def classification_of(name: str, state: ProgrammeState) -> Shown:
    """What the document `name`, which is final, may be shown as.

    What the office said of this document goes before what it said of its kind, and that before the blueprint.
    What is of no known kind is confidential.
    """
    kind, said = kind_of(name), state.classifications
    if kind is None:
        return "confidential"
    own = without_format(name)
    of_kind = next(key for key, known in KINDS.items() if known == kind)
    # Asked each time, not written down per document: what the office says of a kind holds for those to come,
    # too.
    return said.get(own) or said.get(of_kind) or getattr(state.rules.publication, kind)


def classification_of_version(number: int, state: ProgrammeState) -> Classification:
    """What a version of the plan is: a draft, unless it is what was approved, or was there beforehand."""
    submitted = state.definition.submitted
    if state.ending == "approved" and submitted is not None and submitted.number == number:
        return classification_of("programme", state)
    return "confidential" if number == BASELINE else "draft"


def classification_of_memo(consultation: int, state: ProgrammeState) -> Classification:
    """What the response memo about a consultation is: a draft until its responses are settled."""
    settled = consultation in state.definition.settled
    return classification_of(f"response-memo-{consultation}", state) if settled else "draft"

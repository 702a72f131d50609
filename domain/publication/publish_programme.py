"""Publishing the approved programme, which is written outside: here it stands that it was, and what."""

from datetime import date

from domain.register.events import Event
from domain.shared.texts import TextRef
from domain.state.folding import apply
from domain.state.programme_state import ProgrammeState


class ProgrammePublished(Event):
    """The documents as published: each by its name and hash.

    `missing` names those that there should have been, each with a code that says why it is not: `not_set` is
    a PDF that could not be set, whose Markdown is there.
    """

    signed = True

    documents: dict[str, TextRef]
    missing: dict[str, str] = {}
    signed_by: str = ""


@apply.register
def _(event: ProgrammePublished, state: ProgrammeState, today: date) -> ProgrammeState:
    return state.model_copy(update={"published": True})

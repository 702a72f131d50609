"""The documents of a programme, as its register publishes them, by name."""

from collections.abc import Mapping
from typing import NamedTuple

from domain.publication.publish_programme import ProgrammePublished
from domain.register.events import Event
from domain.responses.settle_responses import ResponsesSettled
from domain.shared.texts import TextRef
from domain.sign_off.revise_submission import SubmissionRevised


class PublicDocument(NamedTuple):
    """A document as it was published: its hash in register entry `seq` is that of `salt` and `content`."""

    name: str
    content: bytes
    salt: bytes
    hash: str
    seq: int


def documents_of(event: Event) -> Mapping[str, TextRef]:
    """The documents that `event` publishes, by their names."""
    # Of the events that make something final: a draft is in none of them, so that nothing publishes it by
    # mistake.
    match event:
        case ProgrammePublished(documents=documents):
            return documents
        case ResponsesSettled(consultation=number, memo=TextRef() as memo):
            return {f"response-memo-{number}.md": memo}
        case SubmissionRevised(memos=memos, changed=changed):
            # A memo that reads otherwise from now on goes by the name it had.
            named = {f"response-memo-{number}": memo for number, memo in memos.items()}
            return {f"{name}.md": memo for name, memo in named.items() if name in changed}
        case _:
            return {}

"""Saying how a document may be shown, or all of a kind; also before there is one."""

from datetime import date

from domain.publication.classification import KINDS, kind_of, without_format
from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Missing, Refusal
from domain.shared.rules import Shown
from domain.shared.texts import TextRef
from domain.state import roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part


class ClassifyDocument(Command):
    """Say how a document may be shown, or all of a kind; also before there is one."""

    name: str
    classification: Shown
    reason: TextRef

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.office(asker, state)


class DocumentClassified(Event):
    """`name` is that of a document without its format, or of a kind of documents, also of ones to come."""

    name: str
    classification: Shown
    reason: TextRef


class NoSuchDocument(Missing):
    title = N_("There is no such document")
    sentence = N_("There is no document {name} here.")
    advice = N_("List the programme's documents.")
    name: str


class NeverADocument(NoSuchDocument):
    sentence = N_("No document is ever called {name}; name one, or a kind of them, that there is or will be.")
    kinds: tuple[str, ...]


class ClassifiedAlready(Refusal):
    title = N_("The office said so already")
    sentence = N_("The office said so of {name} already.")
    advice = N_("Nothing needs to be done; `details` says what it is.")
    name: str
    classification: Shown


@decide.register
def _(command: ClassifyDocument, state: ProgrammeState, today: date) -> list[Event]:
    name = without_format(command.name)
    if kind_of(name) is None:
        raise NeverADocument(name=name, kinds=tuple(sorted(KINDS)))
    # Not what the blueprint says: the office may fix that of one, whatever is said of its kind later.
    if command.classification == state.classifications.get(name):
        raise ClassifiedAlready(name=name, classification=command.classification)
    return [DocumentClassified(name=name, classification=command.classification, reason=command.reason)]


@apply.register
def _(event: DocumentClassified, state: ProgrammeState, today: date) -> ProgrammeState:
    said = state.classifications | {event.name: event.classification}
    return state.model_copy(update={"classifications": said})

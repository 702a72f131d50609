"""What the register tells of the way to a decision: the papers, and how conditions were met."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from domain.classification import classification_of
from domain.events import ResponsesSettled
from domain.events_of_sign_off import ConditionJudged, EvidenceShown, SubmissionPrepared
from domain.programme_document import Met, Paper
from domain.register import Entry, Head
from domain.rules import DocumentKind
from domain.state import ProgrammeState
from domain.texts import TextRef


class Written(NamedTuple):
    """A paper: its text, the plan version it is about, and the end of the register it was written after."""

    kind: DocumentKind
    name: str
    ref: TextRef
    version: int
    entry: Entry

    @property
    def follows(self) -> Head:
        """What its text says that it follows on: the entry before the one that holds its hash."""
        return Head(seq=self.entry.seq - 1, hash=self.entry.prev)

    @property
    def at(self) -> datetime:
        return self.entry.at

    def listed(self, state: ProgrammeState) -> Paper:
        """As the programme's list of papers has it."""
        shown = classification_of(self.name, state)
        return Paper(self.kind, f"{self.name}.md", shown, self.ref.hash, self.entry.seq)


def of(entries: Iterable[Entry], state: ProgrammeState) -> list[Written]:
    """The cover notes with which the approved version went to each body, and the response memos."""
    assert state.definition.submitted is not None
    approved = state.definition.submitted.number
    consulted_on = {held.number: held.version for held in state.definition.rounds}
    found: list[Written] = []
    for entry in entries:
        match entry.event:
            case SubmissionPrepared(submission=number, version=version, cover_note=note) if (
                version == approved
            ):
                found.append(Written("cover_note", f"cover-note-{number}", note, version, entry))
            case ResponsesSettled(consultation=number, memo=TextRef() as memo):
                version = consulted_on[number]
                found.append(Written("response_memo", f"response-memo-{number}", memo, version, entry))
            case _:
                pass
    return found


def met(entries: Iterable[Entry], state: ProgrammeState) -> dict[str, Met]:
    """How each condition was met, by its key; the last evidence before the judgement is what convinced."""
    shown: dict[str, int] = {}
    found: dict[str, Met] = {}
    for entry in entries:
        match entry.event:
            case EvidenceShown(condition=key):
                shown[key] = entry.seq
            case ConditionJudged(condition=key, met=True, seat=seat):
                found[key] = Met(_day(entry, state), seat, entry.seq, shown[key])
            case _:
                pass
    return found


def _day(entry: Entry, state: ProgrammeState) -> date:
    return state.rules.calendar.day_of(entry.at)

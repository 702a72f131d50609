"""What the register tells of the way to a decision: the papers, and how conditions were met."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from documents.programme import DocumentEntry, Met
from domain.conditions.judge_condition import ConditionJudged
from domain.conditions.show_evidence import EvidenceShown
from domain.publication.classification import classification_of
from domain.register.entries import Entry, Head
from domain.shared.rules import DocumentKind
from domain.shared.texts import TextRef
from domain.sign_off.submissions import newest_memos
from domain.state.programme_state import ProgrammeState
from domain.vocabulary.events_of_sign_off import DecisionEstablished, SubmissionPrepared, SubmissionRevised


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

    def listed(self, state: ProgrammeState) -> DocumentEntry:
        """As the programme's list of papers has it."""
        shown = classification_of(self.name, state)
        return DocumentEntry(self.kind, f"{self.name}.md", shown, self.ref.hash, self.entry.seq)


def of(entries: Iterable[Entry], state: ProgrammeState) -> list[Written]:
    """The cover notes as each body read them last, and the response memos, each about its plan version.

    What went to bodies before the plan was sent back is not among them; what a body decided on before a
    later one had the plan revised is, with the version that it was about.
    """
    consulted_on = {held.number: held.version for held in state.definition.rounds}
    notes: dict[int, Written] = {}
    memos: dict[int, Written] = {}
    for entry in entries:
        match entry.event:
            case (
                SubmissionPrepared(submission=number, version=version, cover_note=note)
                | SubmissionRevised(submission=number, version=version, cover_note=note)
            ):
                notes[number] = Written("cover_note", f"cover-note-{number}", note, version, entry)
            case DecisionEstablished(outcome="sent_back"):
                # The chain begins again, with new notes; the memos stay what organisations were answered.
                notes = {}
            case _:
                pass
        for number, memo in newest_memos([entry.event]).items():
            if number not in memos or memos[number].ref != memo:
                name, about = f"response-memo-{number}", consulted_on[number]
                memos[number] = Written("response_memo", name, memo, about, entry)
    return [*memos.values(), *notes.values()]


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

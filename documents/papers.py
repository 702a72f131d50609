"""What the register has of the way to a decision: the papers, and how conditions were met."""

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
from domain.sign_off import history
from domain.sign_off.history import SubmissionHistory
from domain.state.programme_state import ProgrammeState


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
    found = history.of(entries)
    memos = [
        Written("response_memo", f"response-memo-{number}", memo.text, consulted_on[number], memo.entry)
        for number, memo in found.memos.items()
    ]
    return [*memos, *(_cover_note(submission) for submission in found.since_sent_back)]


def _cover_note(submission: SubmissionHistory) -> Written:
    entry, event = submission.now
    return Written("cover_note", f"cover-note-{submission.number}", event.cover_note, event.version, entry)


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

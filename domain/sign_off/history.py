"""What the register has of each submission: revisions, meetings, votes, papers. Built once from its entries.

Whoever shows, prints or compares any of this reads it here, so that all agree on what counts: which vote of a
seat is valid, which text lay before a body, how a response memo reads now.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from domain.bodies.schedule_submission import SubmissionScheduled
from domain.plan.assemble_draft import DraftAssembled
from domain.plan.save_version import VersionSaved
from domain.register.entries import Entry
from domain.register.events import Event
from domain.responses.settle_responses import ResponsesSettled
from domain.shared.messages import N_
from domain.shared.refusals import Missing
from domain.shared.texts import TextRef
from domain.sign_off.cast_ballot import BallotCast
from domain.sign_off.establish_decision import DecisionEstablished
from domain.sign_off.prepare_submission import SubmissionPrepared
from domain.sign_off.revise_submission import SubmissionRevised
from domain.sign_off.submissions import NoSuchSubmission
from domain.voting.outcome import Outcome


class NoSuchRevision(Missing):
    title = N_("The submission never had this hash")
    sentence = N_("Submission {submission} never had this hash.")
    advice = N_("Show the submission; its revisions name its hashes.")
    submission: str


class Prepared(NamedTuple):
    """The submission as it was put before its body, and the entry that says so."""

    entry: Entry
    event: SubmissionPrepared


class Revision(NamedTuple):
    """The submission as it was changed before its body decided, and the entry that says so."""

    entry: Entry
    event: SubmissionRevised


class ValidVote(NamedTuple):
    """The vote that a seat has, and the entry that holds it."""

    entry: Entry
    event: BallotCast

    @property
    def voter(self) -> str:
        """The id of the person who cast it."""
        return self.entry.actor.person

    @property
    def people(self) -> frozenset[str]:
        """The ids of the person who cast it, and of the member in whose place they did."""
        return frozenset({self.voter, *([self.event.for_person] if self.event.for_person else [])})


class Treatment(NamedTuple):
    """The submission on the agenda of one meeting: the `text` that lay there last, and what came of it.

    One that `moved` went to another meeting undecided; `entries` are about it there, in their order.
    """

    meeting: date
    text: Prepared | Revision
    entries: tuple[Entry, ...]
    outcome: Outcome | None = None
    moved: bool = False


class SubmissionHistory(NamedTuple):
    """One submission. `votes` are the valid ones by seat, `voided` the ids of those whose votes are void.

    They are open once it `is_decided`.
    """

    prepared: Prepared
    revisions: tuple[Revision, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    votes: Mapping[str, ValidVote] = {}
    voided: frozenset[str] = frozenset()
    is_decided: bool = False

    @property
    def number(self) -> int:
        return self.prepared.event.submission

    @property
    def texts(self) -> tuple[Prepared | Revision, ...]:
        """What lay before the body, oldest first."""
        return (self.prepared, *self.revisions)

    @property
    def now(self) -> Prepared | Revision:
        return self.texts[-1]

    @property
    def sent_back(self) -> bool:
        return any(treatment.outcome == "sent_back" for treatment in self.treatments)

    def at(self, hash_: str) -> Prepared | Revision:
        """What it held under a hash. Raises `Missing` when it never had that one."""
        for text in self.texts:
            if text.event.hash == hash_:
                return text
        raise NoSuchRevision(submission=str(self.number))


class Memo(NamedTuple):
    """A response memo as it reads now: as it was settled, or revised before a body; `entry` says when."""

    entry: Entry
    text: TextRef


class History(NamedTuple):
    """Every submission by its number, and the newest response memos by their consultation."""

    submissions: Mapping[int, SubmissionHistory]
    memos: Mapping[int, Memo]

    def submission(self, number: int) -> SubmissionHistory:
        """One submission. Raises `Missing` when there is none."""
        if number not in self.submissions:
            raise NoSuchSubmission(submission=str(number))
        return self.submissions[number]

    def seen_before(self, number: int) -> SubmissionHistory | None:
        """What the body of a submission had before it last; None where this is the first it sees."""
        body = self.submission(number).prepared.event.body
        earlier = [
            one for n, one in self.submissions.items() if n < number and one.prepared.event.body == body
        ]
        return earlier[-1] if earlier else None

    @property
    def since_sent_back(self) -> list[SubmissionHistory]:
        """The submissions of the plan as it is on its way now: what was sent back is past."""
        last = max((number for number, one in self.submissions.items() if one.sent_back), default=0)
        return [one for number, one in self.submissions.items() if number > last]


def of(entries: Iterable[Entry]) -> History:
    """The history in `entries`, which are all those of a register."""
    submissions: dict[int, SubmissionHistory] = {}
    memos: dict[int, Memo] = {}
    for entry in entries:
        for number, text in _memos_in(entry.event).items():
            # An entry that binds a memo as it was before says nothing new about it.
            if number not in memos or memos[number].text != text:
                memos[number] = Memo(entry, text)
        match entry.event:
            case SubmissionPrepared(submission=number) as event:
                submissions[number] = SubmissionHistory(Prepared(entry, event))
            case (
                SubmissionRevised(submission=number)
                | SubmissionScheduled(submission=number)
                | BallotCast(submission=number)
                | DecisionEstablished(submission=number)
            ):
                submissions[number] = _after(submissions[number], entry)
            case _:
                pass
    return History(submissions, memos)


def sections_of(entries: Iterable[Entry], version: int) -> Mapping[str, TextRef]:
    """The sections of a plan version, as the entry has them that made it."""
    found: Mapping[str, TextRef] = {}
    for entry in entries:
        match entry.event:
            case (
                DraftAssembled(version=number, sections=sections)
                | VersionSaved(version=number, sections=sections)
            ) if number == version:
                found = sections
            case SubmissionRevised(version=number, sections=sections) if number == version and sections:
                found = sections
            case _:
                pass
    return found


def _memos_in(event: Event) -> Mapping[int, TextRef]:
    match event:
        case ResponsesSettled(consultation=number, memo=TextRef() as memo):
            return {number: memo}
        case SubmissionRevised(memos=revised):
            return revised
        case _:
            return {}


def _after(before: SubmissionHistory, entry: Entry) -> SubmissionHistory:
    match entry.event:
        case SubmissionRevised() as event:
            return _revised(before, Revision(entry, event))
        case SubmissionScheduled(meeting=day):
            return _scheduled(before, entry, day)
        case BallotCast() as event:
            vote = ValidVote(entry, event)
            # Whoever voted again, or for whom a substitute did, has a vote that counts.
            return before._replace(
                votes={**before.votes, event.seat: vote}, voided=before.voided - vote.people
            )
        case DecisionEstablished(outcome=outcome):
            return _decided(before, entry, outcome)
        case _:
            return before


def _revised(before: SubmissionHistory, revision: Revision) -> SubmissionHistory:
    """A revision makes votes void; on the agenda the new text takes the place of the one before."""
    people = {person for people in revision.event.voided.values() for person in people}
    return before._replace(
        revisions=(*before.revisions, revision),
        treatments=_with_last_open(before, revision.entry, text=revision),
        votes={},
        voided=before.voided | people,
        is_decided=False,
    )


def _scheduled(before: SubmissionHistory, entry: Entry, day: date) -> SubmissionHistory:
    """On the agenda of another meeting everybody votes anew; one that it moved from has it no longer."""
    moved = _with_last_open(before, entry, moved=True)
    treatments = (*moved, Treatment(day, before.now, (entry,)))
    return before._replace(treatments=treatments, votes={}, is_decided=False)


def _decided(before: SubmissionHistory, entry: Entry, outcome: Outcome) -> SubmissionHistory:
    # The votes stay: whoever reads a decision wants to see what it was made of.
    return before._replace(treatments=_with_last_open(before, entry, outcome=outcome), is_decided=True)


def _open(before: SubmissionHistory) -> Treatment | None:
    """Where it is on an agenda, undecided."""
    last = before.treatments[-1] if before.treatments else None
    return last if last is not None and last.outcome is None and not last.moved else None


def _with_last_open(
    before: SubmissionHistory,
    entry: Entry,
    *,
    text: Prepared | Revision | None = None,
    outcome: Outcome | None = None,
    moved: bool = False,
) -> tuple[Treatment, ...]:
    """The meetings, with what an entry says about the one on whose agenda it is, if it is on any."""
    last = _open(before)
    if last is None:
        return before.treatments
    said = last._replace(entries=(*last.entries, entry), text=text or last.text, outcome=outcome, moved=moved)
    return (*before.treatments[:-1], said)

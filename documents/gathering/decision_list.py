"""What the register has of a meeting that decided, with the words that people typed."""

from collections.abc import Mapping, Sequence

from documents import decision_list
from documents.decision_list import Decided
from documents.decisions import Followed
from documents.gathering import typed
from domain.register.entries import Entry, Head
from domain.sign_off import history
from domain.sign_off.agenda import Item, Meeting
from domain.sign_off.establish_decision import DecisionEstablished
from domain.state.folding import fold
from domain.state.programme_state import Decision, ProgrammeState
from store.database import Connection
from store.every_phase import programmes
from words.languages import language_of


async def gather(
    connection: Connection, slug: str, entries: Sequence[Entry], meeting: Meeting, last: Entry
) -> decision_list.Meeting:
    """What `meeting` decided, as far as the register had it with the entry `last`.

    Raises `DocumentDoesNotHold` where a text is not what the register has the hash of.
    """
    blueprint = await programmes.blueprint(connection, slug)
    beginning = await programmes.beginning(connection, slug)
    assert beginning is not None
    known = [entry for entry in entries if entry.seq <= last.seq]
    state = fold(beginning, known)
    decided = {number: _decided(known, meeting, number) for number in _numbers(meeting)}
    events = [entry.event for entry in decided.values() if entry is not None]
    events = [event for event in events if isinstance(event, DecisionEstablished)]
    corrections = [correction.text for one in state.sign_off.decisions for correction in one.corrections]
    refs = [ref for event in events for ref in (*event.reasons, *(one.text for one in event.conditions))]
    said = await typed.read(connection, language_of(blueprint), [*refs, *corrections])
    return decision_list.Meeting(
        blueprint=blueprint,
        body=meeting.body,
        day=meeting.day,
        head=Head(seq=last.seq, hash=last.hash),
        items=[
            _item(known, state, item, decided[item.submission.submission], said) for item in meeting.items
        ],
        followed=Followed(corrections={ref.id: said[ref.id] for ref in corrections}),
    )


def _numbers(meeting: Meeting) -> list[int]:
    return [item.submission.submission for item in meeting.items]


def _decided(entries: Sequence[Entry], meeting: Meeting, submission: int) -> Entry | None:
    """The entry with what the meeting decided about a submission."""
    for entry in entries:
        match entry.event:
            case DecisionEstablished(submission=number, meeting=day) if (number, day) == (
                submission,
                meeting.day,
            ):
                return entry
            case _:
                pass
    return None


def _item(
    entries: Sequence[Entry],
    state: ProgrammeState,
    item: Item,
    decided: Entry | None,
    said: Mapping[str, str],
) -> Decided:
    asked = item.submission
    if decided is None or not isinstance(decided.event, DecisionEstablished):
        return Decided(asked.requested, asked.version)
    event = decided.event
    # As they were when it was established: a later meeting may have begun another ballot since.
    past = history.of(entry for entry in entries if entry.seq <= decided.seq)
    votes = past.submission(event.submission).votes
    return Decided(
        requested=asked.requested,
        version=asked.version,
        decision=_of(state, event),
        votes={seat: vote.event.choice for seat, vote in votes.items()},
        reasons=[said[ref.id] for ref in event.reasons],
        conditions=[(said[one.text.id], one) for one in event.conditions],
    )


def _of(state: ProgrammeState, event: DecisionEstablished) -> Decision:
    """The decision with what was put right about it since."""
    return next(
        one
        for one in state.sign_off.decisions
        if (one.submission, one.meeting) == (event.submission, event.meeting)
    )

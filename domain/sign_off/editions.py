"""The papers of a meeting as they lay there from one register entry on. Pure.

An edition is named by that entry: whoever has it in hand finds out what came after it.
"""

from collections.abc import Collection, Sequence
from datetime import date

from domain.bodies.schedule_submission import SubmissionScheduled
from domain.conditions.judge_condition import ConditionJudged
from domain.register.entries import Entry
from domain.shared.messages import N_
from domain.shared.refusals import Missing
from domain.sign_off.agenda import Meeting, meetings
from domain.sign_off.correct_decision import DecisionCorrected
from domain.sign_off.establish_decision import DecisionEstablished
from domain.sign_off.revise_submission import SubmissionRevised
from domain.state.programme_state import ProgrammeState


class UnknownMeeting(Missing):
    title = N_("There is no such meeting")
    sentence = N_("{body} does not meet on {day}, as far as this programme knows.")
    advice = N_("List the meetings to find their bodies and days.")
    body: str
    day: date


class NothingOnTheAgenda(Missing):
    title = N_("Nothing is on the agenda of the meeting")
    sentence = N_("Nothing of this programme is on the agenda of the meeting of {day}.")
    advice = N_("Come back once a submission is on it: there is a pack from then on.")
    day: date


class NoSuchEdition(Missing):
    title = N_("The papers of the meeting have no such edition")
    sentence = N_(
        "The papers of the meeting of {day} did not change with register entry {entry}; they did with"
        " {entries}."
    )
    advice = N_("Name an entry with which they changed.")
    day: date
    entry: int
    entries: tuple[str, ...]


class NothingNew(Missing):
    title = N_("Nothing came after the papers")
    sentence = N_("Nothing was added to the papers of the meeting of {day} after register entry {entry}.")
    advice = N_("Read the pack: it is complete.")
    day: date
    entry: int


class NothingDecidedYet(Missing):
    title = N_("The meeting has decided nothing yet")
    sentence = N_("No outcome of the meeting of {day} is established yet.")
    advice = N_("Come back once there is: then there is a list of decisions.")
    day: date


def meeting_at(state: ProgrammeState, entries: Sequence[Entry], body: str, day: date) -> Meeting:
    """The meeting of a body on a day. Raises `UnknownMeeting`."""
    for meeting in meetings(state, entries, body):
        if meeting.day == day:
            return meeting
    raise UnknownMeeting(body=body, day=day)


def editions_of(meeting: Meeting, entries: Sequence[Entry]) -> list[Entry]:
    """The entries with which the papers of a meeting became what they were from then on, the first first.

    Nothing that came after what it decided is among them. Empty while nothing is on its agenda.
    """
    if not meeting.items:
        return []
    begin = min(item.entries[0].seq for item in meeting.items)
    # While anything on its agenda is not decided, more may come.
    decided = [item.entries[-1].seq for item in meeting.items if item.outcome is not None]
    end = max(decided) if len(decided) == len(meeting.items) else entries[-1].seq + 1
    about = {entry.seq for item in meeting.items for entry in item.entries}
    return [
        entry for entry in entries if begin <= entry.seq < end and _is_new_to_it(entry, meeting.body, about)
    ]


def _is_new_to_it(entry: Entry, body: str, about: Collection[int]) -> bool:
    match entry.event:
        case SubmissionScheduled() | SubmissionRevised():
            return entry.seq in about
        case DecisionEstablished(body=other):
            return other != body
        case ConditionJudged(met=met):
            return met
        case DecisionCorrected():
            return True
        case _:
            return False


def edition(meeting: Meeting, entries: Sequence[Entry], seq: int | None) -> Entry:
    """The edition of entry `seq`, the last one without it. Raises `Missing` where there is none."""
    found = editions_of(meeting, entries)
    if not found:
        raise NothingOnTheAgenda(day=meeting.day)
    if seq is None:
        return found[-1]
    for entry in found:
        if entry.seq == seq:
            return entry
    raise NoSuchEdition(day=meeting.day, entry=seq, entries=tuple(str(entry.seq) for entry in found))


def established_at(meeting: Meeting, entries: Sequence[Entry]) -> Entry:
    """The last entry about what a meeting decided: established, or put right since.

    Raises `NothingDecidedYet`.
    """
    for entry in reversed(entries):
        match entry.event:
            case DecisionEstablished(body=body, meeting=day) | DecisionCorrected(body=body, meeting=day):
                if (body, day) == (meeting.body, meeting.day):
                    return entry
            case _:
                pass
    raise NothingDecidedYet(day=meeting.day)

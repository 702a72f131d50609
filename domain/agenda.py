"""What there is to know of each meeting: what was or is on its agenda, and what came of it. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from domain.events_of_sign_off import (
    DecisionEstablished,
    MeetingPlanned,
    MeetingsPlanned,
    ReferenceFiled,
    SubmissionPrepared,
    SubmissionScheduled,
)
from domain.meetings import meetings_of
from domain.notice import papers_due
from domain.register import Entry
from domain.state import ProgrammeState
from domain.voting import Outcome


class Item(NamedTuple):
    """A submission on an agenda, and what was decided there, if anything was."""

    submission: SubmissionPrepared
    outcome: Outcome | None


class Meeting(NamedTuple):
    """One meeting of a body, as the register tells of it.

    `changed_at` is when the last entry about it was made, the `changes`th; the first entry of all counts for
    those that the blueprint knew.
    """

    body: str
    day: date
    papers_due: date
    items: tuple[Item, ...]
    references: tuple[ReferenceFiled, ...]
    changed_at: datetime | None
    changes: int


def meetings(state: ProgrammeState, entries: Sequence[Entry], body_key: str | None = None) -> list[Meeting]:
    """The meetings of every body, or of one, each body's in the order of their days."""
    bodies = [body for body in state.rules.sign_off.bodies if body_key in {None, body.key}]
    about = _about(entries)
    began = entries[0].at if entries else None
    return [
        _meeting(
            (body.key, day),
            papers_due(day, body.notice_working_days, state.rules.calendar),
            about.get((body.key, day), []),
            began,
        )
        for body in bodies
        for day in sorted(meetings_of(state, body))
    ]


def _meeting(
    of: tuple[str, date],
    due: date,
    about: Sequence[tuple[Entry, SubmissionPrepared | None]],
    began: datetime | None,
) -> Meeting:
    items: dict[int, Item] = {}
    references: dict[str, ReferenceFiled] = {}
    for entry, submission in about:
        match entry.event:
            case SubmissionScheduled(submission=number) if submission is not None:
                items[number] = Item(submission, None)
            case DecisionEstablished(submission=number, outcome=outcome) if submission is not None:
                items[number] = Item(submission, outcome)
            case ReferenceFiled() as filed:
                references[filed.of] = filed
            case _:
                pass
    return Meeting(
        *of,
        papers_due=due,
        items=tuple(items.values()),
        references=tuple(references[kind] for kind in sorted(references)),
        changed_at=about[-1][0].at if about else began,
        changes=len(about),
    )


def _about(
    entries: Iterable[Entry],
) -> dict[tuple[str, date], list[tuple[Entry, SubmissionPrepared | None]]]:
    """The entries about each meeting, with the submission that they are about."""
    prepared: dict[int, SubmissionPrepared] = {}
    found: dict[tuple[str, date], list[tuple[Entry, SubmissionPrepared | None]]] = {}
    for entry in entries:
        submission, days = None, tuple[date, ...]()
        match entry.event:
            case SubmissionPrepared() as event:
                prepared[event.submission] = event
            case SubmissionScheduled(meeting=day) | DecisionEstablished(meeting=day):
                submission, days = prepared.get(entry.event.submission), (day,)
            case MeetingPlanned(day=day) | ReferenceFiled(day=day):
                days = (day,)
            case MeetingsPlanned(days=days):
                pass
            case _:
                continue
        for day in days:
            found.setdefault((entry.event.body, day), []).append((entry, submission))
    return found

"""What there is to know of each meeting: what was or is on its agenda, and what came of it. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from domain.bodies.meetings import meetings_of
from domain.bodies.notice import papers_due
from domain.register.entries import Entry
from domain.sign_off.establish_decision import DecisionEstablished
from domain.sign_off.prepare_submission import SubmissionPrepared
from domain.sign_off.revise_submission import SubmissionRevised
from domain.state.programme_state import ProgrammeState
from domain.vocabulary.events_of_sign_off import (
    MeetingPlanned,
    MeetingsPlanned,
    ReferenceFiled,
    SubmissionScheduled,
)
from domain.voting.outcome import Outcome

Filed = SubmissionPrepared | SubmissionRevised
"""A submission as it was put before a body, or as it was revised last."""


class Item(NamedTuple):
    """A submission on an agenda, and what was decided there, if anything was."""

    submission: Filed
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
    about: Sequence[tuple[Entry, Filed | None]],
    began: datetime | None,
) -> Meeting:
    items: dict[int, Item] = {}
    references: dict[str, ReferenceFiled] = {}
    for entry, submission in about:
        match entry.event:
            case SubmissionScheduled(submission=number, meeting=day) if day != of[1]:
                items.pop(number, None)
            case SubmissionScheduled() | SubmissionRevised() if submission is not None:
                items[submission.submission] = Item(submission, None)
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


def _about(entries: Iterable[Entry]) -> dict[tuple[str, date], list[tuple[Entry, Filed | None]]]:
    """The entries about each meeting, with the submission that they are about as it was then."""
    filed: dict[int, Filed] = {}
    on: dict[int, date] = {}
    found: dict[tuple[str, date], list[tuple[Entry, Filed | None]]] = {}
    for entry in entries:
        submission, days = None, tuple[date, ...]()
        match entry.event:
            case SubmissionPrepared() as event:
                filed[event.submission] = event
            case SubmissionRevised(submission=number) as event:
                submission = filed[number] = event
                days = (on[number],) if number in on else ()
            case SubmissionScheduled(submission=number, meeting=day):
                # The meeting that it moves away from, undecided, has it on its agenda no longer.
                submission, days = filed.get(number), tuple(dict.fromkeys((on.get(number, day), day)))
                on[number] = day
            case DecisionEstablished(submission=number, meeting=day):
                submission, days = filed.get(number), (day,)
                on.pop(number, None)
            case MeetingPlanned(day=day) | ReferenceFiled(day=day):
                days = (day,)
            case MeetingsPlanned(days=days):
                pass
            case _:
                continue
        for day in days:
            found.setdefault((entry.event.body, day), []).append((entry, submission))
    return found

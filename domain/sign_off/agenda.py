"""What there is to know of each meeting: what was or is on its agenda, and what came of it. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from domain.bodies.file_reference import ReferenceFiled
from domain.bodies.meetings import meetings_of
from domain.bodies.notice_period import papers_due
from domain.bodies.plan_meeting import MeetingPlanned
from domain.bodies.plan_meetings import MeetingsPlanned
from domain.register.entries import Entry
from domain.sign_off import history
from domain.sign_off.history import Treatment
from domain.sign_off.prepare_submission import SubmissionPrepared
from domain.sign_off.revise_submission import SubmissionRevised
from domain.state.programme_state import ProgrammeState
from domain.voting.outcome import Outcome


class Item(NamedTuple):
    """A submission on an agenda, and what was decided there, if anything was.

    `entries` are about it at this meeting, in their order: the first put it on the agenda.
    """

    submission: SubmissionPrepared | SubmissionRevised
    outcome: Outcome | None
    entries: tuple[Entry, ...] = ()


class Meeting(NamedTuple):
    """One meeting of a body, as the register has it.

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
    bodies = [body for body in state.bodies if body_key in {None, body.key}]
    treated = _treated(entries)
    about = _about(entries)
    began = entries[0].at if entries else None
    return [
        _meeting(
            (body.key, day),
            papers_due(day, body.notice_working_days, state.rules.calendar),
            treated.get((body.key, day), []),
            about.get((body.key, day), []),
            began,
        )
        for body in bodies
        for day in sorted(meetings_of(state, body))
    ]


def _meeting(
    of: tuple[str, date],
    due: date,
    treated: Sequence[Treatment],
    about: Sequence[Entry],
    began: datetime | None,
) -> Meeting:
    entries = sorted((*about, *(entry for one in treated for entry in one.entries)), key=lambda e: e.seq)
    # By kind, in the order of entries: the last of a kind replaces those before, which the register keeps.
    references = {entry.event.of: entry.event for entry in entries if isinstance(entry.event, ReferenceFiled)}
    # The meeting that it moved away from, undecided, has it on its agenda no longer.
    on_it = sorted((one for one in treated if not one.moved), key=lambda one: one.entries[0].seq)
    return Meeting(
        *of,
        papers_due=due,
        items=tuple(Item(one.text.event, one.outcome, one.entries) for one in on_it),
        references=tuple(references[kind] for kind in sorted(references)),
        changed_at=entries[-1].at if entries else began,
        changes=len(entries),
    )


def _treated(entries: Iterable[Entry]) -> dict[tuple[str, date], list[Treatment]]:
    """What bodies treat or treated, by meeting."""
    found: dict[tuple[str, date], list[Treatment]] = {}
    for submission in history.of(entries).submissions.values():
        for treatment in submission.treatments:
            found.setdefault((submission.prepared.event.body, treatment.meeting), []).append(treatment)
    return found


def _about(entries: Iterable[Entry]) -> dict[tuple[str, date], list[Entry]]:
    """The entries about a meeting itself, whatever is on its agenda."""
    found: dict[tuple[str, date], list[Entry]] = {}
    for entry in entries:
        match entry.event:
            case MeetingPlanned(body=body, day=day) | ReferenceFiled(body=body, day=day):
                found.setdefault((body, day), []).append(entry)
            case MeetingsPlanned(body=body, days=days):
                for day in days:
                    found.setdefault((body, day), []).append(entry)
            case _:
                pass
    return found

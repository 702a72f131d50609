"""Revising what lies before a body: votes on it are void, what earlier bodies decided stays."""

from collections.abc import Mapping
from datetime import date

from domain.bodies import meetings
from domain.plan import gate
from domain.plan.principles import goals_of
from domain.plan.versions import version_hash
from domain.register.events import Event
from domain.shared.errors import Refusal
from domain.shared.rules import BodyRules, Seat
from domain.shared.texts import TextRef
from domain.sign_off.deciding import the_ballot_is_over
from domain.sign_off.submissions import Papers, must_be_the_current
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.people import must_be_office_or_kwartiermaker, must_draft
from domain.state.programme_state import ProgrammeState, Submission, Version, Vote
from domain.state.sections import must_be_sections
from domain.vocabulary.commands import ReviseSubmission
from domain.vocabulary.events_of_sign_off import SubmissionRevised

PLAN = "plan"
COVER_NOTE = "cover_note"
RESPONSE_MEMO = "response-memo-"
"""What the parts of a submission are called; a memo's name ends with its consultation's number."""


@decide.register
def _(command: ReviseSubmission, state: ProgrammeState, today: date) -> list[Event]:
    _must_be_theirs(command, state)
    submission, body, note_before = _open_submission(state)
    must_be_the_current(command.submission, command.submission_hash, submission)
    memos = _changed_memos(command.memos, submission)
    plan = _new_version(command.sections, submission, state)
    note = command.cover_note or note_before
    changed = [
        *([PLAN] if plan else []),
        *([COVER_NOTE] if note.hash != note_before.hash else []),
        *(f"{RESPONSE_MEMO}{number}" for number in memos),
    ]
    if not changed:
        raise Refusal("nothing_changes", "Every text is what the body has before it already.")
    if plan and COVER_NOTE not in changed:
        raise Refusal(
            "cover_note_stays_behind",
            "The cover note names the plan version it goes with; send one that names the new version.",
            {"version": plan.number},
        )
    papers = Papers(
        submission=submission.number,
        body=submission.body,
        version_hash=plan.hash if plan else submission.version_hash,
        cover_note=note,
        memos=submission.memos | memos,
        requested=submission.requested,
    )
    return [
        SubmissionRevised(
            **papers._asdict(),
            replaced=submission.hash,
            hash=papers.hash,
            version=plan.number if plan else submission.version,
            changed=tuple(changed),
            reason=command.reason,
            based_on=submission.version if plan else None,
            sections=(command.sections or {}) if plan else {},
            author=command.actor.person,
            voided=_voided(submission, body, state),
        )
    ]


def _must_be_theirs(command: ReviseSubmission, state: ProgrammeState) -> None:
    """The plan is for who drafts it, what is said beside it for the office too."""
    if command.sections is not None:
        must_draft(command.actor.person, state)
    else:
        must_be_office_or_kwartiermaker(command.actor, state)


def _open_submission(state: ProgrammeState) -> tuple[Submission, BodyRules, TextRef]:
    """What is before the body whose turn it is, with its cover note, until its ballot is over."""
    submission, body = state.sign_off.submission, state.body
    if submission is None or body is None:
        raise Refusal("nothing_before_a_body", "Nothing lies before a body that could be revised.")
    if meetings.is_on_an_agenda(state) and the_ballot_is_over(state):
        raise Refusal("ballot_is_over", "The ballot is over; what was voted on does not change any more.")
    if submission.cover_note is None:
        # A workflow that an older version carried on knows the hash only, not what it binds.
        raise Refusal("cannot_be_revised", "This was prepared before submissions could be revised; it stays.")
    return submission, body, submission.cover_note


def _changed_memos(given: Mapping[int, TextRef], submission: Submission) -> dict[int, TextRef]:
    """Those of the memos that say something else than what is bound."""
    if unknown := sorted(given.keys() - submission.memos.keys()):
        raise Refusal(
            "no_such_memo",
            "The submission has no response memo about that consultation.",
            {"unknown": unknown, "consultations": sorted(submission.memos)},
        )
    return {n: memo for n, memo in sorted(given.items()) if memo.hash != submission.memos[n].hash}


def _new_version(
    sections: Mapping[str, TextRef] | None, submission: Submission, state: ProgrammeState
) -> Version | None:
    """The plan version that `sections` make, none when they say what the one before the body says."""
    if sections is None or version_hash(dict(sections)) == submission.version_hash:
        return None
    must_be_sections(dict(sections), state)
    version = next_version(state, sections)
    if missing := [c for c in gate.before_submitting(state, version) if not c.met]:
        raise Refusal(
            "gate_not_met",
            "A body is asked about a plan that is whole; first do what is missing.",
            {f"missing_{criterion.key}": list(criterion.missing) for criterion in missing},
        )
    return version


def next_version(state: ProgrammeState, sections: Mapping[str, TextRef]) -> Version:
    """What is before the body with other `sections`; its goals are the same, and so is how they measure."""
    filled = tuple(key for key, text in sections.items() if not text.is_empty)
    goals = goals_of(state.definition.submitted)
    hash_ = version_hash(dict(sections))
    return Version(number=state.version + 1, hash=hash_, filled=filled, goals=goals)


def _voided(submission: Submission, body: BodyRules, state: ProgrammeState) -> dict[str, tuple[str, ...]]:
    """Per seat that voted, who must hear of it: its holder, and the substitute where one cast the vote."""
    seats = {seat.key: seat for seat in body.seats}
    return {
        seat: (seats[seat].person, *_substitute(seats[seat], vote, state))
        for seat, vote in sorted(submission.votes.items())
    }


def _substitute(seat: Seat, vote: Vote, state: ProgrammeState) -> tuple[str, ...]:
    if vote.mandate is not None:
        return (state.sign_off.mandates[vote.mandate].person,)
    if vote.by_substitute and seat.substitute is not None:
        return (seat.substitute,)
    return ()


# --- what follows ---


@apply.register
def _(event: SubmissionRevised, state: ProgrammeState, today: date) -> ProgrammeState:
    assert state.sign_off.submission is not None
    submission = state.sign_off.submission
    revised = submission.model_copy(
        update={
            "version": event.version,
            "hash": event.hash,
            "version_hash": event.version_hash,
            "cover_note": event.cover_note,
            "memos": event.memos,
            "votes": {},
            "replaced": (*submission.replaced, event.replaced),
            "voided": tuple(event.voided),
            "earlier_decisions": len(state.sign_off.decisions),
        }
    )
    if event.based_on is not None:
        state = with_version(state, event.sections)
    state = _prepared_by(event.author, state).with_sign_off(submission=revised)
    if revised.meeting is None or in_time_for(revised.meeting, state, today):
        return state
    # Members have so many working days to read what they decide on, and so they have for what changed.
    return meetings.await_another_meeting(state, today)


def in_time_for(meeting: date, state: ProgrammeState, today: date) -> bool:
    """Whether papers that are there today are in before the meeting for as long as the body asks."""
    notice = state.body.notice_working_days if state.body is not None else 0
    return meeting >= state.rules.calendar.add(today, notice)


def with_version(state: ProgrammeState, sections: Mapping[str, TextRef]) -> ProgrammeState:
    """The next version is the newest, and the one that was submitted: what is approved is approved in it."""
    version = next_version(state, sections)
    definition = state.definition.model_copy(update={"draft": version, "submitted": version})
    return state.model_copy(update={"definition": definition, "version": version.number})


def _prepared_by(author: str, state: ProgrammeState) -> ProgrammeState:
    """Who changed what a body decides on has prepared it, be it the plan or what goes with it."""
    authors = tuple(dict.fromkeys((*state.definition.authors, *([author] if author else []))))
    definition = state.definition.model_copy(update={"authors": authors})
    return state.model_copy(update={"definition": definition})

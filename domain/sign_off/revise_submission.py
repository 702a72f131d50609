"""Revising what lies before a body: votes on it are void, what earlier bodies decided stays."""

from collections.abc import Mapping
from datetime import date

from domain.bodies.meetings import await_another_meeting, is_on_an_agenda
from domain.plan.gate import GateNotMet, must_be_whole
from domain.plan.versions import version_hash
from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.shared.requested import Requested
from domain.shared.rules import Seat
from domain.shared.texts import TextRef
from domain.sign_off.ballot import the_ballot_is_over
from domain.sign_off.contents import COVER_NOTE, PLAN, RESPONSE_MEMO, SubmissionContents
from domain.sign_off.revised_plan import next_version, with_version
from domain.sign_off.submissions import must_be_the_current, must_have_been_made
from domain.state import roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import OnTheTable, ProgrammeState, Submission, Version, Vote
from domain.state.roles import Asker, Part
from domain.state.sections import must_be_sections


class ReviseSubmission(Command):
    """Change what lies before a body: its cover note, the plan (all its `sections`), response memos.

    `submission_hash` is what was read and is replaced; memos are given by their consultation's number.
    """

    phase = "sign_off"
    submission: int
    submission_hash: str
    reason: TextRef
    cover_note: TextRef | None = None
    sections: dict[str, TextRef] | None = None
    memos: dict[int, TextRef] = {}

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        must_have_been_made(self.submission, state)
        # The plan is for whoever drafts it, what is said beside it for the office too.
        reviser = roles.office_or_kwartiermaker if self.sections is None else roles.drafter
        return reviser(asker, state)


class SubmissionRevised(Event):
    """What lies before a body was changed: the submission as it is from now on, under another hash.

    `hash` binds the same as that of a prepared one; `replaced` is the one before. `changed` names the parts:
    `plan`, `cover_note`, and `response-memo-<consultation>`. With the plan it is `version`, made from
    `based_on`, whole in `sections`, that goes to the body. `author` is the id of who changed it. `voided` are
    the votes that count no more: the seat, and the ids of its holder and of the substitute who cast it.
    """

    submission: int
    body: str
    replaced: str
    hash: str
    version: int
    version_hash: str
    cover_note: TextRef
    memos: dict[int, TextRef] = {}
    requested: Requested
    changed: tuple[str, ...]
    reason: TextRef
    based_on: int | None = None
    sections: dict[str, TextRef] = {}
    author: str = ""
    voided: dict[str, tuple[str, ...]] = {}


class NothingBeforeABody(Refusal):
    title = N_("Nothing lies before a body")
    sentence = N_("Nothing lies before a body that could be revised.")
    advice = N_("Revise a submission once it is prepared, before the body decides.")


class BallotIsOver(Refusal):
    title = N_("The ballot is over")
    sentence = N_("The ballot is over; what was voted on does not change any more.")
    advice = N_("What was voted on stays; have the plan sent back to change it.")


class CannotBeRevised(Refusal):
    title = N_("The submission cannot be revised")
    sentence = N_("This was prepared before submissions could be revised; it stays as it is.")
    advice = N_("An older version of Kwartier prepared it; vote on it as it is, or send the plan back.")


class NothingChanges(Refusal):
    title = N_("The texts are the same")
    sentence = N_("Every text is what the body has before it already.")
    advice = N_("Send what should read otherwise than what lies before the body.")


class CoverNoteStaysBehind(Refusal):
    title = N_("The cover note is about another version")
    sentence = N_("The cover note names the plan version it goes with; send one that names the new version.")
    advice = N_("Send one that names `details.version`.")
    version: int


class NoSuchMemo(Refusal):
    title = N_("The submission has no such response memo")
    sentence = N_("The submission has no response memo about that consultation.")
    advice = N_("`details.consultations` lists those that it has one of.")
    unknown: tuple[int, ...]
    consultations: tuple[int, ...]


class PlanIsNotWhole(GateNotMet):
    sentence = N_("A body is asked about a plan that is whole; first do what is missing.")


@decide.register
def _(command: ReviseSubmission, state: ProgrammeState, today: date) -> list[Event]:
    table, note_before = _on_the_table(state)
    submission = table.submission
    must_be_the_current(command.submission, command.submission_hash, submission)
    memos = _changed_memos(command.memos, submission)
    plan = _new_version(command.sections, submission, state)
    note = command.cover_note or note_before
    contents = SubmissionContents(
        submission=submission.number,
        body=submission.body,
        version_hash=plan.hash if plan else submission.version_hash,
        cover_note=note,
        memos=submission.memos | memos,
        requested=submission.requested,
    )
    return [
        SubmissionRevised(
            **contents._asdict(),
            replaced=submission.hash,
            hash=contents.hash,
            version=plan.number if plan else submission.version,
            changed=_changed(plan, memos, note_is_new=note.hash != note_before.hash),
            reason=command.reason,
            based_on=submission.version if plan else None,
            sections=(command.sections or {}) if plan else {},
            author=command.actor.person,
            voided=_voided(table, state),
        )
    ]


def _on_the_table(state: ProgrammeState) -> tuple[OnTheTable, TextRef]:
    """What is before the body whose turn it is, with its cover note, until its ballot is over."""
    table = state.on_the_table
    if table is None:
        raise NothingBeforeABody
    if is_on_an_agenda(state) and the_ballot_is_over(state):
        raise BallotIsOver
    if table.submission.cover_note is None:
        # A workflow that an older version carried on knows the hash only, not what it binds.
        raise CannotBeRevised
    return table, table.submission.cover_note


def _changed(plan: Version | None, memos: Mapping[int, TextRef], *, note_is_new: bool) -> tuple[str, ...]:
    """The parts that read otherwise."""
    if plan is None and not memos and not note_is_new:
        raise NothingChanges
    # A body that reads a note about another version than it votes on is misled.
    if plan is not None and not note_is_new:
        raise CoverNoteStaysBehind(version=plan.number)
    return (
        *([PLAN] if plan else []),
        *([COVER_NOTE] if note_is_new else []),
        *(f"{RESPONSE_MEMO}{number}" for number in memos),
    )


def _changed_memos(given: Mapping[int, TextRef], submission: Submission) -> dict[int, TextRef]:
    """Those of the memos that say something else than what is bound."""
    if unknown := sorted(given.keys() - submission.memos.keys()):
        raise NoSuchMemo(unknown=tuple(unknown), consultations=tuple(sorted(submission.memos)))
    # One that says the same is no change: the votes on it would be void for nothing.
    return {n: memo for n, memo in sorted(given.items()) if memo.hash != submission.memos[n].hash}


def _new_version(
    sections: Mapping[str, TextRef] | None, submission: Submission, state: ProgrammeState
) -> Version | None:
    """The plan version that `sections` make, none when they say what the one before the body says."""
    if sections is None or version_hash(dict(sections)) == submission.version_hash:
        return None
    must_be_sections(dict(sections), state)
    version = next_version(state, sections)
    must_be_whole(version, state, PlanIsNotWhole)
    return version


def _voided(table: OnTheTable, state: ProgrammeState) -> dict[str, tuple[str, ...]]:
    """Per seat that voted, who must hear of it: its holder, and the substitute where one cast the vote."""
    seats = {seat.key: seat for seat in table.body.seats}
    return {
        seat: (seats[seat].person, *_substitute(seats[seat], vote, state))
        for seat, vote in sorted(table.submission.votes.items())
    }


def _substitute(seat: Seat, vote: Vote, state: ProgrammeState) -> tuple[str, ...]:
    if vote.mandate is not None:
        return (state.sign_off.mandates[vote.mandate].person,)
    if vote.by_substitute and seat.substitute is not None:
        return (seat.substitute,)
    return ()


@apply.register
def _(event: SubmissionRevised, state: ProgrammeState, today: date) -> ProgrammeState:
    if event.based_on is not None:
        state = with_version(state, event.sections)
    if event.author:
        # Whoever changed what a body decides on has prepared it, be it the plan or what goes with it.
        state = state.with_definition(state.definition.prepared_by(event.author))
    state = state.with_submission(
        version=event.version,
        hash=event.hash,
        version_hash=event.version_hash,
        cover_note=event.cover_note,
        memos=event.memos,
        votes={},
        replaced=(*state.sign_off.current.replaced, event.replaced),
        voided=tuple(event.voided),
        # A decision from before the revision must not make a second meeting of the next one (`moment_of`).
        earlier_decisions=len(state.sign_off.decisions),
    )
    meeting = state.sign_off.current.meeting
    if meeting is None or _in_time_for(meeting, state, today):
        return state
    # Members have so many working days to read what they decide on, and so they have for what changed.
    return await_another_meeting(state, today)


def _in_time_for(meeting: date, state: ProgrammeState, today: date) -> bool:
    """Whether papers that are there today are in before the meeting for as long as the body asks."""
    notice = state.body.notice_working_days if state.body is not None else 0
    return meeting >= state.rules.calendar.add(today, notice)

"""What goes to the bodies, and the votes on it."""

from collections.abc import Callable, Mapping

from fastapi import APIRouter

from api import roles
from api.acting import Act, Asked, Writing
from api.http.items import Items
from api.http.limits import Number, Slug
from api.http.problems import Problem
from api.readers import Read, Sight
from api.sign_off.requests import NewBallot
from api.sign_off.submissions import all_filed, filed
from api.sign_off.views import SubmissionView, WholeSubmissionView, memo_views, submission_view
from domain.register.answers import Answer
from domain.shared.conditions import AskedCondition
from domain.sign_off.deciding import ruled
from domain.state.programme_state import ProgrammeState
from domain.vocabulary.commands import CastBallot

router = APIRouter(prefix="/programmes/{slug}", tags=["sign-off"])


@router.get("/submissions", operation_id="listSubmissions")
async def list_submissions(slug: Slug, read: Read) -> Items[SubmissionView]:
    """What went to the bodies, oldest first."""
    async with read.of(slug) as sight:
        found = await all_filed(sight)
    return Items(items=[submission_view(submission, sight.state) for submission in found])


@router.get("/submissions/{number}", operation_id="showSubmission")
async def show_submission(slug: Slug, number: Number, read: Read) -> WholeSubmissionView:
    """What went to a body, with its cover note. A ballot names its hash.

    Once the ballot is closed, and until the chair has established its outcome, it also says what the rule
    gives: for the office, and who holds a seat in the body.
    """
    async with read.of(slug) as sight:
        submission = await filed(sight, number)
        note = await sight.text(submission.now.cover_note.id)
        outcome = ruled(sight.state) if _may_see_the_rule(sight, number) else None
    shown = submission_view(submission, sight.state)
    memos = memo_views(submission.now)
    return WholeSubmissionView(**shown.model_dump(), cover_note=note, response_memos=memos, ruled=outcome)


def _may_see_the_rule(sight: Sight, number: int) -> bool:
    """Whether the closed ballot is about this submission, and the reader of the office or of the body."""
    submission, body = sight.state.sign_off.submission, sight.state.body
    if submission is None or body is None or submission.number != number:
        return False
    return sight.reader.is_office or sight.reader.sits_in(body)


@router.post("/submissions/{number}/ballots", status_code=201, operation_id="castBallot")
async def cast_ballot(slug: Slug, number: Number, body: NewBallot, act: Act) -> Answer:
    """Vote on the submission before your body (who holds a seat, or has a mandate for one).

    Voting again replaces the vote; a member's own vote also replaces that of their substitute, never the
    other way round.

    Conditions go with a vote for under conditions, and only there. An objection is for a body that decides by
    consent.
    """

    def fields(writing: Writing) -> Mapping[str, object]:
        return {
            "submission": number,
            "submission_hash": body.submission_hash,
            "seat": writing.part.seat,
            "choice": body.choice,
            "reason": writing.text(body.reason),
            "conditions": tuple(
                AskedCondition(text=writing.text(asked.text), owner=asked.owner, due=asked.due)
                for asked in body.conditions
            ),
        }

    by, about = roles.voter(body.seat), {"submission": number}
    return await act(slug, Asked(CastBallot, by, fields, body, about=about, check=there_is(number)))


def there_is(number: int) -> Callable[[ProgrammeState], None]:
    """A check that submission `number` was made."""

    def check(state: ProgrammeState) -> None:
        if not 1 <= number <= state.sign_off.submissions:
            raise Problem("no_such_submission", f"There is no submission {number} here.")

    return check

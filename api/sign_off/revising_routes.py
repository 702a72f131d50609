"""Changing what lies before a body, and showing its members just the difference."""

import asyncio
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query

from api import roles
from api.acting import Act, Asked, Writing
from api.http.limits import Number, Slug
from api.readers import Read, Sight
from api.sign_off import revising
from api.sign_off.requests import NewRevision
from api.sign_off.revising_views import DifferencesView, parts
from api.sign_off.routes import there_is
from api.sign_off.submissions import Filed, filed, refs_of
from api.sign_off.views import submission_view
from documents.register_head import without_head
from domain.register.answers import Answer
from domain.vocabulary.commands import ReviseSubmission
from domain.vocabulary.events_of_sign_off import SubmissionRevised

router = APIRouter(prefix="/programmes/{slug}", tags=["sign-off"])

From = Annotated[
    str | None,
    Query(
        alias="from",
        pattern=r"^[0-9a-f]{64}$",
        description="A hash that the submission had, such as the one you voted on; left out, the one before",
    ),
]


@router.post("/submissions/{number}/revisions", status_code=201, operation_id="reviseSubmission")
async def revise_submission(slug: Slug, number: Number, body: NewRevision, read: Read, act: Act) -> Answer:
    """Change the submission before a body, until its ballot is over (office, kwartiermaker).

    Sections of the plan are changed by the kwartiermaker, or whom they allow to draft: with the others they
    become the plan's next version. Votes cast so far are void, and their voters hear of it. The ballot stays
    open when the body's notice still allows its meeting; otherwise the submission goes to the next one.
    """
    async with read.of(slug) as sight:
        before = await revising.current(sight)

    def fields(writing: Writing) -> Mapping[str, object]:
        return revising.fields(number, body, before, writing)

    by = roles.office_or_kwartiermaker if body.sections is None else roles.drafter
    about = {"submission": number}
    return await act(slug, Asked(ReviseSubmission, by, fields, body, about=about, check=there_is(number)))


@router.get("/submissions/{number}/differences", operation_id="showDifferences")
async def show_differences(slug: Slug, number: Number, read: Read, from_: From = None) -> DifferencesView:
    """Just what changed in a submission: from a hash that it had to what it is now, part by part."""
    async with read.of(slug) as sight:
        submission = await filed(sight, number)
        last = submission.revisions[-1].event if submission.revisions else submission.now
        replaced = last.replaced if isinstance(last, SubmissionRevised) else submission.now.hash
        before, after = submission.at(from_ or replaced), submission.now
        old, new = await refs_of(sight, before), await refs_of(sight, after)
        bodies = await sight.texts(*(ref.id for ref in (*old.values(), *new.values())))
        since = len(submission.history) - submission.history.index(before) - 1
        reasons = await _reasons(sight, submission, since)
        shown = submission_view(submission, sight.state)
    texts = [{part: _to_compare(bodies[ref.id]) for part, ref in refs.items()} for refs in (old, new)]
    return DifferencesView(
        submission=number,
        before=before.hash,
        after=after.hash,
        version_before=before.version,
        version_after=after.version,
        revisions=shown.revisions[len(shown.revisions) - since :],
        reasons=reasons,
        # Long texts take a while; meanwhile others are served.
        parts=await asyncio.to_thread(parts, texts[0], texts[1]),
    )


def _to_compare(text: str) -> str:
    # Neither the end of the register nor that of the last line is a difference to read.
    return f"{without_head(text)}\n\n"


async def _reasons(sight: Sight, submission: Filed, since: int) -> list[str]:
    """Why the last `since` revisions were made."""
    events = [entry.event for entry in submission.revisions[len(submission.revisions) - since :]]
    refs = [event.reason for event in events if isinstance(event, SubmissionRevised)]
    bodies = await sight.texts(*(ref.id for ref in refs))
    return [bodies[ref.id] for ref in refs]

"""What goes to the bodies, the votes on it, and what they decided."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.http import word
from api.http.acting import Doing, does
from api.http.items import Items
from api.http.limits import Number, Slug
from api.http.reading import reads
from api.sign_off.differences import DifferencesView, parts
from api.sign_off.views import (
    BallotView,
    DecisionView,
    SubmissionView,
    WholeSubmissionView,
    ballot_view,
    decision_view,
    memo_views,
    submission_view,
)
from documents.in_word import Origin, paper_document
from domain.reading.documents import OF_DOCUMENTS, material_of_document
from domain.register.answers import Answer
from domain.sign_off.ballot import ruled
from service.reading import Reading
from service.sign_off import acts, differences, reading
from service.sign_off.acts import OfDecision, OfSubmission
from service.sign_off.forms import NewBallot, NewCorrection, NewOutcome, NewRevision
from store.people import people
from words.languages import language_of
from words.vocabulary import DOCUMENTS

router = APIRouter(prefix="/programmes/{slug}", tags=["sign-off"])

ReadsSubmissions = Annotated[Reading, reads("submissions")]
ReadsSubmission = Annotated[
    Reading,
    reads(
        "submissions",
        also=(*OF_DOCUMENTS, "ruled_outcomes", "ruled_outcomes_of_own_body"),
    ),
]
ReadsNote = Annotated[Reading, reads(*OF_DOCUMENTS)]
ReadsDifferences = Annotated[Reading, reads("confidential_papers")]
ReadsVotes = Annotated[Reading, reads("votes", also=("own_running_vote",))]
ReadsDecisions = Annotated[Reading, reads("decisions")]
Revises = Annotated[Doing[OfSubmission, NewRevision], does(acts.ReviseASubmission)]
Votes = Annotated[Doing[OfSubmission, NewBallot], does(acts.VoteOnASubmission)]
Establishes = Annotated[Doing[OfSubmission, NewOutcome], does(acts.EstablishAnOutcome)]
Corrects = Annotated[Doing[OfDecision, NewCorrection], does(acts.CorrectADecision)]

From = Annotated[
    str | None,
    Query(
        alias="from",
        pattern=r"^[0-9a-f]{64}$",
        description="A hash that the submission had, such as the one you voted on; left out, the one before",
    ),
]


# --- submissions ---


@router.get("/submissions", operation_id="listSubmissions")
async def list_submissions(slug: Slug, read: ReadsSubmissions) -> Items[SubmissionView]:
    """What went to the bodies, oldest first."""
    async with read.open(slug) as sight:
        found = await reading.history_of(sight)
    submissions = found.submissions.values()
    return Items(items=[submission_view(one, sight.state, sight.reader.id) for one in submissions])


@router.get("/submissions/{number}", operation_id="showSubmission")
async def show_submission(slug: Slug, number: Number, read: ReadsSubmission) -> WholeSubmissionView:
    """What went to a body, with its cover note when that is yours to read. A ballot names its hash.

    Once the ballot is closed, and until the chair has established its outcome, it also says what the rule
    gives: for the office, and who holds a seat in the body.
    """
    async with read.open(slug) as sight:
        submission = (await reading.history_of(sight)).submission(number)
        now = submission.now.event
        note = await sight.document(now.cover_note) if reading.may_read_the_note(sight, number) else None
        outcome = ruled(sight.state) if reading.may_see_the_rule(sight, number) else None
    shown = submission_view(submission, sight.state, sight.reader.id)
    memos = memo_views(now)
    return WholeSubmissionView(**shown.model_dump(), cover_note=note, response_memos=memos, ruled=outcome)


@router.get(
    "/submissions/{number}/cover-note/docx",
    operation_id="exportCoverNoteInWord",
    response_class=Response,
    responses=word.RESPONSES,
)
async def export_cover_note_in_word(slug: Slug, number: Number, read: ReadsNote) -> Response:
    """The cover note (oplegnotitie) of a submission as .docx, as it lies before its body, or lay last."""
    async with read.open(slug) as sight:
        submission = (await reading.history_of(sight)).submission(number)
        sight.reader.must(material_of_document(f"cover-note-{number}", sight.state))
        note = await sight.document(submission.now.event.cover_note)
        blueprint = await sight.blueprint()
    origin, kind = Origin(slug, submission.now.entry.at), DOCUMENTS["cover_note"]
    language = language_of(blueprint)
    content = await read.resources.workshop.do(paper_document, language, blueprint, origin, kind, note)
    return word.answer(f"{slug}-cover-note-{number}", content)


@router.post("/submissions/{number}/revisions", status_code=201, operation_id="reviseSubmission")
async def revise_submission(slug: Slug, number: Number, request: NewRevision, act: Revises) -> Answer:
    """Change the submission before a body, until its ballot is over (office, kwartiermaker).

    Sections of the plan are changed by the kwartiermaker, or whom they allow to draft: with the others they
    become the plan's next version. Votes cast so far are void, and their voters hear of it. The ballot stays
    open when the body's notice still allows its meeting; otherwise the submission goes to the next one.
    """
    return await act(slug, OfSubmission(submission=number), request)


@router.get("/submissions/{number}/differences", operation_id="showDifferences")
async def show_differences(
    slug: Slug, number: Number, read: ReadsDifferences, from_: From = None
) -> DifferencesView:
    """Just what changed in a submission: from a hash that it had to what it is now, part by part."""
    async with read.open(slug) as sight:
        submission = (await reading.history_of(sight)).submission(number)
        compared = await differences.between(sight, submission, from_)
        shown = submission_view(submission, sight.state, sight.reader.id)
    return DifferencesView(
        submission=number,
        before=compared.before.hash,
        after=compared.after.hash,
        version_before=compared.before.version,
        version_after=compared.after.version,
        revisions=shown.revisions[len(shown.revisions) - len(compared.reasons) :],
        reasons=compared.reasons,
        # Long texts take a while; meanwhile others are served.
        parts=await read.resources.workshop.do(parts, *compared.texts),
    )


# --- ballots ---


@router.post("/submissions/{number}/ballots", status_code=201, operation_id="castBallot")
async def cast_ballot(slug: Slug, number: Number, request: NewBallot, act: Votes) -> Answer:
    """Vote on the submission before your body (who holds a seat, or has a mandate for one).

    Voting again replaces the vote; a member's own vote also replaces that of their substitute, never the
    other way round.

    Conditions go with a vote for under conditions, and only there. An objection is for a body that decides by
    consent.
    """
    return await act(slug, OfSubmission(submission=number), request)


@router.get("/submissions/{number}/ballots", operation_id="listBallots")
async def list_ballots(slug: Slug, number: Number, read: ReadsVotes) -> Items[BallotView]:
    """Who voted what at the last meeting about a submission, seat by seat.

    Until a decision is established you find only your own vote here, and the one cast in your place.
    """
    async with read.open(slug) as sight:
        submission = (await reading.history_of(sight)).submission(number)
        shown = reading.votes_for(sight, submission)
        ids = {person for vote in shown for person in vote.people}
        names = await people.names(sight.connection, sight.slug, ids)
        reasons = await sight.texts(*(vote.event.reason.id for vote in shown))
    return Items(items=[ballot_view(vote, names, reasons) for vote in shown])


@router.post("/submissions/{number}/outcomes", status_code=201, operation_id="establishOutcome")
async def establish_outcome(slug: Slug, number: Number, request: NewOutcome, act: Establishes) -> Answer:
    """Establish what came of the ballot, as chair of the body, where the blueprint wants a chair to.

    The outcome is that of the body's rule: another one is refused, and the refusal says what the rule says.
    """
    return await act(slug, OfSubmission(submission=number), request)


# --- decisions ---


@router.get("/decisions", operation_id="listDecisions")
async def list_decisions(slug: Slug, read: ReadsDecisions) -> Items[DecisionView]:
    """What the bodies decided, oldest first, with reasons against or for sending back, and corrections."""
    async with read.open(slug) as sight:
        decisions = sight.state.sign_off.decisions
        reasons = [reason for decision in decisions for reason in decision.reasons]
        corrections = [correction.text for decision in decisions for correction in decision.corrections]
        texts = await sight.texts(*(ref.id for ref in (*reasons, *corrections)))
    return Items(
        items=[decision_view(nth, decision, texts) for nth, decision in enumerate(decisions, start=1)]
    )


@router.post("/decisions/{number}/corrections", status_code=201, operation_id="correctDecision")
async def correct_decision(slug: Slug, number: Number, request: NewCorrection, act: Corrects) -> Answer:
    """Put right what was written about a decision (the chair of the body; the office where it has none).

    It is a new entry: nothing is overwritten, and the outcome and the votes stay as they were established.
    """
    return await act(slug, OfDecision(decision=number), request)

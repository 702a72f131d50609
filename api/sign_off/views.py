"""Submissions, the votes on them, decisions; and conditions."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Literal

from pydantic import Field

from api.http.items import PersonView, View
from domain.conditions import judging
from domain.shared.actors import Role
from domain.shared.requested import Requested
from domain.shared.rules import JudgedBy
from domain.sign_off.contents import RESPONSE_MEMO
from domain.sign_off.history import Revision, SubmissionHistory, ValidVote
from domain.sign_off.prepare_submission import SubmissionPrepared
from domain.sign_off.revise_submission import SubmissionRevised
from domain.state.programme_state import Condition, Decision, ProgrammeState
from domain.voting.outcome import Outcome
from domain.voting.tally import Choice, Tally


class RevisionView(View):
    """One time that a submission was changed before its body decided."""

    hash: str = Field(description="What it is known by from then on", examples=["9f86d081" * 8])
    replaced: str = Field(description="What it was known by before", examples=["5e884898" * 8])
    at: datetime
    by: Role = Field(description="In which role somebody revised it", examples=["kwartiermaker"])
    version: int = Field(description="The plan version it has from then on", examples=[4])
    changed: list[str] = Field(
        description="The parts: `plan`, `cover_note`, `response-memo-<consultation>`",
        examples=[["plan", "cover_note"]],
    )
    votes_voided: int = Field(description="Votes that counted no more", examples=[2])


class SubmissionView(View):
    """What goes, or went, to a body. Until it is decided only the number of votes is shown."""

    number: int = Field(examples=[1])
    body: str = Field(examples=["college"])
    version: int = Field(description="The plan version", examples=[3])
    hash: str = Field(
        description="Binds version, cover note, response memos and request; a ballot names it",
        examples=["9f86d081" * 8],
    )
    requested: Requested = Field(examples=["approve"])
    meeting: date | None = Field(description="When the body decides, null while no meeting takes it")
    seats: int = Field(description="Seats of the body", examples=[7])
    votes: int = Field(description="Votes cast in the open or last ballot", examples=[3])
    outcome: Outcome | None = Field(description="What the body decided, null while it has not")
    revisions: list[RevisionView] = Field(
        description="How it was changed since it was prepared, oldest first"
    )
    your_vote_was_voided: bool = Field(
        description="Whether you voted on what it was before it was revised, and not since", examples=[False]
    )


class BoundMemoView(View):
    """A response memo (reactienota) that the submission's hash binds; its document may read newer."""

    consultation: int = Field(examples=[1])
    hash: str = Field(description="Salted, as the register has it", examples=["9f86d081" * 8])
    document: str = Field(examples=["response-memo-1.md"])


class WholeSubmissionView(SubmissionView):
    """A submission with its cover note (oplegnotitie), in Markdown.

    Between the closing of the ballot and what the chair establishes, the office and the members of the body
    see what the rule gives.
    """

    cover_note: str | None = Field(
        description="null when it is not yours to read", examples=["# Oplegnotitie"]
    )
    response_memos: list[BoundMemoView]
    ruled: Outcome | None = Field(
        default=None,
        description="What the body's rule makes of the closed ballot, until the chair has established it;"
        " null while the ballot is open, and when it is not for you",
        examples=["approved"],
    )


def submission_view(
    submission: SubmissionHistory, state: ProgrammeState, reader: str | None
) -> SubmissionView:
    """The submission as it is now, as far as `state` has come with it; `reader` is the reader's id."""
    event = submission.now.event
    # The state knows what is under way; of what is over it keeps the decision only.
    current = state.sign_off.submission
    mine = current if current is not None and current.number == event.submission else None
    decided = [d for d in state.sign_off.decisions if d.submission == event.submission]
    # As long as it is under way, a meeting that held it over has not decided.
    # An open ballot goes before what was decided on it earlier: a submission held over is voted on again.
    last = decided[-1] if decided and mine is None else None
    seats = len(state.body_at(event.body).seats)
    return SubmissionView(
        number=event.submission,
        body=event.body,
        version=event.version,
        hash=event.hash,
        requested=event.requested,
        meeting=mine.meeting if mine else (last.meeting if last else None),
        seats=seats,
        votes=len(mine.votes) if mine else (last.tally.present if last else 0),
        outcome=last.outcome if last else None,
        revisions=[_revision(revision) for revision in submission.revisions],
        your_vote_was_voided=mine is not None and reader in submission.voided,
    )


def _revision(revision: Revision) -> RevisionView:
    entry, event = revision
    return RevisionView(
        hash=event.hash,
        replaced=event.replaced,
        at=entry.at.astimezone(UTC),
        by=entry.actor.role,
        version=event.version,
        changed=list(event.changed),
        votes_voided=len(event.voided),
    )


def memo_views(held: SubmissionPrepared | SubmissionRevised) -> list[BoundMemoView]:
    return [
        BoundMemoView(consultation=n, hash=memo.hash, document=f"{RESPONSE_MEMO}{n}.md")
        for n, memo in sorted(held.memos.items())
    ]


class BallotView(View):
    """The vote that a seat has. Where a substitute cast it, both are named."""

    seat: str = Field(examples=["chair"])
    choice: Choice = Field(examples=["for"])
    reason: str = Field(examples=["The plan answers our questions."])
    voter: PersonView = Field(description="Who cast it")
    in_place_of: PersonView | None = Field(description="Whose seat it is, where a substitute cast it")
    mandate: int | None = Field(description="Which let them; null for whom the blueprint names")
    submission_hash: str = Field(description="Of the text that it is about", examples=["9f86d081" * 8])
    entry: int = Field(description="The register entry that holds it", examples=[84])
    at: datetime


def ballot_view(vote: ValidVote, names: Mapping[str, str], texts: Mapping[str, str]) -> BallotView:
    """A vote; `names` are people's by their ids, `texts` are by theirs."""
    entry, event = vote
    member = event.for_person
    return BallotView(
        seat=event.seat,
        choice=event.choice,
        reason=texts[event.reason.id],
        voter=PersonView(id=vote.voter, name=names.get(vote.voter, "")),
        in_place_of=PersonView(id=member, name=names.get(member, "")) if member else None,
        mandate=event.mandate,
        submission_hash=event.submission_hash,
        entry=entry.seq,
        at=entry.at.astimezone(UTC),
    )


class CorrectionView(View):
    """What was put right about a decision later. Its outcome and its tally stay as they were established."""

    on: date = Field(examples=["2027-03-18"])
    text: str = Field(examples=["The minutes call it version 3; version 2 was decided on."])


class DecisionView(View):
    """What a body decided or advised, by what votes; `number` counts in the order in which they were taken.

    Reasons are those of the seats against, for sending back, or with an objection. Where votes weigh
    differently, `weighed` in the tally says what they come to.
    """

    number: int = Field(examples=[1])
    submission: int = Field(examples=[1])
    body: str = Field(examples=["college"])
    version: int | None = Field(
        default=None, description="The plan version that was before it, where that is known", examples=[3]
    )
    meeting: date = Field(examples=["2027-03-11"])
    outcome: Outcome = Field(examples=["approved"])
    tally: Tally = Field(
        examples=[
            {
                "seats": 7,
                "in_favour": 5,
                "with_conditions": 1,
                "against": 1,
                "send_back": 0,
                "abstained": 1,
            }
        ]
    )
    held_over_to: date | None = Field(
        default=None, description="The meeting that takes it next, where the calendar held one"
    )
    reasons: list[str] = Field(examples=[["Cover in the long run is still missing."]])
    corrections: list[CorrectionView]


def decision_view(number: int, decision: Decision, texts: Mapping[str, str]) -> DecisionView:
    """The decision `number`; `texts` are by id."""
    return DecisionView(
        number=number,
        **decision.model_dump(exclude={"reasons", "corrections"}),
        reasons=[texts[reason.id] for reason in decision.reasons],
        corrections=[CorrectionView(on=c.on, text=texts[c.text.id]) for c in decision.corrections],
    )


class Judgements(View):
    """What seats said of the evidence that waits."""

    met: int
    not_met: int


class ConditionView(View):
    """What must still be shown after an approval."""

    key: str = Field(examples=["1-wethouder-1"])
    body: str = Field(description="The body that set it", examples=["college"])
    seat: str = Field(description="The seat that asked for it")
    judged_by: JudgedBy = Field(
        description="Who judges the evidence: who asked, the chair, the whole body, or a person it named"
    )
    judging_seat: str | None = Field(
        description="The seat that judges; null when the whole body or a person does", examples=["wethouder"]
    )
    judgements: Judgements = Field(description="Where the whole body judges: how many seats said what so far")
    text: str = Field(examples=["A budget for upkeep after the first years."])
    owner: Literal["kwartiermaker", "principal", "office"] = Field(description="Who shows it")
    due: date
    met: bool
    lapsed: date | None = Field(
        description="The day that ended without it: its body decides again. Null otherwise"
    )
    evidence: str | None = Field(description="What was shown; null when nothing was, or it is not for you")


def condition_view(
    condition: Condition, state: ProgrammeState, bodies: dict[str, str], *, evidence: bool
) -> ConditionView:
    """`condition`, with its `evidence` when the reader may see it; `bodies` holds texts by id."""
    shown, body = condition.evidence, state.body_at(condition.body)
    seats = judging.seats_that_judge(condition, body)
    said = list(condition.judged.values())
    return ConditionView(
        key=condition.set.key,
        body=condition.body,
        seat=condition.set.seat,
        judged_by=body.conditions_judged_by,
        judging_seat=None if body.conditions_judged_by == "body" or not seats else seats[0].key,
        judgements=Judgements(met=said.count(True), not_met=said.count(False)),
        text=bodies[condition.set.text.id],
        owner=condition.set.owner,
        due=condition.set.due,
        met=condition.met,
        lapsed=condition.lapsed,
        evidence=bodies[shown.id] if shown and evidence else None,
    )

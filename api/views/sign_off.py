"""Submissions, decisions, conditions and documents."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

from pydantic import Field

from api.views.common import View
from domain.events_of_sign_off import SubmissionPrepared
from domain.requested import Requested
from domain.state import Condition, Decision, ProgrammeState
from domain.voting import Outcome, Tally


class SubmissionView(View):
    """What goes, or went, to a body. While a ballot is open only the number of votes is shown."""

    number: int = Field(examples=[1])
    body: str = Field(examples=["college"])
    version: int = Field(description="The plan version", examples=[3])
    hash: str = Field(
        description="Binds version, cover note and request; a ballot names it", examples=["9f86d081" * 8]
    )
    requested: Requested = Field(examples=["approve"])
    meeting: date | None = Field(description="When the body decides, null while no meeting takes it")
    seats: int = Field(description="Seats of the body", examples=[7])
    votes: int = Field(description="Votes cast in the open or last ballot", examples=[3])
    outcome: Outcome | None = Field(description="What the body decided, null while it has not")


class WholeSubmissionView(SubmissionView):
    """A submission with its cover note (oplegnotitie), in Markdown.

    Between the closing of the ballot and what the chair establishes, the office and the members of the body
    see what the rule gives.
    """

    cover_note: str = Field(examples=["# Oplegnotitie"])
    ruled: Outcome | None = Field(
        default=None,
        description="What the body's rule makes of the closed ballot, until the chair has established it;"
        " null while the ballot is open, and when it is not for you",
        examples=["approved"],
    )


def submission_view(event: SubmissionPrepared, state: ProgrammeState) -> SubmissionView:
    """The submission `event`, as far as `state` has come with it."""
    current = state.sign_off.submission
    mine = current if current is not None and current.number == event.submission else None
    decided = [d for d in state.sign_off.decisions if d.submission == event.submission]
    last = decided[-1] if decided and mine is None else None
    seats = next(len(body.seats) for body in state.rules.sign_off.bodies if body.key == event.body)
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


def decision_view(number: int, decision: Decision, bodies: Mapping[str, str]) -> DecisionView:
    """The decision `number`; `bodies` holds its texts by id."""
    return DecisionView(
        number=number,
        **decision.model_dump(exclude={"reasons", "corrections"}),
        reasons=[bodies[reason.id] for reason in decision.reasons],
        corrections=[CorrectionView(on=c.on, text=bodies[c.text.id]) for c in decision.corrections],
    )


class ConditionView(View):
    """What must still be shown after an approval."""

    key: str = Field(examples=["1-wethouder-1"])
    body: str = Field(description="The body that set it", examples=["college"])
    seat: str = Field(description="The seat that asked for it, and judges the evidence")
    text: str = Field(examples=["A budget for upkeep after the first years."])
    owner: Literal["kwartiermaker", "principal", "office"] = Field(description="Who shows it")
    due: date
    met: bool
    evidence: str | None = Field(description="What was shown; null when nothing was, or it is not for you")


def condition_view(condition: Condition, bodies: dict[str, str], *, evidence: bool) -> ConditionView:
    """`condition`, with its `evidence` when the reader may see it; `bodies` holds texts by id."""
    shown = condition.evidence
    return ConditionView(
        key=condition.set.key,
        body=condition.body,
        seat=condition.set.seat,
        text=bodies[condition.set.text.id],
        owner=condition.set.owner,
        due=condition.set.due,
        met=condition.met,
        evidence=bodies[shown.id] if shown and evidence else None,
    )


class DocumentView(View):
    """A published document."""

    name: str = Field(examples=["programme.md"])
    hash: str = Field(
        description="As the register has it: SHA-256 of a PDF, salted hash of a text",
        examples=["9f86d081" * 8],
    )
    length: int = Field(description="In characters; of a PDF in bytes", examples=[12034])
    published_at: datetime

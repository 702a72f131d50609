"""Meetings of bodies, and what belongs to them."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import Field

from api.http.items import View
from domain.sign_off.agenda import Item, Meeting
from domain.vocabulary.events_of_sign_off import ReferenceFiled, ReferenceKind
from domain.voting.outcome import Outcome


class PaperView(View):
    """A paper that goes to the meeting, by the hash that the register has of it."""

    kind: Literal["plan_version", "cover_note", "response_memo"] = Field(examples=["plan_version"])
    number: int = Field(
        description="Of the plan version, the submission, or the consultation that a memo is about",
        examples=[3],
    )
    hash: str


class AgendaItemView(View):
    """A submission that is or was on the agenda, and what was decided about it there."""

    submission: int = Field(examples=[1])
    hash: str = Field(description="Binds version, cover note, response memos and request")
    papers: list[PaperView]
    outcome: Outcome | None = Field(description="Null while nothing was decided there")


class ReferenceView(View):
    """Where the body itself keeps its agenda, papers or minutes."""

    kind: ReferenceKind = Field(examples=["minutes"])
    reference: str = Field(examples=["https://college.example/2027-03-11/notulen.pdf"])
    file_hash: str | None = Field(
        description="SHA-256 of the file, when it was given", examples=["9f86d081" * 8]
    )


class MeetingView(View):
    """A day on which a body meets or met."""

    body: str = Field(description="The body's key", examples=["college"])
    day: date = Field(examples=["2027-03-11"])
    papers_due: date = Field(
        description="The last day on which a submission may be in", examples=["2027-02-25"]
    )
    agenda: list[AgendaItemView]
    references: list[ReferenceView]


def meeting_view(meeting: Meeting, bodies: Mapping[str, str]) -> MeetingView:
    """`meeting`; `bodies` holds texts by id."""
    return MeetingView(
        body=meeting.body,
        day=meeting.day,
        papers_due=meeting.papers_due,
        agenda=[_item(item) for item in meeting.items],
        references=[_reference(filed, bodies) for filed in meeting.references],
    )


def _item(item: Item) -> AgendaItemView:
    submission = item.submission
    return AgendaItemView(
        submission=submission.submission,
        hash=submission.hash,
        papers=[
            PaperView(kind="plan_version", number=submission.version, hash=submission.version_hash),
            PaperView(kind="cover_note", number=submission.submission, hash=submission.cover_note.hash),
            *(
                PaperView(kind="response_memo", number=number, hash=memo.hash)
                for number, memo in sorted(submission.memos.items())
            ),
        ],
        outcome=item.outcome,
    )


def _reference(filed: ReferenceFiled, bodies: Mapping[str, str]) -> ReferenceView:
    return ReferenceView(kind=filed.of, reference=bodies[filed.reference.id], file_hash=filed.file_hash)

"""Meetings of bodies with what belongs to them, and mandates."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import Field

from api.http.items import PersonView, View
from domain.bodies.file_reference import ReferenceFiled, ReferenceKind
from domain.shared.rules import Seat
from domain.sign_off.agenda import Item, Meeting
from domain.state.programme_state import Mandate
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


def meeting_view(meeting: Meeting, texts: Mapping[str, str]) -> MeetingView:
    """`meeting`; `texts` are what was typed, by id."""
    return MeetingView(
        body=meeting.body,
        day=meeting.day,
        papers_due=meeting.papers_due,
        agenda=[_item(item) for item in meeting.items],
        references=[_reference(filed, texts) for filed in meeting.references],
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


def _reference(filed: ReferenceFiled, texts: Mapping[str, str]) -> ReferenceView:
    return ReferenceView(kind=filed.of, reference=texts[filed.reference.id], file_hash=filed.file_hash)


class SeatInBodyView(View):
    """A seat of a body."""

    body: str = Field(examples=["college"])
    seat: str = Field(examples=["chair"])


class MandateView(View):
    """Who may vote for whom, on which seats, from the first day to the end of the last.

    A substitute whom the blueprint names has no number and no days: they may vote at any time, but for the
    days on which somebody else has a mandate for the seat.
    """

    number: int | None = Field(description="Null where the blueprint names the substitute", examples=[1])
    holder: PersonView = Field(description="Who holds the seats")
    person: PersonView = Field(description="Who may vote as their substitute")
    seats: list[SeatInBodyView]
    first_day: date | None = Field(examples=["2027-03-01"])
    last_day: date | None = Field(examples=["2027-03-31"])
    given_by: Literal["holder", "office", "blueprint"] = Field(
        description="The office does so on the holder's behalf"
    )
    withdrawn_on: date | None = Field(description="Null while it was not")


def mandate_view(mandate: Mandate, names: Mapping[str, str]) -> MandateView:
    """`mandate`, with what people are called by their ids."""
    return MandateView(
        number=mandate.number,
        holder=PersonView(id=mandate.holder, name=names.get(mandate.holder, "")),
        person=PersonView(id=mandate.person, name=names.get(mandate.person, "")),
        seats=[SeatInBodyView(body=body, seat=seat) for body, seat in mandate.seats.items()],
        first_day=mandate.first_day,
        last_day=mandate.last_day,
        given_by=mandate.given_by,
        withdrawn_on=mandate.withdrawn_on,
    )


def standing_view(body: str, seat: Seat, names: Mapping[str, str]) -> MandateView:
    """The substitute whom the blueprint names for `seat`."""
    assert seat.substitute is not None
    return MandateView(
        number=None,
        holder=PersonView(id=seat.person, name=names.get(seat.person, "")),
        person=PersonView(id=seat.substitute, name=names.get(seat.substitute, "")),
        seats=[SeatInBodyView(body=body, seat=seat.key)],
        first_day=None,
        last_day=None,
        given_by="blueprint",
        withdrawn_on=None,
    )

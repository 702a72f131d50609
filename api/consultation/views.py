"""Consultations, and what is contributed to them."""

from datetime import UTC, date, datetime

from pydantic import Field

from api.http.items import View
from domain.shared.support import Answer, SupportCounts
from domain.state.programme_state import ProgrammeState
from store.consultation.consultations import Consultation, Status
from store.consultation.contributions import Contribution, Source


class ConsultationView(View):
    """One round of asking; counts per group are known once it is closed."""

    number: int = Field(examples=[1])
    version: int = Field(description="The plan version it is about", examples=[0])
    status: Status = Field(examples=["open"])
    due: date = Field(description="Its last day", examples=["2027-03-11"])
    invited: int = Field(examples=[342])
    answered: int = Field(examples=[57])
    invited_by_group: dict[str, int] = Field(examples=[{"gemeente": 342}])
    answered_by_group: dict[str, int] = Field(examples=[{"gemeente": 57}])
    support: dict[str, SupportCounts] = Field(
        description="Per group, how often each answer was given to *can* and to *will*",
        examples=[
            {
                "gemeente": {
                    "can": {"yes": 40, "yes_if": 10, "no": 7},
                    "will": {"yes": 50, "yes_if": 5, "no": 2},
                }
            }
        ],
    )


def consultation_view(row: Consultation, state: ProgrammeState) -> ConsultationView:
    # From the register: what was counted at the closing stays so, whoever is added or withdrawn later.
    counted = next((held for held in state.definition.rounds if held.number == row.number), None)
    return ConsultationView(
        number=row.number,
        version=row.version,
        status=row.status,
        due=row.due,
        invited=row.invited,
        answered=row.answered,
        invited_by_group=counted.invited if counted else {},
        answered_by_group=counted.answered if counted else {},
        support=counted.support if counted else {},
    )


class ReceiptView(View):
    """That a contribution was taken: keep the receipt, it proves that the contribution counted."""

    consultation: int = Field(examples=[1])
    organisation: str = Field(examples=["GM0014"])
    revision: int = Field(description="How many times they answered; the last counts", examples=[1])
    receipt: str = Field(description="Hex SHA-256", examples=["9f86d081" * 8])
    contributed_at: datetime


def receipt_view(contribution: Contribution) -> ReceiptView:
    return ReceiptView(
        consultation=contribution.consultation,
        organisation=contribution.organisation,
        revision=contribution.revision,
        receipt=contribution.receipt,
        contributed_at=contribution.created_at.astimezone(UTC),
    )


class ContributionView(ReceiptView):
    """What one organisation says."""

    name: str = Field(examples=["Gemeente Groningen"])
    group: str = Field(examples=["gemeente"])
    source: Source = Field(description="How it came", examples=["paper"])
    late: bool = Field(description="Whether it came after the closing, and never counts", examples=[False])
    can: Answer
    will: Answer
    sections: dict[str, str] = Field(examples=[{"funding": "Shared, by number of inhabitants."}])


def contribution_view(contribution: Contribution, bodies: dict[str, str]) -> ContributionView:
    """`contribution`; `bodies` holds its texts by id."""
    return ContributionView(
        **receipt_view(contribution).model_dump(),
        name=contribution.name,
        group=contribution.group,
        source=contribution.source,
        late=contribution.late,
        can=contribution.support.can,
        will=contribution.support.will,
        sections={key: bodies[ref.id] for key, ref in contribution.sections.items()},
    )

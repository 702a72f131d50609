"""Consultations, contributions, plan versions, and the gate."""

from datetime import UTC, date, datetime

from pydantic import Field

from api.http.items import PersonView, View
from domain.plan import gate
from domain.publication.classification import classification_of_version
from domain.shared.rules import Classification
from domain.shared.support import Answer, SupportCounts
from domain.state.programme_state import ProgrammeState
from store.consultation.consultations import Consultation, Status
from store.consultation.contributions import Contribution, Source
from store.plan.plans import PlanVersion


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


class VersionView(View):
    """A version of the plan; it never changes."""

    number: int = Field(description="0 is the existing strategy", examples=[3])
    hash: str = Field(description="Hex SHA-256 over its sections' hashes", examples=["9f86d081" * 8])
    author: PersonView | None = Field(description="null for what Kwartier assembled")
    saved_at: datetime
    submitted_at: datetime | None
    filled: list[str] = Field(description="The sections that have any text", examples=[["goals", "funding"]])
    classification: Classification = Field(description="A draft until it is approved", examples=["draft"])


def version_view(version: PlanVersion, names: dict[str, str], state: ProgrammeState) -> VersionView:
    author = version.author
    return VersionView(
        number=version.number,
        hash=version.hash,
        author=PersonView(id=author, name=names.get(author, "")) if author else None,
        saved_at=version.saved_at.astimezone(UTC),
        submitted_at=version.submitted_at.astimezone(UTC) if version.submitted_at else None,
        filled=[key for key, ref in version.sections.items() if not ref.is_empty],
        classification=classification_of_version(version.number, state),
    )


class OriginView(View):
    """A contribution that a section of an assembled draft was made from."""

    section: str = Field(examples=["funding"])
    organisation: str = Field(examples=["GM0014"])
    receipt: str = Field(examples=["9f86d081" * 8])


class WholeVersionView(VersionView):
    """A version of the plan with its texts, and where passages of an assembled draft came from."""

    sections: dict[str, str] = Field(examples=[{"goals": "What we want."}])
    origins: list[OriginView]


class CriterionView(View):
    """One thing that the gate asks, and what of it is missing."""

    key: str = Field(examples=["sections"])
    met: bool = Field(examples=[False])
    have: int = Field(description="How much of it there is", examples=[4])
    need: int = Field(description="How much there must be", examples=[5])
    short_by: int = Field(description="How many are missing", examples=[1])
    missing: list[str] = Field(description="What is missing, the first 20", examples=[["funding"]])


class GateView(View):
    """Whether the definition phase may end, and if not exactly what is missing."""

    holds: bool = Field(examples=[False])
    criteria: list[CriterionView]


def gate_view(state: ProgrammeState) -> GateView:
    """The gate as it is now; once it held, the plan is before the bodies and the gate stays as it was."""
    criteria = [
        CriterionView(
            key=c.key,
            met=c.met,
            have=c.have,
            need=c.need,
            short_by=c.short_by,
            missing=[str(what) for what in c.missing],
        )
        for c in gate.criteria(state)
    ]
    return GateView(holds=gate.holds(state), criteria=criteria)

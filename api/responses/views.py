"""Points, what was done with them, and how many are answered."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from pydantic import Field

from api.http.items import View
from domain.responses.coverage import Coverage
from domain.responses.responding import Kind
from service.responses.respond import ResponseReceipt
from store.responses.answerings import Status
from store.responses.points import Origin, Point, PointStatus, Response
from store.responses.responses import GroupCoverage, SectionCoverage, Unanswered


class ResponseReceiptView(View):
    """That a response was taken; its receipt is below the root that settling puts into the register."""

    point: int = Field(examples=[3])
    revision: int = Field(description="How many times it was answered; the last counts", examples=[1])
    receipt: str = Field(description="Hex SHA-256", examples=["9f86d081" * 8])
    responded_at: datetime


def response_receipt_view(receipt: ResponseReceipt) -> ResponseReceiptView:
    return ResponseReceiptView(
        point=receipt.point,
        revision=receipt.revision,
        receipt=receipt.receipt,
        responded_at=receipt.responded_at,
    )


class PointsView(View):
    """The points that came of splitting or merging."""

    points: list[int] = Field(examples=[[12, 13]])


class ResponseView(ResponseReceiptView):
    """What was done with a point, and why."""

    kind: Kind
    section: str | None = Field(description="Where it was taken over", examples=["funding"])
    version: int | None = Field(description="In which version of the plan", examples=[2])
    reason: str = Field(examples=["It makes it fairer."])


class PointOriginView(View):
    """Who made a point, and in which words."""

    organisation: str = Field(examples=["GM0014"])
    name: str = Field(examples=["Gemeente Groningen"])
    receipt: str = Field(examples=["9f86d081" * 8])
    text: str = Field(examples=["Shared, by number of inhabitants."])


class PointView(View):
    """One point with all its responses, the last of which counts."""

    consultation: int = Field(examples=[1])
    number: int = Field(examples=[3])
    section: str = Field(examples=["funding"])
    status: PointStatus = Field(description="One that stands is answered; others by what they became")
    became: list[int] = Field(description="The points that it was split or merged into", examples=[[12, 13]])
    origins: list[PointOriginView]
    others: int = Field(description="How many origins are not for you to read", examples=[0])
    responses: list[ResponseView]


class OnePointView(PointView):
    """One point, and which others can be answered with it."""

    same: list[int] = Field(
        description="Other open points in which somebody says the same; only for who prepares the plan",
        examples=[[86, 95]],
    )


def refs_of(points: Sequence[Point]) -> list[str]:
    """The ids of all texts that views of `points` show."""
    said = [origin.said.id for point in points for origin in point.origins]
    return said + [response.reason.id for point in points for response in point.responses]


def point_view(point: Point, bodies: Mapping[str, str], only: Collection[str] | None = None) -> PointView:
    """`point` with its texts, which `bodies` holds by id; with the origins of `only` those organisations."""
    # Of the others only how many there are: a merged point does not show an organisation what its neighbours
    # said.
    shown = [origin for origin in point.origins if only is None or origin.organisation in only]
    return PointView(
        consultation=point.consultation,
        number=point.number,
        section=point.section,
        status=point.status,
        became=list(point.became),
        origins=[_origin_view(origin, bodies) for origin in shown],
        others=len(point.origins) - len(shown),
        responses=[_response_view(point.number, response, bodies) for response in point.responses],
    )


def _origin_view(origin: Origin, bodies: Mapping[str, str]) -> PointOriginView:
    return PointOriginView(
        organisation=origin.organisation,
        name=origin.name,
        receipt=origin.receipt,
        text=bodies[origin.said.id],
    )


def _response_view(point: int, response: Response, bodies: Mapping[str, str]) -> ResponseView:
    return ResponseView(
        point=point,
        revision=response.revision,
        receipt=response.receipt,
        responded_at=response.created_at.astimezone(UTC),
        kind=response.kind,
        section=response.section,
        version=response.version,
        reason=bodies[response.reason.id],
    )


class GroupCoverageView(View):
    """How many points organisations of a group have a part in, and how many of those are answered."""

    group: str = Field(examples=["gemeente"])
    points: int = Field(examples=[40])
    answered: int = Field(examples=[38])


class SectionCoverageView(View):
    """How many points are about a section, and how many of those are answered."""

    section: str = Field(examples=["funding"])
    points: int = Field(examples=[22])
    answered: int = Field(examples=[14])


class UnansweredView(View):
    """An organisation and its points without a response."""

    organisation: str = Field(examples=["GM0014"])
    name: str = Field(examples=["Gemeente Groningen"])
    group: str = Field(examples=["gemeente"])
    points: list[int] = Field(examples=[[3, 12]])


class CoverageView(View):
    """How many points are answered. When there may be more in `missing`, `next` is what `after` must be."""

    points: int = Field(examples=[90])
    answered: int = Field(examples=[88])
    by_kind: dict[str, int] = Field(examples=[{"taken_over": 40, "partly": 30, "not_taken_over": 18}])
    by_group: list[GroupCoverageView]
    by_section: list[SectionCoverageView] = Field(description="Sections that somebody said something about")
    complete: bool = Field(description="Whether every point is answered", examples=[False])
    status: Status | None = Field(description="null while the consultation is not closed", examples=["open"])
    missing: list[UnansweredView] = Field(description="Only for who prepares the plan; empty for others")
    next: str | None = Field(default=None, examples=["GM0014"])


def coverage_view(
    coverage: Coverage,
    groups: Sequence[GroupCoverage],
    sections: Sequence[SectionCoverage],
    status: Status | None,
    missing: Sequence[Unanswered],
    *,
    more: bool,
) -> CoverageView:
    return CoverageView(
        points=coverage.points,
        answered=coverage.points - coverage.missing,
        by_kind=dict(coverage.answered),
        by_group=[GroupCoverageView(group=g.group, points=g.points, answered=g.answered) for g in groups],
        by_section=[
            SectionCoverageView(section=s.section, points=s.points, answered=s.answered) for s in sections
        ],
        complete=coverage.is_complete,
        status=status,
        missing=[
            UnansweredView(organisation=m.organisation, name=m.name, group=m.group, points=list(m.points))
            for m in missing
        ],
        next=missing[-1].organisation if more else None,
    )

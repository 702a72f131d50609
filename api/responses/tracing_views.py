"""What became of what one organisation said."""

from collections.abc import Mapping

from pydantic import Field

from api.consultation.views import ContributionView, contribution_view
from api.http.items import View
from api.responses.views import PointView, point_view
from store.responses.traces import Organisation, Traced


class TracedView(ContributionView):
    """One contribution, what is asked for of it, and the points it fell into with what was done with them."""

    counts: bool = Field(description="Whether it is the one that counts in its consultation")
    late: bool = Field(description="Whether it came after the consultation had closed", examples=[False])
    points: list[PointView]


class PassageView(View):
    """The text of a section in a version of the plan in which something was taken over."""

    section: str = Field(examples=["funding"])
    version: int = Field(examples=[2])
    text: str | None = Field(description="null while the version is not for you to read")


class TraceView(View):
    """Every contribution of an organisation with its points and responses, and where these ended up."""

    organisation: str = Field(examples=["GM0358"])
    name: str = Field(examples=["Gemeente Aalsmeer"])
    group: str = Field(examples=["gemeente"])
    section: str | None = Field(description="null when all sections were asked for", examples=["funding"])
    contributions: list[TracedView]
    passages: list[PassageView]


def trace_view(
    of: tuple[Organisation, str | None],
    traced: list[Traced],
    passages: list[PassageView],
    bodies: Mapping[str, str],
    only: str | None,
) -> TraceView:
    organisation, section = of
    return TraceView(
        organisation=organisation.code,
        name=organisation.name,
        group=organisation.group,
        section=section,
        contributions=[
            TracedView(
                **contribution_view(item.contribution, dict(bodies)).model_dump(),
                counts=item.counts,
                points=[point_view(point, bodies, only) for point in item.points],
            )
            for item in traced
        ],
        passages=passages,
    )

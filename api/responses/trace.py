"""What happened with what an organisation said? One question, one answer."""

from collections.abc import Collection, Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from api.consultation.views import ContributionView, contribution_view
from api.http.items import View
from api.http.limits import Slug
from api.http.reading import reads
from api.responses.views import PointView, point_view, refs_of
from domain.plan.versions import BASELINE
from domain.responses.trace import NobodyToTrace, NoSuchSection
from service.asking.values import KEY_PATTERN
from service.reading import ReadContext, Reading
from store.plan import plans
from store.responses import traces
from store.responses.points import Point
from store.responses.traces import Organisation, Traced

router = APIRouter(prefix="/programmes/{slug}", tags=["responses"])

ReadsTrace = Annotated[Reading, reads("contributions", "own_contributions", also=("unsubmitted_version",))]

OrganisationCode = Annotated[
    str,
    Query(max_length=100, pattern=r"^[A-Za-z0-9._-]+$", description="Its code", examples=["GM0358"]),
]
SectionKey = Annotated[
    str | None,
    Query(max_length=60, pattern=KEY_PATTERN, description="Only this section", examples=["funding"]),
]


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
    only: Collection[str] | None,
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


@router.get("/trace", operation_id="trace")
async def trace(
    slug: Slug, read: ReadsTrace, organisation: OrganisationCode, section: SectionKey = None
) -> TraceView:
    """What happened with what an organisation said: its contributions, points, responses, and the plan.

    Only for the office, the principal, the kwartiermaker and drafters, and for who speaks for it.
    """
    async with read.open(slug) as sight:
        if organisation not in sight.reader.speaks_for:
            sight.reader.must("contributions")
        # After the right was asked: whoever may not read it cannot find out which organisations there are.
        found = await traces.organisation(sight.connection, slug, organisation)
        if found is None:
            raise NobodyToTrace(organisations=(organisation,))
        if section is not None and section not in sight.state.rules.definition.sections:
            raise NoSuchSection(section=section)
        traced = await traces.trace(sight.connection, slug, organisation, section)
        points = [point for item in traced for point in item.points]
        said = [ref.id for item in traced for ref in item.contribution.sections.values()]
        bodies = await sight.texts(*said, *refs_of(points))
        passages = await _passages(sight, points)
    # A merged point has other origins: what those said is not theirs to read.
    only = None if sight.reader.may("contributions") else [organisation]
    return trace_view((found, section), traced, passages, bodies, only)


async def _passages(sight: ReadContext, points: Sequence[Point]) -> list[PassageView]:
    """Where points ended up, each section and version once."""
    places = sorted(
        {
            (point.response.section, point.response.version)
            for point in points
            if point.response is not None
            and point.response.section is not None
            and point.response.version is not None
        }
    )
    # All of them in one query: an organisation's points end up in nearly every one.
    versions = {version.number: version for version in await plans.versions(sight.connection, sight.slug)}
    shown: list[PassageView] = []
    for section, number in places:
        version, ref = versions[number], versions[number].sections.get(section)
        is_public = number == BASELINE or version.submitted_at is not None
        readable = ref is not None and (is_public or sight.reader.may("unsubmitted_version"))
        # Where it ended up may be known before what that version says.
        text = await sight.text(ref.id) if ref is not None and readable else None
        shown.append(PassageView(section=section, version=number, text=text))
    return shown

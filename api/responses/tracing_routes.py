"""What happened with what an organisation said? One question, one answer."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query

from api.http.limits import KEY_PATTERN, Slug
from api.http.problems import Problem
from api.readers import Read, Sight
from api.responses.tracing_views import PassageView, TraceView, trace_view
from api.responses.views import refs_of
from domain.plan.definition import BASELINE
from store.plan import plans
from store.responses import traces
from store.responses.points import Point

router = APIRouter(prefix="/programmes/{slug}", tags=["responses"])

OrganisationCode = Annotated[
    str,
    Query(max_length=100, pattern=r"^[A-Za-z0-9._-]+$", description="Its code", examples=["GM0358"]),
]
SectionKey = Annotated[
    str | None,
    Query(max_length=60, pattern=KEY_PATTERN, description="Only this section", examples=["funding"]),
]


@router.get("/trace", operation_id="trace")
async def trace(
    slug: Slug, read: Read, organisation: OrganisationCode, section: SectionKey = None
) -> TraceView:
    """What happened with what an organisation said: its contributions, points, responses, and the plan.

    Only for the office, the principal, the kwartiermaker and drafters, and for who speaks for it.
    """
    async with read.of(slug) as sight:
        reader = sight.reader
        reader.must(reader.prepares or reader.speaks_for == organisation, "contributions_of_others")
        found = await traces.organisation(sight.connection, slug, organisation)
        if found is None:
            raise Problem("no_such_organisation", f"There is no organisation {organisation} here.")
        if section is not None and section not in sight.state.rules.definition.sections:
            raise Problem("no_such_section", f"There is no section {section} in this plan.")
        traced = await traces.trace(sight.connection, slug, organisation, section)
        points = [point for item in traced for point in item.points]
        said = [ref.id for item in traced for ref in item.contribution.sections.values()]
        bodies = await sight.texts(*said, *refs_of(points))
        passages = await _passages(sight, points)
    only = None if reader.prepares else organisation
    return trace_view((found, section), traced, passages, bodies, only)


async def _passages(sight: Sight, points: Sequence[Point]) -> list[PassageView]:
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
    versions = {version.number: version for version in await plans.versions(sight.connection, sight.slug)}
    shown: list[PassageView] = []
    for section, number in places:
        version, ref = versions[number], versions[number].sections.get(section)
        is_public = number == BASELINE or version.submitted_at is not None
        readable = ref is not None and (is_public or sight.reader.prepares)
        text = await sight.text(ref.id) if ref is not None and readable else None
        shown.append(PassageView(section=section, version=number, text=text))
    return shown

"""The plan: what supports it, its versions, the panel's review of them, and the gate."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.http.acting import Doing, does
from api.http.items import Items
from api.http.limits import Slug
from api.http.reading import reads
from api.plan.views import (
    GateView,
    OriginView,
    SupportView,
    VersionView,
    WholeVersionView,
    gate_view,
    support_views,
    version_view,
)
from domain.register.answers import Answer
from service.asking.acts import OfProgramme
from service.asking.forms import Nothing
from service.asking.values import LARGEST_NUMBER
from service.plan import acts
from service.plan.acts import OfVersion
from service.plan.forms import NewReview, NewVersion
from service.plan.reading import must_read_version
from service.reading import ReadContext, Reading
from store.people import people
from store.plan import plans

router = APIRouter(prefix="/programmes/{slug}", tags=["definition"])

ReadsStanding = Annotated[Reading, reads("standing")]
ReadsPlan = Annotated[Reading, reads("plan")]
ReadsVersion = Annotated[Reading, reads("plan", "unsubmitted_version")]
Saves = Annotated[Doing[OfProgramme, NewVersion], does(acts.SaveAVersion)]
Submits = Annotated[Doing[OfVersion, Nothing], does(acts.SubmitAVersion)]
Reviews = Annotated[Doing[OfVersion, NewReview], does(acts.ReviewAVersion)]

VersionNumber = Annotated[int, Path(ge=0, le=LARGEST_NUMBER, description="Of the version", examples=[3])]


@router.get("/support", operation_id="showSupport")
async def show_support(slug: Slug, read: ReadsStanding) -> Items[SupportView]:
    """Support per group, round after round: *can* and *will*, never averaged together or over groups."""
    async with read.open(slug) as sight:
        return Items(items=support_views(sight.state))


# --- versions ---


@router.get("/plan-versions", operation_id="listPlanVersions")
async def list_plan_versions(slug: Slug, read: ReadsPlan) -> Items[VersionView]:
    """The versions of the plan, without their texts; 0 is the existing strategy."""
    async with read.open(slug) as sight:
        versions = await plans.versions(sight.connection, slug)
        names = dict(await people.names(sight.connection, sight.slug, {v.author for v in versions}))
    return Items(items=[version_view(version, names, sight.state) for version in versions])


@router.get("/plan-versions/{number}", operation_id="showPlanVersion")
async def show_plan_version(slug: Slug, number: VersionNumber, read: ReadsVersion) -> WholeVersionView:
    """A version of the plan with its texts.

    One that was not submitted is for the office, the principal and the kwartiermaker only.
    """
    async with read.open(slug) as sight:
        return await _whole(sight, await must_read_version(sight, number))


async def _whole(sight: ReadContext, version: plans.PlanVersion) -> WholeVersionView:
    names = dict(await people.names(sight.connection, sight.slug, [version.author]))
    bodies = await sight.texts(*(ref.id for ref in version.sections.values()))
    origins = await plans.origins(sight.connection, sight.slug, version.number)
    return WholeVersionView(
        **version_view(version, names, sight.state).model_dump(),
        sections={key: bodies[ref.id] for key, ref in version.sections.items()},
        origins=[
            OriginView(section=o.section, organisation=o.organisation, receipt=o.receipt) for o in origins
        ],
    )


@router.post("/plan-versions", status_code=201, operation_id="savePlanVersion")
async def save_plan_version(slug: Slug, request: NewVersion, act: Saves) -> Answer:
    """Save a version of the plan, whole (kwartiermaker, or whom they allow to draft)."""
    return await act(slug, OfProgramme(), request)


@router.post("/plan-versions/{number}/submissions", status_code=201, operation_id="submitPlanVersion")
async def submit_plan_version(slug: Slug, number: VersionNumber, request: Nothing, act: Submits) -> Answer:
    """Submit the newest version to the review panel (kwartiermaker)."""
    return await act(slug, OfVersion(version=number), request)


@router.post("/plan-versions/{number}/reviews", status_code=201, operation_id="review")
async def review(slug: Slug, number: VersionNumber, request: NewReview, act: Reviews) -> Answer:
    """Answer *can* and *will* municipalities make this change (who holds a seat of the panel)."""
    return await act(slug, OfVersion(version=number), request)


# --- the gate ---


@router.get("/gate", operation_id="showGate")
async def show_gate(slug: Slug, read: ReadsStanding) -> GateView:
    """What must hold before the definition phase may end, and what of it is missing."""
    async with read.open(slug) as sight:
        return gate_view(sight.state)

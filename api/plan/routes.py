"""Writing the plan: one section at a time, as a Markdown file, with others; and what changed."""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import PlainTextResponse

from api import roles
from api.acting import Act, Asked, Writing
from api.http.items import Items, PersonView
from api.http.limits import KEY_PATTERN, LARGEST_NUMBER, Slug
from api.http.problems import Problem
from api.http.requests import Nothing
from api.plan.importing import REQUEST_BODY, ImportedPlan, markdown_of, sections_of
from api.plan.requests import NewDrafter, NewSection
from api.plan.views import ComparisonView, comparison_view
from api.readers import Read, Sight
from documents.plan_markdown import written
from domain.plan.definition import BASELINE
from domain.publication.classification import classification_of_version
from domain.register.answers import Answer
from domain.vocabulary.commands import AllowDrafter, DisallowDrafter, SaveVersion
from store.every_phase import programmes
from store.people import people
from store.plan import plans

router = APIRouter(prefix="/programmes/{slug}", tags=["definition"])

VersionNumber = Annotated[int, Path(ge=0, le=LARGEST_NUMBER, description="Of the version", examples=[3])]
OtherVersion = Annotated[
    int, Path(ge=0, le=LARGEST_NUMBER, description="Of the version to compare with", examples=[4])
]
Section = Annotated[
    str, Path(max_length=60, pattern=KEY_PATTERN, description="Key of the section", examples=["funding"])
]
PersonId = Annotated[str, Path(max_length=60, pattern=r"^[0-9a-f-]+$", description="Id of the person")]
BasedOn = Annotated[
    int | None,
    Query(
        alias="basedOn",
        ge=0,
        le=LARGEST_NUMBER,
        description="The version the file was made from; refused when somebody saved another meanwhile",
    ),
]
MARKDOWN: dict[int | str, dict[str, Any]] = {
    200: {"description": "In Markdown", "content": {"text/markdown": {"schema": {"type": "string"}}}}
}


# --- saving ---


@router.post("/plan-versions/{number}/sections/{section}", status_code=201, operation_id="savePlanSection")
async def save_plan_section(
    slug: Slug, number: VersionNumber, section: Section, body: NewSection, read: Read, act: Act
) -> Answer:
    """Save one section of the newest version: the next version has it, and all others as they were.

    By the kwartiermaker, or whom they allow to draft. When somebody saved meanwhile it is refused.
    """
    async with read.of(slug) as sight:
        sections = (await _version(sight, number)).sections

    def fields(writing: Writing) -> Mapping[str, object]:
        return {"sections": {**sections, section: writing.text(body.text)}, "based_on": number}

    about: dict[str, str | int] = {"version": number, "section": section}
    return await act(slug, Asked(SaveVersion, roles.drafter, fields, body, about=about))


@router.post(
    "/plan-versions/imports", status_code=201, operation_id="importPlanVersion", openapi_extra=REQUEST_BODY
)
async def import_plan_version(
    slug: Slug, request: Request, read: Read, act: Act, based_on: BasedOn = None
) -> Answer:
    """Save a version from a Markdown file (kwartiermaker, or whom they allow to draft).

    Every section stands under a heading `## title {#key}`. A file with unknown, missing or repeated headings
    is refused, with every problem named.
    """
    file = await markdown_of(request)
    async with read.of(slug) as sight:
        blueprint = await programmes.blueprint(sight.connection, slug)
    plan = ImportedPlan(sections=sections_of(file, blueprint), based_on=based_on)

    def fields(writing: Writing) -> Mapping[str, object]:
        sections = {key: writing.text(text) for key, text in plan.sections.items()}
        return {"sections": sections, "based_on": plan.based_on}

    return await act(slug, Asked(SaveVersion, roles.drafter, fields, plan))


# --- reading ---


@router.get(
    "/plan-versions/{number}/markdown",
    operation_id="exportPlanVersion",
    response_class=PlainTextResponse,
    responses=MARKDOWN,
)
async def export_plan_version(slug: Slug, number: VersionNumber, read: Read) -> PlainTextResponse:
    """A version of the plan as a Markdown file that can be imported again.

    One that was not submitted is for the office, the principal, the kwartiermaker and drafters only.
    """
    async with read.of(slug) as sight:
        texts = await _texts(sight, await _version(sight, number))
        blueprint = await programmes.blueprint(sight.connection, slug)
        draft = classification_of_version(number, sight.state) == "draft"
    title = f"{blueprint.title}, versie {number}" + (" (concept / draft)" if draft else "")
    file = written(title, blueprint.definition.sections, texts)
    return PlainTextResponse(file, media_type="text/markdown")


@router.get("/plan-versions/{number}/comparison/{other}", operation_id="comparePlanVersions")
async def compare_plan_versions(
    slug: Slug, number: VersionNumber, other: OtherVersion, read: Read
) -> ComparisonView:
    """What changed from one version of the plan to another, word by word.

    Versions that were not submitted are for the office, the principal, the kwartiermaker and drafters only.
    """
    async with read.of(slug) as sight:
        before = await _texts(sight, await _version(sight, number))
        after = await _texts(sight, await _version(sight, other))
        sections = sight.state.rules.definition.sections
    # Two long texts take a while; meanwhile others are served.
    return await asyncio.to_thread(comparison_view, (number, other), sections, before, after)


async def _version(sight: Sight, number: int) -> plans.PlanVersion:
    version = await plans.version(sight.connection, sight.slug, number)
    if version is None:
        raise Problem("no_such_version", f"There is no plan version {number} here.")
    is_public = number == BASELINE or version.submitted_at is not None
    sight.reader.must(is_public or sight.reader.prepares, "unsubmitted_version")
    return version


async def _texts(sight: Sight, version: plans.PlanVersion) -> dict[str, str]:
    bodies = await sight.texts(*(ref.id for ref in version.sections.values()))
    return {key: bodies[ref.id] for key, ref in version.sections.items()}


# --- who drafts ---


@router.get("/drafters", operation_id="listDrafters")
async def list_drafters(slug: Slug, read: Read) -> Items[PersonView]:
    """Who may write the plan beside the kwartiermaker."""
    async with read.of(slug) as sight:
        drafters = sight.state.definition.drafters
        names = await people.names(sight.connection, drafters)
    return Items(items=[PersonView(id=id_, name=names.get(id_, "")) for id_ in drafters])


@router.post("/drafters", status_code=201, operation_id="allowDrafter")
async def allow_drafter(slug: Slug, body: NewDrafter, act: Act) -> Answer:
    """Let somebody else write the plan and answer contributions (kwartiermaker).

    They do not submit it, and who saved a version neither reviews it nor votes on it.
    """
    asked = Asked(
        AllowDrafter,
        roles.kwartiermaker,
        lambda writing: {"person": writing.person(body.person.as_person)},
        body,
        named=[body.person.as_person],
    )
    return await act(slug, asked)


@router.post("/drafters/{person}/removals", status_code=201, operation_id="disallowDrafter")
async def disallow_drafter(slug: Slug, person: PersonId, body: Nothing, act: Act) -> Answer:
    """Let somebody write the plan no longer (kwartiermaker)."""
    about: dict[str, str | int] = {"person": person}
    return await act(
        slug, Asked(DisallowDrafter, roles.kwartiermaker, lambda _: {"person": person}, body, about=about)
    )

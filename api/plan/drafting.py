"""Writing the plan: one section at a time, as a Markdown file, with others; and what changed."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import PlainTextResponse, Response

from api.http import word
from api.http.acting import Doing, does
from api.http.items import Items, PersonView
from api.http.limits import Slug
from api.http.reading import reads
from api.plan.importing import REQUEST_BODY, SentAsMarkdown, sections_of
from api.plan.views import ComparisonView, comparison_view
from documents.in_word import Origin, plan_document
from domain.publication.classification import classification_of_version
from domain.register.answers import Answer
from files.plan_markdown import title_of, written
from service.asking.acts import OfProgramme
from service.asking.forms import Nothing
from service.asking.values import KEY_PATTERN, LARGEST_NUMBER
from service.plan import acts, saving
from service.plan.acts import OfDrafter
from service.plan.forms import NewDrafter, NewSection, NewVersion
from service.plan.reading import must_read_version, texts_of
from service.reading import Reading, looked_up
from store.people import people
from words.languages import language_of

router = APIRouter(prefix="/programmes/{slug}", tags=["definition"])

ReadsVersion = Annotated[Reading, reads("plan", "unsubmitted_version")]
ReadsDrafters = Annotated[Reading, reads("drafters")]
Saves = Annotated[Doing[OfProgramme, NewVersion], does(acts.SaveAVersion, another_way=True)]
Allows = Annotated[Doing[OfProgramme, NewDrafter], does(acts.AllowADrafter)]
Disallows = Annotated[Doing[OfDrafter, Nothing], does(acts.DisallowADrafter)]

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
    slug: Slug, number: VersionNumber, section: Section, request: NewSection, act: Saves
) -> Answer:
    """Save one section of the newest version: the next version has it, and all others as they were.

    By the kwartiermaker, or whom they allow to draft. When somebody saved meanwhile it is refused.
    """
    async with looked_up(act.resources, slug) as sight:
        saved = await saving.section(sight, (number, section), request)
    return await act.send(slug, saved)


@router.post(
    "/plan-versions/imports", status_code=201, operation_id="importPlanVersion", openapi_extra=REQUEST_BODY
)
async def import_plan_version(
    slug: Slug, request: Request, act: Saves, _sent: SentAsMarkdown, based_on: BasedOn = None
) -> Answer:
    """Save a version from a Markdown file (kwartiermaker, or whom they allow to draft).

    Every section stands under a heading `## title {#key}`. A file with unknown, missing or repeated headings
    is refused, with every problem named.
    """
    await act.must(slug)
    async with looked_up(act.resources, slug) as sight:
        blueprint = await sight.blueprint()
    sections = await act.resources.workshop.do(sections_of, await request.body(), blueprint)
    plan = saving.ImportedPlan(sections=sections, based_on=based_on)
    return await act.send(slug, saving.whole(plan))


# --- reading ---


@router.get(
    "/plan-versions/{number}/markdown",
    operation_id="exportPlanVersion",
    response_class=PlainTextResponse,
    responses=MARKDOWN,
)
async def export_plan_version(slug: Slug, number: VersionNumber, read: ReadsVersion) -> PlainTextResponse:
    """A version of the plan as a Markdown file that can be imported again.

    One that was not submitted is for the office, the principal, the kwartiermaker and drafters only.
    """
    async with read.open(slug) as sight:
        texts = await texts_of(sight, await must_read_version(sight, number))
        blueprint = await sight.blueprint()
        draft = classification_of_version(number, sight.state) == "draft"
    title = title_of(language_of(blueprint), blueprint.title, number, draft=draft)
    file = written(title, blueprint.definition.sections, texts)
    return PlainTextResponse(file, media_type="text/markdown")


@router.get(
    "/plan-versions/{number}/docx",
    operation_id="exportPlanVersionInWord",
    response_class=Response,
    responses=word.RESPONSES,
)
async def export_plan_version_in_word(slug: Slug, number: VersionNumber, read: ReadsVersion) -> Response:
    """A version of the plan as .docx, each section below a heading with its title.

    One that was not submitted is for the office, the principal, the kwartiermaker and drafters only.
    """
    async with read.open(slug) as sight:
        version = await must_read_version(sight, number)
        texts = await texts_of(sight, version)
        blueprint = await sight.blueprint()
    origin = Origin(slug, version.saved_at)
    content = await read.resources.workshop.do(
        plan_document, language_of(blueprint), blueprint, origin, number, texts
    )
    return word.answer(f"{slug}-plan-{number}", content)


@router.get("/plan-versions/{number}/comparison/{other}", operation_id="comparePlanVersions")
async def compare_plan_versions(
    slug: Slug, number: VersionNumber, other: OtherVersion, read: ReadsVersion
) -> ComparisonView:
    """What changed from one version of the plan to another, word by word.

    Versions that were not submitted are for the office, the principal, the kwartiermaker and drafters only.
    """
    async with read.open(slug) as sight:
        before = await texts_of(sight, await must_read_version(sight, number))
        after = await texts_of(sight, await must_read_version(sight, other))
        sections = sight.state.rules.definition.sections
    # Two long texts take a while; meanwhile others are served.
    return await read.resources.workshop.do(comparison_view, (number, other), sections, before, after)


# --- who drafts ---


@router.get("/drafters", operation_id="listDrafters")
async def list_drafters(slug: Slug, read: ReadsDrafters) -> Items[PersonView]:
    """Who may write the plan beside the kwartiermaker."""
    async with read.open(slug) as sight:
        drafters = sight.state.definition.drafters
        names = await people.names(sight.connection, sight.slug, drafters)
    return Items(items=[PersonView(id=id_, name=names.get(id_, "")) for id_ in drafters])


@router.post("/drafters", status_code=201, operation_id="allowDrafter")
async def allow_drafter(slug: Slug, request: NewDrafter, act: Allows) -> Answer:
    """Let somebody else write the plan and answer contributions (kwartiermaker).

    They do not submit it, and who saved a version neither reviews it nor votes on it.
    """
    return await act(slug, OfProgramme(), request)


@router.post("/drafters/{person}/removals", status_code=201, operation_id="disallowDrafter")
async def disallow_drafter(slug: Slug, person: PersonId, request: Nothing, act: Disallows) -> Answer:
    """Let somebody write the plan no longer (kwartiermaker)."""
    return await act(slug, OfDrafter(person=person), request)

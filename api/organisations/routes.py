"""Organisations, added and withdrawn while the programme is being defined, and who speaks for them."""

from collections.abc import Collection
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from pydantic import AfterValidator
from starlette.requests import Request

from api.http import csv_upload
from api.http.acting import Doing, does
from api.http.items import Items, Page
from api.http.limits import PageSize, Slug
from api.http.reading import reads
from api.organisations.representing import Represent
from api.organisations.views import (
    OrganisationView,
    RepresentativeView,
    organisation_view,
    representative_view,
)
from domain.register.answers import Answer
from files import stakeholders_csv
from files.stakeholders_csv import Row
from service.asking.acts import OfProgramme
from service.asking.forms import Nothing, plain
from service.invalid_input import InvalidCsv
from service.limits import storable
from service.organisations import acts
from service.organisations.forms import Import, NewOrganisations, NewRepresentative, OrganisationWithdrawal
from service.organisations.organisations import Additions
from service.organisations.representatives import must_be_there
from service.reading import Reading, looked_up
from store.organisations import representatives, stakeholders

router = APIRouter(prefix="/programmes/{slug}", tags=["stakeholders"])

ReadsOrganisations = Annotated[Reading, reads("organisations")]
ReadsRepresentatives = Annotated[Reading, reads("representatives")]
Adds = Annotated[Doing[OfProgramme, NewOrganisations], does(acts.LetOrganisationsTakePart)]
Imports = Annotated[
    Doing[OfProgramme, NewOrganisations], does(acts.LetOrganisationsTakePart, another_way=True)
]
Withdraws = Annotated[Doing[OfProgramme, OrganisationWithdrawal], does(acts.LetOrganisationsGo)]

EXAMPLE = (
    "group,code,name,representative,email,language,weight\r\n"
    "gemeente,GM0014,Gemeente Groningen,Rik Raadslid,rik@gemeente.example,nl,3\r\n"
)
AfterCode = Annotated[
    str, Query(max_length=60, description="Only codes after this one"), AfterValidator(storable)
]
Code = Annotated[
    str,
    Path(max_length=60, description="The organisation's code", examples=["GM0014"]),
    AfterValidator(storable),
]
RepresentativeId = Annotated[UUID, Path(description="The representative's id")]
CSV_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "UTF-8, with a first line that names the columns",
        "content": {csv_upload.MEDIA_TYPE: {"schema": {"type": "string"}, "example": EXAMPLE}},
    }
}


@router.get("/organisations", operation_id="listOrganisations")
async def list_organisations(
    slug: Slug, read: ReadsOrganisations, after: AfterCode = "", limit: PageSize = 100
) -> Page[OrganisationView]:
    """The organisations in the order of their codes, those that were withdrawn among them."""
    async with read.open(slug) as sight:
        found = await stakeholders.page(sight.connection, slug, after=after, limit=limit)
    items = [organisation_view(organisation) for organisation in found]
    return Page(items=items, next=items[-1].code if len(items) == limit else None)


@router.post("/organisations", status_code=201, operation_id="addOrganisations")
async def add_organisations(slug: Slug, request: NewOrganisations, act: Adds) -> Answer:
    """Let more organisations take part (office); a round that is open asks them too."""
    return await act(slug, OfProgramme(), request)


@router.post(
    "/organisations/imports",
    status_code=201,
    operation_id="importOrganisations",
    openapi_extra=CSV_BODY,
)
async def import_organisations(
    slug: Slug, request: Request, act: Imports, _sent: csv_upload.SentAsCsv
) -> Answer:
    """Let the organisations in a CSV file take part (office): all of them, or none and what is wrong.

    The columns are `group`, `code`, `name` and, if you wish, `representative`, `email`, `language` and
    `weight` (1 when it is left out). An organisation with several representatives has a row for each.
    """
    await act.must(slug)
    async with looked_up(act.resources, slug) as sight:
        # The programme's own: a row of any other group is named with its line.
        groups = sight.state.rules.definition.groups
    file = await csv_upload.received(request, stakeholders_csv.MOST_ROWS)
    table = await act.resources.workshop.do(_table, file, groups)
    asked = acts.added(Additions.of(table), Import(rows=tuple(table.rows)))
    return await act.send(slug, asked)


@router.get(
    "/organisations-export",
    operation_id="exportOrganisations",
    response_class=Response,
    responses={
        200: {
            "description": "A row for each organisation and representative",
            "content": {csv_upload.MEDIA_TYPE: {"schema": {"type": "string"}, "example": EXAMPLE}},
        }
    },
)
async def export_organisations(slug: Slug, read: ReadsRepresentatives) -> Response:
    """Who takes part, with who speaks for them, as a file that can be imported (office and principal only).

    A cell that a spreadsheet would calculate with has an apostrophe before it; importing takes it away.
    """
    async with read.open(slug) as sight:
        found = await representatives.who_take_part(sight.connection, slug)
    # Checked when it came in; an older rule may have let through what today's would refuse.
    rows = [Row.model_construct(**one._asdict()) for one in found]
    headers = {"Content-Disposition": f'attachment; filename="{slug}-organisations.csv"'}
    return Response(stakeholders_csv.write(rows), media_type=csv_upload.MEDIA_TYPE, headers=headers)


@router.post("/organisation-withdrawals", status_code=201, operation_id="withdrawOrganisations")
async def withdraw_organisations(slug: Slug, request: OrganisationWithdrawal, act: Withdraws) -> Answer:
    """Let organisations take part no longer (office).

    An open round waits for them no more, and what they said in it does not count; closed rounds stay as they
    are.
    """
    return await act(slug, OfProgramme(), request)


# --- who speaks for them ---


@router.get("/organisations/{code}/representatives", operation_id="listRepresentatives")
async def list_representatives(
    slug: Slug, code: Code, read: ReadsRepresentatives
) -> Items[RepresentativeView]:
    """Who speaks for an organisation (office and principal only)."""
    async with read.open(slug) as sight:
        await must_be_there(sight.connection, slug, code)
        found = await representatives.of(sight.connection, slug, code)
    return Items(items=[representative_view(representative) for representative in found])


@router.post("/organisations/{code}/representatives", status_code=201, operation_id="addRepresentative")
async def add_representative(
    slug: Slug, code: Code, request: NewRepresentative, represent: Represent
) -> RepresentativeView:
    """Let somebody speak for an organisation (office); they are invited to a round that is open."""
    return representative_view(await represent.add((slug, code), request.as_representative, plain(request)))


@router.post(
    "/organisations/{code}/representatives/{id}/withdrawals",
    status_code=201,
    operation_id="withdrawRepresentative",
)
async def withdraw_representative(
    slug: Slug,
    code: Code,
    id: RepresentativeId,  # noqa: A002 - the name in the address
    _request: Nothing,
    represent: Represent,
) -> Items[RepresentativeView]:
    """Let somebody speak for an organisation no longer (office), and end their links; who is left.

    A second time changes nothing.
    """
    left = await represent.withdraw((slug, code), id)
    return Items(items=[representative_view(representative) for representative in left])


def _table(file: bytes, groups: Collection[str]) -> stakeholders_csv.Table:
    table = stakeholders_csv.read(file, groups)
    if table.problems:
        raise InvalidCsv.of(table.problems)
    return table

"""Who is asked: organisations, added and withdrawn while the programme is being defined, and as CSV."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response
from starlette.requests import Request

from api import roles
from api.acting import Act, Asked, Writing
from api.http import csv_upload
from api.http.items import Page
from api.http.limits import PageSize, Slug
from api.http.problems import Problem
from api.organisations.requests import Import, NewOrganisations, OrganisationWithdrawal
from api.organisations.views import OrganisationView, organisation_view
from api.readers import Read
from domain.blueprint.people import Representative
from domain.register.answers import Answer
from domain.vocabulary.commands import AddOrganisations, WithdrawOrganisations
from files import stakeholders_csv
from files.stakeholders_csv import Row
from service.invalid_input import InvalidCsv
from service.organisations.organisations import Additions, Withdrawal
from store.organisations import representatives, stakeholders

router = APIRouter(prefix="/programmes/{slug}", tags=["stakeholders"])

EXAMPLE = (
    "group,code,name,representative,email,language,weight\r\n"
    "gemeente,GM0014,Gemeente Groningen,Rik Raadslid,rik@gemeente.example,nl,3\r\n"
)
AfterCode = Annotated[str, Query(max_length=60, description="Only codes after this one")]
CSV_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "UTF-8, with a first line that names the columns",
        "content": {csv_upload.MEDIA_TYPE: {"schema": {"type": "string"}, "example": EXAMPLE}},
    }
}


@router.get("/organisations", operation_id="listOrganisations")
async def list_organisations(
    slug: Slug, read: Read, after: AfterCode = "", limit: PageSize = 100
) -> Page[OrganisationView]:
    """The organisations in the order of their codes, those that were withdrawn among them."""
    async with read.of(slug) as sight:
        found = await stakeholders.page(sight.connection, slug, after=after, limit=limit)
    items = [organisation_view(organisation) for organisation in found]
    return Page(items=items, next=items[-1].code if len(items) == limit else None)


@router.post("/organisations", status_code=201, operation_id="addOrganisations")
async def add_organisations(slug: Slug, body: NewOrganisations, act: Act) -> Answer:
    """Let more organisations take part (office); a round that is open asks them too."""
    rows = [row for organisation in body.organisations for row in _rows(organisation.model_dump())]
    _must_be_there_once([organisation.code for organisation in body.organisations])
    return await _add(slug, act, Additions(rows), body)


@router.post(
    "/organisations/imports",
    status_code=201,
    operation_id="importOrganisations",
    openapi_extra=CSV_BODY,
)
async def import_organisations(
    slug: Slug, request: Request, read: Read, act: Act, _sent: csv_upload.SentAsCsv
) -> Answer:
    """Let the organisations in a CSV file take part (office): all of them, or none and what is wrong.

    The columns are `group`, `code`, `name` and, if you wish, `representative`, `email`, `language` and
    `weight` (1 when it is left out). An organisation with several representatives has a row for each.
    """
    async with read.of(slug) as sight:
        groups = sight.state.rules.definition.groups
    table = stakeholders_csv.read(await request.body(), groups)
    if table.problems:
        raise InvalidCsv.of(table.problems)
    return await _add(slug, act, Additions.of(table), Import(rows=tuple(table.rows)))


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
async def export_organisations(slug: Slug, read: Read) -> Response:
    """Who takes part, with who speaks for them, as a file that can be imported (office and principal only).

    A cell that a spreadsheet would calculate with has an apostrophe before it; importing takes it away.
    """
    async with read.of(slug) as sight:
        sight.reader.must(sight.reader.leads, "representatives")
        rows = await representatives.rows(sight.connection, slug)
    headers = {"Content-Disposition": f'attachment; filename="{slug}-organisations.csv"'}
    return Response(stakeholders_csv.write(rows), media_type=csv_upload.MEDIA_TYPE, headers=headers)


@router.post("/organisation-withdrawals", status_code=201, operation_id="withdrawOrganisations")
async def withdraw_organisations(slug: Slug, body: OrganisationWithdrawal, act: Act) -> Answer:
    """Let organisations take part no longer (office).

    An open round waits for them no more, and what they said in it does not count; closed rounds stay as they
    are.
    """

    def fields(writing: Writing) -> Mapping[str, object]:
        return {"reason": writing.text(body.reason)}

    beside = Withdrawal(body.organisations)
    return await act(slug, Asked(WithdrawOrganisations, roles.office, fields, body, beside=beside))


async def _add(slug: str, act: Act, additions: Additions, payload: NewOrganisations | Import) -> Answer:
    def fields(_: Writing) -> Mapping[str, object]:
        return {"organisations": additions.organisations}

    return await act(slug, Asked(AddOrganisations, roles.office, fields, payload, beside=additions))


def _rows(organisation: Mapping[str, Any]) -> list[Row]:
    """An organisation as rows: one for each of its representatives."""
    speakers = [Representative.model_validate(speaker) for speaker in organisation["representatives"]]
    named = {key: organisation[key] for key in ("group", "code", "name", "weight") if key in organisation}
    return [Row(**named, representative=speaker) for speaker in speakers or [None]]


def _must_be_there_once(codes: Sequence[str]) -> None:
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise Problem(
            "organisation_takes_part",
            "An organisation is named twice; name each once.",
            details={"organisations": twice},
        )

"""Who speaks for an organisation."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path

from api.http.items import Items
from api.http.limits import Slug
from api.http.requests import Nothing, plain
from api.organisations.representing import Represent
from api.organisations.requests import NewRepresentative
from api.organisations.views import RepresentativeView, representative_view
from api.readers import Read
from service.organisations.representatives import must_be_there
from store.organisations import representatives

router = APIRouter(prefix="/programmes/{slug}/organisations/{code}", tags=["stakeholders"])

Code = Annotated[str, Path(max_length=60, description="The organisation's code", examples=["GM0014"])]
Id = Annotated[UUID, Path(description="The representative's id")]


@router.get("/representatives", operation_id="listRepresentatives")
async def list_representatives(slug: Slug, code: Code, read: Read) -> Items[RepresentativeView]:
    """Who speaks for an organisation (office and principal only)."""
    async with read.of(slug) as sight:
        sight.reader.must(sight.reader.leads, "representatives")
        await must_be_there(sight.connection, slug, code)
        found = await representatives.of(sight.connection, slug, code)
    return Items(items=[representative_view(representative) for representative in found])


@router.post("/representatives", status_code=201, operation_id="addRepresentative")
async def add_representative(
    slug: Slug, code: Code, body: NewRepresentative, represent: Represent
) -> RepresentativeView:
    """Let somebody speak for an organisation (office); they are invited to a round that is open."""
    return representative_view(await represent.add((slug, code), body.as_representative, plain(body)))


@router.post("/representatives/{id}/withdrawals", status_code=201, operation_id="withdrawRepresentative")
async def withdraw_representative(
    slug: Slug,
    code: Code,
    id: Id,  # noqa: A002 - the name in the address
    _body: Nothing,
    represent: Represent,
) -> Items[RepresentativeView]:
    """Let somebody speak for an organisation no longer (office), and end their links; who is left.

    A second time changes nothing.
    """
    left = await represent.withdraw((slug, code), id)
    return Items(items=[representative_view(representative) for representative in left])

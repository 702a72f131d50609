"""Personal links as the office sees them: whom they reached, and revoking one."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import Field

from api.http.items import Items, PersonView, View
from api.http.limits import Number, Slug
from api.http.reading import reads
from api.organisations.representing import Represent
from service.asking.forms import Nothing
from service.reading import Reading
from store.mail import letters
from store.mail.letters import Undelivered
from store.people import links, people
from store.people.links import Link

router = APIRouter(tags=["stakeholders"])

ReadsUndelivered = Annotated[Reading, reads("undelivered")]
ReadsLinks = Annotated[Reading, reads("links")]


class UndeliveredView(View):
    """Work for the office: somebody whom no letter reaches, and why.

    An organisation without a representative needs one; an address that bounced or is missing needs another.
    """

    why: Literal["bounced", "no_address", "no_representative"] = Field(examples=["bounced"])
    kind: str = Field(description="What the letter was about", examples=["invitation"])
    role: str = Field(examples=["representative"])
    organisation: str | None = Field(examples=["GM0014"])
    person: PersonView | None
    answer: str | None = Field(description="What the mail server said", examples=["550 No such user"])
    found_at: datetime | None


def undelivered_view(undelivered: Undelivered, names: Mapping[str, str]) -> UndeliveredView:
    person = undelivered.person
    return UndeliveredView.model_validate(
        {
            "why": undelivered.why,
            "kind": undelivered.kind,
            "role": undelivered.role,
            "organisation": undelivered.organisation,
            "person": PersonView(id=person, name=names.get(person, "")) if person else None,
            "answer": undelivered.answer,
            "found_at": undelivered.at.astimezone(UTC) if undelivered.at else None,
        }
    )


class LinkView(View):
    """A personal link; what is in it is known to who got it alone."""

    id: str = Field(examples=["5f3c9a52-0a51-4b43-8f0e-0d8f6a4f2b11"])
    consultation: int = Field(examples=[1])
    organisation: str = Field(examples=["GM0014"])
    representative: str = Field(examples=["5f3c9a52-0a51-4b43-8f0e-0d8f6a4f2b11"])
    made_at: datetime
    opened_at: datetime | None
    revoked_at: datetime | None


def link_view(link: Link) -> LinkView:
    return LinkView(
        id=link.id,
        consultation=link.consultation,
        organisation=link.organisation,
        representative=link.representative,
        made_at=link.created_at.astimezone(UTC),
        opened_at=link.opened_at.astimezone(UTC) if link.opened_at else None,
        revoked_at=link.revoked_at.astimezone(UTC) if link.revoked_at else None,
    )


@router.get("/programmes/{slug}/undelivered", operation_id="listUndelivered")
async def list_undelivered(slug: Slug, read: ReadsUndelivered) -> Items[UndeliveredView]:
    """Whom letters do not reach (office and principal only): bounced, or without an address or speaker.

    What was mended is not in it any more.
    """
    async with read.open(slug) as sight:
        found = await letters.undelivered(sight.connection, slug)
        ids = [item.person for item in found if item.person]
        names = await people.names(sight.connection, sight.slug, ids)
    return Items(items=[undelivered_view(item, names) for item in found])


@router.get("/programmes/{slug}/consultations/{number}/links", operation_id="listLinks")
async def list_links(slug: Slug, number: Number, read: ReadsLinks) -> Items[LinkView]:
    """The personal links to a round, and whether they were opened (office and principal only)."""
    async with read.open(slug) as sight:
        found = await links.of_round(sight.connection, slug, number)
    return Items(items=[link_view(link) for link in found])


@router.post(
    "/programmes/{slug}/consultations/{number}/links/{id}/revocations",
    status_code=201,
    operation_id="revokeLink",
)
async def revoke_link(
    slug: Slug,
    number: Number,
    id: Annotated[UUID, Path(description="The link's id")],  # noqa: A002 - the name in the address
    _request: Nothing,
    represent: Represent,
) -> Items[LinkView]:
    """Revoke a link (office), and the others of the same person to this round.

    A second time changes nothing.
    """
    return Items(items=[link_view(link) for link in await represent.revoke((slug, number), str(id))])

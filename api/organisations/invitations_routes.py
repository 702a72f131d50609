"""Personal links: contributing without an account, and what the office can do about links."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path

from api.acting import IdempotencyKey
from api.consultation.views import ReceiptView, receipt_view
from api.http.dependencies import Here
from api.http.items import Items
from api.http.limits import Number, Slug
from api.http.requests import NewContribution, Nothing
from api.organisations.invitations_views import (
    InvitationView,
    LinkView,
    SectionView,
    invitation_view,
    link_view,
    said_view,
)
from api.organisations.representing import Represent
from api.organisations.views import UndeliveredView, undelivered_view
from api.readers import Read
from api.responses.views import PointView, point_view, refs_of
from domain.state.programme_state import ProgrammeState
from service.consultation.contribute import contribute_by_link, invited
from store import texts
from store.consultation import contributions
from store.database import Connection
from store.every_phase import programmes
from store.mail import letters
from store.people import links, people
from store.people.links import Invitation
from store.plan import plans
from store.responses import points

router = APIRouter()

Token = Annotated[str, Path(description="What stands at the end of the link", examples=["3v7Hq0" * 7])]


# --- for who has a link ---


@router.get("/invitations/{token}", operation_id="showInvitation", tags=["invitations"])
async def show_invitation(token: Token, resources: Here) -> InvitationView:
    """What you are invited to: the programme, the round, what it is about, and what was said so far."""
    async with resources.database() as connection:
        invitation = await invited(connection, token)
        await links.note_opening(connection, token)
        state = await resources.states.of(connection, invitation.programme)
        said = await contributions.last_of(
            connection, invitation.programme, invitation.consultation, invitation.organisation
        )
        bodies = await texts.read(connection, [ref.id for ref in said.sections.values()] if said else [])
        sections = await _sections(connection, invitation)
        done = await _what_was_done(connection, invitation, state)
    return invitation_view(invitation, state, sections, said_view(said, bodies), done)


@router.post(
    "/invitations/{token}/contributions",
    status_code=201,
    operation_id="contributeByInvitation",
    tags=["invitations"],
)
async def contribute_by_invitation(
    token: Token, body: NewContribution, resources: Here, idempotency_key: IdempotencyKey
) -> ReceiptView:
    """Say what your organisation thinks; the answer is a receipt.

    Until the round closes it may be done again: the last time counts.
    """
    taken = await contribute_by_link(resources, token, idempotency_key, body.as_statement)
    return receipt_view(taken)


async def _what_was_done(
    connection: Connection, invitation: Invitation, state: ProgrammeState
) -> list[PointView]:
    """The points of the organisation with their responses; none before these are settled."""
    if invitation.consultation not in state.definition.settled:
        return []
    code = invitation.organisation
    found = await points.read(connection, (invitation.programme, invitation.consultation), organisation=code)
    bodies = await texts.read(connection, refs_of(found))
    return [point_view(point, bodies, code) for point in found]


async def _sections(connection: Connection, invitation: Invitation) -> list[SectionView]:
    version = await plans.version(connection, invitation.programme, invitation.version)
    blueprint = await programmes.blueprint(connection, invitation.programme)
    assert version is not None, "a round is about a version that exists"
    bodies = await texts.read(connection, [ref.id for ref in version.sections.values()])
    return [
        SectionView(key=section.key, title=section.title, text=bodies[version.sections[section.key].id])
        for section in blueprint.definition.sections
        if section.key in version.sections
    ]


# --- for the office ---


@router.get("/programmes/{slug}/undelivered", operation_id="listUndelivered", tags=["stakeholders"])
async def list_undelivered(slug: Slug, read: Read) -> Items[UndeliveredView]:
    """Whom letters do not reach (office and principal only): bounced, or without an address or speaker.

    What was mended is not in it any more.
    """
    async with read.of(slug) as sight:
        sight.reader.must(sight.reader.leads, "undelivered")
        found = await letters.undelivered(sight.connection, slug)
        names = await people.names(sight.connection, [item.person for item in found if item.person])
    return Items(items=[undelivered_view(item, names) for item in found])


@router.get(
    "/programmes/{slug}/consultations/{number}/links", operation_id="listLinks", tags=["stakeholders"]
)
async def list_links(slug: Slug, number: Number, read: Read) -> Items[LinkView]:
    """The personal links to a round, and whether they were opened (office and principal only)."""
    async with read.of(slug) as sight:
        sight.reader.must(sight.reader.leads, "links")
        found = await links.of_round(sight.connection, slug, number)
    return Items(items=[link_view(link) for link in found])


@router.post(
    "/programmes/{slug}/consultations/{number}/links/{id}/revocations",
    status_code=201,
    operation_id="revokeLink",
    tags=["stakeholders"],
)
async def revoke_link(
    slug: Slug,
    number: Number,
    id: Annotated[UUID, Path(description="The link's id")],  # noqa: A002 - the name in the address
    _body: Nothing,
    represent: Represent,
) -> Items[LinkView]:
    """Revoke a link (office), and the others of the same person to this round.

    A second time changes nothing.
    """
    return Items(items=[link_view(link) for link in await represent.revoke((slug, number), str(id))])

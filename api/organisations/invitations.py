"""Personal links: reading what an organisation is asked, and contributing, without an account."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import Field

from api.consultation.views import ContributionView, ReceiptView, contribution_view, receipt_view
from api.http.acting import IdempotencyKey
from api.http.dependencies import Here
from api.http.items import View
from api.http.requests import NewContribution
from api.responses.views import PointView, point_view, refs_of
from service.asking.forms import Nothing
from service.asking.languages import SpokenLanguage
from service.consultation.by_link import sections_of, settled_points
from service.consultation.contribute import contribute_by_link, read_by_link
from store import texts
from store.consultation import contributions
from store.consultation.consultations import Status
from store.consultation.contributions import Contribution
from store.every_phase import programmes
from store.people import links
from store.people.links import Invitation

router = APIRouter(tags=["invitations"])

Token = Annotated[str, Path(description="What stands at the end of the link", examples=["3v7Hq0" * 7])]


class SectionView(View):
    """A section of the plan version that the round is about."""

    key: str = Field(examples=["funding"])
    title: str = Field(examples=["Bekostiging"])
    text: str = Field(examples=["Shared, by number of inhabitants."])


class InvitationView(View):
    """One organisation's part in one round, for one of its representatives.

    `may_contribute` until the round is closed; afterwards the link still shows what became of it, until a
    newer one replaces it or the programme ends.
    """

    programme: str = Field(description="Its slug", examples=["common-ground"])
    title: str = Field(examples=["Common Ground"])
    consultation: int = Field(examples=[1])
    version: int = Field(description="The plan version it is about", examples=[0])
    status: Status = Field(examples=["open"])
    due: date = Field(description="Its last day", examples=["2027-03-11"])
    may_contribute: bool = Field(examples=[True])
    organisation: str = Field(examples=["GM0014"])
    organisation_name: str = Field(examples=["Gemeente Groningen"])
    name: str = Field(description="Of the representative", examples=["Rik Raadslid"])
    language: SpokenLanguage = Field(examples=["nl"])
    sections: list[SectionView]
    said: ContributionView | None = Field(description="What the organisation said last, whoever said it")
    points: list[PointView] = Field(description="What was done with it, once the responses are settled")


class OpeningView(View):
    """When a personal link was first opened."""

    opened_at: datetime


def invitation_view(
    invitation: Invitation,
    sections: list[SectionView],
    said: ContributionView | None,
    points: list[PointView],
) -> InvitationView:
    return InvitationView(
        programme=invitation.programme,
        title=invitation.title,
        consultation=invitation.consultation,
        version=invitation.version,
        status=invitation.status,
        due=invitation.due,
        may_contribute=invitation.status == "open" and not invitation.withdrawn,
        organisation=invitation.organisation,
        organisation_name=invitation.organisation_name,
        name=invitation.name,
        language=invitation.language,
        sections=sections,
        said=said,
        points=points,
    )


def said_view(said: Contribution | None, bodies: Mapping[str, str]) -> ContributionView | None:
    return None if said is None else contribution_view(said, dict(bodies))


@router.get("/invitations/{token}", operation_id="showInvitation")
async def show_invitation(token: Token, resources: Here) -> InvitationView:
    """What you are invited to: the programme, the round, what it is about, and what was said so far.

    Nobody counts as having opened a link by this: mail filters follow links too.
    """
    async with resources.database() as connection:
        invitation, state = await read_by_link(resources, connection, token)
        said = await contributions.last_of(
            connection, invitation.programme, invitation.consultation, invitation.organisation
        )
        bodies = await texts.shown(connection, [ref.id for ref in said.sections.values()] if said else [])
        blueprint = await programmes.blueprint(connection, invitation.programme)
        sections = await sections_of(connection, invitation, blueprint)
        done = await settled_points(connection, invitation, state, invitation.consultation)
        answered = await texts.shown(connection, refs_of(done))
    return invitation_view(
        invitation,
        [SectionView.model_validate(section, from_attributes=True) for section in sections],
        said_view(said, bodies),
        [point_view(point, answered, [invitation.organisation]) for point in done],
    )


@router.post("/invitations/{token}/openings", status_code=201, operation_id="openInvitation")
async def open_invitation(
    token: Token, _request: Nothing, resources: Here, _idempotency_key: IdempotencyKey
) -> OpeningView:
    """Say that a person opened the link, so that the office sees whom it reached.

    A page sends it once somebody does something there. A second time changes nothing.
    """
    async with resources.database() as connection:
        await read_by_link(resources, connection, token)
        opened_at = await links.note_opening(connection, token)
    return OpeningView(opened_at=opened_at.astimezone(UTC))


@router.post(
    "/invitations/{token}/contributions",
    status_code=201,
    operation_id="contributeByInvitation",
)
async def contribute_by_invitation(
    token: Token, request: NewContribution, resources: Here, idempotency_key: IdempotencyKey
) -> ReceiptView:
    """Say what your organisation thinks; the answer is a receipt.

    Until the round closes it may be done again: the last time counts.
    """
    taken = await contribute_by_link(resources, token, idempotency_key, request.as_statement)
    return receipt_view(taken)

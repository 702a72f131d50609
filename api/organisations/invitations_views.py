"""What somebody sees who comes by a personal link, and what the office sees of those links."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from pydantic import Field

from api.consultation.views import ContributionView, contribution_view
from api.http.items import View
from api.http.languages import SpokenLanguage
from api.responses.views import PointView
from domain.state.programme_state import ProgrammeState
from store.consultation.consultations import Status
from store.consultation.contributions import Contribution
from store.people.links import Invitation, Link


class SectionView(View):
    """A section of the plan version that the round is about."""

    key: str = Field(examples=["funding"])
    title: str = Field(examples=["Bekostiging"])
    text: str = Field(examples=["Shared, by number of inhabitants."])


class InvitationView(View):
    """One organisation's part in one round, for one of its representatives.

    `may_contribute` until the round is closed; afterwards the link still shows what became of it.
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


def invitation_view(
    invitation: Invitation,
    state: ProgrammeState,
    sections: list[SectionView],
    said: ContributionView | None,
    points: list[PointView],
) -> InvitationView:
    open_ = invitation.status == "open" and not invitation.withdrawn and state.ending is None
    return InvitationView(
        programme=invitation.programme,
        title=invitation.title,
        consultation=invitation.consultation,
        version=invitation.version,
        status=invitation.status,
        due=invitation.due,
        may_contribute=open_,
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

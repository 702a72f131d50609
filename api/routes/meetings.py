"""The days on which bodies meet."""

from fastapi import APIRouter

from api import roles
from api.acting import Act, Asked
from api.bodies_of_sign_off import NewMeeting
from api.limits import Slug
from domain.answers import Answer
from domain.commands import PlanMeeting

router = APIRouter(prefix="/programmes/{slug}", tags=["sign-off"])


@router.post("/meetings", status_code=201, operation_id="planMeeting")
async def plan_meeting(slug: Slug, body: NewMeeting, act: Act) -> Answer:
    """Plan a meeting of a body besides those in the blueprint (office, principal)."""
    asked = Asked(
        PlanMeeting,
        roles.office_or_principal,
        lambda _: {"body_key": body.body, "day": body.day, "tells": True},
        body,
    )
    return await act(slug, asked)

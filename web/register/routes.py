"""The register of a programme: everything that happened, the newest first."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from service.reading import Reading
from web.every_phase.heading import OfProgramme
from web.every_phase.programme import Slug
from web.http.forms import number_of
from web.http.page import Shows
from web.http.refusals import NoSuchPage
from web.register.happened import happened
from web.sign_in.session import reads

router = APIRouter()

ReadsRegister = Annotated[Reading, reads("register", also=("own_running_vote",))]

ON_A_PAGE = 100


@router.get("/programmes/{slug}/register", operation_id="pageRegister")
async def register(slug: Slug, page: Shows, read: ReadsRegister) -> Response:
    """A page of it; `before` is the number of the entry that the page before ended with."""
    async with read.open(slug) as sight:
        head = sight.state.head.seq
        last = min(_before(page.request.query_params.get("before", "")) or head, head)
        first = max(last - ON_A_PAGE + 1, 1)
        blueprint = await sight.blueprint()
        heading = OfProgramme.of(sight, blueprint.title)
        entries = await happened(sight, blueprint, page.language, first=first, last=last)
    return page.show(
        "register/register.html",
        programme=heading,
        entries=list(reversed(entries)),
        head=head,
        hash=sight.state.head.hash,
        more=f"/programmes/{slug}/register?before={first}" if first > 1 else None,
    )


def _before(number: str) -> int:
    """The last entry of the page; 0 for the end of the register. Raises `NoSuchPage`."""
    if not number:
        return 0
    if (found := number_of(number)) is None or found <= 1:
        raise NoSuchPage
    return found - 1

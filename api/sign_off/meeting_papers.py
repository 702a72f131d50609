"""The papers of a meeting as one PDF: the pack, what came after it, and what was decided."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from api.http.limits import Slug
from api.http.reading import reads
from service.asking.values import KEY_PATTERN, LARGEST_NUMBER
from service.reading import Reading
from service.sign_off import meeting_papers
from service.sign_off.meeting_papers import Address, Made

router = APIRouter(prefix="/programmes/{slug}/meetings/{body}/{day}", tags=["sign-off"])

PDF = "application/pdf"
RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "One document (PDF/A-2a and PDF/UA-1); the same register gives the same bytes",
        "content": {PDF: {"schema": {"type": "string", "contentMediaType": PDF}}},
    }
}

ReadsPapers = Annotated[Reading, reads("confidential_papers")]
ReadsOutcome = Annotated[Reading, reads("votes")]

OfBody = Annotated[
    str, Path(description="The body's key", max_length=60, pattern=KEY_PATTERN, examples=["college"])
]
OnDay = Annotated[date, Path(description="The day on which it meets", examples=["2027-03-11"])]
Entry = Annotated[
    int | None,
    Query(
        ge=1,
        le=LARGEST_NUMBER,
        description="The register entry with which the papers became what is asked for; left out, as they are"
        " now",
    ),
]
Since = Annotated[
    int | None,
    Query(
        ge=1,
        le=LARGEST_NUMBER,
        description="The register entry as of which the reader has the papers; left out, the one that put the"
        " first on the agenda",
    ),
]


@router.get("/pack", operation_id="showMeetingPack", response_class=Response, responses=RESPONSES)
async def show_pack(slug: Slug, body: OfBody, day: OnDay, read: ReadsPapers, entry: Entry = None) -> Response:
    """The papers of a meeting, in the programme's language (who may read its confidential papers).

    Of each submission on the agenda: what is asked, cover note, plan, what differs from the version that the
    body saw last, response memos, what earlier bodies said, open conditions. The first page has the hashes of
    the papers that it is made from, as the register has them.
    """
    return _shown(await meeting_papers.make_pack(read, Address(slug, body, day), entry))


@router.get("/supplement", operation_id="showSupplement", response_class=Response, responses=RESPONSES)
async def show_supplement(
    slug: Slug, body: OfBody, day: OnDay, read: ReadsPapers, since: Since = None
) -> Response:
    """What came after the pack (who may read it): revised papers with what changed, later decisions.

    Its agenda says of each paper whether it is new. There is none while nothing came.
    """
    return _shown(await meeting_papers.make_supplement(read, Address(slug, body, day), since))


@router.get("/decision-list", operation_id="showDecisionList", response_class=Response, responses=RESPONSES)
async def show_decision_list(slug: Slug, body: OfBody, day: OnDay, read: ReadsOutcome) -> Response:
    """What the meeting decided: outcome, votes by seat, conditions; none before that is established."""
    return _shown(await meeting_papers.make_decision_list(read, Address(slug, body, day)))


def _shown(made: Made) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return Response(made.content, media_type=PDF, headers=headers)

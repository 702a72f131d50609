"""The votes on a submission, for who must be able to prove years later who decided what."""

from fastapi import APIRouter

from api.http.items import Items
from api.http.limits import Number, Slug
from api.readers import Read, Sight
from api.sign_off.ballots_views import BallotView, ballot_view
from api.sign_off.routes import there_is
from domain.register.entries import Entry
from domain.sign_off.ballots import standing
from domain.vocabulary.events_of_sign_off import BallotCast
from store.people import people
from store.register import entries

router = APIRouter(prefix="/programmes/{slug}", tags=["sign-off"])


@router.get("/submissions/{number}/ballots", operation_id="listBallots")
async def list_ballots(slug: Slug, number: Number, read: Read) -> Items[BallotView]:
    """Who voted what at the last meeting about a submission, seat by seat.

    While the ballot is open you find only your own vote here, and the one on your seat.
    """
    async with read.of(slug) as sight:
        there_is(number)(sight.state)
        votes, over = standing(await entries.read(sight.connection, slug), number)
        shown = [entry for _, entry in sorted(votes.items()) if over or _concerns(sight, entry)]
        events = [entry.event for entry in shown if isinstance(entry.event, BallotCast)]
        involved = {entry.actor.person for entry in shown} | {e.for_person for e in events if e.for_person}
        names = await people.names(sight.connection, involved)
        bodies = await sight.texts(*(event.reason.id for event in events))
    return Items(items=[ballot_view(entry, names, bodies) for entry in shown])


def _concerns(sight: Sight, entry: Entry) -> bool:
    """Whether the reader cast this vote, or holds the seat that it is on."""
    event = entry.event
    return isinstance(event, BallotCast) and sight.reader.id in {entry.actor.person, event.for_person}

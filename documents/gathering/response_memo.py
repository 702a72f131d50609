"""The response memo of a consultation, written from what is in the tables at this moment."""

from documents.first_draft import Passage
from documents.gathering import typed
from documents.response_memo import Answered, Memo, MemoPoint, response_memo
from domain.register.entries import Head
from store.database import Connection
from store.every_phase import programmes
from store.responses import answerings, points, responses
from store.responses.points import ConsultationRef, Point
from words.languages import language_of


async def write(connection: Connection, of: ConsultationRef, follows: Head | None = None) -> str:
    """The memo about consultation `of`, which exists; points without a response are named as such.

    `follows` is the end of the register that it is settled after; without it, it is a draft.
    """
    slug, number = of
    blueprint = await programmes.blueprint(connection, slug)
    language = language_of(blueprint)
    # What was split or merged is answered by what it became.
    standing = [point for point in await points.read(connection, of) if point.status == "stands"]
    refs = [origin.said for point in standing for origin in point.origins]
    refs += [point.response.reason for point in standing if point.response is not None]
    bodies = await typed.read(connection, language, refs)
    version = await answerings.consulted_on(connection, *of)
    assert version is not None, "the consultation exists"
    return response_memo(
        language,
        Memo(
            blueprint=blueprint,
            consultation=number,
            version=version,
            coverage=await responses.coverage(connection, of),
            points=[_point(point, bodies) for point in standing],
            follows=follows,
        ),
    )


def _point(point: Point, bodies: dict[str, str]) -> MemoPoint:
    response = point.response
    return MemoPoint(
        number=point.number,
        section=point.section,
        said=[Passage(origin.name, origin.receipt, bodies[origin.said.id]) for origin in point.origins],
        answered=None
        if response is None
        else Answered(response.kind, response.section, response.version, bodies[response.reason.id]),
    )

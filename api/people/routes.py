"""Who is in which part of a programme, and giving and taking those that come without a seat."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path

from api.http.acting import Doing, IdempotencyKey, does
from api.http.dependencies import Here, Who
from api.http.items import Items, PersonView
from api.http.limits import Slug
from api.http.reading import reads
from api.people.views import HeldPartView, parts_view
from domain.people.parts import GivenPart, held
from domain.register.answers import Answer
from service.asking.acts import OfProgramme
from service.asking.forms import Nothing
from service.people import acts
from service.people.acts import OfPart, OfPerson
from service.people.correct_person import correct_person as correct
from service.people.forms import NewName, NewPart, NoAccount, NoPart
from service.people.sign_in import send_link
from service.reading import Reading
from store.people import people

router = APIRouter(prefix="/programmes/{slug}", tags=["course"])

ReadsParts = Annotated[Reading, reads("parts")]
PartKey = Annotated[GivenPart, Path(description="The part", examples=["office"])]
PersonId = Annotated[UUID, Path(description="Id of the person")]
Gives = Annotated[Doing[OfProgramme, NewPart], does(acts.GiveAPart)]
Takes = Annotated[Doing[OfPart, NoPart], does(acts.TakeAPart)]
Undoes = Annotated[Doing[OfPerson, NoAccount], does(acts.UndoAnAccount)]


@router.get("/parts", operation_id="listParts")
async def list_parts(slug: Slug, read: ReadsParts) -> Items[HeldPartView]:
    """Who acts in which part: the office, the principal, the kwartiermaker, drafters, and who holds seats."""
    async with read.open(slug) as sight:
        ids = [one.person for one in held(sight.state)]
        names = await people.names(sight.connection, slug, ids)
    return Items(items=parts_view(sight.state, names))


@router.post("/parts", status_code=201, operation_id="givePart")
async def give_part(slug: Slug, request: NewPart, act: Gives) -> Answer:
    """Let somebody be of the programme office (office, principal; who runs Kwartier while there is none).

    They get a letter, and so do the principal and everybody in the office. Nobody gives it to themselves.
    """
    return await act(slug, OfProgramme(), request)


@router.post("/parts/{part}/{person}/removals", status_code=201, operation_id="takePart")
async def take_part(slug: Slug, part: PartKey, person: PersonId, request: NoPart, act: Takes) -> Answer:
    """Let somebody be of the programme office no longer (office, principal); one may leave it oneself.

    They get a letter, and so do the principal and everybody who stays. The last one cannot be taken away.
    """
    return await act(slug, OfPart(part=part, person=str(person)), request)


@router.post("/people/{person}/sign-in-links", status_code=202, operation_id="sendSignInLink")
async def send_sign_in_link(
    slug: Slug, person: PersonId, _request: Nothing, resources: Here, caller: Who, _key: IdempotencyKey
) -> PersonView:
    """Send somebody who has not signed in yet a new link by letter (office, principal).

    The one before it ends when the letter is sent. Whoever has signed in gets no letter.
    """
    name = await send_link(resources, caller, slug, str(person))
    return PersonView(id=str(person), name=name)


@router.post("/people/{person}/identity/removals", status_code=201, operation_id="undoIdentity")
async def undo_identity(slug: Slug, person: PersonId, request: NoAccount, act: Undoes) -> Answer:
    """Let the account that somebody signed in with be them no longer (office, principal).

    They get a letter with a new link, where the part was given, and do nothing here until they have used it.
    """
    return await act(slug, OfPerson(person=str(person)), request)


@router.post("/people/{person}/corrections", status_code=201, operation_id="correctPerson")
async def correct_person(
    slug: Slug, person: PersonId, request: NewName, resources: Here, caller: Who, _key: IdempotencyKey
) -> PersonView:
    """Correct what somebody is called (office); the next letter says so.

    In this programme only. Whoever signs in with another address is mailed there without being corrected.
    """
    await correct(resources, caller, slug, str(person), request.name)
    return PersonView(id=str(person), name=request.name)

"""Links for signing in the first time: an account becomes a person of the programme."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.http.acting import Doing, does
from api.http.dependencies import Here
from api.people.views import SignInView
from domain.register.answers import Answer
from service.asking.forms import Nothing
from service.people import acts, sign_in
from service.people.acts import OfLink

router = APIRouter(tags=["sign-ins"])

Binds = Annotated[Doing[OfLink, Nothing], does(acts.BindAnAccount)]
Token = Annotated[str, Path(description="What stands at the end of the link", examples=["3v7Hq0" * 7])]


@router.get("/sign-ins/{token}", operation_id="showSignIn")
async def show_sign_in(token: Token, resources: Here) -> SignInView:
    """Whom a link for signing in is for.

    Nobody has signed in by this: mail filters follow links too.
    """
    async with resources.database() as connection:
        link = await sign_in.read_by_link(connection, token)
    return SignInView(programme=link.programme, title=link.title, name=link.name)


@router.post("/sign-ins/{token}", status_code=201, operation_id="bindIdentity")
async def bind_identity(token: Token, _request: Nothing, act: Binds) -> Answer:
    """Be the person to whom the link was sent, with the account of your token, from now on.

    Once: whoever has signed in so does without the link. They get a letter about it where the part was given.
    """
    return await sign_in.bind(act.resources, act.caller, act.key, token)

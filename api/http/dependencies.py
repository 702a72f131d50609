"""What routes ask for: the resources of this process, and who calls."""

from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import HTTPConnection, Request

from api.http.refusals import NoBearerToken, NoToken
from api.http.sign_in.tokens import Tokens
from service.callers import Caller
from service.resources import Resources

__all__ = ["Caller", "Here", "Resources", "Who", "WhoIfAnyone", "get_resources"]

bearer = HTTPBearer(
    scheme_name="token",
    bearerFormat="JWT",
    description="A signed JSON Web Token: `iss`, `aud`, `sub` and `exp`, and as far as they apply `name`,"
    " `email` and `roles` (of who starts programmes, runs Kwartier or audits it, as its settings name them).",
    # FastAPI would refuse in a form of its own; `get_caller` answers with a problem.
    auto_error=False,
)


async def get_resources(connection: HTTPConnection) -> Resources:
    """The resources that the application's lifespan opened."""
    return connection.app.state.resources


Here = Annotated[Resources, Depends(get_resources)]


async def get_caller(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Caller:
    """Who calls, by their token; `NoToken` or `InvalidToken` without a good one."""
    if credentials is None:
        raise NoBearerToken if "Authorization" in request.headers else NoToken
    # Asked before a body is read and again by the route; for the audit log as well.
    if (caller := getattr(request.state, "caller", None)) is None:
        tokens: Tokens = request.app.state.tokens
        caller = request.state.caller = await tokens.caller_now(credentials.credentials)
    return caller


async def get_caller_if_any(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Caller | None:
    """The caller, None where nothing says who it is; `InvalidToken` with a bad one."""
    # A token that is bad is refused, not passed over: whoever sends one thinks that they are known.
    if credentials is None and "Authorization" not in request.headers:
        return None
    return await get_caller(request, credentials)


Who = Annotated[Caller, Depends(get_caller)]
WhoIfAnyone = Annotated[Caller | None, Depends(get_caller_if_any)]

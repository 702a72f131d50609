"""Puts the API together."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI

from api import PREFIX, VERSION, documentation, mail_page, problems
from api.envelope import Envelope
from api.limits import BodyLimit
from api.patience import Patience
from api.resources import opened
from api.routes import (
    appointment,
    ballots,
    conditions,
    course,
    decisions,
    definition,
    development,
    documents,
    health,
    invitations,
    mandates,
    meetings,
    plans,
    principles,
    programmes,
    projects,
    public_export,
    reading,
    representatives,
    responses,
    revising,
    sent_back_points,
    sessions,
    sign_off,
    silence,
    stakeholders,
    tracing,
)
from settings import Settings

ROUTES = (
    programmes,
    appointment,
    definition,
    stakeholders,
    representatives,
    invitations,
    sessions,
    projects,
    silence,
    plans,
    principles,
    responses,
    tracing,
    sent_back_points,
    sign_off,
    ballots,
    revising,
    decisions,
    meetings,
    mandates,
    conditions,
    course,
    reading,
    documents,
    public_export,
)


def create(settings: Settings) -> FastAPI:
    """The API as `settings` want it; what it needs is opened when it starts and closed when it stops.

    Starting raises `UnusableKeysError` when the settings name no usable keys to check tokens with.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        async with opened(settings) as resources:
            app.state.resources = resources
            yield

    app = FastAPI(
        title="Kwartier",
        version=VERSION,
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    for route in (
        *ROUTES,
        *([development, mail_page] if settings.environment == "development" else []),
        health,
    ):
        app.include_router(_prefixed(route.router))
    documentation.add_to(app, settings)
    problems.tell_in(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(Patience)
    app.add_middleware(Envelope, secure=settings.environment == "production")
    return app


def _prefixed(router: APIRouter) -> APIRouter:
    prefixed = APIRouter(prefix=PREFIX, redirect_slashes=False)
    prefixed.include_router(router)
    return prefixed

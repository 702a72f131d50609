"""Puts the API together."""

from collections import OrderedDict
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI

from api import PREFIX, VERSION, health
from api.appointment.routes import router as appointment
from api.bodies.mandates_routes import router as mandates
from api.bodies.routes import router as bodies
from api.conditions.routes import router as conditions
from api.consultation.routes import router as consultation
from api.consultation.sessions_routes import router as sessions
from api.consultation.silence_routes import router as silence
from api.development import mail_page
from api.development import routes as development
from api.every_phase.programmes import router as programmes
from api.every_phase.routes import router as every_phase
from api.http import openapi, problems
from api.http.identity import trusted
from api.http.limits import BodyLimit
from api.http.middleware import Envelope
from api.http.timeout import Patience
from api.organisations.invitations_routes import router as invitations
from api.organisations.representatives_routes import router as representatives
from api.organisations.routes import router as organisations
from api.plan.principles_routes import router as principles
from api.plan.routes import router as plan
from api.plan.sent_back_points_routes import router as sent_back_points
from api.projects.routes import router as projects
from api.publication.public_export_routes import router as public_export
from api.publication.routes import router as publication
from api.register.routes import router as register
from api.responses.routes import router as responses
from api.responses.tracing_routes import router as tracing
from api.sign_off.ballots_routes import router as ballots
from api.sign_off.decisions_routes import router as decisions
from api.sign_off.revising_routes import router as revising
from api.sign_off.routes import router as sign_off
from service.resources import opened
from settings import Settings

ROUTERS = (
    programmes,
    appointment,
    consultation,
    organisations,
    representatives,
    invitations,
    sessions,
    projects,
    silence,
    plan,
    principles,
    responses,
    tracing,
    sent_back_points,
    sign_off,
    ballots,
    revising,
    decisions,
    bodies,
    mandates,
    conditions,
    every_phase,
    register,
    publication,
    public_export,
)


def create(settings: Settings) -> FastAPI:
    """The API as `settings` want it; what it needs is opened when it starts and closed when it stops.

    Starting raises `UnusableKeysError` when the settings name no usable keys to check tokens with.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        app.state.tokens = trusted(settings)
        app.state.moved_clocks = OrderedDict()
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
    for router in (
        *ROUTERS,
        *([development.router, mail_page.router] if settings.environment == "development" else []),
        health.router,
    ):
        app.include_router(_prefixed(router))
    openapi.add_to(app, settings)
    problems.render_in(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(Patience)
    app.add_middleware(Envelope, secure=settings.environment == "production")
    return app


def _prefixed(router: APIRouter) -> APIRouter:
    prefixed = APIRouter(prefix=PREFIX, redirect_slashes=False)
    prefixed.include_router(router)
    return prefixed

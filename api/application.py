"""Puts the API together."""

from collections import OrderedDict
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import cache

from fastapi import APIRouter, Depends, FastAPI
from starlette.routing import BaseRoute

from api import PREFIX, VERSION, health
from api.appointment.routes import router as appointment
from api.asking.routes import router as asking
from api.bodies.routes import router as bodies
from api.conditions.routes import router as conditions
from api.consultation.routes import router as consultation
from api.consultation.sessions import router as sessions
from api.consultation.silence import router as silence
from api.development import mail_page
from api.development import routes as development_routes
from api.every_phase.exports import router as exports
from api.every_phase.look_ahead import router as look_ahead
from api.every_phase.programmes import router as programmes
from api.every_phase.routes import router as every_phase
from api.http import problems, security_txt
from api.http.auditing import AuditLog
from api.http.bodies import BodyLimit
from api.http.health import Writing
from api.http.middleware import Envelope
from api.http.parameters import must_be_known
from api.http.reference import openapi
from api.http.sign_in.guessing import Guesses
from api.http.sign_in.tokens import trusted
from api.http.timeout import Patience
from api.organisations.invitations import router as invitations
from api.organisations.links import router as links
from api.organisations.routes import router as organisations
from api.people.routes import router as parts
from api.people.sign_ins import router as sign_ins
from api.plan.drafting import router as drafting
from api.plan.principles import router as principles
from api.plan.routes import router as plan
from api.plan.sent_back_points import router as sent_back_points
from api.projects.routes import router as projects
from api.publication.routes import router as publication
from api.register.following import router as following
from api.register.routes import router as register
from api.responses.routes import router as responses
from api.responses.trace import router as trace
from api.sign_off.meeting_papers import router as meeting_papers
from api.sign_off.routes import router as sign_off
from service.resources import opened
from settings import Settings

ROUTERS = (
    exports,
    look_ahead,
    programmes,
    appointment,
    consultation,
    plan,
    organisations,
    invitations,
    links,
    sessions,
    projects,
    silence,
    drafting,
    principles,
    responses,
    trace,
    sent_back_points,
    sign_off,
    meeting_papers,
    bodies,
    conditions,
    parts,
    sign_ins,
    every_phase,
    asking,
    register,
    following,
    publication,
)


def create(settings: Settings) -> FastAPI:
    """The API as `settings` want it; what it needs is opened when it starts and closed when it stops.

    Starting raises `UnusableKeysError` when the settings name no usable keys to check tokens with.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        app.state.tokens = tokens = trusted(settings)
        app.state.moved_clocks = OrderedDict()
        app.state.writing = Writing()
        async with opened(settings) as resources, tokens.keys.followed():
            app.state.resources = resources
            yield

    app = FastAPI(
        title="Kwartier",
        version=VERSION,
        lifespan=lifespan,
        routes=[*_routes(development=settings.environment == "development")],
        # `openapi.add_to` serves it: under the prefix, and with what FastAPI does not write.
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        # A redirect would give everything two addresses; the 404 says that none ends with a slash.
        redirect_slashes=False,
    )
    # Already now, as every refusal asks for them.
    app.state.guesses = Guesses(settings.guesses_per_minute)
    openapi.add_to(app, settings)
    security_txt.add_to(app, settings)
    problems.render_in(app)
    # The last one is the outermost: also what is too late or too large gets the headers and a line in the
    # log.
    app.add_middleware(BodyLimit)
    app.add_middleware(Patience)
    app.add_middleware(AuditLog)
    app.add_middleware(Envelope, secure=settings.environment == "production")
    return app


@cache
def _routes(*, development: bool) -> tuple[BaseRoute, ...]:
    """The routes of every application in this process, which know nothing of its settings."""
    # FastAPI derives what each takes and answers anew for whoever includes it, a third of a second for all,
    # and once more for nothing where they are included without a prefix.
    together = APIRouter()
    for_trying = (development_routes.router, mail_page.router) if development else ()
    for router in (*ROUTERS, *for_trying, health.router):
        together.include_router(router, prefix=PREFIX, dependencies=[Depends(must_be_known)])
    return tuple(together.routes)

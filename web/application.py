"""Puts the pages together."""

from collections.abc import Callable

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from service.resources import Resources
from settings import Settings
from web.answer.routes import answers
from web.answer.routes import router as links
from web.answer.signed_in import router as signed_in_answers
from web.asking.routes import router as asking
from web.consultation.rounds import router as rounds
from web.consultation.routes import router as consultations
from web.consultation.session import router as sessions
from web.every_phase.agenda import router as agenda
from web.every_phase.exports import router as exports
from web.every_phase.my_work import router as my_work
from web.every_phase.new_programme import router as new_programme
from web.every_phase.programme import router as programme
from web.every_phase.programmes import router as programmes
from web.every_phase.reminders import router as reminders
from web.every_phase.selections import router as selections
from web.http import refused, static
from web.http.cookies import Cookies
from web.http.refused import Guessed
from web.http.static import Assets
from web.people.routes import router as participants
from web.plan import comparison as plan_comparison
from web.plan import principles, review
from web.plan import section as plan_section
from web.plan import versions as plan_versions
from web.plan import word as plan_word
from web.projects.routes import router as projects
from web.public.routes import router as public
from web.register.following import Streams
from web.register.following import router as following
from web.register.routes import router as register
from web.responses import file as answers_in_a_file
from web.responses import merging, splitting
from web.responses import word as answers_in_word
from web.responses.routes import router as points
from web.sign_in import development, first_time
from web.sign_in.provider import Provider
from web.sign_in.routes import router as sign_in
from web.sign_off import word as papers_in_word
from web.sign_off.decisions import router as decisions
from web.sign_off.meeting import router as meetings
from web.sign_off.routes import router as submissions
from web.start.routes import router as start
from words.languages import LANGUAGES, Languages

ROUTERS = (
    start,
    sign_in,
    first_time.router,
    links,
    answers,
    signed_in_answers,
    my_work,
    exports,
    programmes,
    agenda,
    new_programme,
    reminders,
    selections,
    programme,
    asking,
    submissions,
    papers_in_word.router,
    decisions,
    rounds,
    sessions,
    meetings,
    consultations,
    # Before the points: what is merged has an address like that of a point.
    merging.router,
    points,
    splitting.router,
    answers_in_a_file.router,
    answers_in_word.router,
    plan_word.router,
    plan_comparison.router,
    plan_section.router,
    principles.router,
    review.router,
    plan_versions.router,
    participants,
    projects,
    register,
    following,
    public,
)


def _provider(settings: Settings) -> Provider | None:
    issuer, client = settings.sign_in_issuer or settings.token_issuer, settings.sign_in_client
    return Provider(settings, issuer, client) if issuer and client else None


COMPRESSED_FROM = 1_000
"""Bytes; smaller answers fit into one packet anyway."""


def create(
    settings: Settings,
    resources: Callable[[], Resources],
    guessed: Guessed,
    streams: Streams,
    languages: Languages = LANGUAGES,
) -> FastAPI:
    """The pages as `settings` want them, on `resources` that somebody else has opened by then.

    `guessed` counts links that do not count, `streams` tells of what happens.
    Raises `SettingsError` where the theme cannot be read, or the key for signing in is none.
    """
    app = FastAPI(
        title="Kwartier",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        # A redirect would give everything two addresses.
        redirect_slashes=False,
    )
    app.state.settings = settings
    app.state.resources = resources
    app.state.guessed = guessed
    app.state.streams = streams
    app.state.languages = languages
    app.state.assets = assets = Assets(settings.theme)
    app.state.cookies = Cookies(secure=settings.environment == "production")
    app.state.provider = _provider(settings)
    # A real deployment has no such address, whatever else its settings say.
    for_trying = (development.router,) if settings.environment == "development" else ()
    for router in (*ROUTERS, *for_trying):
        app.include_router(router)
    app.add_route(f"{static.PREFIX}/{{name}}", assets.serve, methods=["GET"], include_in_schema=False)
    refused.render_in(app)
    # Forms carry another token each time, so that nothing can be learnt from how long a page is.
    app.add_middleware(GZipMiddleware, minimum_size=COMPRESSED_FROM)
    return app

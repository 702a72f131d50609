"""In development: a page on which one becomes anybody, to play every part. No real deployment has it."""

from collections.abc import Mapping

from fastapi import APIRouter
from starlette.responses import Response

from domain.shared.messages import N_, Message
from service.callers import Caller
from service.people import sessions
from service.resources import Resources
from settings import Settings
from store.every_phase import programmes
from store.people import people
from store.people.identities import Account
from web.http.forms import Filled
from web.http.page import Here, Shows, of_ours
from web.http.refusals import NoSuchPage
from web.sign_in import session
from web.sign_in.routes import START

router = APIRouter(prefix="/development")

ISSUER = "kwartier-development"
MOST_PROGRAMMES = 50

EVERYWHERE: Mapping[str, tuple[Message, Caller]] = {
    "starter": (
        N_("Somebody who may start programmes"),
        Caller(Account(ISSUER, "starter@kwartier.example", is_address=True), "Olga Office", starts=True),
    ),
    "operator": (
        N_("Whoever runs Kwartier"),
        Caller(
            Account(ISSUER, "operator@kwartier.example", is_address=True),
            "Otto Operator",
            claims=frozenset({"operator"}),
        ),
    ),
    "auditor": (
        N_("An auditor, who reads everything"),
        Caller(
            Account(ISSUER, "auditor@kwartier.example", is_address=True),
            "Aukje Auditor",
            claims=frozenset({"auditor"}),
        ),
    ),
    "stranger": (
        N_("Somebody without a part in anything"),
        Caller(Account(ISSUER, "stranger@kwartier.example", is_address=True), "Sil Stranger"),
    ),
}
"""Who is the same in every programme."""


@router.get("/sign-in", operation_id="pageDevelopmentSignIn")
async def choose(page: Shows, resources: Here, to: str = START) -> Response:
    """Everybody whom one can become."""
    async with resources.database() as connection:
        found = await programmes.page(connection, limit=MOST_PROGRAMMES)
        them = [(programme, await people.everybody(connection, programme.slug)) for programme in found]
    return page.show(
        "sign_in/development.html",
        programmes=them,
        everywhere={key: page.language.say(message) for key, (message, _) in EVERYWHERE.items()},
        to=of_ours(to),
    )


@router.post("/sign-in", operation_id="developmentSignIn")
async def become(page: Shows, resources: Here, form: Filled) -> Response:
    """Become them, without a provider that says so."""
    settings: Settings = page.request.app.state.settings
    assert settings.environment == "development", "this address is in no other environment"
    caller = await _chosen(resources, form.get("person"))
    token = await sessions.begin(resources, caller, instead_of=session.token_of(page.request))
    answer = page.go(of_ours(form.get("to")))
    session.begin(page.request, answer, token)
    return answer


async def _chosen(resources: Resources, person: str) -> Caller:
    if person in EVERYWHERE:
        return EVERYWHERE[person][1]
    programme, _, id_ = person.partition("/")
    async with resources.database() as connection:
        for known in await people.everybody(connection, programme):
            if known.id == id_:
                account = Account(known.issuer or ISSUER, known.subject, is_address=True)
                return Caller(account, known.name, known.email)
    raise NoSuchPage

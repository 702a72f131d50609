"""In development: a page on which one becomes anybody, to play every part. No real deployment has it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from fastapi import APIRouter
from starlette.responses import Response

from domain.people.parts import held
from domain.shared.messages import N_, Message, verbatim
from service.callers import Caller
from service.people import sessions
from service.resources import Resources
from settings import Settings
from store.database import Connection
from store.every_phase import programmes, standings
from store.people import people
from store.people.identities import Account
from web.http.forms import Filled
from web.http.page import Here, Shows, of_ours
from web.http.refusals import NoSuchPage
from web.sign_in import session
from web.sign_in.routes import START
from words.language import Language
from words.turns import WHOSE

router = APIRouter(prefix="/development")

ISSUER = "kwartier-development"
SHOWN = 5
"""Programmes whose people are on the page at once: to know their parts, each is folded."""

MOST_PROGRAMMES = 1000

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


class Somebody(NamedTuple):
    """Whom one can become: what they are in the programme, and whether something waits for them."""

    id: str
    name: str
    parts: Sequence[str]
    waited_for: bool


class Cast(NamedTuple):
    """The people of a programme: those with a part, first whom something waits for, and all others."""

    slug: str
    title: str
    with_part: Sequence[Somebody]
    others: Sequence[Somebody]


@router.get("/sign-in", operation_id="pageDevelopmentSignIn")
async def choose(page: Shows, resources: Here, to: str = START, programme: str | None = None) -> Response:
    """Everybody whom one can become, in one programme or in the first ones there are."""
    async with resources.database() as connection:
        slugs = [one.slug for one in await programmes.page(connection, limit=MOST_PROGRAMMES)]
        shown = [programme] if programme is not None else slugs[:SHOWN]
        casts = [await _cast(resources, connection, slug, page.language) for slug in shown]
    return page.show(
        "sign_in/development.html",
        casts=casts,
        elsewhere=[slug for slug in slugs if slug not in shown],
        everywhere={key: page.language.say(message) for key, (message, _) in EVERYWHERE.items()},
        to=of_ours(to),
    )


async def _cast(resources: Resources, connection: Connection, slug: str, language: Language) -> Cast:
    state = await resources.states.of(connection, slug)
    listed = await standings.one(connection, slug)
    waited_for = {id_ for turn in listed.standing.turns for id_ in turn.people}
    parts: dict[str, list[str]] = {}
    for one in held(state):
        title = verbatim(listed.bodies[one.body]) if one.body is not None else WHOSE[one.part]
        parts.setdefault(one.person, []).append(language.say(title))
    if state.appointment.asked is not None and state.kwartiermaker is None:
        parts.setdefault(state.appointment.asked, []).append(language.say(WHOSE["candidate"]))
    them = [
        Somebody(known.id, known.name, list(dict.fromkeys(parts.get(known.id, ()))), known.id in waited_for)
        for known in await people.everybody(connection, slug)
    ]
    with_part = [one for one in them if one.parts or one.waited_for]
    return Cast(
        slug,
        listed.title,
        sorted(with_part, key=lambda one: (not one.waited_for, one.name)),
        [one for one in them if one not in with_part],
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

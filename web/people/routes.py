"""Who takes part: people by their part, and organisations."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.responses import Response

from domain.blueprint.model import Blueprint
from domain.people.parts import HeldPart, held
from domain.shared.messages import N_
from domain.state.programme_state import Mandate, ProgrammeState
from service.appointment.candidates import candidates
from service.reading import Reading
from store.organisations import stakeholders
from store.organisations.stakeholders import TakesPart
from store.people import people
from web.every_phase.doable import doable
from web.every_phase.heading import OfProgramme
from web.every_phase.programme import Slug
from web.http.page import Shows
from web.sign_in.session import reads
from words.language import Language
from words.languages import OF_PAPERS
from words.sentences import Names
from words.turns import WHOSE

router = APIRouter()

ReadsParticipants = Annotated[
    Reading, reads("parts", also=("mandates", "organisations", "representatives", "interests"))
]
Search = Annotated[str, Query(max_length=200)]
Group = Annotated[str, Query(max_length=60)]
After = Annotated[str, Query(max_length=60)]

ON_A_PAGE = 100

STATUSES = {
    "nominated": N_("nominated", "candidate"),
    "asked": N_("asked", "candidate"),
    "declined": N_("declined", "candidate"),
    "accepted": N_("accepted", "candidate"),
}


class Holder(NamedTuple):
    """Somebody in a part: on which seat, who may vote for them, and who comes after them, in words."""

    name: str
    seat: str
    substitutes: Sequence[str]
    coming: Sequence[str]


class InPart(NamedTuple):
    """A part, or a body, with who is in it."""

    title: str
    holders: Sequence[Holder]


@dataclass(frozen=True)
class Shown:
    """An organisation, with who speaks for it where the reader may know."""

    code: str
    name: str
    group: str
    active: bool
    representatives: Sequence[str]


@router.get("/programmes/{slug}/participants", operation_id="pageParticipants")
async def participants(
    slug: Slug,
    page: Shows,
    read: ReadsParticipants,
    search: Search = "",
    group: Group = "",
    after: After = "",
) -> Response:
    """Everybody with a part in the programme, then the organisations, a page at a time."""
    async with read.open(slug) as sight:
        blueprint = await sight.blueprint()
        state = sight.state
        mandates = list(state.sign_off.mandates.values()) if sight.reader.may("mandates") else []
        known = await people.names(sight.connection, slug, _ids(state))
        found: Sequence[TakesPart] = ()
        if shows := sight.reader.may("organisations"):
            found = await stakeholders.page(
                sight.connection, slug, after=after, limit=ON_A_PAGE, search=search, group=group
            )
        speaks = sight.reader.may("representatives")
        nominated = await candidates(sight, known) if sight.reader.may("interests") else ()
        acts = doable(sight, page.language, "people", "organisations", "bodies")
        heading = OfProgramme.of(sight, blueprint.title)
    names = Names.of(blueprint.model_dump(mode="json"), known)
    titles = {one.key: one.title for one in blueprint.definition.groups}
    return page.show(
        "people/participants.html",
        programme=heading,
        parts_of=list(_parts(state, mandates, blueprint, names, page.language)),
        groups=[(key, titles.get(key, key), count) for key, count in state.stakeholders.items()],
        candidates=[(one.name, page.language.say(STATUSES[one.status]), one.interests) for one in nominated],
        written_in=blueprint.language or OF_PAPERS,
        shows_organisations=shows,
        organisations=[_organisation(one, titles, speaks=speaks) for one in found],
        search=search,
        group=group,
        more=_following(slug, found, search, group),
        acts=acts,
    )


def _ids(state: ProgrammeState) -> Iterator[str]:
    yield from state.appointment.candidates
    yield from (one.person for one in held(state))
    yield from (seat.substitute for body in state.bodies for seat in body.seats if seat.substitute)
    for mandate in state.sign_off.mandates.values():
        yield from (mandate.holder, mandate.person)
    yield from (transfer.person for transfer in state.transfers)


def _parts(
    state: ProgrammeState,
    mandates: Sequence[Mandate],
    blueprint: Blueprint,
    names: Names,
    language: Language,
) -> Iterator[InPart]:
    """The parts in the order in which a programme comes to them, each with who is in it."""
    bodies = {body.key: body.title for body in blueprint.sign_off.bodies}
    by_title: dict[str, list[Holder]] = {}
    for one in held(state):
        title = bodies[one.body] if one.body is not None else language.say(WHOSE[one.part])
        by_title.setdefault(title, []).append(_holder(one, state, mandates, names))
    yield from (InPart(title, holders) for title, holders in by_title.items())


def _holder(one: HeldPart, state: ProgrammeState, mandates: Sequence[Mandate], names: Names) -> Holder:
    seat = "" if one.seat is None else names.seat(one.seat)
    return Holder(
        names.person(one.person),
        "" if seat == one.seat and one.body is None else seat,
        [names.person(id_) for id_ in _substitutes(one, state, mandates)],
        [names.person(id_) for id_ in sorted(_coming(one, state))],
    )


def _substitutes(one: HeldPart, state: ProgrammeState, mandates: Sequence[Mandate]) -> Iterable[str]:
    """Who may vote on a seat besides its holder: by the blueprint, or by a mandate that is not withdrawn."""
    if one.body is None:
        return ()
    seats = [seat for seat in state.body_at(one.body).seats if seat.key == one.seat]
    named = [seat.substitute for seat in seats if seat.substitute]
    given = [
        mandate.person
        for mandate in mandates
        if mandate.withdrawn_on is None and mandate.seats.get(one.body) == one.seat
    ]
    return dict.fromkeys([*named, *given])


def _coming(one: HeldPart, state: ProgrammeState) -> frozenset[str]:
    if one.part == "principal":
        return state.coming_principals
    return state.promised(one.body, one.seat) if one.seat is not None else frozenset()


def _organisation(one: TakesPart, titles: dict[str, str], *, speaks: bool) -> Shown:
    who = one.speaking if speaks else ()
    return Shown(one.code, one.name, titles.get(one.group, one.group), one.active, who)


def _following(slug: str, found: Sequence[TakesPart], search: str, group: str) -> str | None:
    if len(found) < ON_A_PAGE:
        return None
    asked = {"search": search, "group": group, "after": found[-1].code}
    given = urlencode({name: value for name, value in asked.items() if value})
    return f"/programmes/{slug}/participants?{given}"

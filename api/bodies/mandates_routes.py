"""Mandates: members say who may vote in their place, and from when to when."""

from fastapi import APIRouter

from api import roles
from api.acting import Act, Asked
from api.bodies.mandates_views import MandateView, mandate_view, standing_view
from api.bodies.requests import NewMandate
from api.http.items import Items
from api.http.limits import Number, Slug
from api.http.problems import Problem
from api.http.requests import Nothing
from api.readers import Read
from domain.register.answers import Answer
from domain.state.programme_state import ProgrammeState
from domain.vocabulary.commands import GiveMandate, WithdrawMandate
from store.people import people

router = APIRouter(prefix="/programmes/{slug}/mandates", tags=["sign-off"])


@router.get("", operation_id="listMandates")
async def list_mandates(slug: Slug, read: Read) -> Items[MandateView]:
    """Who may vote for whom: the substitutes whom the blueprint names, and every mandate that was given.

    Mandates come oldest first, also those that have ended.
    """
    async with read.of(slug) as sight:
        mandates = sight.state.sign_off.mandates.values()
        bodies = sight.state.rules.sign_off.bodies
        seats = [(body.key, seat) for body in bodies for seat in body.seats if seat.substitute is not None]
        ids = [id_ for mandate in mandates for id_ in (mandate.holder, mandate.person)]
        ids += [id_ for _, seat in seats for id_ in (seat.person, seat.substitute or "")]
        names = await people.names(sight.connection, ids)
    given = [mandate_view(mandate, names) for mandate in mandates]
    return Items(items=[*(standing_view(body, seat, names) for body, seat in seats), *given])


@router.post("", status_code=201, operation_id="giveMandate")
async def give_mandate(slug: Slug, body: NewMandate, act: Act) -> Answer:
    """Let somebody vote on your seats for a while (who holds them; the office on their behalf).

    They vote as your substitute until the end of the last day, and cannot pass that on; your own vote always
    wins. Nobody who prepared the plan votes by a mandate, or has somebody vote by one.
    """
    named = body.person.as_person
    asked = Asked(
        GiveMandate,
        roles.holder_or_office(body.by_body),
        lambda writing: {
            "person": writing.person(named),
            "seats": body.by_body,
            "first_day": body.first_day,
            "last_day": body.last_day,
        },
        body,
        named=[named],
    )
    return await act(slug, asked)


@router.post("/{number}/withdrawals", status_code=201, operation_id="withdrawMandate")
async def withdraw_mandate(slug: Slug, number: Number, body: Nothing, act: Act) -> Answer:
    """Withdraw a mandate before its last day (who gave it, or the office).

    A vote that was cast under it stays; who regrets it votes themselves.
    """

    def check(state: ProgrammeState) -> None:
        if number not in state.sign_off.mandates:
            raise Problem("no_such_mandate", f"There is no mandate {number} here.")

    by, about = roles.giver_of(number), {"mandate": number}
    asked = Asked(WithdrawMandate, by, lambda _: {"mandate": number}, body, about=about, check=check)
    return await act(slug, asked)

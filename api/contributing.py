"""Taking a contribution: straight into PostgreSQL, in one transaction that finds the round open."""

import asyncpg

from api.acting import body_hash, known
from api.bodies import NewContribution
from api.identity import Caller
from api.problems import Problem
from api.resources import Resources
from domain.errors import Forbidden, Refusal
from domain.sections import must_be_sections
from domain.support import Support
from store import consultations, texts
from store.consultations import Contribution, Refused
from store.database import Connection


async def contribute(
    resources: Resources, caller: Caller, key: str, place: tuple[str, int], asked: NewContribution
) -> Contribution:
    """Take what the caller's organisation says in the consultation `place`, a slug and a number.

    Raises `Problem`, `Forbidden` and `Refusal`; a repeated request gets the same answer.
    """
    slug, number = place
    async with resources.pool.acquire() as connection:
        state = await resources.standings.of(connection, slug)
        person = await known(connection, caller)
        body = body_hash("contribute", {"consultation": number}, asked, person.id)
        if found := await earlier(connection, slug, key, body):
            return found
        must_be_sections(asked.sections, state)
        written = {section: texts.compose(text) for section, text in asked.sections.items()}
        new = consultations.NewContribution(
            consultation=number,
            organisation=organisation_of(caller),
            person=person.id,
            support=Support(can=asked.can, will=asked.will),
            sections={section: text.ref for section, text in written.items()},
            key=key,
            body=body,
        )
        try:
            async with connection.transaction():
                await texts.keep(connection, slug, written.values(), person.id)
                taken = await consultations.contribute(connection, slug, new)
                if isinstance(taken, Refused):
                    # Leaving the transaction by an error takes the texts out again.
                    raise refusal_of(taken, number)
                return taken
        except asyncpg.UniqueViolationError:
            # This very request was here a moment ago.
            found = await earlier(connection, slug, key, body)
            assert found is not None, "nothing but the key is unique in a contribution"
            return found


async def earlier(connection: Connection, slug: str, key: str, body: str) -> Contribution | None:
    """What this very request was answered with before. Raises `Problem` when the key had another use."""
    found = await consultations.by_key(connection, slug, key)
    if found is None:
        return None
    contribution, body_before = found
    if body_before != body:
        raise Problem(
            "idempotency_key_reused", "This Idempotency-Key was used for another contribution; use a new one."
        )
    return contribution


def organisation_of(caller: Caller) -> str:
    """The organisation that the caller speaks for. Raises `Forbidden`."""
    if "representative" not in caller.roles or caller.organisation is None:
        raise Forbidden(
            "not_a_representative", "Only a representative can contribute, with a token that names them so."
        )
    return caller.organisation


def refusal_of(refused: Refused, number: int) -> Exception:
    """How it is told that the consultation `number` did not take a contribution."""
    match refused.why:
        case "no_such_consultation":
            return Problem("no_such_consultation", f"There is no consultation {number} here.")
        case "closed":
            return Refusal("consultation_closed", "The consultation is closed; what came in before counts.")
        case "suspended":
            return Refusal("suspended", "The programme is suspended; contribute once it is resumed.")
        case "not_invited":
            return Forbidden("not_invited", "Your organisation was not invited to this consultation.")

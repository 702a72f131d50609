"""What somebody asks of the list of programmes again and again, by names of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from pydantic import ValidationError

from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from service.callers import Caller
from service.every_phase.list_programmes import WantedProgrammes
from service.resources import Resources
from store.database import Connection, ForLists
from store.every_phase import standings
from store.every_phase.standings import Counts
from store.people import selections
from store.people.selections import Selection

MOST = 20
LONGEST = 60
"""Characters of a name: they stand beside each other above the list."""


class TooManySelections(Refusal):
    title = N_("You have saved enough selections")
    sentence = N_("You have {most} selections already, which is the most; delete one first.")
    advice = N_("Delete a selection that you do not use any more.")
    most: int


class NameTaken(Refusal):
    title = N_("Another selection of yours is called so")
    sentence = N_("You have another selection of that name; choose another name.")
    advice = N_("Choose another name.")


@dataclass(frozen=True)
class Saved:
    """A selection, what it asks, and how many programmes are in it now."""

    selection: Selection
    wanted: WantedProgrammes
    count: int


def address(wanted: WantedProgrammes) -> str:
    """What is asked, as an address has it: from the first page on."""
    begun = wanted.model_copy(update={"after": "", "limit": WantedProgrammes.model_fields["limit"].default})
    given = begun.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return urlencode({name: str(value).lower() for name, value in given.items()})


async def mine(connection: Connection, caller: Caller) -> Sequence[Selection]:
    """The caller's selections."""
    return await selections.of(connection, caller.account)


async def counted(
    connection: ForLists, reader: standings.Reader, caller: Caller, today: date
) -> tuple[Counts, Sequence[Saved]]:
    """What is asked for most and the caller's selections, with how many are in each.

    A selection that asks what there is no more is left out.
    """
    found = await mine(connection, caller)
    known = [(one, wanted) for one in found if (wanted := asked_by(one)) is not None]
    # As the list shows them: without being asked, what has ended stays away.
    filters = [
        wanted.model_copy(update={"situation": wanted.situation or "open"}).filter for _, wanted in known
    ]
    counts = await standings.counts(connection, reader, today, filters)
    saved = [Saved(one, wanted, count) for (one, wanted), count in zip(known, counts.also, strict=True)]
    return counts, saved


def asked_by(selection: Selection) -> WantedProgrammes | None:
    """What it asks; None where this version does not know that any more."""
    try:
        return WantedProgrammes.model_validate(dict(parse_qsl(selection.asked)))
    except ValidationError:
        return None


async def save(resources: Resources, caller: Caller, name: str, wanted: WantedProgrammes) -> None:
    """Keep what is asked under a name; one of that name asks this from now on. Raises `TooManySelections`."""
    async with resources.database() as connection:
        if not await selections.save(connection, caller.account, name, address(wanted), MOST):
            raise TooManySelections(most=MOST)


async def rename(resources: Resources, caller: Caller, id_: UUID, name: str) -> None:
    """Call one of the caller's otherwise. Raises `NameTaken`."""
    async with resources.database() as connection:
        if not await selections.rename(connection, caller.account, id_, name):
            raise NameTaken


async def delete(resources: Resources, caller: Caller, id_: UUID) -> None:
    """Forget one of the caller's; a second time changes nothing."""
    async with resources.database() as connection:
        await selections.delete(connection, caller.account, id_)

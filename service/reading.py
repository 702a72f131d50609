"""Who may read what. Where a programme stands is for everyone with a token; what people wrote is not.

| what | who |
| --- | --- |
| where it stands, register, gate, deadlines, decisions, documents | everyone |
| what of the documents is public, once the programme is approved | whoever asks, without a token |
| submissions, and what changed in them | everyone |
| who voted what | everyone once the ballot is over; before, whoever cast the vote or holds its seat |
| what the rule gives, until the chair has established it | office, and whoever holds a seat in the body |
| meetings: when, what is on their agenda, and where the body keeps its papers and minutes | everyone |
| mandates: who may vote for whom, and when | everyone |
| the existing strategy, and versions of the plan that were submitted | everyone |
| versions of the plan that were not submitted | office, principal, kwartiermaker, drafters |
| who is silent in a consultation | office, principal, kwartiermaker |
| points of a plan that was sent back | everyone |
| the answers to them | office, principal, kwartiermaker, drafters; everyone once a version is submitted |
| contributions, responses | office, principal, kwartiermaker, drafters; representatives their own |
| the response memo | office, principal, kwartiermaker, drafters; everyone once it is settled |
| what working sessions are called, and when they are | everyone |
| the outcome of a session | office, principal, kwartiermaker; representatives of those invited |
| the inventory of projects | office, principal, kwartiermaker; everyone once it is published |
| interests of candidates | office, principal |
| evidence | office, principal, kwartiermaker, drafters, and whoever holds a seat or judges a condition |
| e-mail addresses in the blueprint | office, principal |
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from domain.conditions import judging
from domain.shared.material import Material
from domain.shared.messages import N_
from domain.shared.refusals import Forbidden
from domain.shared.rules import BodyRules
from domain.state.programme_state import ProgrammeState
from service.callers import Caller
from service.resources import Resources
from store import texts
from store.database import Connection
from store.people import callers, people


class NotReadable(Forbidden):
    title = N_("Not yours to read")
    sentence = N_("You may not read this: {what}.")
    advice = N_("Ask the programme office when you need to know.")
    what: Material


@dataclass(frozen=True)
class Reader:
    """Somebody who reads about one programme; `id` is None for somebody never heard of."""

    caller: Caller
    id: str | None
    state: ProgrammeState

    @property
    def leads(self) -> bool:
        """Whether they are of the office or the principal."""
        return self.is_office or self.id == self.state.principal

    @property
    def prepares(self) -> bool:
        """Whether they lead, or write the plan."""
        writers = {self.state.kwartiermaker, *self.state.definition.drafters}
        # Nobody's id is None, and so is the kwartiermaker before there is one.
        return self.leads or (self.id is not None and self.id in writers)

    @property
    def speaks_for(self) -> str | None:
        """The code of the organisation that they speak for."""
        return self.caller.speaks_for

    @property
    def decides(self) -> bool:
        """Whether they hold a seat in a deciding body, or judge whether its conditions are met."""
        bodies = self.state.bodies
        members = {seat.person for body in bodies for seat in body.seats}
        return self.id in members | judging.judges_of(self.state)

    @property
    def is_office(self) -> bool:
        return self.caller.is_office

    def sits_in(self, body: BodyRules) -> bool:
        """Whether they hold a seat in `body`."""
        return self.id in {seat.person for seat in body.seats}

    def must(self, may: bool, what: Material) -> None:  # noqa: FBT001 - it is the question
        """Raise `NotReadable` unless they may read `what`."""
        if not may:
            raise NotReadable(what=what)


@dataclass(frozen=True)
class ReadContext:
    """One programme as it is at this moment, for one reader."""

    connection: Connection
    state: ProgrammeState
    reader: Reader

    @property
    def slug(self) -> str:
        return self.state.slug

    async def text(self, id_: str) -> str:
        return (await texts.read(self.connection, [id_]))[id_]

    async def texts(self, *ids: str) -> dict[str, str]:
        return await texts.read(self.connection, ids)

    async def name(self, id_: str) -> str:
        return (await people.names(self.connection, self.slug, [id_])).get(id_, "")


class Reading:
    """Lets the caller read."""

    def __init__(self, resources: Resources, caller: Caller) -> None:
        self.resources = resources
        self._caller = caller

    @asynccontextmanager
    async def open(self, slug: str) -> AsyncGenerator[ReadContext]:
        """The programme `slug`; raises `NoSuchProgramme` when there is none."""
        async with self.resources.database() as connection:
            state = await self.resources.states.of(connection, slug)
            # Looked for, not remembered: whoever only reads is written down nowhere.
            id_ = await callers.find(connection, slug, self._caller.subject)
            yield ReadContext(connection, state, Reader(self._caller, id_, state))

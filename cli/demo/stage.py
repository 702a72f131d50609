"""Where the story plays: one programme, seen and moved through HTTP only."""

import asyncio
from collections.abc import Coroutine, Iterable, Mapping
from datetime import date, datetime, timedelta
from time import monotonic
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from cli.client import Api, ProblemError
from cli.demo.cast import Cast, Mint, Player
from cli.demo.narrator import Narrator
from cli.demo.writing import typed
from cli.errors import CommandError
from domain.blueprint.model import Blueprint
from domain.every_phase.pass_deadlines import DeadlinePassed
from domain.register.entries import Entry
from domain.register.events import Event
from domain.register.sealed import ShownEntry
from domain.shared.base import Tolerant
from domain.shared.messages import N_, Message, N_plural

PATIENCE = 30.0  # seconds
LOOK_EVERY = 0.05  # seconds
LATE_HOUR = 23
AT_ONCE = 8
"""How many people act at the same moment."""

E = TypeVar("E", bound=Tolerant)

_entries: TypeAdapter[list[ShownEntry]] = TypeAdapter(list[ShownEntry])


class Stage:
    """One programme; what its register says is reported as it appears."""

    def __init__(self, api: Api, blueprint: Blueprint, slug: str, mint: Mint, narrator: Narrator) -> None:
        self.blueprint = blueprint
        self.slug = slug
        self.cast = Cast(blueprint)
        self.register: list[ShownEntry] = []
        self.narrator = narrator
        self.passed_days = 0
        self._api = api
        self._mint = mint
        self._tokens: dict[str, str] = {}
        self._expected: dict[type, int] = {}
        self._now: datetime | None = None
        self._gate = asyncio.Semaphore(AT_ONCE)

    # --- people ---

    def signed_in(self, player: Player) -> Api:
        """The API as `player` uses it."""
        if player.subject not in self._tokens:
            self._tokens[player.subject] = self._mint(player)
        return self._api.as_person(self._tokens[player.subject])

    def knows(self, person: str, player: Player) -> None:
        """From now on the story calls the person with this id by their name."""
        self.narrator.people[person] = player.name

    async def act(self, player: Player, what: str, **body: object) -> dict[str, Any]:
        """Let `player` post to `what` below the programme."""
        async with self._gate:
            # At most as many as the service sends on for one programme: more would only wait there.
            return await self.signed_in(player).post(f"programmes/{self.slug}/{what}", body)

    async def act_together(self, acts: Iterable[Coroutine[Any, Any, object]]) -> None:
        """Let many act at once, at most `AT_ONCE` at the same moment; the first error when one fails."""
        try:
            async with asyncio.TaskGroup() as group:
                for act in acts:
                    group.create_task(act)
        except ExceptionGroup as failed:
            # One is enough to say why the story stopped.
            raise failed.exceptions[0] from failed

    async def is_refused(self, player: Player, what: str, **body: object) -> ProblemError:
        """Let `player` ask for what the rules refuse; how they say so."""
        try:
            await self.act(player, what, **body)
        except ProblemError as problem:
            return problem
        allowed = N_("{what} should have been refused, and was not.")
        raise CommandError(allowed.having(what=what))

    async def read(self, what: str, **query: str | int) -> dict[str, Any]:
        """What the programme office reads below the programme."""
        return await self.signed_in(self.cast.office).get(f"programmes/{self.slug}/{what}", **query)

    async def text(self, what: str) -> str:
        return await self.signed_in(self.cast.office).text(f"programmes/{self.slug}/{what}")

    async def content(self, what: str) -> bytes:
        return await self.signed_in(self.cast.office).content(f"programmes/{self.slug}/{what}")

    # --- the register ---

    async def until(self, kind: type[E]) -> E:
        """Wait for the next entry of `kind`, reporting all that comes before it."""
        give_up = monotonic() + PATIENCE
        while (entry := self._next(kind)) is None:
            if monotonic() > give_up:
                waited = N_("Waited {seconds} seconds for {kind}, in vain.")
                raise CommandError(waited.having(seconds=f"{PATIENCE:.0f}", kind=kind.__name__))
            if not await self.follow():
                await asyncio.sleep(LOOK_EVERY)
        # Each kind from where it was found last: the next may be in the register already.
        self._expected[kind] = entry.seq
        assert isinstance(entry.event, kind)
        return entry.event

    async def follow(self) -> bool:
        """Report what is new in the register; whether there was anything."""
        after = self.register[-1].seq if self.register else 0
        new = _entries.validate_python((await self.read("register", after=after))["items"])
        self.register += new
        self.narrator.entries(new, self.day_of)
        return bool(new)

    async def caused_by(self, answer: Mapping[str, Any], kind: type[E]) -> E:
        """What a command caused, found by the number in its answer; it is reported later."""
        number: int = answer["entries"][0]["seq"]
        found = await self.read("register", after=number - 1, limit=1)
        [event] = _events(_entries.validate_python(found["items"]))
        assert isinstance(event, kind)
        return event

    def all(self, kind: type[E]) -> list[E]:
        return [event for event in _events(self.register) if isinstance(event, kind)]

    def _next(self, kind: type) -> Entry | None:
        last = self._expected.get(kind, 0)
        open_ = (entry for entry in self.register if isinstance(entry, Entry))
        return next((e for e in open_ if e.seq > last and isinstance(e.event, kind)), None)

    # --- time ---

    @property
    def today(self) -> date:
        """The day it is by the programme's clock, as far as we have heard."""
        heard = [self._now] if self._now else []
        # Of both the later: entries may be ahead of what was heard of the clock.
        latest = [*heard, *(entry.at for entry in self.register[-1:])]
        return max(self._local(moment) for moment in latest).date()

    @property
    def is_late_in_the_evening(self) -> bool:
        return self._local(self.register[-1].at).hour >= LATE_HOUR

    def day_of(self, entry: ShownEntry) -> date:
        return self._local(entry.at).date()

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.blueprint.timezone))

    async def days_pass(self, until: date) -> None:
        """Move the programme's clock to the day `until`."""
        days = (until - self.today).days
        if days <= 0:
            return
        passing = N_plural("... {n} day later", "... {n} days later").having(n=days)
        self.narrator.line(self.today, passing, "dim")
        answer = await self.signed_in(self.cast.office).post(
            f"development/programmes/{self.slug}/clock", {"days": days}
        )
        self.passed_days += days
        self._now = datetime.fromisoformat(answer["now"])
        await self.follow()

    async def deadline_passes(self, key: str) -> None:
        """Let time pass until the deadline `key` is over, with the reminders on the way."""
        await self.days_pass((await self.deadlines())[key] + timedelta(days=1))
        while (await self.until(DeadlinePassed)).deadline != key:
            pass

    async def deadlines(self) -> dict[str, date]:
        """The open deadlines: the last day of each."""
        found = (await self.read("deadlines"))["items"]
        return {item["key"]: date.fromisoformat(item["due"]) for item in found}

    # --- what is not in the register ---

    def say(self, message: Message, style: str = "") -> None:
        """Report something that happens today, but is no register entry."""
        self.narrator.line(self.today, message, style)

    def typed(self, message: Message) -> str:
        """What somebody in the programme types."""
        return typed(self.blueprint, message)


def _events(entries: Iterable[ShownEntry]) -> list[Event]:
    return [entry.event for entry in entries if isinstance(entry, Entry)]

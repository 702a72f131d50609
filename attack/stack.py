"""What is attacked: a complete Kwartier of its own, with programmes in it, and every way in."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import httpx2
from pydantic import SecretStr
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter

from api.application import create
from cli.embedded.postgres import Postgres
from cli.embedded.services import ANY_PORTS
from cli.embedded.stack import Stack, stack
from cli.tokens import command_key, signing_key
from domain.register.heads import SigningKey
from settings import Settings
from store import database
from store.accounts.grants import WORKER
from tests.api.rights import Programmes, blueprint, of_others
from tests.api.story import Story
from tests.api.visiting import Door
from tests.workflows.running import World

PATIENT = 120.0
"""Seconds after which a request is given up: nothing is judged by how long it takes."""


@dataclass(frozen=True)
class Ground:
    """A running Kwartier. `pool` is the administrator's in PostgreSQL, who may do anything there.

    `programmes` are one that is being defined and another in which a candidate is asked; in `voting` a ballot
    runs.
    """

    data: Path
    running: Stack
    postgres: Postgres
    pool: asyncpg.Pool
    client: Client
    door: Door
    programmes: Programmes
    voting: Story

    def story(self) -> Story:
        """A programme of its own, that is not begun yet."""
        return opened(self.door, self.pool)

    @cached_property
    def world(self) -> World:
        """The way of whoever may sign commands."""
        queue, sign = self.running.instance.task_queue, SigningKey.parse(command_key(self.data))
        return World(self.client, self.pool, queue, commands=sign)

    @cached_property
    def settings(self) -> Settings:
        """What whoever looks whether the database holds is given: a worker's account, and the keys."""
        given = self.running.environment
        return Settings(
            environment="development",
            database=SecretStr(self.account(WORKER)),
            temporal=self.running.instance.temporal,
            register_key=SecretStr(given["KWARTIER_REGISTER_KEY"]),
            command_keys=given["KWARTIER_COMMAND_KEYS"],
        )

    def account(self, role: str) -> str:
        """The DSN of an account with less."""
        return self.postgres.dsn(role=role)


@asynccontextmanager
async def ground(data: Path) -> AsyncGenerator[Ground]:
    """Start all of it in the folder `data` and on free ports, and stop it with the context."""
    settings = Settings(environment="development", log_level="warning")
    async with (
        stack(data, settings, say=lambda _: None, ports=ANY_PORTS) as running,
        AsyncExitStack() as held,
    ):
        at = running.instance
        postgres = _administered(data, at.owner_database)
        pool = await held.enter_async_context(database.connect(postgres.dsn(), largest=10))
        client = await Client.connect(at.temporal, data_converter=pydantic_data_converter)
        http = await held.enter_async_context(
            httpx2.AsyncClient(base_url=at.api, timeout=PATIENT, trust_env=False)
        )
        # What it is made of; the one that answers has a process of its own.
        door = Door(create(settings), http, signing_key(data))
        this, other, voting = (opened(door, pool, others=others) for others in (False, True, False))
        await asyncio.gather(_defined(this), _asked(other), _voting(voting))
        yield Ground(data, running, postgres, pool, client, door, Programmes(this, other), voting)
        await held.aclose()
        await asyncio.sleep(0.3)  # a client that leaves at once may abort the process (sdk-python 300)


def _administered(data: Path, owner: str) -> Postgres:
    """The server as its administrator comes to it."""
    port = urlsplit(owner).port
    assert port is not None
    return Postgres(port, (data / "postgres.password").read_text(encoding="ascii").strip())


def opened(door: Door, pool: asyncpg.Pool, *, others: bool = False) -> Story:
    """A programme that is not begun yet; with `others` its people and organisations are other ones."""
    story = Story(door, of_others(blueprint()) if others else blueprint())
    story.pool = pool
    return story


async def _defined(story: Story) -> None:
    await story.begun()
    await story.saved()
    await story.act(story.as_("anna"), "drafters", person=story.person("bram"))


async def _asked(story: Story) -> None:
    await story.begun()
    await story.asked()
    # Nobody asks organisations anything yet; who speaks for one is named all the same.
    await story.representative("H1").get("/programmes")


async def _voting(story: Story) -> None:
    await story.begun()
    await story.before_the_college()

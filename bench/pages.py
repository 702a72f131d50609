"""Every page among 10,000 programmes: server time, statements and bytes, beside one that asks nothing.

The programmes of `kwartier up` are played to the end of what they show; the rest are copies that lists
find. Then five hundred people follow one programme at once.
"""

import argparse
import asyncio
import gzip
import os
import re
import statistics
import tempfile
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import asyncpg
import httpx2

from bench.report import Figure, report
from bench.standings import fill
from blueprints.loading import load, shipped
from cli.client import connect
from cli.demo.cast import Cast, minting
from cli.demo.examples import play_examples
from cli.embedded.services import ANY_PORTS
from cli.embedded.stack import Stack, stack
from cli.front import Front, create
from cli.serving import keep_what_is_here
from service.resources import Resources
from settings import Settings
from store.register.notices import CALLED

BASE = "http://pages.example"
NOTHING = "front_page_of_nobody"
LISTENING = "SELECT count(*) FROM pg_stat_activity WHERE application_name = $1"
FORM_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


@dataclass(frozen=True)
class Asked:
    """A page, and who asks for it; None is whoever has not signed in."""

    name: str
    who: str | None
    path: str


CG, WB = "/programmes/common-ground", "/programmes/water-board"
PAGES = (
    Asked(NOTHING, None, "/"),
    Asked("programmes", "Otto Office", "/programmes"),
    Asked("programmes_searched", "Otto Office", "/programmes?search=archief+jeugd"),
    Asked("my_work", "Otto Office", "/my-work"),
    Asked("agenda", "Otto Office", "/agenda"),
    Asked("programme", "Bram Bureau", CG),
    Asked("consultations", "Bram Bureau", f"{CG}/consultations"),
    Asked("consultation", "Bram Bureau", f"{CG}/consultations/2"),
    Asked("points", "Kaat Kwartier", f"{CG}/consultations/1/points"),
    Asked("plan", "Bram Bureau", f"{CG}/plan"),
    Asked("comparison", "Bram Bureau", f"{CG}/plan/3/compare/2"),
    Asked("decisions", "Bram Bureau", f"{CG}/decisions"),
    Asked("participants", "Bram Bureau", f"{CG}/participants"),
    Asked("projects", "Bram Bureau", f"{CG}/projects"),
    Asked("register", "Bram Bureau", f"{CG}/register"),
    Asked("do", "Olga Voorbeeld", f"{CG}/do/move-deadline?deadline=term"),
    Asked("submission", "Dora Dyke", f"{WB}/submissions/1"),
    Asked("public", None, "/public/common-ground-before"),
)


@dataclass
class Measured:
    """What a page cost: milliseconds each time, and statements and compressed bytes the last time."""

    took: list[float] = field(default_factory=list[float])
    statements: int = 0
    size: int = 0


class Statements:
    """Counts what is asked of PostgreSQL."""

    def __init__(self) -> None:
        self.count = 0

    def of(self, _: object) -> None:
        self.count += 1


@asynccontextmanager
async def opened(running: Stack, counted: Statements) -> AsyncGenerator[Front]:
    """The pages in this process, on the database of the others."""
    os.environ.update(running.api_environment)
    front = create(Settings())
    async with front.programs.router.lifespan_context(front.programs):
        resources: Resources = front.programs.state.resources
        async with AsyncExitStack() as every:
            for pool in (resources.pool, resources.lists):
                for _ in range(pool.get_max_size()):
                    connection = await every.enter_async_context(pool.acquire())
                    connection.add_query_logger(counted.of)
        keep_what_is_here()
        yield front


async def signed_in(http: httpx2.AsyncClient, who: str) -> None:
    page = (await http.get("/development/sign-in")).text
    found = re.search(rf'value="([^"]+)">{who}<', page)
    token = FORM_TOKEN.search(page)
    assert found, f"{who} is nobody here"
    assert token
    form = {"form_token": token[1], "person": found[1], "to": "/"}
    answer = await http.post("/development/sign-in", data=form)
    assert answer.is_redirect, answer.text


Clients = dict[str | None, httpx2.AsyncClient]


@asynccontextmanager
async def visitors(front: Front) -> AsyncGenerator[Clients]:
    """Everybody who asks, signed in."""
    clients: Clients = {}
    async with AsyncExitStack() as every:
        for who in dict.fromkeys(asked.who for asked in PAGES):
            transport = httpx2.ASGITransport(front)
            http = httpx2.AsyncClient(transport=transport, base_url=BASE, timeout=60)
            clients[who] = await every.enter_async_context(http)
            if who is not None:
                await signed_in(clients[who], who)
        yield clients


async def measure(clients: Clients, counted: Statements, rounds: int) -> dict[str, Measured]:
    found = {asked.name: Measured() for asked in PAGES}
    for _ in range(rounds):
        for asked in PAGES:
            counted.count = 0
            began = perf_counter()
            answer = await clients[asked.who].get(asked.path)
            found[asked.name].took.append((perf_counter() - began) * 1000)
            assert answer.is_success, f"{asked.path}: {answer.status_code}"
            found[asked.name].statements = counted.count
            found[asked.name].size = len(gzip.compress(answer.content))
    return found


async def follow(running: Stack, data: Path, people: int) -> list[Figure]:
    """How soon everybody who follows one programme hears of an entry, and on how many connections."""
    limits = httpx2.Limits(max_connections=None)
    address = running.instance.api
    async with AsyncExitStack() as every:
        http = await every.enter_async_context(
            httpx2.AsyncClient(base_url=address, limits=limits, timeout=120)
        )
        await signed_in(http, "Bram Bureau")
        page = (await http.get(CG)).text
        head = re.search(r"events\?after=(\d+)", page)
        assert head
        streams = [
            await every.enter_async_context(http.stream("GET", f"{CG}/events?after={head[1]}"))
            for _ in range(people)
        ]
        hearing = [asyncio.create_task(_heard(stream)) for stream in streams]
        await act(running, data, "suspensions")
        appended = perf_counter()
        moments = await asyncio.gather(*hearing)
        # As it was: what is asked for next needs a programme that goes on.
        await act(running, data, "resumptions")
        connection = await asyncpg.connect(running.instance.owner_database)
        listening = await connection.fetchval(LISTENING, CALLED)
        await connection.close()
    took = sorted((moment - appended) * 1000 for moment in moments)
    return [
        Figure("heard_by_the_first", took[0], "ms"),
        Figure("heard_by_half", took[len(took) // 2], "ms"),
        Figure("heard_by_the_last", took[-1], "ms"),
        Figure("connections_that_listen", listening, "in two processes"),
    ]


async def _heard(stream: httpx2.Response) -> float:
    async for line in stream.aiter_lines():
        if line == "event: entry":
            return perf_counter()
    raise AssertionError("the stream has ended")


async def act(running: Stack, data: Path, what: str) -> None:
    """Let something happen in the programme that is followed."""
    async with connect(running.instance.api, None) as api:
        office = Cast(load(shipped("common-ground"))).office
        as_office = api.as_person(minting(data)(office))
        await as_office.post(f"programmes/common-ground/{what}", {"reason": "A pause."})


async def main(programmes: int, rounds: int, people: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        # So that PostgreSQL can enter, where root runs this.
        await asyncio.to_thread(data.chmod, 0o711)
        async with stack(data, Settings(), ports=ANY_PORTS) as running:
            await play_examples(running.instance.api, minting(data), print)
            counted = Statements()
            async with opened(running, counted) as front, visitors(front) as clients:
                live = await follow(running, data, people)
                # Only now: the page on which one becomes somebody folds each programme, and copies cannot be.
                connection = await asyncpg.connect(running.instance.owner_database)
                await fill(connection, programmes)
                await connection.close()
                found = await measure(clients, counted, rounds)
    report(
        "pages",
        f"{programmes} open programmes, each page asked for {rounds} times in turn; {people} follow one",
        [*_figures(found), *live],
    )


def _figures(found: dict[str, Measured]) -> list[Figure]:
    nothing = statistics.median(found[NOTHING].took)
    figures: list[Figure] = []
    for name, one in found.items():
        median, slow = statistics.median(one.took), statistics.quantiles(one.took, n=100)[-1]
        compared = None if name == NOTHING else NOTHING
        figures += [
            Figure(f"{name}_p50", median, "ms", compared, median / nothing if compared else None),
            Figure(f"{name}_p99", slow, "ms"),
            Figure(f"{name}_statements", one.statements, ""),
            Figure(f"{name}_html", one.size / 1000, "kB compressed"),
        ]
    return figures


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programmes", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--people", type=int, default=500)
    given = parser.parse_args()
    asyncio.run(main(given.programmes, given.rounds, given.people))

"""Lists of 10,000 programmes at the database: a page, a search, counts; beside a statement that does nothing.

One programme is begun and copied, with other titles, names, phases, days and turns. The office has a part in
all of them, a member in a hundredth.
"""

import argparse
import asyncio
import random
import statistics
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

import asyncpg

from bench.report import Figure, report
from blueprints.freezing import freeze
from blueprints.loading import load
from cli.embedded.postgres import start_postgres
from cli.embedded.processes import Processes
from store import database
from store.database import ForLists
from store.every_phase import beginning, standings
from store.every_phase.standings import Filter, Reader
from store.migrate import migrate
from store.people.identities import Account
from store.people.people import Person

BLUEPRINT = Path(__file__).parent.parent / "blueprints" / "small.toml"
FIRST = "p-00000"
WORDS = ("brug", "weg", "archief", "burgerzaken", "energie", "jeugd", "vastgoed", "keten", "loket", "stad")
LATE = 0.05
"""The share that is late."""


async def fill(connection: asyncpg.Connection, programmes: int) -> None:
    """Begin one programme and copy it until there are so many."""
    blueprint = freeze(load(BLUEPRINT), datetime.now(UTC).date())
    async with connection.transaction():
        await beginning.begin(connection, beginning.Start(FIRST, blueprint, Person("starter", "S"), "k", ""))
    dice = random.Random(7)  # noqa: S311 - no secret
    today = datetime.now(UTC).date()
    rows = [
        (
            f"p-{n:05}",
            " ".join(dice.sample(WORDS, 3)).capitalize(),
            dice.choice(("appointment", "definition", "sign_off", "conditions")),
            dice.choices(("running", "suspended", "approved"), (100, 2, 0))[0],
            today + timedelta(days=dice.randint(-20, 120)),
            dice.random() < LATE,
            dice.choice((["office"], ["kwartiermaker"], ["college", "member"])),
            n % 100 == 0,
        )
        for n in range(1, programmes)
    ]
    async with connection.transaction():
        await connection.execute("SET CONSTRAINTS ALL DEFERRED")
        await connection.execute(
            "CREATE TEMPORARY TABLE copies (slug text, title text, phase text, situation text, due date,"
            " late boolean, roles text[], members boolean)"
        )
        await connection.copy_records_to_table("copies", records=rows)
        await connection.execute(
            "INSERT INTO programmes (slug, title, blueprint, blueprint_hash, rules, agreement, started_by,"
            " start_key, start_body, head_hash)"
            " SELECT c.slug, c.title, '{}', blueprint_hash, '{}', '{}', started_by, c.slug, '', head_hash"
            " FROM programmes, copies c WHERE programmes.slug = $1",
            FIRST,
        )
        await connection.execute(
            "INSERT INTO people (programme, id, subject, name, email, by_address, issuer)"
            " SELECT c.slug, p.id, CASE WHEN p.id::text = ANY(s.office) OR c.members THEN p.subject"
            " ELSE p.subject || c.slug END, p.name || ' ' || c.slug, p.email, p.by_address, p.issuer"
            " FROM people p JOIN standings s ON s.programme = p.programme, copies c"
            " WHERE p.programme = $1",
            FIRST,
        )
        await connection.execute(
            "INSERT INTO standings SELECT c.slug, s.seq, s.at, c.title, s.bodies, c.phase, c.situation,"
            " s.published, s.version, s.principal, s.kwartiermaker, s.office,"
            " jsonb_set(s.turns, '{0,due}', to_jsonb(c.due)), c.roles,"
            " CASE WHEN 'office' = ANY(c.roles) THEN s.office ELSE s.people END, c.due, c.late, s.people,"
            " NULL, lower(c.title || ' ' || c.slug || repeat(' anna de vries', 8))"
            " FROM standings s, copies c WHERE s.programme = $1",
            FIRST,
        )
    await connection.execute("ANALYZE")


async def main(programmes: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        # So that PostgreSQL can enter, where root runs this.
        await asyncio.to_thread(data.chmod, 0o711)
        async with Processes(data / "logs") as processes:
            server = await start_postgres(processes, data, port=None)
            await migrate(server.dsn())
            async with (
                database.connect(server.dsn(), largest=1, listing=True) as pool,
                database.for_lists(pool) as connection,
            ):
                await fill(connection, programmes)
                await measure(connection, programmes, rounds)


async def measure(connection: ForLists, programmes: int, rounds: int) -> None:
    blueprint = load(BLUEPRINT)
    named = {person.key: person.subject for person in blueprint.people}
    office = Reader(Account("issuer", named[blueprint.office[0]], is_address=True))
    member = Reader(Account("issuer", named[blueprint.sign_off.bodies[0].seats[0].person], is_address=True))
    everybody = Reader(None, everything=True)
    today = datetime.now(UTC).date()
    middle = (await standings.page(connection, office, Filter(), "due", limit=50))[-1].place("due")
    asked: dict[str, Callable[[], Awaitable[object]]] = {
        "nothing": lambda: connection.fetchval("SELECT 1"),
        "page_of_the_office": lambda: standings.page(connection, office, Filter(), "due"),
        "next_page": lambda: standings.page(connection, office, Filter(), "due", middle),
        "page_of_a_member": lambda: standings.page(connection, member, Filter(), "due"),
        "page_of_an_auditor": lambda: standings.page(connection, everybody, Filter(), "due"),
        "filtered": lambda: standings.page(
            connection, office, Filter(situations=standings.OPEN, phase="definition", late=True), "due"
        ),
        "search_by_title": lambda: standings.page(connection, office, Filter(search="archief jeugd"), "due"),
        "search_by_name": lambda: standings.page(connection, office, Filter(search="p-09876"), "due"),
        "mine": lambda: standings.page(connection, office, Filter(mine=True), "due"),
        "counts": lambda: standings.counts(connection, office, today),
    }
    took: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(rounds):
        for name, ask in asked.items():
            began = perf_counter()
            await ask()
            took[name].append((perf_counter() - began) * 1000)
    figures: list[Figure] = []
    nothing = statistics.median(took["nothing"])
    for name, each in took.items():
        median, slow = statistics.median(each), statistics.quantiles(each, n=100)[-1]
        compared = None if name == "nothing" else "nothing"
        figures.append(Figure(f"{name}_p50", median, "ms", compared, median / nothing if compared else None))
        figures.append(Figure(f"{name}_p99", slow, "ms"))
    report("standings", f"{programmes} open programmes, each asked {rounds} times in turn", figures)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programmes", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=100)
    given = parser.parse_args()
    asyncio.run(main(given.programmes, given.rounds))

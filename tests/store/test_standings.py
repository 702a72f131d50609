"""Lists of programmes: found, sorted and counted by where they stand, for whoever has a part in them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from blueprints.freezing import freeze
from domain.appointment.nominate import CandidateNominated
from domain.every_phase.waits import Waits
from domain.register.entries import GENESIS, Head
from domain.register.steps import RecordStep
from domain.shared.actors import Actor
from domain.shared.texts import TextRef
from store import database as store_database
from store.database import ForLists
from store.every_phase import beginning, programmes, standings
from store.every_phase.standings import Filter, Reader
from store.people import people
from store.people.identities import Account
from store.people.people import Person
from store.register import entries
from tests.workflows.blueprints import small

OFFICE = next(person for person in small().people if person.key in small().office)
STARTER = Person("sam@example.nl", "Sam")
TODAY = datetime.now(UTC).date()
EVERYBODY = Reader(None, everything=True)
NOTHING = TextRef(id="7b1c3c0e-0000-4000-8000-000000000000", hash="0" * 64, length=0)
CANDIDATE = "7b1c3c0e-0000-4000-8000-000000000001"


@pytest.fixture
async def connection(database: str) -> AsyncIterator[ForLists]:
    async with (
        store_database.connect(database, listing=True) as pool,
        store_database.for_lists(pool) as connection,
    ):
        for slug, title in (
            ("archief", "Gezamenlijk archief"),
            ("brug", "Brug_naar 100%"),
            ("common", "Common Ground"),
        ):
            blueprint = freeze(small(), TODAY).model_copy(update={"title": title})
            async with connection.transaction():
                await beginning.begin(connection, beginning.Start(slug, blueprint, STARTER, slug, ""))
        yield connection


def office() -> Reader:
    """Whoever the blueprint of these programmes names as their office."""
    return Reader(Account("issuer", OFFICE.subject, is_address=True))


async def found(connection: ForLists, which: Filter, reader: Reader = EVERYBODY) -> list[str]:
    return [listed.slug for listed in await standings.page(connection, reader, which)]


async def nominated(connection: ForLists, slug: str) -> None:
    """The register takes a nomination, with where the programme stands then."""
    state = await programmes.beginning(connection, slug)
    assert state is not None
    step = RecordStep(
        programme=slug,
        head=Head(seq=0, hash=GENESIS),
        key="nominate",
        body="",
        actor=Actor(person="7b1c3c0e-0000-4000-8000-000000000002", role="office"),
        at=datetime.now(UTC),
        events=(CandidateNominated(person=CANDIDATE, interests=NOTHING),),
    )
    assert await entries.append(connection, step, step.events, waits=Waits(state))


async def test_lists_are_planned_with_hashes_however_often_a_connection_is_lent(database: str) -> None:
    async with store_database.connect(database, largest=1, listing=True) as pool:
        for _ in range(2):
            async with store_database.for_lists(pool) as connection:
                assert await connection.fetchval("SHOW enable_nestloop") == "off"


class TestWhichAreFound:
    async def test_all_in_the_order_of_their_slugs(self, connection: ForLists) -> None:
        assert await found(connection, Filter()) == ["archief", "brug", "common"]

    @pytest.mark.parametrize(
        ("search", "slugs"),
        [
            ("ground", ["common"]),
            ("GROUND common", ["common"]),
            ("ground archief", []),
            ("brug_", ["brug"]),
            ("0%", ["brug"]),
            ("_", ["brug"]),
            ("\\", []),
        ],
    )
    async def test_by_words_in_their_title(self, connection: ForLists, search: str, slugs: list[str]) -> None:
        assert await found(connection, Filter(search=search)) == slugs

    async def test_by_whose_turn_it_is(self, connection: ForLists) -> None:
        await nominated(connection, "brug")
        assert await found(connection, Filter(role="principal")) == ["brug"]
        assert await found(connection, Filter(role="office")) == ["archief", "common"]

    async def test_by_phase_situation_and_lateness(self, connection: ForLists) -> None:
        assert len(await found(connection, Filter(phase="appointment"))) == 3
        assert await found(connection, Filter(phase="definition")) == []
        assert await found(connection, Filter(situations=("approved",))) == []
        assert await found(connection, Filter(late=True)) == []

    async def test_by_the_day_that_comes_first(self, connection: ForLists) -> None:
        await nominated(connection, "brug")
        (brug,) = [one for one in await standings.page(connection, EVERYBODY, Filter()) if one.slug == "brug"]
        first = brug.standing.first
        assert first is not None
        assert first.due is not None
        assert await found(connection, Filter(due_by=first.due)) == ["brug"]
        assert await found(connection, Filter(due_by=first.due - timedelta(days=1))) == []
        by_day = await standings.page(connection, EVERYBODY, Filter(), "due")
        # Those without a day come last.
        assert [one.slug for one in by_day] == ["brug", "archief", "common"]

    async def test_by_what_somebody_with_a_part_is_called(self, connection: ForLists) -> None:
        await nominated(connection, "brug")
        assert len(await found(connection, Filter(search=OFFICE.name))) == 3
        ids = await people.ids(connection, "brug", [OFFICE.subject])

        await people.correct(connection, "brug", next(iter(ids.values())), "Zwaantje Zeldzaam")

        assert await found(connection, Filter(search="zwaantje")) == ["brug"]
        assert await found(connection, Filter(search=OFFICE.name)) == ["archief", "common"]

    async def test_nobody_erased_is_found_by_their_name(self, connection: ForLists) -> None:
        ids = await people.ids(connection, "brug", [OFFICE.subject])
        async with connection.transaction():
            await people.erase(connection, "brug", next(iter(ids.values())))
        assert await found(connection, Filter(search=OFFICE.name)) == ["archief", "common"]


class TestWhoFindsThem:
    async def test_whoever_has_a_part_finds_them(self, connection: ForLists) -> None:
        assert len(await found(connection, Filter(), office())) == 3

    async def test_whoever_has_none_does_not(self, connection: ForLists) -> None:
        stranger = Reader(Account("issuer", "nobody@example.nl"))
        assert await found(connection, Filter(), stranger) == []
        assert (await standings.counts(connection, stranger, TODAY, [Filter()])).also == (0,)

    async def test_whoever_only_started_them_does_not(self, connection: ForLists) -> None:
        assert await found(connection, Filter(), Reader(Account("issuer", STARTER.subject))) == []

    async def test_what_waits_for_somebody_is_theirs(self, connection: ForLists) -> None:
        await nominated(connection, "brug")
        assert await found(connection, Filter(mine=True), office()) == ["archief", "common"]


class TestPages:
    @pytest.mark.parametrize("sort", ["slug", "due"])
    async def test_each_programme_is_on_one_page(self, connection: ForLists, sort: standings.Sort) -> None:
        await nominated(connection, "brug")
        seen: list[str] = []
        after = standings.FIRST
        for _ in range(3):
            (one,) = await standings.page(connection, EVERYBODY, Filter(), sort, after, limit=1)
            seen.append(one.slug)
            after = one.place(sort)
        assert sorted(seen) == ["archief", "brug", "common"]
        assert await standings.page(connection, EVERYBODY, Filter(), sort, after, limit=1) == []

    async def test_they_are_counted_by_what_is_asked_most(self, connection: ForLists) -> None:
        await nominated(connection, "brug")
        counts = await standings.counts(connection, office(), TODAY)
        assert (counts.open, counts.office, counts.mine, counts.late, counts.finished) == (3, 2, 2, 0, 0)
        also = [Filter(role="principal"), Filter(), Filter(role="principal", search="archief")]
        assert (await standings.counts(connection, EVERYBODY, TODAY, also)).also == (1, 3, 0)


class TestBeingKept:
    async def test_what_is_written_with_an_entry_is_what_the_register_comes_down_to(
        self, connection: ForLists
    ) -> None:
        await nominated(connection, "brug")
        assert not await standings.fold_anew(connection, "brug")
        folded = await standings.of_register(connection, "brug")
        (listed,) = [
            one for one in await standings.page(connection, EVERYBODY, Filter()) if one.slug == "brug"
        ]
        assert listed.standing == folded

    async def test_what_somebody_wrote_there_is_folded_anew(self, connection: ForLists) -> None:
        await connection.execute("UPDATE standings SET phase = 'sign_off', due = '2020-01-01'")
        assert await standings.fold_anew(connection, "brug")
        assert await found(connection, Filter(phase="appointment")) == ["brug"]

    async def test_what_a_worker_of_an_earlier_version_appended_is_caught_up_with(
        self, connection: ForLists
    ) -> None:
        await connection.execute("DELETE FROM standings WHERE programme = 'archief'")
        await connection.execute("UPDATE programmes SET head_seq = 1 WHERE slug = 'brug'")
        await connection.execute(
            "UPDATE standings SET changes_on = $1 WHERE programme = 'common'", date(2020, 1, 1)
        )
        assert await standings.fallen_behind(connection) == ["archief", "brug", "common"]

    async def test_where_the_day_may_have_changed_it_a_list_says_so(self, connection: ForLists) -> None:
        await connection.execute("UPDATE standings SET changes_on = $1 WHERE programme = 'common'", TODAY)
        rows = await standings.page(connection, EVERYBODY, Filter())
        assert [one.stale for one in rows] == [False, False, True]
        assert replace(await standings.one(connection, "common"), stale=True).title == "Common Ground"

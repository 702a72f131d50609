"""Every operation in every part: of this programme, of another one, and without a token."""

from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path

import pytest
from pydantic import SecretStr
from temporalio.client import Client

from api.http.reference import rights_page
from domain.reading.materials import Material
from domain.reading.parts import ReadingPart
from domain.reading.rights import may_read
from store.accounts.grants import API, WORKER
from store.database import connect
from tests.accounts import account
from tests.api.operations import OPERATIONS, Operation
from tests.api.rights import (
    ACTING,
    BY_LINK,
    ELSEWHERE,
    IN_DEVELOPMENT,
    READING,
    SHOWN,
    SHOWN_NOW,
    Programmes,
    blueprint,
    of_others,
)
from tests.api.story import Story, told
from tests.api.visiting import Visitor, ok, opened, problem, settings_of
from tests.conftest import Databases
from tests.workflows.running import World

ROOT = Path(__file__).parents[3]
QUEUE = "rights"


@pytest.fixture(scope="module")
async def programmes(
    postgres: Databases,
    prepared_client: Client,
    temporal: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Programmes]:
    dsn, folder = await postgres.create(), tmp_path_factory.mktemp("rights")
    own = {"database": SecretStr(account(dsn, API)), "temporal": temporal, "task_queue": QUEUE}
    settings = settings_of(folder).model_copy(update=own)
    async with (
        connect(dsn) as pool,
        connect(account(dsn, WORKER)) as workers,
        opened(settings, folder) as door,
    ):
        world = World(prepared_client, pool, QUEUE, workers)
        async with (
            world.worker(),
            told(world, Story(door, blueprint())) as this,
            told(world, Story(door, of_others(blueprint()))) as other,
        ):
            await this.saved()
            await this.act(this.as_("anna"), "drafters", person=this.person("bram"))
            await other.asked()
            yield Programmes(this, other)
    await postgres.drop(dsn)


def named(operation: Operation) -> str:
    return operation.id


# --- reading ---


async def readers(
    operation: Operation, slug: str, visitors: Mapping[ReadingPart, Visitor]
) -> set[ReadingPart]:
    """The parts that an operation does not refuse; what they ask for need not be there."""
    found: set[ReadingPart] = set()
    for part, visitor in visitors.items():
        answer = await operation.by(visitor, slug=slug)
        assert answer.status_code in {200, 403, 404}, f"{part}: {answer.text}"
        if answer.status_code == 403:
            problem(answer, 403, "not_readable")
        else:
            found.add(part)
    return found


@pytest.mark.parametrize("operation", READING, ids=named)
async def test_each_part_reads_what_its_row_says(programmes: Programmes, operation: Operation) -> None:
    this, other, shown = programmes.this, programmes.other, SHOWN[operation.id].any_of
    now: Sequence[Material] = [SHOWN_NOW[operation.id]] if operation.id in SHOWN_NOW else shown

    assert await readers(operation, this.slug, programmes.of_this) == {
        part for part in programmes.of_this if any(may_read([part], what) for what in now)
    }
    assert ("candidate" in await readers(operation, other.slug, {"candidate": other.as_("anna")})) == any(
        may_read(["candidate"], what) for what in shown
    )


@pytest.mark.parametrize("operation", READING, ids=named)
async def test_a_part_of_another_programme_reads_nothing_nor_does_a_stranger(
    programmes: Programmes, operation: Operation
) -> None:
    this, other = programmes.this, programmes.other

    assert await readers(operation, this.slug, programmes.of_the_other) == set()
    assert await readers(operation, other.slug, programmes.preparing_this) == set()
    problem(await operation.by(this.door.stranger, slug=this.slug), 403, "not_readable")
    problem(await operation.by(this.door.nobody, slug=this.slug), 401, "no_token")


async def test_a_list_of_programmes_holds_those_in_which_one_has_a_part(programmes: Programmes) -> None:
    this, other = programmes.this, programmes.other

    async def listed(visitor: Visitor) -> list[str]:
        return [item["slug"] for item in ok(await visitor.get("/programmes"))["items"]]

    assert await listed(this.as_("college-2")) == [this.slug]
    assert await listed(other.as_("anna")) == [other.slug]
    assert await listed(this.door.stranger) == []
    assert await listed(this.door.starter) == []
    assert await listed(programmes.everywhere["auditor"]) == sorted([this.slug, other.slug])


# --- acting ---


@pytest.mark.parametrize("operation", ACTING, ids=named)
async def test_nobody_acts_who_has_no_part_or_one_that_only_reads(
    programmes: Programmes, operation: Operation
) -> None:
    this = programmes.this
    readers, others = programmes.everywhere, programmes.of_the_other

    for who in (*readers.values(), *others.values(), this.door.starter, this.door.stranger):
        answer = await operation.by(who, slug=this.slug)
        assert answer.status_code in {400, 403, 404, 409}, answer.text
    problem(await operation.by(this.door.nobody, slug=this.slug), 401, "no_token")


# --- what stands where ---


def test_every_operation_says_what_it_shows_or_lets_somebody_act() -> None:
    known = {operation.id for operation in (*READING, *ACTING)} | ELSEWHERE | IN_DEVELOPMENT | BY_LINK

    assert {operation.id for operation in OPERATIONS} == known
    assert not {operation.id for operation in READING} & {operation.id for operation in ACTING}


def test_the_page_is_the_one_that_the_table_writes() -> None:
    written = (ROOT / "docs" / "rights.md").read_text(encoding="utf-8")

    assert written == "\n".join(rights_page.document()) + "\n", (
        "run: python -m api.http.reference.rights_page > docs/rights.md"
    )

"""A short attack on a Kwartier of its own: nothing gets through, and what would is found."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from io import StringIO

import asyncpg
import httpx2
import pytest
from rich.console import Console

from attack import accounts, commands, inputs, named, reads, rows, temporal
from attack.__main__ import everything
from attack.choosing import COUNTS, SEED, choosing
from attack.people import Named
from attack.report import KINDS, Attempt, Kind, report
from attack.stack import Ground, ground
from domain.reading.rights import READS
from store.accounts.grants import API
from store.kept import shadows
from tests.api.operations import OPERATIONS, Operation
from tests.api.rights import ACTING
from tests.api.visiting import Door, Visitor
from tests.conftest import make_reachable_folder
from tests.domain import asking
from tests.store.kept.tampering import Looking
from tests.workflows.signing import signed
from worker.keys import known_keys


@pytest.fixture(scope="module")
async def attacked() -> AsyncIterator[Ground]:
    folder = make_reachable_folder()
    async with ground(folder) as attacked:
        yield attacked
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
async def attempts(attacked: Ground) -> list[Attempt]:
    return await everything(attacked, SEED, "short")


def operation(name: str) -> Operation:
    return next(one for one in OPERATIONS if one.id == name)


def test_nothing_gets_through(attempts: list[Attempt]) -> None:
    assert [attempt for attempt in attempts if attempt.got_through] == []


@pytest.mark.parametrize("kind", KINDS)
def test_something_of_each_kind_is_tried(attempts: list[Attempt], kind: Kind) -> None:
    assert [attempt for attempt in attempts if attempt.kind == kind]


def test_of_each_command_it_is_said_who_may_ask_it() -> None:
    assert set(commands.MAY) == {one.id for one in ACTING}


def test_with_the_same_seed_the_same_is_tried() -> None:
    def chosen(seed: int) -> list[int]:
        return choosing("reads", seed, "short").some(range(1000), 10)

    assert chosen(SEED) == chosen(SEED) != chosen(SEED + 1)


# --- what would get through is found ---


async def test_a_command_that_takes_effect_is_found(attacked: Ground, attempts: list[Attempt]) -> None:
    story = attacked.programmes.this
    asked = commands.Asked(story, operation("planMeeting"), Named("the office", story.office))
    sent = replace(asked, operation=await commands.fitted(asked.operation, story))

    [found] = await commands.by_whom_may_not(attacked, [sent])

    assert found.got_through.startswith("answered 201, and entries")


async def test_what_is_read_by_whoever_may_not_is_found(attacked: Ground, attempts: list[Attempt]) -> None:
    without: reads.Rows = {**READS, "office": frozenset()}
    every = replace(choosing("reads", SEED, "short"), counts=COUNTS["full"])

    found = await reads.what_is_not_theirs(attacked, every, without)

    through = {attempt.tried for attempt in found if attempt.got_through}
    assert {tried.partition(" as ")[2] for tried in through} == {"office"}
    assert f"readRegister of {attacked.programmes.this.slug} as office" in through


async def test_a_vote_that_is_shown_is_found(attacked: Ground, attempts: list[Attempt]) -> None:
    voter = attacked.voting.as_(reads.VOTER)

    shown = await reads.said(operation("listBallots"), attacked.voting, voter)

    assert reads.REASON in reads.leaked(shown, await reads.told_by(attacked.voting))


async def test_an_input_that_is_taken_is_found(attacked: Ground, attempts: list[Attempt]) -> None:
    story = attacked.programmes.this
    sender = inputs.Sender(story, {"office": story.office})

    found = await sender.send("a good day", operation("planMeeting"), b"{}", expected=201)

    assert found.got_through == "answered 400"


@pytest.mark.parametrize("status", [500, 503])
def test_an_answer_that_something_failed_is_found(status: int) -> None:
    assert inputs.judged("x", httpx2.Response(status), 0).got_through == f"answered {status}"


async def test_a_row_that_is_changed_unseen_is_found(attacked: Ground, attempts: list[Attempt]) -> None:
    connection = await asyncpg.connect(attacked.postgres.dsn(), statement_cache_size=0)
    await shadows.make(connection)
    keys = known_keys(attacked.settings)
    looking = Looking(connection, attacked.programmes.this.slug, keys)

    # Nobody reads it, and nothing is compared with it.
    found = await rows.tampered(looking, "UPDATE texts SET author = NULL WHERE programme = $1")

    await connection.close()
    assert found.got_through == "nobody finds it"


async def test_a_statement_that_is_let_is_found(attacked: Ground) -> None:
    connection = await asyncpg.connect(attacked.account(API))
    refused = await accounts.is_refused(connection, "SELECT FROM entries")
    await connection.close()

    assert not refused


async def test_a_command_through_temporal_that_is_carried_out_is_found(
    attacked: Ground, attempts: list[Attempt]
) -> None:
    programme = await temporal.known(attacked, attacked.programmes.this)
    suspend = asking.suspend(by=programme.office)

    found = await temporal.sent_through(
        programme, signed(suspend, programme.slug, key=attacked.world.commands)
    )

    assert found == "it was carried out"


class OpenDoor(Door):
    """An API in which strangers are let in as the office."""

    insider: Visitor

    @property
    def stranger(self) -> Visitor:
        return self.insider


async def test_a_stranger_who_reads_is_found(attacked: Ground, attempts: list[Attempt]) -> None:
    door = OpenDoor(attacked.door.app, attacked.door.http, attacked.door.key)
    object.__setattr__(door, "insider", attacked.voting.office)

    found = await named.any_token_reads_everything(replace(attacked, door=door))

    assert [attempt for attempt in found if "readRegister" in attempt.tried and attempt.got_through]


# --- what is said of it ---

ALL = [Attempt(kind, "something") for kind in KINDS]
WHAT_DID = Attempt("reads", "the register as a stranger", "answered 200")


def said(attempts: list[Attempt]) -> tuple[int, str]:
    written = StringIO()
    return report(attempts, 7, "short", Console(file=written, width=100)), written.getvalue()


def test_where_nothing_got_through_all_is_well() -> None:
    assert said(ALL)[0] == 0


def test_what_got_through_is_named_with_how_to_repeat_it() -> None:
    code, written = said([*ALL, WHAT_DID])

    assert code == 1
    assert "got through: reads: the register as a stranger: answered 200" in written
    assert "./dev attack --seed 7 --size short" in written


def test_a_kind_of_which_nothing_was_tried_is_no_success() -> None:
    code, written = said(ALL[1:])

    assert code == 1
    assert "that is no result" in written

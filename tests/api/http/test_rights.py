"""Every operation in every part: of this programme, of another one, and without a token."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from pydantic import SecretStr
from temporalio.client import Client

from api.application import create
from api.http.reading import shown_in
from api.http.reference import rights_page
from cli.tokens import Identity
from domain.blueprint.model import Blueprint
from domain.reading.materials import Material
from domain.reading.parts import Claim, ReadingPart
from domain.reading.rights import may_read
from settings import Settings
from store.accounts.grants import API, WORKER
from store.database import connect
from tests.accounts import account
from tests.api.operations import OPERATIONS, Operation
from tests.api.story import Story, told
from tests.api.visiting import Visitor, ok, opened, problem, settings_of
from tests.conftest import Databases
from tests.workflows.blueprints import body, small
from tests.workflows.running import World

ROOT = Path(__file__).parents[3]
QUEUE = "rights"

SHOWN = shown_in(create(Settings(environment="development")))

READING = [operation for operation in OPERATIONS if operation.id in SHOWN and "{slug}" in operation.path]

ELSEWHERE = {"isLive", "isReady", "listProgrammes", "startProgramme"}
"""About no one programme: health, all of the caller's, and a new one."""

IN_DEVELOPMENT = {"moveClock", "listMail", "showMail"}
"""For everyone with a token, and not there in production."""

ACTING = [
    operation
    for operation in OPERATIONS
    if operation.method == "post" and "{slug}" in operation.path and operation.id not in IN_DEVELOPMENT
]

BY_LINK = {"showInvitation", "openInvitation", "contributeByInvitation", "showSignIn", "bindIdentity"}
"""Whoever has the link is let in: it is for one person, and of one organisation and one round or once."""

SHOWN_NOW: Mapping[str, Material] = {
    "showPlanVersion": "unsubmitted_version",
    "exportPlanVersion": "unsubmitted_version",
    "comparePlanVersions": "unsubmitted_version",
    "listPrincipleAnswers": "unsubmitted_version",
    "showResponseMemo": "unsettled_memo",
    "listProjects": "projects",
    "showProject": "projects",
    # The organisation in the example is nobody's own.
    "trace": "contributions",
}
"""What these show of the programme as far as it has come; later it is something that more people may read."""

CLAIMS: tuple[Claim, ...] = ("operator", "auditor")

Visitors = dict[ReadingPart, Visitor]


@dataclass(frozen=True)
class Programmes:
    """One that is being defined and another in which a candidate is asked, each with people of its own."""

    this: Story
    other: Story

    @cached_property
    def of_this(self) -> Visitors:
        return self.everywhere | _taking_part(self.this, "G1") | self.preparing_this

    @cached_property
    def preparing_this(self) -> Visitors:
        return {"kwartiermaker": self.this.as_("anna"), "drafter": self.this.as_("bram")}

    @cached_property
    def of_the_other(self) -> Visitors:
        candidate: Visitors = {"candidate": self.other.as_("anna")}
        return _taking_part(self.other, "H1") | candidate

    @cached_property
    def everywhere(self) -> Visitors:
        """Those whose part a token says."""

        def with_claim(claim: Claim) -> Visitor:
            return self.this.door.as_(Identity(f"{claim}@claims.example", claim, roles=(claim,)))

        return {claim: with_claim(claim) for claim in CLAIMS}


def _taking_part(story: Story, organisation: str) -> Visitors:
    return {
        "office": story.office,
        "principal": story.principal,
        "panel": story.as_("panel-1"),
        "chair": story.as_("college-1"),
        "member": story.as_("college-2"),
        "substitute": story.as_("rik"),
        "judge": story.as_("kees"),
        "representative": story.representative(organisation),
    }


def blueprint() -> Blueprint:
    college = body(chair="college-1", conditions_judged_by={"person": "kees"})
    college["seats"][1]["substitute"] = "rik"
    return small(college)


def of_others(blueprint: Blueprint) -> Blueprint:
    """The same with other people, and other organisations."""
    text = blueprint.model_dump_json().replace("@small.example", "@other.example")
    for code in ("G1", "G2", "M1"):
        text = text.replace(f'"{code}"', f'"{code.replace("G", "H").replace("M", "N")}"')
    return Blueprint.of(json.loads(text))


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

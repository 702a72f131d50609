"""Whatever is sent, the answer is one that the API's document promises; schemathesis invents the requests."""

# Schemathesis leaves the type variables of its own classes open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis.strategies import SearchStrategy
from pydantic import SecretStr
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from temporalio.client import Client

from cli.tokens import Identity, mint
from store.accounts.grants import API, WORKER
from store.database import connect
from tests.accounts import account
from tests.api.listening import listening
from tests.api.operations import DOCUMENT
from tests.api.story import Story, told
from tests.api.visiting import ok, settings_of
from tests.conftest import Databases
from tests.workflows.blueprints import small
from tests.workflows.running import World

Operation = APIOperation[Any, Any, Any, Any]
Request = Case[Any]

EXAMPLES = 15
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
QUEUE = "contract"


@dataclass(frozen=True)
class Target:
    """Where requests go, about which programme, and who sends them."""

    url: str
    slug: str
    token: str

    def requests(self, operation: Operation, mode: GenerationMode) -> SearchStrategy[Request]:
        """Requests for `operation`: good ones about the programme, and bad ones about anything."""
        about_it = mode is GenerationMode.POSITIVE and "{slug}" in operation.path
        return operation.as_strategy(
            mode,
            headers={"Authorization": f"Bearer {self.token}"},
            path_parameters={"slug": self.slug} if about_it else None,
        )


@pytest.fixture(scope="module")
async def target(
    postgres: Databases,
    prepared_client: Client,
    temporal: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Target]:
    """A programme before the College, and a token that may do nearly everything."""
    dsn, folder = await postgres.create(), tmp_path_factory.mktemp("contract")
    own = {"database": SecretStr(account(dsn, API)), "temporal": temporal, "task_queue": QUEUE}
    settings = settings_of(folder).model_copy(update=own)
    async with connect(dsn) as pool, connect(account(dsn, WORKER)) as workers:
        world = World(prepared_client, pool, QUEUE, workers)
        async with (
            world.worker(),
            listening(settings, folder) as door,
            told(world, Story(door, small())) as story,
        ):
            await story.before_the_college()
            principal = story.person("principal")
            named = {"name": principal["name"], "email": principal["subject"]}
            ok(await story.office.post(f"{story.at}/organisations/G1/representatives", named), 201)
            reason = {"reason": "Everything is tried by one."}
            await story.act(story.office, "parts", part="office", person=principal, **reason)
            who = Identity(principal["subject"], principal["name"], roles=("starter",))
            yield Target(str(door.http.base_url.join("/v1")), story.slug, mint(door.key, who))
    await postgres.drop(dsn)


def operations() -> Iterator[Operation]:
    for found in schemathesis.openapi.from_dict(DOCUMENT).get_all_operations():
        assert isinstance(found, Ok), "the document is valid"
        operation = found.ok()
        # A clock takes as long as its workflow, for as many days as schemathesis can think of; and a stream
        # of events as long as somebody listens.
        if not operation.path.endswith(("/clock", "/events")):
            yield operation


def label(operation: Operation) -> str:
    return operation.label


ALL = list(operations())
TAKING_INPUT = [
    operation
    for operation in ALL
    if ("{" in operation.path or operation.query or operation.body)
    # Any text may be somebody's token.
    and operation.label not in {"GET /invitations/{token}", "GET /sign-ins/{token}"}
]


@pytest.mark.parametrize("operation", ALL, ids=label)
async def test_a_good_request_is_answered_as_the_document_says(target: Target, operation: Operation) -> None:
    await asyncio.to_thread(explore, target, operation, GenerationMode.POSITIVE)


@pytest.mark.parametrize("operation", TAKING_INPUT, ids=label)
async def test_a_bad_request_is_refused_as_the_document_says(target: Target, operation: Operation) -> None:
    await asyncio.to_thread(explore, target, operation, GenerationMode.NEGATIVE)


def explore(target: Target, operation: Operation, mode: GenerationMode) -> None:
    """Send requests until the examples are used up; fails with the smallest one that breaks a promise."""

    @trying(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
    )
    @given(case=target.requests(operation, mode))
    def send(case: Request) -> None:
        case.call_and_validate(base_url=target.url, checks=CHECKS)

    send()

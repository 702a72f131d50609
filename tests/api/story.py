"""A small programme, moved through HTTP only, as far as a test needs it."""

import secrets
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

import asyncpg
from temporalio.service import RPCError

from cli.tokens import Identity
from domain.blueprint.model import Blueprint
from tests.api.visiting import Door, Speaker, Visitor, ok
from tests.workflows.blueprints import SECTIONS
from tests.workflows.running import World
from tests.workflows.waiting import eventually
from workflows.starting import workflow_id


class Story:
    """One programme; `as_` are the people of its blueprint by their keys.

    On `pool` the test itself may do anything in PostgreSQL.
    """

    pool: asyncpg.Pool

    def __init__(self, door: Door, blueprint: Blueprint) -> None:
        self.door = door
        self.blueprint = blueprint
        self.slug = f"story-{secrets.token_hex(4)}"
        self.at = f"/programmes/{self.slug}"
        self._people = {person.key: person for person in blueprint.people}

    # --- people ---

    def as_(self, key: str) -> Visitor:
        person = self._people[key]
        # Whoever begins it is of its office here, which is what counts from then on.
        roles = ("starter",) if key in self.blueprint.office else ()
        return self.door.as_(Identity(person.subject, person.name, person.email, roles))

    def representative(self, code: str) -> Visitor:
        return self.speaker(code, Identity(f"{code}@organisations.example", f"Who speaks for {code}"))

    def speaker(self, code: str, who: Identity) -> Visitor:
        """Somebody who speaks for an organisation, once the office has named them."""
        place, person = (
            f"{self.at}/organisations/{code}/representatives",
            {"name": who.name, "email": who.subject},
        )
        return Speaker(self.door.http, self.door.as_(who).token, self.office, place, person)

    def person(self, key: str) -> dict[str, str]:
        """How a request names somebody."""
        person = self._people[key]
        return {"subject": person.subject, "name": person.name, "email": person.email}

    @property
    def office(self) -> Visitor:
        return self.as_("office")

    @property
    def principal(self) -> Visitor:
        return self.as_("principal")

    @property
    def bystander(self) -> Visitor:
        """Somebody who takes part, and neither prepares the programme nor votes on it."""
        return self.as_("panel-1")

    async def act(self, visitor: Visitor, what: str, **body: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Let somebody post to `what` below the programme."""
        return ok(await visitor.post(f"{self.at}/{what}", body), 201)

    async def read(self, what: str = "", visitor: Visitor | None = None) -> dict[str, Any]:
        return ok(await (visitor or self.office).get(f"{self.at}{what}"))

    async def until(self, kind: str) -> dict[str, Any]:
        """Wait until the register ends with an event of this kind; the event."""

        async def look() -> dict[str, Any]:
            # A vote that is not decided is sealed, and has no event.
            return (await self.read("/register"))["items"][-1].get("event", {"kind": "sealed"})

        return await eventually(
            look, lambda event: event["kind"] == kind, lambda event: f"no {kind}: {event}"
        )

    # --- how far it is ---

    async def begun(self) -> "Story":
        body = {"slug": self.slug, "blueprint": self.blueprint.model_dump(mode="json")}
        ok(await self.office.post("/programmes", body), 201)
        return self

    async def nominated(self, key: str = "anna") -> str:
        """Somebody is nominated; their id."""
        answer = await self.act(self.office, "nominations", person=self.person(key), interests="None.")
        seq = answer["entries"][0]["seq"]
        found = ok(await self.office.get(f"{self.at}/register", after=seq - 1, limit=1))
        return found["items"][0]["event"]["person"]

    async def asked(self) -> str:
        id_ = await self.nominated()
        await self.act(self.principal, "choices", preference=[id_], reason="Experience.")
        await self.until("candidate.asked")
        return id_

    async def appointed(self) -> "Story":
        await self.asked()
        await self.act(self.as_("anna"), "assignment-answers", answer="accept")
        await self.until("consultation.opened")
        return self

    async def drafted(self) -> "Story":
        await self.appointed()
        for code in ("G1", "G2", "M1"):
            await self.contributed(code)
        await self.until("draft.assembled")
        return self

    async def contributed(self, code: str, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        body = {"can": "yes", "will": "yes_if", "sections": {"goals": f"{code} says."}} | changes
        return await self.act(self.representative(code), "consultations/1/contributions", **body)

    async def saved(self, words: str = "Written") -> "Story":
        await self.drafted()
        sections = {key: f"{words}: {key}." for key in SECTIONS}
        await self.act(self.as_("anna"), "plan-versions", sections=sections)
        return self

    async def responded(self, point: int, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """The kwartiermaker answers a point, as taken over in version 2 unless said otherwise."""
        body = {"kind": "taken_over", "section": "goals", "version": 2, "reason": "It is better."} | changes
        return await self.act(self.as_("anna"), f"consultations/1/points/{point}/responses", **body)

    async def settled(self) -> "Story":
        """Every point is answered, and the responses are settled."""
        for point in (await self.read("/consultations/1/responses"))["items"]:
            if point["status"] == "stands" and not point["responses"]:
                await self.responded(point["number"])
        await self.act(self.as_("anna"), "consultations/1/settlements")
        return self

    async def submitted(self) -> "Story":
        await self.saved()
        await self.settled()
        await self.act(self.as_("anna"), "plan-versions/2/submissions")
        return self

    async def before_the_college(self) -> "Story":
        await self.submitted()
        for seat in ("panel-1", "panel-2"):
            await self.act(self.as_(seat), "plan-versions/2/reviews", can="yes", will="yes", reason="Good.")
        await self.until("submission.scheduled")
        return self

    async def ballot(self, choice: str = "for", **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """What a vote on the first submission looks like."""
        hash_ = (await self.read("/submissions/1"))["hash"]
        return {"submission_hash": hash_, "choice": choice, "reason": "We looked."} | changes

    async def voted(self, *choices: str, conditions: Mapping[int, list[object]] | None = None) -> None:
        for n, choice in enumerate(choices, start=1):
            body = await self.ballot(choice, conditions=(conditions or {}).get(n, []))
            await self.act(self.as_(f"college-{n}"), "submissions/1/ballots", **body)


StoryT = TypeVar("StoryT", bound=Story)


@asynccontextmanager
async def told(world: World, story: StoryT) -> AsyncGenerator[StoryT]:
    """A programme that was just started; whatever still runs of it ends with the context."""
    story.pool = world.pool
    await story.begun()
    try:
        yield story
    finally:
        with suppress(RPCError):
            await world.client.get_workflow_handle(workflow_id(story.slug)).terminate("the test is over")

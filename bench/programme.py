"""Drives one programme of the small blueprint from agreement to approval, as its people would."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import asyncpg
from temporalio.client import Client

from bench.progress import Progress
from domain.appointment.accept_assignment import AcceptAssignment
from domain.appointment.choose import Choose
from domain.appointment.nominate import Nominate
from domain.blueprint.model import Blueprint
from domain.plan.review import Review
from domain.plan.save_version import SaveVersion
from domain.plan.submit_version import SubmitVersion
from domain.register.answers import Answer
from domain.register.heads import SigningKey
from domain.responses.settle_responses import SettleResponses
from domain.shared.actors import Actor, Role
from domain.shared.support import Support
from domain.sign_off.cast_ballot import CastBallot
from domain.state.commands import Command, signed
from domain.state.programme_state import Submission
from store import texts
from store.consultation import contributions
from store.every_phase import beginning, programmes
from store.people import people
from store.responses import points, responses
from workflows import starting
from workflows.starting import workflow_id


@dataclass
class Run:
    """One programme being driven: what is asked of it, and by whom."""

    client: Client
    pool: asyncpg.Pool
    progress: Progress
    blueprint: Blueprint
    people: Mapping[str, str]
    task_queue: str
    sign: SigningKey
    slug: str = field(default_factory=lambda: f"bench-{uuid4().hex}")

    async def approve(self) -> None:
        """All of it; ends when the programme is published."""
        await self._begin()
        await self._appoint()
        await self._define()
        await self._sign_off()
        await self.progress.reaches(self.slug, 23)

    async def ask_everyone(self) -> None:
        """As far as the open consultation."""
        await self._begin()
        await self._appoint()
        await self.progress.reaches(self.slug, 7)

    async def bring_before_the_body(self) -> Submission:
        """As far as the first body's open ballot; what it is about."""
        await self._begin()
        await self._appoint()
        await self._define()
        return await self._scheduled()

    async def _begin(self) -> None:
        ids = {person.subject: self.people[person.key] for person in self.blueprint.people}
        office = next(person for person in self.blueprint.people if person.key == "office")
        starter = people.Person(office.subject, office.name, office.email)
        start = beginning.Start(self.slug, self.blueprint, starter, self.slug, "bench", ids)
        async with self.pool.acquire() as connection, connection.transaction():
            assert await beginning.begin(connection, start)
        async with self.pool.acquire() as connection:
            first = await programmes.beginning(connection, self.slug)
        assert first is not None
        await starting.start(self.client, first, self.task_queue)

    async def _appoint(self) -> None:
        candidate = self.people["candidate-one"]
        interests = await self._text("office", "No interests to declare.")
        await self._do(Nominate, "office", "office", person=candidate, interests=interests)
        reason = await self._text("principal", "The best of all.")
        await self._do(Choose, "principal", "principal", preference=(candidate,), reason=reason)
        await self.progress.reaches(self.slug, 4)
        await self._do(AcceptAssignment, "candidate-one", "candidate")

    async def _define(self) -> None:
        await self.progress.reaches(self.slug, 7)
        for organisation in ("ONE", "TWO"):
            await self.contribute(organisation)
        await self.progress.reaches(self.slug, 9)
        keys = [section.key for section in self.blueprint.definition.sections]
        written = {key: texts.compose(f"What we want with {key}.") for key in keys}
        async with self.pool.acquire() as connection:
            await texts.keep(connection, self.slug, written.values(), self.people["candidate-one"])
        sections = {key: text.ref for key, text in written.items()}
        await self._do(SaveVersion, "candidate-one", "kwartiermaker", sections=sections)
        await self._respond()
        await self._do(SubmitVersion, "candidate-one", "kwartiermaker", version=2)
        reason = await self._text("reviewer", "We can and we will.")
        answer = {"version": 2, "seat": "reviewer", "can": "yes", "will": "yes", "reason": reason}
        await self._do(Review, "reviewer", "panel", **answer)

    async def contribute(self, organisation: str) -> None:
        """Let one organisation contribute, through the transaction that the API uses."""
        text = texts.compose("We agree.")
        contribution = contributions.NewContribution(
            consultation=1,
            organisation=organisation,
            person=self.people["reviewer"],
            support=Support(can="yes", will="yes"),
            sections={"goals": text.ref},
            key=uuid4().hex,
            body="bench",
        )
        async with self.pool.acquire() as connection, connection.transaction():
            taken = await contributions.contribute(connection, self.slug, contribution, [text])
        assert not isinstance(taken, contributions.Refused)

    async def _respond(self) -> None:
        of = (self.slug, 1)
        async with self.pool.acquire() as connection:
            for point in await points.read(connection, of):
                reason = await self._text("candidate-one", "It is in the goals now.")
                new = responses.NewResponse("taken_over", "goals", 2, reason, self.people["candidate-one"])
                await responses.add(connection, of, point, new)
        await self._do(SettleResponses, "candidate-one", "kwartiermaker", consultation=1)

    async def _scheduled(self) -> Submission:
        await self.progress.reaches(self.slug, 17)
        async with self.pool.acquire() as connection:
            state = await programmes.current_state(connection, self.slug)
        assert state is not None
        assert state.sign_off.submission is not None
        return state.sign_off.submission

    async def _sign_off(self) -> None:
        submission = await self._scheduled()
        for seat in ("one", "two", "three"):
            ballot = {
                "submission": submission.number,
                "submission_hash": submission.hash,
                "seat": seat,
                "choice": "for",
                "reason": await self._text(f"member-{seat}", "Yes."),
            }
            await self._do(CastBallot, f"member-{seat}", "member", **ballot)

    async def _text(self, author: str, body: str) -> texts.TextRef:
        text = texts.compose(body)
        async with self.pool.acquire() as connection:
            await texts.keep(connection, self.slug, [text], self.people[author])
        return text.ref

    async def _do(self, command: type[Command], who: str, role: Role, **fields: Any) -> None:  # noqa: ANN401 - as the command
        actor = Actor(person=self.people[who], role=role)
        asked = command(id=uuid4().hex, body="bench", actor=actor, **fields)
        handle = self.client.get_workflow_handle(workflow_id(self.slug))
        await handle.execute_update(  # pyright: ignore[reportUnknownMemberType] - Temporal's
            command.update,
            signed(asked, self.slug, self.sign, datetime.now(UTC)),
            id=asked.id,
            result_type=Answer,
        )


def ids_for(blueprint: Blueprint) -> dict[str, str]:
    """An id for each of the blueprint's people by their key, the same in every programme."""
    return {person.key: str(uuid4()) for person in blueprint.people}

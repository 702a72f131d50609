"""Answering points: straight into PostgreSQL, in one transaction that finds the responses not settled yet."""

from collections.abc import Awaitable, Callable

import asyncpg
from pydantic import BaseModel, TypeAdapter

from api.acting import body_hash, known
from api.http.identity import Caller
from api.http.problems import Problem
from api.http.resources import Resources
from api.responses.requests import NewMerge, NewParts, NewResponse
from api.responses.views import PointsView, ResponseReceiptView, response_receipt_view
from api.roles import Person
from domain.consultation.consultations import NoSuchConsultation
from domain.responses.points import (
    NoSuchPoint,
    PointMerged,
    PointOfSeveral,
    PointReplaced,
    PointsDiffer,
    must_be_said,
)
from domain.responses.responding import Place, Written, must_have_changed
from domain.responses.settlement import ConsultationNotClosed, ResponsesSettled
from domain.state.judge import must_be_under_way
from domain.state.plan_versions import NoSuchVersion
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, drafter
from store import texts
from store.database import Connection
from store.plan import plans
from store.responses import answerings, points, responses
from store.responses.points import ConsultationRef, Point

Work = Callable[[Connection, Person], Awaitable[bytes]]
"""Does what was asked in the given transaction; the answer as JSON, kept for when it is asked again."""

_receipt = TypeAdapter(ResponseReceiptView)
_points = TypeAdapter(PointsView)


class Answering:
    """Lets a caller answer, split and merge points of one consultation, once per idempotency key."""

    def __init__(self, resources: Resources, caller: Caller, key: str, of: ConsultationRef) -> None:
        self._resources = resources
        self._caller = caller
        self._key = key
        self._of = of

    async def respond(self, number: int, asked: NewResponse) -> ResponseReceiptView:
        """Say what was done with point `number`. Raises `Problem`, `Forbidden` and `Refusal`, as all do."""

        async def work(connection: Connection, person: Person) -> bytes:
            await self._admit(connection)
            point = await self._standing(connection, number)
            await self._must_be_there(connection, asked)
            reason = texts.compose(asked.reason)
            await texts.keep(connection, self._of[0], [reason], person.id)
            new = responses.NewResponse(asked.kind, asked.section, asked.version, reason.ref, person.id)
            response = await responses.add(connection, self._of, point, new)
            return _receipt.dump_json(response_receipt_view(number, response))

        about: dict[str, str | int] = {"consultation": self._of[1], "point": number}
        return _receipt.validate_json(await self._once("respond", about, asked, work))

    async def split(self, number: int, asked: NewParts) -> PointsView:
        """Let point `number` fall into parts, each an excerpt of what was said."""

        async def work(connection: Connection, person: Person) -> bytes:
            await self._admit(connection, alone=True)
            point = await self._standing(connection, number)
            origin, *others = point.origins
            if others:
                raise PointOfSeveral
            said = (await texts.read(connection, [origin.said.id]))[origin.said.id]
            must_be_said(asked.excerpts, said)
            parts = [texts.compose(excerpt) for excerpt in asked.excerpts]
            await texts.keep(connection, self._of[0], parts, person.id)
            numbers = await points.split(connection, self._of, point, [part.ref for part in parts])
            return _points.dump_json(PointsView(points=numbers))

        about: dict[str, str | int] = {"consultation": self._of[1], "point": number}
        return _points.validate_json(await self._once("split", about, asked, work))

    async def merge(self, asked: NewMerge) -> PointsView:
        """Let points about one section become one that keeps all their origins."""

        async def work(connection: Connection, _: Person) -> bytes:
            await self._admit(connection, alone=True)
            found = [await self._standing(connection, number) for number in asked.points]
            if len(set(asked.points)) < len(asked.points) or len({point.section for point in found}) > 1:
                raise PointsDiffer
            merged = await points.merge(connection, self._of, found)
            return _points.dump_json(PointsView(points=[merged]))

        return _points.validate_json(await self._once("merge", {"consultation": self._of[1]}, asked, work))

    async def _once(
        self, what: str, about: dict[str, str | int], asked: BaseModel, work: Work
    ) -> str | bytes:
        slug = self._of[0]
        async with self._resources.database() as connection:
            state = await self._resources.standings.of(connection, slug)
            person = await known(connection, self._caller)
            body = body_hash(what, about, asked, person.id)
            if (earlier := await self._earlier(connection, body)) is not None:
                return earlier
            await self._must_be_possible(connection, state, person)
            try:
                async with connection.transaction():
                    answer = await work(connection, person)
                    done = responses.Done(body, answer.decode())
                    await responses.note(connection, slug, self._key, done, person.id)
                    return answer
            except asyncpg.UniqueViolationError:
                # This very request was here a moment ago.
                earlier = await self._earlier(connection, body)
                assert earlier is not None, "nothing but the key is unique among what is done with points"
                return earlier

    async def _earlier(self, connection: Connection, body: str) -> str | None:
        done = await responses.done(connection, self._of[0], self._key)
        if done is not None and done.body != body:
            raise Problem(
                "idempotency_key_reused", "This Idempotency-Key was used for something else; use a new one."
            )
        return None if done is None else done.answer

    async def _must_be_possible(self, connection: Connection, state: ProgrammeState, person: Person) -> None:
        await must_exist(connection, self._of)
        drafter(Asker(person.id), state)
        must_be_under_way(state, "definition")

    async def _admit(self, connection: Connection, *, alone: bool = False) -> None:
        """Keep the responses unsettled until the transaction ends; splitting and merging go one by one."""
        status = await (answerings.lock if alone else answerings.admit)(connection, *self._of)
        match status:
            case "open":
                return
            case None:
                raise ConsultationNotClosed
            case "suspended" | "ended":
                # It was not when this request began: where the programme stands now says since when, or how.
                state = await self._resources.standings.of(connection, self._of[0])
                must_be_under_way(state, "definition")
                raise AssertionError("the table and the register were written together")
            case "settled":
                raise ResponsesSettled

    async def _standing(self, connection: Connection, number: int) -> Point:
        """The point `number`, kept as it is until the transaction ends."""
        if not await points.lock(connection, self._of, number):
            raise NoSuchPoint(point=number)
        (point,) = await points.read(connection, self._of, numbers=[number])
        if point.status != "stands":
            replaced = PointMerged if point.status == "merged" else PointReplaced
            raise replaced(point=number, became=tuple(point.became))
        return point

    async def _must_be_there(self, connection: Connection, asked: NewResponse) -> None:
        """What is said to be taken over has to be found in the plan."""
        if asked.section is None or asked.version is None:
            return
        about = await answerings.consulted_on(connection, *self._of)
        assert about is not None, "its responses are open"
        before = await self._written(connection, asked.section, about)
        now = await self._written(connection, asked.section, asked.version)
        must_have_changed(Place(asked.section, asked.version), before, now)

    async def _written(self, connection: Connection, section: str, number: int) -> Written:
        version = await plans.version(connection, self._of[0], number)
        if version is None:
            raise NoSuchVersion(version=number)
        ref = version.sections.get(section)
        text = "" if ref is None else (await texts.read(connection, [ref.id]))[ref.id]
        return Written(number, text, by_people=bool(version.author))


async def must_exist(connection: Connection, of: ConsultationRef) -> None:
    """Raise `Missing` when there is no such consultation."""
    if await answerings.consulted_on(connection, *of) is None:
        raise NoSuchConsultation(consultation=of[1])

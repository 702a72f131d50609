"""Answering points: straight into PostgreSQL, in one transaction that finds the responses not settled yet."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from domain.consultation.consultations import NoSuchConsultation
from domain.responses.points import (
    NoSuchPoint,
    PointMerged,
    PointOfSeveral,
    PointReplaced,
    must_be_said,
    must_differ_about_one_section,
)
from domain.responses.responding import Kind, Place, Written, must_have_changed
from domain.responses.settlement import ConsultationNotClosed, ResponsesSettled
from domain.shared.base import Tolerant
from domain.shared.refusals import Forbidden, Refusal
from domain.state.judge import must_be_under_way
from domain.state.plan_versions import NoSuchVersion
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, drafter
from service import audit
from service.callers import Caller, known
from service.current_state import reread
from service.once import About, Payload, hash_of, once
from service.resources import Resources
from service.waiting import Unavailable
from store import texts
from store.database import Connection
from store.plan import plans
from store.responses import answerings, points, responses
from store.responses.points import ConsultationRef, Point


@dataclass(frozen=True)
class NewResponse:
    """What was done with a point and why; `place` is where it was taken over, wholly or partly."""

    kind: Kind
    place: Place | None
    reason: str
    payload: Payload


class ResponseReceipt(Tolerant):
    """That a response was taken. Stored as it was answered, so that it is answered so again."""

    point: int
    revision: int
    receipt: str
    responded_at: datetime


class PointsMade(Tolerant):
    """The points that came of splitting or merging; stored as well."""

    points: tuple[int, ...]


AnswerT = TypeVar("AnswerT", bound=Tolerant)


class Responding:
    """Lets a caller answer, split and merge points of one consultation, once per idempotency key."""

    def __init__(self, resources: Resources, caller: Caller, key: str, of: ConsultationRef) -> None:
        self._resources = resources
        self._caller = caller
        self._key = key
        self._of = of

    async def respond(self, number: int, new: NewResponse) -> ResponseReceipt:
        """Say what was done with point `number`. Raises `Refusal`, as all do."""

        async def work(answering: _Answering) -> ResponseReceipt:
            await answering.admit()
            point = await answering.standing(number)
            if new.place is not None:
                await answering.must_have_changed(new.place)
            reason = texts.compose(new.reason)
            await texts.keep(answering.connection, self._of[0], [reason], answering.person)
            section, version = new.place or (None, None)
            stored = responses.NewResponse(new.kind, section, version, reason.ref, answering.person)
            response = await responses.add(answering.connection, self._of, point, stored)
            return ResponseReceipt(
                point=number,
                revision=response.revision,
                receipt=response.receipt,
                responded_at=response.created_at.astimezone(UTC),
            )

        return await self._once("respond", {"point": number}, new.payload, work, ResponseReceipt)

    async def split(self, number: int, excerpts: Sequence[str], payload: Payload) -> PointsMade:
        """Let point `number` fall into parts, each an excerpt of what was said."""

        async def work(answering: _Answering) -> PointsMade:
            # Alone, because new points are numbered on from the last one.
            await answering.admit(alone=True)
            point = await answering.standing(number)
            origin, *others = point.origins
            if others:
                raise PointOfSeveral
            said = (await texts.read(answering.connection, [origin.said.id]))[origin.said.id]
            must_be_said(excerpts, said)
            parts = [texts.compose(excerpt) for excerpt in excerpts]
            await texts.keep(answering.connection, self._of[0], parts, answering.person)
            refs = [part.ref for part in parts]
            return PointsMade(points=tuple(await points.split(answering.connection, self._of, point, refs)))

        return await self._once("split", {"point": number}, payload, work, PointsMade)

    async def merge(self, numbers: Sequence[int], payload: Payload) -> PointsMade:
        """Let points about one section become one that keeps all their origins."""

        async def work(answering: _Answering) -> PointsMade:
            await answering.admit(alone=True)
            found = [await answering.standing(number) for number in numbers]
            must_differ_about_one_section([(point.number, point.section) for point in found])
            return PointsMade(points=(await points.merge(answering.connection, self._of, found),))

        return await self._once("merge", {}, payload, work, PointsMade)

    async def _once(
        self,
        what: str,
        about: About,
        payload: Payload,
        work: "Callable[[_Answering], Awaitable[AnswerT]]",
        kind: type[AnswerT],
    ) -> AnswerT:
        slug, number = self._of
        async with self._resources.database() as connection:
            state = await self._resources.states.of(connection, slug)
            person = await known(connection, slug, self._caller)
            request_hash = hash_of(what, {"consultation": number, **about}, payload, person.id)

            async def find() -> tuple[AnswerT, str] | None:
                done = await responses.done(connection, slug, self._key)
                return None if done is None else (kind.model_validate_json(done.answer), done.body)

            async def note() -> AnswerT:
                # In here, so that a repeated request has its answer, whoever may respond by now.
                await must_exist(connection, self._of)
                audit.note(part=drafter(person.asker, state).actor.role)
                must_be_under_way(state, "definition")
                answer = await work(_Answering(connection, state, self._of, person.id))
                done = responses.Done(request_hash, answer.model_dump_json())
                await responses.note(connection, slug, self._key, done, person.id)
                return answer

            return await once(connection, request_hash, find, note)


async def respond_to_several(
    resources: Resources,
    caller: Caller,
    key: str,
    of: ConsultationRef,
    answers: Sequence[tuple[int, NewResponse]],
) -> Mapping[int, Refusal]:
    """Answer several points, each once per `key`; those that were refused, by their numbers.

    What is refused keeps nothing else back: each is an answer of its own.
    """
    refused: dict[int, Refusal] = {}
    for nth, (number, new) in enumerate(answers):
        try:
            await Responding(resources, caller, f"{key}/{number}", of).respond(number, new)
        except (Unavailable, Forbidden) as refusal:
            # The rest would hear the same, each after waiting for it.
            return refused | dict.fromkeys([number for number, _ in answers[nth:]], refusal)
        except Refusal as refusal:
            refused[number] = refusal
    return refused


@dataclass(frozen=True)
class _Answering:
    """The transaction in which points of one consultation are answered."""

    connection: Connection
    state: ProgrammeState
    of: ConsultationRef
    person: str

    async def admit(self, *, alone: bool = False) -> None:
        """Keep the responses unsettled until the transaction ends; splitting and merging go one by one."""
        match await (answerings.lock if alone else answerings.admit)(self.connection, *self.of):
            case "open":
                return
            case None:
                raise ConsultationNotClosed
            case "settled":
                raise ResponsesSettled
            case "suspended" | "ended":
                # Its row, which this transaction holds, changes together with the register.
                must_be_under_way(await reread(self.connection, self.state), "definition")

    async def standing(self, number: int) -> Point:
        """The point `number`, kept as it is until the transaction ends."""
        # Locked before it is read: it could be split in between.
        if not await points.lock(self.connection, self.of, number):
            raise NoSuchPoint(point=number)
        (point,) = await points.read(self.connection, self.of, numbers=[number])
        must_stand(point)
        return point

    async def must_have_changed(self, place: Place) -> None:
        """What is said to be taken over has to be found in the plan."""
        about = await answerings.consulted_on(self.connection, *self.of)
        assert about is not None, "its responses are open"
        before = await self._written(place.section, about)
        now = await self._written(place.section, place.version)
        must_have_changed(place, before, now)

    async def _written(self, section: str, number: int) -> Written:
        version = await plans.version(self.connection, self.of[0], number)
        if version is None:
            raise NoSuchVersion(version=number)
        ref = version.sections.get(section)
        text = "" if ref is None else (await texts.read(self.connection, [ref.id]))[ref.id]
        return Written(number, text, by_people=bool(version.author))


def must_stand(point: Point) -> None:
    """Raise a refusal where a point was split or merged: what it became is answered."""
    match point.status:
        case "stands":
            return
        case "split":
            raise PointReplaced(point=point.number, became=point.became)
        case "merged":
            raise PointMerged(point=point.number, became=point.became)


def may_respond(state: ProgrammeState, asker: Asker) -> bool:
    """Whether `asker` may answer points as far as the programme stands; whether they are settled is a row."""
    try:
        must_be_let_respond(state, asker)
    except Refusal:
        return False
    return True


def must_be_let_respond(state: ProgrammeState, asker: Asker) -> None:
    """As `may_respond`, with the refusal that says why not."""
    must_be_under_way(state, "definition")
    drafter(asker, state)


async def must_exist(connection: Connection, of: ConsultationRef) -> None:
    """Raise a refusal when there is no such consultation."""
    if await answerings.consulted_on(connection, *of) is None:
        raise NoSuchConsultation(consultation=of[1])

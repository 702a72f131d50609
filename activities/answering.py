"""Settling the responses of a consultation: counted, bound by one hash, and written down as a memo."""

from collections.abc import Sequence

from temporalio import activity

from activities.appending import Appending
from documents.gathering import response_memo
from domain.register.events import Event
from domain.register.merkle import merkle_root
from domain.register.steps import Recorded, RecordStep
from domain.responses.coverage import must_be_complete
from domain.responses.settle_responses import ResponsesSettled, SettleResponses
from store import texts
from store.database import Connection
from store.responses import answerings, responses


class Answering:
    """Activities around responses."""

    def __init__(self, appending: Appending) -> None:
        self._appending = appending

    @activity.defn(name=SettleResponses.carried_out_by)
    async def settle_responses(self, step: RecordStep) -> Recorded:
        """Append that the responses are settled, with what they count; refused while any is missing."""

        async def work(connection: Connection) -> Sequence[Event]:
            return [
                await _settled(connection, step, event) if isinstance(event, ResponsesSettled) else event
                for event in step.events
            ]

        return await self._appending.append(step, work)


async def _settled(connection: Connection, step: RecordStep, event: ResponsesSettled) -> ResponsesSettled:
    slug, of = step.programme, (step.programme, event.consultation)
    # Before counting: no response comes or changes until the entry is there.
    await answerings.lock(connection, *of)
    coverage = await responses.coverage(connection, of)
    must_be_complete(coverage)
    memo = texts.compose(await response_memo.write(connection, of, step.head))
    await texts.keep(connection, slug, [memo], author=None)
    return event.model_copy(
        update={
            "points": coverage.points,
            "answered": dict(coverage.answered),
            "root": merkle_root(await responses.receipts(connection, of)),
            "memo": memo.ref,
        }
    )

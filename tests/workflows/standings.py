"""The points of the process at which a programme may stand, for tests that hold at each of them."""

from collections.abc import Awaitable, Callable

from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.driving import Programme

Arrange = Callable[[Programme], Awaitable[Programme]]


async def begun(programme: Programme) -> Programme:
    """The College agreed; nobody is nominated yet."""
    await programme.until_noted("programme.agreed")
    return programme


async def passed_over(programme: Programme) -> Programme:
    """The only candidate declined."""
    await arranged.asked(programme)
    await programme.act(asking.decline(arranged.anna(programme)))
    return programme


async def partly_answered(programme: Programme) -> Programme:
    """One organisation has contributed to the open consultation."""
    await arranged.appointed(programme)
    await programme.contribute("G1")
    return programme


async def partly_reviewed(programme: Programme) -> Programme:
    """One of the two seats of the panel has answered."""
    await arranged.under_review(programme)
    state = await programme.state()
    await programme.act(asking.review("panel-1", state, by=programme.actor("panel-1", "panel")))
    return programme


async def sent_back(programme: Programme) -> Programme:
    """The College sent the plan back to the kwartiermaker."""
    await arranged.vote(await arranged.before_the_body(programme), "send_back", "send_back", "against")
    await programme.until(lambda state: state.phase == "definition", "the plan sent back")
    return programme


async def partly_voted(programme: Programme) -> Programme:
    """One of the three members has voted."""
    return await arranged.vote(await arranged.before_the_body(programme), "for")


async def evidence_shown(programme: Programme) -> Programme:
    """The only condition waits for a judgement."""
    await arranged.approved_with_conditions(programme)
    (key,) = (await programme.state()).conditions
    await programme.act(asking.show_evidence(key, by=arranged.kwartiermaker(programme)))
    return programme


STANDINGS: tuple[Arrange, ...] = (
    begun,
    arranged.nominated,
    arranged.asked,
    passed_over,
    arranged.appointed,
    partly_answered,
    arranged.drafted,
    arranged.under_review,
    partly_reviewed,
    arranged.before_the_body,
    partly_voted,
    sent_back,
    arranged.approved_with_conditions,
    evidence_shown,
)
"""Every point at which a programme waits for people, in the order in which it comes there."""

IN_EVERY_PHASE: tuple[Arrange, ...] = (
    arranged.asked,
    partly_answered,
    partly_reviewed,
    partly_voted,
    evidence_shown,
)
"""One point in the middle of each phase, and two in the definition."""

"""How often a page asks PostgreSQL: each time costs somebody a wait, wherever the two stand apart."""

import asyncpg
import pytest

from tests.api.story import Story
from tests.web.every_phase.test_programmes import become
from tests.web.visiting import Browser, FrontDoor

MOST = 5

PAGES = (
    "/programmes",
    "/programmes?search=nothing+like+it",
    "/my-work",
    "/agenda",
    "/programmes/{slug}",
    "/programmes/{slug}/consultations",
    "/programmes/{slug}/consultations/1",
    "/programmes/{slug}/plan",
    "/programmes/{slug}/plan/1",
    "/programmes/{slug}/decisions",
    "/programmes/{slug}/projects",
    "/programmes/{slug}/register",
    "/programmes/{slug}/do/suspend",
    "/programmes/{slug}/submissions/1",
)

MORE = {
    "/programmes/{slug}/participants": 6,
    "/programmes/{slug}/plan/1/compare/0": 7,
    "/programmes/{slug}/consultations/1/points": 6,
}
"""Pages on which several subjects meet, with how often they ask."""


class Statements:
    """Counts what is asked of PostgreSQL."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def note(self, asked: asyncpg.connection.LoggedQuery) -> None:
        # What the process tells others meanwhile is no page's, nor what a new connection asks about types.
        if not any(one in asked.query for one in ("pg_notify", "pg_catalog.pg_type", "'jit'")):
            self.asked.append(" ".join(asked.query.split())[:60])


async def counting(door: FrontDoor) -> Statements:
    """Counts from now on, on every connection of the pages."""
    resources, found = door.front.programs.state.resources, Statements()
    for pool in (resources.pool, resources.lists):
        held = [await pool.acquire() for _ in range(pool.get_max_size())]
        for connection in held:
            connection.add_query_logger(found.note)
            await pool.release(connection)
    return found


async def asked_by(browser: Browser, counted: Statements, path: str) -> list[str]:
    # What is the same every time is remembered from the first time on.
    await browser.open(path)
    counted.asked.clear()
    await browser.open(path)
    return [*counted.asked]


@pytest.fixture
async def decided(story: Story) -> Story:
    """A programme whose plan lies before its College."""
    return await story.before_the_college()


async def test_a_page_asks_at_most_five_times(decided: Story, door: FrontDoor) -> None:
    browser = await become(door, decided.slug, "office")
    counted = await counting(door)

    asked = {path: await asked_by(browser, counted, path.format(slug=decided.slug)) for path in PAGES}

    over = {path: them for path, them in asked.items() if len(them) > MOST}
    assert over == {}, over
    assert all(asked.values())


async def test_those_on_which_several_subjects_meet_ask_no_more_than_is_said(
    decided: Story, door: FrontDoor
) -> None:
    browser = await become(door, decided.slug, "anna")
    counted = await counting(door)

    asked = {path: await asked_by(browser, counted, path.format(slug=decided.slug)) for path in MORE}

    assert {path: them for path, them in asked.items() if len(them) > MORE[path]} == {}

"""A text whose row is gone: everything else is read as before, until a backup is put back."""

from store.texts import MISSING
from tests.api.story import Story


async def test_a_text_that_is_gone_hides_no_other(story: Story) -> None:
    for key in ("anna", "bram"):
        await story.nominated(key)
    async with story.pool.acquire() as connection:
        await connection.execute(
            "DELETE FROM texts WHERE id = (SELECT id FROM texts WHERE body = 'None.' ORDER BY id LIMIT 1)"
        )

    candidates = (await story.read("/nominations"))["items"]

    assert sorted(candidate["interests"] for candidate in candidates) == ["None.", MISSING]

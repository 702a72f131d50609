"""Over HTTP a document is what the register has the hash of, or it is not served."""

from tests.api.story import Story
from tests.api.visiting import problem
from tests.workflows.running import World

ANOTHER = """
UPDATE texts SET body = body || ' And more.',
    hash = encode(sha256(salt || convert_to(body || ' And more.', 'UTF8')), 'hex')
WHERE programme = $1
"""
ANOTHER_PDF = """
UPDATE documents SET content = 'another', hash = encode(sha256('another'), 'hex') WHERE programme = $1
"""


async def test_a_document_that_was_changed_with_its_hash_is_not_served(story: Story, world: World) -> None:
    await story.before_the_college()
    await story.voted("for", "for", "for")
    await story.until("programme.published")
    async with world.pool.acquire() as connection, connection.transaction():
        # Whoever owns the server can switch off what guards the tables.
        await connection.execute("SET LOCAL session_replication_role = replica")
        await connection.execute(ANOTHER, story.slug)
        await connection.execute(ANOTHER_PDF, story.slug)

    for place in (
        "documents/programme.md",
        "documents/programme.pdf",
        "documents/cover-note-1.md",
        "submissions/1",
        "consultations/1/response-memo",
        "public-export",
    ):
        answer = await story.office.get(f"{story.at}/{place}")
        said = problem(answer, 500, "document_does_not_hold")
        assert "And more" not in str(said), place

"""The eight ways round that an attack on Kwartier once found, as they were told then: none works any more."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from time import perf_counter
from typing import Any

import asyncpg

from attack.choosing import Choosing
from attack.commands import fitted
from attack.people import EVERY_CLAIM
from attack.report import Attempt
from attack.stack import PATIENT, Ground
from attack.temporal import known, sent_through
from cli.tokens import Identity
from domain.register.steps import RECORD, step_key
from store.every_phase import alarms
from store.register import entries as register
from store.register import heads
from tests.api.rights import READING
from tests.api.story import Story
from tests.api.visiting import Visitor, ok
from tests.domain import asking
from tests.workflows.register.inserting import two_votes, written
from tests.workflows.register.intruding import approval, asked_for
from tests.workflows.waiting import eventually

Attack = Callable[[Ground], Awaitable[Sequence[Attempt]]]

REFUSED_COMMANDS = 50
BAD_ROWS = 500_000
FORBIDDEN = 403
SAYS: dict[str, Any] = {"can": "yes", "will": "yes"}
MINE = "attacker@elsewhere.example"


async def attack(ground: Ground, choosing: Choosing) -> list[Attempt]:
    """Try all eight, at once: each has a programme of its own, or changes nothing in that of others."""
    del choosing  # These are eight, always.
    tried = await asyncio.gather(*(one(ground) for one in NAMED))
    return [attempt for attempts in tried for attempt in attempts]


def attempt(of: Attack, tried: str, got_through: str = "", seconds: float = 0) -> Attempt:
    """Something that was tried in the course of one of the eight."""
    name = getattr(of, "__name__", "").replace("_", " ")
    return Attempt("named", f"{name}: {tried}", got_through, seconds)


async def one_vote_stops_a_programme_for_good(ground: Ground) -> list[Attempt]:
    """Members vote under the keys that the programme's own next steps will have."""
    story = ground.story()
    await story.begun()
    await story.before_the_college()
    async with ground.pool.acquire() as connection:
        head = await register.head_of(connection, story.slug)
    assert head is not None
    keys = [step_key(head.seq + n) for n in (3, 4, 5)]
    votes = [await story.ballot() for _ in keys]
    for n, (key, vote) in enumerate(zip(keys, votes, strict=True), start=1):
        place = f"{story.at}/submissions/1/ballots"
        ok(await story.as_(f"college-{n}").post(place, vote, key=key), 201)
    stands = ""
    try:
        await story.until("programme.published")
    except AssertionError as stood_still:
        stands = f"the programme stands still: {stood_still}"
    return [attempt(one_vote_stops_a_programme_for_good, f"votes under {', '.join(keys)}", stands)]


async def somebody_without_any_role_takes_over_an_organisations_link(ground: Ground) -> list[Attempt]:
    """With refused commands, a stranger settles the addresses of people who are named later."""
    this = somebody_without_any_role_takes_over_an_organisations_link
    story = ground.story()
    await story.begun()
    stranger, victim = story.door.stranger, "rik@g1.example"
    theirs = {"subject": victim, "name": "Rik", "email": MINE}
    refused = [{**theirs, "subject": f"nobody-{n}@example.nl"} for n in range(REFUSED_COMMANDS)]
    for person in (theirs, *refused):
        answer = await stranger.post(f"{story.at}/drafters", {"person": person})
        assert answer.is_client_error, answer.text
    query = "SELECT count(*) FROM people WHERE programme = $1 AND (email = $2 OR subject LIKE 'nobody-%')"
    left = await ground.pool.fetchval(query, story.slug, MINE)
    waiting = await ground.pool.fetchval("SELECT count(*) FROM people_waiting WHERE email = $1", MINE)
    there = f"{left} people are known, and {waiting} wait" if left or waiting else ""

    named = {"name": "Rik de Boer", "email": victim}
    await story.act(story.office, "organisations/G1/representatives", **named)
    await story.appointed()
    letters = await _letters_to(story, victim)
    mine = [letter for letter in await _letters_to(story, MINE, at_least=0) if letter]
    taken = f"{len(mine)} letters went to {MINE}" if mine or not letters else ""
    return [
        attempt(this, f"{len(refused) + 1} refused drafters in {story.slug}", there),
        attempt(this, f"the link of G1 in {story.slug}", taken),
    ]


async def _letters_to(story: Story, address: str, at_least: int = 1) -> list[str]:
    """The letters to an address that were sent, once there are so many."""

    async def sent() -> list[str]:
        letters = ok(await story.office.get("/development/mail"))["items"]
        return [letter["subject"] for letter in letters if address in str(letter["to"])]

    return await eventually(sent, lambda seen: len(seen) >= at_least, lambda _: f"no letter to {address}")


async def the_office_of_nowhere(ground: Ground) -> list[Attempt]:
    """Somebody of another organisation, whose token says office, gives mandates for every seat."""
    story = ground.voting
    attacker = ground.door.as_(Identity(MINE, "Mal", MINE, EVERY_CLAIM))
    person = {"subject": MINE, "name": "Mal", "email": MINE}
    days = {"first_day": "2090-01-01", "last_day": "2090-02-01"}
    asked: list[tuple[str, dict[str, Any]]] = [
        *(
            ("mandates", {"seats": [{"body": "college", "seat": f"college-{n}"}], "person": person, **days})
            for n in (1, 2, 3)
        ),
        ("parts", {"part": "office", "person": person, "reason": "I want it."}),
        ("consultations/1/paper-contributions", {"organisation": "G1", **SAYS}),
        ("consultations/1/contributions", {"organisation": "G1", **SAYS}),
        ("submissions/1/ballots", await story.ballot()),
    ]
    attempts: list[Attempt] = []
    for what, body in asked:
        answer = await attacker.post(f"{story.at}/{what}", body)
        through = "" if answer.status_code == FORBIDDEN else f"answered {answer.status_code}"
        attempts.append(attempt(the_office_of_nowhere, f"{what} of {story.slug}", through))
    return attempts


async def whoever_reaches_temporal_decides_and_has_it_signed(ground: Ground) -> list[Attempt]:
    """A vote by `temporal workflow update execute`, and a workflow of one's own that asks for `record`."""
    this = whoever_reaches_temporal_decides_and_has_it_signed
    voting, other = await known(ground, ground.voting), await known(ground, ground.programmes.other)
    vote = asking.ballot(await voting.state(), 3, "against", by=voting.actor("college-3", "member"))
    cast = await sent_through(voting, vote)

    before = await other.register()
    recorded = [await asked_for(other, await approval(other), one) for one in (RECORD, "establish_decision")]
    async with ground.pool.acquire() as connection:
        signed = await heads.read(connection, other.slug)
    approved = "" if all(one.refused for one in recorded) else "it was not refused"
    if signed or await other.register() != before:
        approved = "it was appended, or signed"
    exported = await ground.door.nobody.get(f"/programmes/{other.slug}/public-export")
    served = f"answered {exported.status_code}" if not exported.is_client_error else ""
    return [
        attempt(this, f"cast_ballot of {voting.slug} with a member's id", cast),
        attempt(this, f"record of an approval of {other.slug}", approved),
        attempt(this, f"the public export of {other.slug}", served),
    ]


async def whoever_writes_in_postgresql_changes_votes_and_what_is_published(ground: Ground) -> list[Attempt]:
    """Two well-formed votes, another amount before publication, and another document after it."""
    votes = _votes_and_documents(ground)
    return [one for both in await asyncio.gather(votes, _another_amount(ground)) for one in both]


async def _votes_and_documents(ground: Ground) -> list[Attempt]:
    this = whoever_writes_in_postgresql_changes_votes_and_what_is_published
    story = ground.story()
    await story.begun()
    await story.before_the_college()
    await story.voted("for")
    programme = await known(ground, story)
    head = (await programme.state()).head
    await written(programme, await two_votes(programme))
    answer = await story.as_("college-2").post(f"{story.at}/submissions/1/ballots", await story.ballot())
    taken = f"answered {answer.status_code}" if answer.is_success else ""
    async with ground.pool.acquire() as connection:
        if await heads.read(connection, story.slug):
            taken = "its decision was signed"
        async with connection.transaction():
            await _as_the_owner_of_the_server(connection)
            await connection.execute(
                "DELETE FROM entries WHERE programme = $1 AND seq > $2", story.slug, head.seq
            )
            await connection.execute(
                "UPDATE programmes SET head_seq = $2, head_hash = $3 WHERE slug = $1",
                story.slug,
                head.seq,
                head.hash,
            )
    await _decided(story)
    return [
        attempt(this, f"two votes put into the register of {story.slug}", taken),
        *await _documents(ground, story),
    ]


async def _decided(story: Story) -> None:
    """The members who have not voted do, and the programme goes on."""
    for n in (2, 3):
        await story.act(story.as_(f"college-{n}"), "submissions/1/ballots", **await story.ballot())
    await story.until("programme.published")


async def _documents(ground: Ground, story: Story) -> list[Attempt]:
    """What was published is written anew, with its hash: it is not served."""
    this = whoever_writes_in_postgresql_changes_votes_and_what_is_published
    async with ground.pool.acquire() as connection, connection.transaction():
        await _as_the_owner_of_the_server(connection)
        await connection.execute(
            "UPDATE texts SET body = body || ' Two million.', hash ="
            " encode(sha256(salt || convert_to(body || ' Two million.', 'UTF8')), 'hex')"
            " WHERE programme = $1",
            story.slug,
        )
        await connection.execute(
            "UPDATE documents SET content = 'Two million.', hash = encode(sha256('Two million.'), 'hex')"
            " WHERE programme = $1",
            story.slug,
        )
    attempts: list[Attempt] = []
    for place in ("documents/programme.md", "documents/programme.pdf", "public-export"):
        answer = await story.office.get(f"{story.at}/{place}")
        through = f"answered {answer.status_code}" if answer.is_success else ""
        attempts.append(attempt(this, f"{place} of {story.slug}, written anew", through))
    return attempts


async def _another_amount(ground: Ground) -> list[Attempt]:
    this = whoever_writes_in_postgresql_changes_votes_and_what_is_published
    story = ground.story()
    await story.begun()
    await story.before_the_college()
    await ground.pool.execute(
        "UPDATE texts SET body = 'Two million.', hash = encode(sha256(salt || 'Two million.'::bytea), 'hex')"
        " WHERE programme = $1 AND id = (SELECT (sections -> 'funding' ->> 'id')::uuid FROM plan_versions"
        " WHERE programme = $1 AND number = 2)",
        story.slug,
    )
    with suppress(AssertionError):
        await story.voted("for", "for", "for")

    async def said() -> list[str]:
        async with ground.pool.acquire() as connection:
            return [one.what for one in await alarms.read(connection) if one.programme == story.slug]

    await eventually(said, lambda seen: "does_not_hold" in seen, lambda seen: f"no alarm but {seen}")
    kinds = {entry["event"]["kind"] for entry in (await story.read("/register"))["items"] if "event" in entry}
    published = "it was published" if "programme.published" in kinds else ""
    return [attempt(this, f"another amount in the plan of {story.slug} before publication", published)]


async def _as_the_owner_of_the_server(connection: asyncpg.pool.PoolConnectionProxy) -> None:
    """Without what guards the tables."""
    await connection.execute("SET LOCAL session_replication_role = replica")


async def three_megabytes_of_somebody_without_a_role_freeze_the_api(ground: Ground) -> list[Attempt]:
    """Half a million bad rows of a CSV file: refused before they are read, and others are answered."""
    this = three_megabytes_of_somebody_without_a_role_freeze_the_api
    story, base = ground.programmes.this, ground.door.http.base_url
    rows = b"group,code,name\n" + b"x,!!,\n" * BAD_ROWS
    stranger = ground.door.stranger
    head = (
        f"POST /v1{story.at}/organisations/imports HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\n"
        f"Authorization: Bearer {stranger.token}\r\nIdempotency-Key: rows\r\n"
        f"Content-Length: {len(rows)}\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection(base.host, base.port)
    writer.write(head.encode() + rows)
    began = perf_counter()
    meanwhile = await story.office.get(story.at)
    waited = perf_counter() - began
    async with asyncio.timeout(PATIENT):
        status = (await reader.readline()).split()[1:2]
    writer.close()
    through = "" if status == [b"403"] else f"answered {status}"
    others = "" if meanwhile.is_success else f"others were answered {meanwhile.status_code}"
    return [
        attempt(this, f"{len(rows)} bytes to {story.slug}", through),
        attempt(this, f"what others of {story.slug} are answered meanwhile", others, waited),
    ]


async def any_token_reads_everything(ground: Ground) -> list[Attempt]:
    """A good token of somebody without a part, for each operation that reads."""
    story, stranger = ground.voting, ground.door.stranger
    attempts: list[Attempt] = []
    for operation in READING:
        answer = await (await fitted(operation, story)).by(stranger, slug=story.slug)
        through = "" if answer.status_code == FORBIDDEN else f"answered {answer.status_code}"
        attempts.append(attempt(any_token_reads_everything, f"{operation.id} of {story.slug}", through))
    return attempts


async def a_withdrawn_representative_still_speaks(ground: Ground) -> list[Attempt]:
    """Somebody who spoke for an organisation and was withdrawn, and somebody who was never named."""
    this = a_withdrawn_representative_still_speaks
    story = ground.story()
    await story.begun()
    await story.appointed()
    who = Identity(f"{secrets.token_hex(4)}@g1.example", "Rik", roles=EVERY_CLAIM)
    rik, place = ground.door.as_(who), "organisations/G1/representatives"
    named = await story.act(story.office, place, name="Rik", email=who.subject)
    await story.act(rik, "consultations/1/contributions", **SAYS)
    await story.act(story.office, f"{place}/{named['id']}/withdrawals")
    never = ground.door.as_(Identity("never@g1.example", "Never", roles=EVERY_CLAIM))
    return [
        await _speaks(this, story, rik, "a withdrawn representative"),
        await _speaks(this, story, never, "somebody who was never named"),
    ]


async def _speaks(of: Attack, story: Story, visitor: Visitor, who: str) -> Attempt:
    body = {"organisation": "G1", **SAYS}
    answers = [
        await visitor.post(f"{story.at}/consultations/1/contributions", body),
        await visitor.get(f"{story.at}/consultations/1/contributions"),
    ]
    through = [str(one.status_code) for one in answers if one.status_code != FORBIDDEN]
    return attempt(of, f"{who} of G1 in {story.slug}", f"answered {', '.join(through)}" if through else "")


NAMED: Sequence[Attack] = (
    one_vote_stops_a_programme_for_good,
    somebody_without_any_role_takes_over_an_organisations_link,
    the_office_of_nowhere,
    whoever_reaches_temporal_decides_and_has_it_signed,
    whoever_writes_in_postgresql_changes_votes_and_what_is_published,
    three_megabytes_of_somebody_without_a_role_freeze_the_api,
    any_token_reads_everything,
    a_withdrawn_representative_still_speaks,
)

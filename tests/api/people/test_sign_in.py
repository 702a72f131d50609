"""A part is given to an address; the first sign-in by the link in its letter says whose account that is."""

from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

import pytest

from cli.tokens import Identity
from settings import Settings
from tests.api.story import Story, told
from tests.api.visiting import STARTER, Door, Visitor, ok, opened, problem
from tests.worker.arranged import SERVER, sign_in_token_in
from tests.worker.mailbox import Mailbox, listening
from tests.workflows.blueprints import small
from tests.workflows.running import World
from worker.postman import Postman

ANNA = Identity("8c1f-anna", "Anna de Vries", "anna@id.example")
MAL = Identity("9d20-mal", "Mal", "mal@elsewhere.example")
BECAUSE = {"reason": "Somebody else reads that mailbox."}


class Letters:
    """What the postman brings, on the wire."""

    def __init__(self, story: Story, world: World, mailbox: Mailbox) -> None:
        self._story = story
        self._mailbox = mailbox
        self._postman = Postman(world.at_work, SERVER.model_copy(update={"smtp_port": mailbox.port}))

    async def to(self, address: str) -> list[EmailMessage]:
        """Every letter to an address so far, oldest first."""
        while await self._postman.deliver():
            pass
        return [message for message in self._mailbox.taken if f"<{address}>" in str(message["To"])]

    async def link_to(self, key: str) -> str:
        """The token in the last letter to somebody in the blueprint."""
        return sign_in_token_in((await self.to(self._story.person(key)["email"]))[-1])


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """An identity provider that calls people by names of its own."""
    return settings.model_copy(update={"subjects": "opaque"})


@pytest.fixture
async def story(door: Door, world: World) -> AsyncIterator[Story]:
    """A programme whose people are named by their addresses; an outsider started it."""
    async with told(world, OfAddresses(door, small())) as story:
        yield story


class OfAddresses(Story):
    """Its office signs in as whoever started it, until somebody in the blueprint can."""

    @property
    def office(self) -> Visitor:
        return self.door.as_(STARTER)


@pytest.fixture
async def letters(story: Story, world: World) -> AsyncIterator[Letters]:
    async with listening(Mailbox()) as mailbox:
        yield Letters(story, world, mailbox)


async def id_in(story: Story, person: str, world: World) -> str:
    query = "SELECT id::text FROM people WHERE programme = $1 AND email = $2"
    return await world.pool.fetchval(query, story.slug, story.person(person)["email"])


async def role_of_last(story: Story, reader: Visitor) -> str:
    return ok(await reader.get(f"{story.at}/register"))["items"][-1]["actor"]["role"]


async def bound(story: Story, letters: Letters, key: str, who: Identity) -> Visitor:
    """Somebody who signed in by the link in the last letter to `key`."""
    visitor = story.door.as_(who)
    ok(await visitor.post(f"/sign-ins/{await letters.link_to(key)}"), 201)
    return visitor


async def test_whoever_is_named_by_an_address_signs_in_by_the_link_and_acts_from_then_on(
    story: Story, letters: Letters
) -> None:
    anna = story.door.as_(ANNA)
    problem(await anna.post(f"{story.at}/suspensions", {"reason": "A pause."}), 403, "not_the_office")

    link = await letters.link_to("office")
    whose = ok(await story.door.nobody.get(f"/sign-ins/{link}"))
    answer = ok(await anna.post(f"/sign-ins/{link}"), 201)
    ok(await anna.post(f"{story.at}/suspensions", {"reason": "A pause."}), 201)

    assert whose == {
        "programme": story.slug,
        "title": story.blueprint.title,
        "name": story.person("office")["name"],
    }
    assert [entry["kind"] for entry in answer["entries"]] == ["identity.bound"]
    assert await role_of_last(story, anna) == "office"


async def test_a_subject_that_equals_the_address_is_nobody_yet(story: Story) -> None:
    named = story.person("office")
    same = story.door.as_(Identity(named["email"], "Mal", named["email"]))

    problem(await same.post(f"{story.at}/suspensions", {"reason": "A pause."}), 403, "not_the_office")


async def test_a_mail_filter_that_follows_the_link_twice_binds_nobody_and_the_link_still_works(
    story: Story, letters: Letters
) -> None:
    link = await letters.link_to("office")

    for _ in range(2):
        ok(await story.door.nobody.get(f"/sign-ins/{link}"))
        await story.door.http.head(f"/v1/sign-ins/{link}")

    ok(await story.door.as_(ANNA).post(f"/sign-ins/{link}"), 201)


async def test_a_link_binds_once_and_repeating_the_request_says_the_same(
    story: Story, letters: Letters
) -> None:
    link, key, anna = await letters.link_to("office"), str(uuid4()), story.door.as_(ANNA)
    first = await anna.post(f"/sign-ins/{link}", key=key)

    again = await anna.post(f"/sign-ins/{link}", key=key)

    assert again.json() == first.json()
    problem(await anna.post(f"/sign-ins/{link}"), 404, "no_such_sign_in")
    problem(await story.door.as_(MAL).post(f"/sign-ins/{link}"), 404, "no_such_sign_in")
    problem(await story.door.as_(MAL).post(f"/sign-ins/{link}", key=key), 409, "idempotency_key_reused")
    problem(await story.door.nobody.get(f"/sign-ins/{link}"), 404, "no_such_sign_in")
    problem(await story.door.nobody.post(f"/sign-ins/{link}"), 401, "no_token")


async def test_a_newer_link_replaces_the_older(story: Story, letters: Letters, world: World) -> None:
    anna = await bound(story, letters, "office", ANNA)
    older = await letters.link_to("principal")

    sent = await anna.post(f"{story.at}/people/{await id_in(story, 'principal', world)}/sign-in-links")
    newer = await letters.link_to("principal")

    assert sent.status_code == 202
    assert newer != older
    problem(await story.door.as_(MAL).post(f"/sign-ins/{older}"), 404, "no_such_sign_in")
    ok(await story.door.as_(MAL).post(f"/sign-ins/{newer}"), 201)


async def test_one_account_is_one_person(story: Story, letters: Letters) -> None:
    anna = await bound(story, letters, "office", ANNA)

    refused = await anna.post(f"/sign-ins/{await letters.link_to('principal')}")

    problem(refused, 409, "is_another_person")


async def test_who_used_anothers_link_is_found_by_a_letter_and_undone(
    story: Story, letters: Letters, world: World
) -> None:
    anna, principal = await bound(story, letters, "office", ANNA), await id_in(story, "principal", world)
    address = story.person("principal")["email"]
    mal = await bound(story, letters, "principal", MAL)
    # From here on Mal is mailed where Mal wants it; the letter about it goes to the old address all the same.
    ok(await mal.get(story.at))

    told_of = (await letters.to(address))[-1]
    ok(await anna.post(f"{story.at}/people/{principal}/identity/removals", BECAUSE), 201)

    assert told_of["Subject"].startswith(("U bent aangemeld", "You have signed in"))
    problem(await mal.get(f"{story.at}/register"), 403, "not_readable")
    right = await bound(story, letters, "principal", Identity("1a2b-petra", "Petra", "petra@id.example"))
    ok(await right.get(f"{story.at}/register"))
    assert "mal@elsewhere" not in str(told_of)


async def test_only_office_and_principal_undo_and_send_links(
    story: Story, letters: Letters, world: World
) -> None:
    await bound(story, letters, "office", ANNA)
    office, mal = await id_in(story, "office", world), story.door.as_(MAL)

    removal = await mal.post(f"{story.at}/people/{office}/identity/removals", BECAUSE)
    link = await mal.post(f"{story.at}/people/{office}/sign-in-links")

    problem(removal, 403, "not_the_office")
    problem(link, 403, "not_the_office")


async def test_nothing_of_an_account_is_in_the_register_or_a_history(
    story: Story, letters: Letters, world: World
) -> None:
    anna = await bound(story, letters, "office", ANNA)

    register = ok(await anna.get(f"{story.at}/register"))
    handle = world.client.get_workflow_handle(f"programme/{story.slug}")
    history = (await handle.fetch_history()).to_json()

    for said in (ANNA.subject, "anna@id.example", "Anna de Vries"):
        assert said not in str(register)
        assert said not in history


async def test_where_subjects_are_addresses_nobody_needs_a_link(
    settings: Settings, tmp_path: Path, world: World, mailbox_of_addresses: Mailbox
) -> None:
    addresses = settings.model_copy(update={"subjects": "addresses"})
    async with opened(addresses, tmp_path) as door, told(world, Story(door, small())) as story:
        server = SERVER.model_copy(update={"smtp_port": mailbox_of_addresses.port, "subjects": "addresses"})
        while await Postman(world.at_work, server).deliver():
            pass

        ok(await story.office.post(f"{story.at}/suspensions", {"reason": "A pause."}), 201)

        assert mailbox_of_addresses.taken == []


async def test_whose_account_was_undone_hears_of_it_also_where_nobody_needs_a_link(
    story: Story, letters: Letters, world: World
) -> None:
    anna, principal = await bound(story, letters, "office", ANNA), await id_in(story, "principal", world)
    await bound(story, letters, "principal", MAL)
    ok(await anna.post(f"{story.at}/people/{principal}/identity/removals", BECAUSE), 201)

    async with listening(Mailbox()) as mailbox:
        server = SERVER.model_copy(update={"smtp_port": mailbox.port, "subjects": "addresses"})
        while await Postman(world.at_work, server).deliver():
            pass

    assert any(message["Subject"].startswith("Meld u opnieuw aan") for message in mailbox.taken)


@pytest.fixture
async def mailbox_of_addresses() -> AsyncIterator[Mailbox]:
    async with listening(Mailbox()) as mailbox:
        yield mailbox

"""The public export over HTTP: what is public and nothing else, to be checked by anyone."""

import json
from collections.abc import AsyncIterator
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import httpx2
import pytest

from domain.blueprint.model import Blueprint
from domain.register.heads import SignedHead, public_key
from domain.shared.canonical import digest
from store import texts
from tests.api.story import Story, told
from tests.api.visiting import Door, problem
from tests.documents.reading import text_of
from tests.workflows.blueprints import small
from tests.workflows.running import KEY, World

BECAUSE = "We announced it otherwise."


def open_about_responses() -> Blueprint:
    """A small programme whose response memos are public; its cover notes are not."""
    document = small().model_dump(mode="json")
    document["publication"]["response_memo"] = "public"
    return Blueprint.of(document)


@pytest.fixture
async def public(door: Door, world: World) -> AsyncIterator[Story]:
    async with told(world, Story(door, open_about_responses())) as story:
        yield story


async def approved(story: Story) -> Story:
    await story.before_the_college()
    await story.voted("for", "for", "for")
    await story.until("programme.published")
    return story


def files(answer: httpx2.Response) -> dict[str, bytes]:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/zip"
    with ZipFile(BytesIO(answer.content)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def index(found: dict[str, bytes]) -> dict[str, Any]:
    return json.loads(found["index.json"])


async def test_everyone_reads_what_is_public_of_an_approved_programme(public: Story) -> None:
    await approved(public)

    answer = await public.door.nobody.get(f"{public.at}/public-export")
    again = await public.door.nobody.get(f"{public.at}/public-export")

    names = ("programme.md", "programme.pdf", "response-memo-1.md", "response-memo-1.pdf")
    found = files(answer)
    assert list(found) == ["README.md", *(f"documents/{name}" for name in names), "index.json"]
    assert again.content == answer.content
    for name in names:
        shown = await public.office.get(f"{public.at}/documents/{name}")
        assert shown.content == found[f"documents/{name}"]


async def test_nothing_confidential_and_no_draft_is_in_it_nor_what_anyone_is_called(public: Story) -> None:
    await approved(public)
    note = (await public.office.get(f"{public.at}/documents/cover-note-1.md")).text
    draft = (await public.read("/plan-versions/1"))["sections"]["goals"]

    found = files(await public.door.nobody.get(f"{public.at}/public-export"))

    pdfs = [text_of(content) for name, content in found.items() if name.endswith(".pdf")]
    whole = "\n".join(
        [*(content.decode() for name, content in found.items() if not name.endswith(".pdf")), *pdfs]
    )
    assert "Written: goals." in whole
    assert "Oplegnotitie: " in note
    for confidential in ("Oplegnotitie: ", "Gevraagd besluit", draft):
        assert confidential not in whole
    for person in public.blueprint.people:
        for personal in (person.name, person.email, person.subject):
            assert personal not in whole
    ids = [entry["actor"]["person"] for entry in (await public.read("/register"))["items"]]
    for id_ in filter(None, ids):
        assert id_ not in whole


async def test_a_document_is_checked_by_its_hash_its_entry_and_the_signature_under_it(public: Story) -> None:
    await approved(public)
    found = files(await public.door.nobody.get(f"{public.at}/public-export"))

    register = index(found)["register"]
    entry = register["published"]

    for document in index(found)["documents"]:
        hash_ = sha256(bytes.fromhex(document["salt"]) + found[document["file"]]).hexdigest()
        assert hash_ == document["hash"]
        if document["entry"] == entry["seq"]:
            assert entry["event"]["documents"][document["name"]]["hash"] == hash_
    assert digest({key: value for key, value in entry.items() if key != "hash"}) == entry["hash"]
    assert register["head"] == {"seq": entry["seq"], "hash": entry["hash"]}
    last = SignedHead.model_validate(register["signed"][-1])
    assert (last.seq, last.hash) == (entry["seq"], entry["hash"])
    assert public_key(register["keys"][0]) == KEY.public
    assert KEY.public.holds(last)


async def test_before_it_is_approved_a_token_is_needed_and_settled_memos_are_all_there_is(
    public: Story,
) -> None:
    await public.saved()
    empty = files(await public.bystander.get(f"{public.at}/public-export"))
    await public.settled()

    found = files(await public.bystander.get(f"{public.at}/public-export"))

    assert list(empty) == ["README.md", "index.json"]
    assert list(found) == ["README.md", "documents/response-memo-1.md", "index.json"]
    problem(await public.door.nobody.get(f"{public.at}/public-export"), 401, "no_token")
    problem(await public.door.stranger.get(f"{public.at}/public-export"), 403, "not_readable")
    problem(await public.door.nobody.get("/programmes/none/public-export"), 401, "no_token")
    problem(await public.door.stranger.get("/programmes/none/public-export"), 404, "no_such_programme")


async def test_what_the_office_made_confidential_is_left_out_with_all_that_tells_of_it(
    public: Story,
) -> None:
    what = "documents/programme/classifications"
    await public.act(public.office, what, classification="confidential", reason=BECAUSE)
    await approved(public)

    found = files(await public.door.nobody.get(f"{public.at}/public-export"))

    assert [name for name in found if "programme" in name] == []
    assert (index(found)["decisions"], index(found)["register"]["published"]) == ([], None)
    assert BECAUSE not in str(found)


async def test_what_was_erased_is_left_out_in_every_format(public: Story, world: World) -> None:
    await approved(public)
    entries = (await public.read("/register"))["items"]
    [memo] = [e["event"]["memo"]["id"] for e in entries if e["event"]["kind"] == "responses.settled"]
    async with world.pool.acquire() as connection:
        await texts.erase(connection, [str(UUID(memo))])

    found = files(await public.door.nobody.get(f"{public.at}/public-export"))

    assert list(found) == ["README.md", "documents/programme.md", "documents/programme.pdf", "index.json"]

"""The whole way of a programme, by HTTP alone."""

import re
from hashlib import sha256

from cli.exports import check
from domain.register.entries import Head
from domain.register.proof import Proof
from tests.api.story import Story
from tests.api.visiting import ok
from tests.documents.reading import text_of
from tests.workflows.running import KEY


async def test_a_programme_goes_from_agreement_to_published_by_http_alone(story: Story) -> None:
    await story.before_the_college()
    await story.voted("for", "for", "for")
    await story.until("programme.published")

    programme = await story.read()
    assert programme["ending"] == "approved"
    assert programme["published"] is True
    assert programme["waiting"]["role"] == ""
    assert programme["kwartiermaker"]["name"] == "Name of anna"
    decisions = (await story.read("/decisions"))["items"]
    assert [decision["outcome"] for decision in decisions] == ["approved"]
    documents = (await story.read("/documents"))["items"]
    assert [document["name"] for document in documents] == [
        "cover-note-1.md",
        "cover-note-1.pdf",
        "programme.md",
        "programme.pdf",
        "response-memo-1.pdf",
        "response-memo-1.md",
    ]
    published = await story.office.get(f"{story.at}/documents/programme.md")
    assert published.headers["content-type"].startswith("text/markdown")
    assert "Written: goals." in published.text
    printed = await story.office.get(f"{story.at}/documents/programme.pdf")
    assert printed.headers["content-type"] == "application/pdf"
    assert sha256(printed.content).hexdigest() == documents[3]["hash"]
    assert "Written: goals." in text_of(printed.content)


async def test_the_head_on_a_printed_document_lies_on_the_exported_register(story: Story) -> None:
    await story.before_the_college()
    await story.voted("for", "for", "for")
    await story.until("programme.published")
    printed = await story.office.get(f"{story.at}/documents/programme.pdf")
    head = re.search(r"register (\d+):([0-9a-f]{64})", text_of(printed.content))
    export = await story.office.get(f"{story.at}/register-export")
    assert head is not None

    found = check(export.text.split("\n"), Head(seq=int(head[1]), hash=head[2]), [KEY.public])

    assert isinstance(found, Proof)
    assert found.signed_up_to == found.head.seq == int(head[1]) + 1


async def test_a_condition_is_met_by_evidence_that_who_asked_finds_enough(story: Story) -> None:
    await story.before_the_college()
    asked = {"text": "Show who pays.", "owner": "kwartiermaker", "due": "2099-01-01"}
    await story.voted("for_with_conditions", "for", "for", conditions={1: [asked]})
    await story.until("decision.established")

    [condition] = (await story.read("/conditions"))["items"]
    assert condition["text"] == "Show who pays."
    assert condition["met"] is False
    path = f"conditions/{condition['key']}"
    await story.act(story.as_("anna"), f"{path}/evidence", evidence="The budget.")
    await story.act(story.as_("college-1"), f"{path}/judgements", verdict="met", reason="Seen.")
    await story.until("programme.published")

    [condition] = (await story.read("/conditions"))["items"]
    assert condition["met"] is True
    assert condition["evidence"] == "The budget."
    shown = ok(await story.bystander.get(f"{story.at}/conditions"))
    assert shown["items"][0]["evidence"] is None

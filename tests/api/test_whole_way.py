"""The whole way of a programme, by HTTP alone."""

from tests.api.story import Story
from tests.api.visiting import ok


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
    assert [document["name"] for document in documents] == ["programme.md", "response-memo-1.md"]
    published = await story.office.get(f"{story.at}/documents/programme.md")
    assert published.headers["content-type"].startswith("text/markdown")
    assert "Written: goals." in published.text


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
    shown = ok(await story.door.stranger.get(f"{story.at}/conditions"))
    assert shown["items"][0]["evidence"] is None

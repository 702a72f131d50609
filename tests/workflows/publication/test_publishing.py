"""Publishing on the real parts: what the documents say, what they follow on, and a PDF that cannot be set."""

import re

import pytest

from documents import pdf
from documents.gathering.cover_note import material_for
from documents.gathering.programme import contents
from domain.conditions.judge_condition import ConditionJudged
from domain.conditions.show_evidence import EvidenceShown
from domain.publication.publish_programme import ProgrammePublished
from domain.register.entries import Entry
from domain.responses.settle_responses import ResponsesSettled
from domain.shared.texts import TextRef
from domain.sign_off.prepare_submission import SubmissionPrepared
from store import texts
from store.plan import plans
from store.publication import documents
from tests.documents.reading import pages_of, reader, text_of
from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.blueprints import small
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import World
from words.languages import language_of


async def published(programme: Programme) -> ProgrammePublished:
    event = (await programme.events())[-1]
    assert isinstance(event, ProgrammePublished)
    return event


async def content(programme: Programme, ref: TextRef) -> bytes:
    async with programme.world.pool.acquire() as connection:
        found = await documents.find(connection, ref)
    assert found is not None
    return found.content


async def entry_of(programme: Programme, kind: type) -> Entry:
    return next(entry for entry in await programme.register() if isinstance(entry.event, kind))


def before(entry: Entry) -> str:
    """The entry before, as a document prints it."""
    return f"{entry.seq - 1}:{entry.prev}"


async def test_the_programme_tells_of_its_conditions_and_its_papers(world: World, begin: Begin) -> None:
    programme = await arranged.approved_with_conditions(await begin())
    (condition,) = (await programme.state()).conditions.values()
    key = condition.set.key
    await programme.act(
        asking.classify("response-memo", "public", by=programme.office),
        asking.show_evidence(key, by=arranged.kwartiermaker(programme)),
        asking.judge_condition(key, by=programme.actor("college-1", "member")),
    )
    await programme.until(lambda state: state.published, "publication")

    text = await programme.read((await published(programme)).documents["programme.md"])

    shown, judged = await entry_of(programme, EvidenceShown), await entry_of(programme, ConditionJudged)
    assert f"(registerregel {shown.seq})" in text
    assert f"(registerregel {judged.seq})" in text
    settled, prepared = (
        await entry_of(programme, ResponsesSettled),
        await entry_of(programme, SubmissionPrepared),
    )
    assert isinstance(settled.event, ResponsesSettled)
    assert isinstance(prepared.event, SubmissionPrepared)
    assert settled.event.memo is not None
    papers = text.partition("## Stukken")[2].partition("## ")[0]
    _, memo, note = papers.split("\n- ")
    assert "`response-memo-1.md`: openbaar" in memo
    assert f"registerregel {settled.seq}  \n  `{settled.event.memo.hash}`" in memo
    assert "`cover-note-1.md`: vertrouwelijk" in note
    assert f"registerregel {prepared.seq}  \n  `{prepared.event.cover_note.hash}`" in note


async def test_every_document_carries_the_head_that_it_follows_on(world: World, begin: Begin) -> None:
    programme = await arranged.approved(await begin())
    event = await published(programme)
    settled = await entry_of(programme, ResponsesSettled)
    prepared = await entry_of(programme, SubmissionPrepared)
    last = await entry_of(programme, ProgrammePublished)
    assert isinstance(settled.event, ResponsesSettled)
    assert settled.event.memo is not None

    memo = await programme.read(settled.event.memo)

    number, hash_ = before(settled).split(":")
    assert memo.endswith(f"Dit document volgt op registerregel {number}:\n`{hash_}`\n")
    for name, entry in (("programme", last), ("response-memo-1", settled), ("cover-note-1", prepared)):
        pages = pages_of(await content(programme, event.documents[f"{name}.pdf"]))
        for page in pages:
            assert f"register {before(entry)}" in page, name
    memo_pdf = text_of(await content(programme, event.documents["response-memo-1.pdf"]))
    assert re.search(rf"volgt op registerregel {number}: {hash_}", memo_pdf)


async def test_a_pdf_says_whether_it_is_public_as_the_office_left_it(world: World, begin: Begin) -> None:
    programme = await begin()
    await programme.act(asking.classify("cover-note", "public", by=programme.office))
    await arranged.approved(programme)
    documents_ = (await published(programme)).documents

    firsts = {
        name: pages_of(await content(programme, documents_[f"{name}.pdf"]))[0]
        for name in ("programme", "cover-note-1", "response-memo-1")
    }

    assert "openbaar" in firsts["programme"]
    assert "openbaar" in firsts["cover-note-1"]
    assert "vertrouwelijk" in firsts["response-memo-1"]


async def test_all_papers_are_in_the_language_of_the_blueprint(world: World, begin: Begin) -> None:
    programme = await arranged.approved(await begin(small().model_copy(update={"language": "en"})))
    documents_ = (await published(programme)).documents
    settled = await entry_of(programme, ResponsesSettled)
    assert isinstance(settled.event, ResponsesSettled)
    assert settled.event.memo is not None

    texts = [await programme.read(documents_[f"{name}.md"]) for name in ("programme", "cover-note-1")]
    texts.append(await programme.read(settled.event.memo))
    pdf_ = reader(await content(programme, documents_["programme.pdf"]))

    for text in texts:
        assert "This document follows register entry" in text
        assert "registerregel" not in text
    assert str(pdf_.trailer["/Root"]["/Lang"]) == "en-GB"
    assert "Adoption" in pdf_.pages[1].extract_text()


@pytest.mark.parametrize(("language", "said"), [("nl", "[gewist]"), ("en", "[erased]")])
async def test_what_was_erased_is_said_to_be_in_the_language_of_the_document(
    world: World, begin: Begin, language: str, said: str
) -> None:
    blueprint = small().model_copy(update={"language": language})
    programme = await arranged.before_the_body(await begin(blueprint))
    state = await programme.state()
    assert state.definition.submitted is not None
    async with programme.world.pool.acquire() as connection:
        version = await plans.version(connection, programme.slug, state.definition.submitted.number)
        assert version is not None
        await texts.erase(connection, [version.sections["funding"].id])

        gathered = await contents(connection, state, blueprint, await programme.register())
        material = await material_for(connection, language_of(blueprint), state, {})

    assert gathered.sections["funding"] == said
    assert material.funding == said


async def test_each_deciding_body_has_a_place_to_sign(world: World, begin: Begin) -> None:
    programme = await arranged.approved(await begin())

    [_, second, *_] = pages_of(
        await content(programme, (await published(programme)).documents["programme.pdf"])
    )

    assert "Vaststelling" in second
    assert "Handtekening" in second
    assert "3 voor" in second


async def test_a_pdf_that_cannot_be_set_is_named_and_the_rest_is_published(
    world: World, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme = await arranged.before_the_body(await begin())
    monkeypatch.setattr(pdf, "TEMPLATE", b'#panic("a defect of the template")')

    await arranged.vote(programme, "for", "for", "for")
    await programme.until(lambda state: state.published, "publication")

    event = await published(programme)
    pdfs = ("programme.pdf", "response-memo-1.pdf", "cover-note-1.pdf")
    assert event.missing == dict.fromkeys(pdfs, "not_set")
    assert sorted(event.documents) == ["cover-note-1.md", "programme.md"]
    assert "Vastgesteld programma" in await programme.read(event.documents["programme.md"])
    assert await programme.handle.result() == "approved"
    await programme.verified()

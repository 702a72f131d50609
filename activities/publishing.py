"""Publishing an approved programme: as Markdown, and as PDF where the blueprint wants it."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

import structlog

from documents import papers, pdf
from documents.gathering.programme import contents
from documents.papers import Written
from documents.programme import decided, programme, signatures
from domain.blueprint.model import Blueprint
from domain.publication.classification import classification_of
from domain.publication.holding import DocumentDoesNotHold
from domain.publication.publish_programme import ProgrammePublished
from domain.register.entries import Break, Entry, verify
from domain.register.steps import Step
from domain.shared.texts import TextRef
from domain.state.programme_state import ProgrammeState
from store import texts
from store.database import Connection
from store.every_phase import programmes
from store.kept import beginning, organisations
from store.kept.difference import Found
from store.publication import documents as binaries
from store.register import entries as register
from words.languages import language_of

NOT_SET = "not_set"

log = structlog.get_logger()


async def publish(connection: Connection, step: Step) -> ProgrammePublished:
    """Write what is published of an approved programme, in the caller's transaction."""
    state = await programmes.current_state(connection, step.programme)
    assert state is not None
    blueprint = await programmes.blueprint(connection, step.programme)
    entries = await register.read(connection, step.programme)
    written = papers.of(entries, state)
    met = papers.met(entries, state)
    listed = [paper.listed(state) for paper in written]
    await must_hold(connection, step, entries)
    material = await contents(connection, state, blueprint, entries)
    text = programme(language_of(blueprint), blueprint, state, material._replace(met=met, papers=listed))
    document = texts.compose(text)
    await texts.keep(connection, step.programme, [document], author=None)
    # A response memo was published when the responses were settled.
    notes = {f"{paper.name}.md": paper.ref for paper in written if paper.kind == "cover_note"}
    published = {"programme.md": document.ref, **notes}
    if not blueprint.publish_pdf:
        return ProgrammePublished(documents=published)
    renders = await _renders(connection, step, (blueprint, state), text, written)
    set_ = {name: await _kept(connection, step, name, render) for name, render in renders.items()}
    return ProgrammePublished(
        documents=published | {name: ref for name, ref in set_.items() if ref is not None},
        missing={name: NOT_SET for name, ref in set_.items() if ref is None},
    )


async def must_hold(connection: Connection, step: Step, entries: Sequence[Entry]) -> None:
    """Raise `DocumentDoesNotHold` unless all that is composed from is what the register says.

    The register itself ends where the workflow says, blueprint and rules are those that the programme began
    with, and organisations are called what they were.
    """
    chain = verify(await register.stored(connection, step.programme), step.head)
    found = Found(step.programme)
    await beginning.compare(connection, found, entries[0])
    await organisations.compare(connection, found, entries)
    if isinstance(chain, Break) or found:
        raise DocumentDoesNotHold(id=step.programme)


async def _renders(
    connection: Connection,
    step: Step,
    of: tuple[Blueprint, ProgrammeState],
    text: str,
    written: Sequence[Written],
) -> dict[str, Callable[[], bytes]]:
    """What sets the programme and the papers that led to it, by their names."""
    blueprint, state = of
    assert state.definition.submitted is not None
    zone, title, language = ZoneInfo(blueprint.timezone), blueprint.title, language_of(blueprint)
    facts = pdf.Facts(
        version=state.definition.submitted.number,
        head=state.head,
        at=step.at.astimezone(zone),
        author=blueprint.sign_off.authority.title,
        classification=classification_of("programme", state),
        rows=tuple(decided(language, blueprint, state)),
        signatures=tuple(signatures(language, blueprint, state)),
    )
    renders = {"programme.pdf": partial(pdf.render, language, "programme", title, text, facts)}
    bodies = await texts.held(connection, [paper.ref for paper in written])
    for paper in written:
        own = replace(
            facts,
            version=paper.version,
            # The end of the register that it was written after, as its own text says.
            head=paper.follows,
            at=paper.at.astimezone(zone),
            classification=classification_of(paper.name, state),
            rows=(),
            signatures=(),
        )
        renders[f"{paper.name}.pdf"] = partial(
            pdf.render, language, paper.kind, title, bodies[paper.ref.id], own
        )
    return renders


async def _kept(connection: Connection, step: Step, name: str, render: Callable[[], bytes]) -> TextRef | None:
    """Set a document as PDF, off the event loop, and keep it; None when it cannot be set.

    The programme's turn to write is held meanwhile: nobody waits for one that has ended.
    """
    try:
        content = await asyncio.to_thread(render)
    except pdf.NotSetError as error:
        # Trying again would never end, and what is approved is not left unpublished for want of a PDF.
        log.error("a PDF could not be set", programme=step.programme, document=name, error=str(error))  # noqa: TRY400 - the trace may quote
        return None
    return await binaries.keep(
        connection, step.programme, name, binaries.Document("application/pdf", content)
    )

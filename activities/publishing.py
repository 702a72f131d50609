"""Publishing an approved programme: as Markdown, and as PDF where the blueprint wants it."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

from documents import pdf
from domain import documents, inventory
from domain.blueprint import Blueprint
from domain.events import ProgrammePublished, SubmissionPrepared
from domain.state import ProgrammeState
from domain.steps import Step
from domain.texts import TextRef
from store import documents as binaries
from store import plans, programmes, projects, register, texts
from store.database import Connection


async def publish(connection: Connection, step: Step) -> ProgrammePublished:
    """Write what is published of an approved programme, in the caller's transaction."""
    state = await programmes.standing(connection, step.programme)
    assert state is not None
    assert state.definition.submitted is not None
    blueprint = await programmes.blueprint(connection, step.programme)
    version = await plans.version(connection, step.programme, state.definition.submitted.number)
    assert version is not None
    asked = {key: condition.set.text.id for key, condition in state.conditions.items()}
    bodies = await texts.read(connection, [*(ref.id for ref in version.sections.values()), *asked.values()])
    sections = {section: bodies[ref.id] for section, ref in version.sections.items()}
    conditions = {key: bodies[id_] for key, id_ in asked.items()}
    appendix = await _inventory(connection, step.programme, blueprint)
    written = documents.programme(blueprint, state, sections, conditions, appendix)
    document = texts.compose(written)
    await texts.keep(connection, step.programme, [document], author=None)
    pdfs = await _pdfs(connection, step, (blueprint, state), written) if blueprint.publish_pdf else {}
    return ProgrammePublished(documents={"programme.md": document.ref, **pdfs})


async def _pdfs(
    connection: Connection, step: Step, of: tuple[Blueprint, ProgrammeState], written: str
) -> dict[str, TextRef]:
    """The programme, and the cover notes it went to each body with, by their names."""
    blueprint, state = of
    assert state.definition.submitted is not None
    facts = pdf.Facts(
        version=state.definition.submitted.number,
        head=state.head,
        at=step.at.astimezone(ZoneInfo(blueprint.timezone)),
        author=blueprint.sign_off.bodies[-1].title,
        rows=tuple(documents.decided(blueprint, state)),
    )
    render = partial(pdf.render, "programme", blueprint.title, written, facts)
    return {
        "programme.pdf": await _kept(connection, step, "programme.pdf", render),
        **await _cover_notes(connection, step, blueprint, facts),
    }


async def _inventory(connection: Connection, programme: str, blueprint: Blueprint) -> str:
    """The appendix about running projects, empty when there are none."""
    found = await projects.page(connection, programme)
    bodies = await texts.read(connection, [ref.id for project in found for ref in project.texts])
    titles = {section.key: section.title for section in blueprint.definition.sections}
    return inventory.appendix(
        [
            inventory.PlacedProject(
                title=bodies[project.title.id],
                owner=bodies[project.owner.id] if project.owner else project.name or "",
                description=bodies[project.description.id],
                place=project.placement.place,
                reason=bodies[project.placement.reason.id],
                sections=[titles[key] for key in project.placement.sections],
            )
            for project in found
            if project.placement is not None
        ]
    )


async def _cover_notes(
    connection: Connection, step: Step, blueprint: Blueprint, facts: pdf.Facts
) -> dict[str, TextRef]:
    """The cover notes with which the approved version went to each body, by their names."""
    zone, kept = ZoneInfo(blueprint.timezone), dict[str, TextRef]()
    for entry in await register.read(connection, step.programme):
        event = entry.event
        if isinstance(event, SubmissionPrepared) and event.version == facts.version:
            written = (await texts.read(connection, [event.cover_note.id]))[event.cover_note.id]
            own = replace(facts, head=entry.head, at=entry.at.astimezone(zone), rows=())
            name = f"cover-note-{event.submission}.pdf"
            render = partial(pdf.render, "cover_note", blueprint.title, written, own)
            kept[name] = await _kept(connection, step, name, render)
    return kept


async def _kept(connection: Connection, step: Step, name: str, render: Callable[[], bytes]) -> TextRef:
    """Set a document as PDF, off the event loop, and keep it.

    The programme's turn to write is held meanwhile: nobody waits for one that has ended.
    """
    content = await asyncio.to_thread(render)
    return await binaries.keep(
        connection, step.programme, name, binaries.Document("application/pdf", content)
    )

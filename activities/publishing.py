"""Publishing an approved programme: as Markdown, and as PDF where the blueprint wants it."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

from documents import pdf
from domain import documents, inventory
from domain.blueprint import Blueprint
from domain.events import ResponsesSettled
from domain.events_of_sign_off import ProgrammePublished, SubmissionPrepared
from domain.register import Entry
from domain.state import ProgrammeState
from domain.steps import Step
from domain.texts import TextRef
from store import documents as binaries
from store import followed as what_followed
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
    followed = await what_followed.read(connection, state)
    written = documents.programme(blueprint, state, sections, conditions, appendix, followed)
    document = texts.compose(written)
    await texts.keep(connection, step.programme, [document], author=None)
    papers = await _papers(connection, step, state)
    # A response memo was published when the responses were settled.
    notes = {f"{paper.name}.md": paper.ref for paper in papers if paper.kind == "cover_note"}
    published = {"programme.md": document.ref, **notes}
    if blueprint.publish_pdf:
        published |= await _pdfs(connection, step, (blueprint, state), written, papers)
    return ProgrammePublished(documents=published)


class _Paper(NamedTuple):
    """A text on the way to the decision, the plan version it is about, and the register as it was then."""

    kind: pdf.Kind
    name: str
    ref: TextRef
    version: int
    entry: Entry


async def _papers(connection: Connection, step: Step, state: ProgrammeState) -> list[_Paper]:
    """The cover notes with which the approved version went to each body, and the response memos."""
    assert state.definition.submitted is not None
    approved = state.definition.submitted.number
    consulted_on = {held.number: held.version for held in state.definition.rounds}
    found: list[_Paper] = []
    for entry in await register.read(connection, step.programme):
        match entry.event:
            case SubmissionPrepared(submission=number, version=of, cover_note=note) if of == approved:
                found.append(_Paper("cover_note", f"cover-note-{number}", note, of, entry))
            case ResponsesSettled(consultation=number, memo=TextRef() as memo):
                version = consulted_on[number]
                found.append(_Paper("response_memo", f"response-memo-{number}", memo, version, entry))
            case _:
                pass
    return found


async def _pdfs(
    connection: Connection,
    step: Step,
    of: tuple[Blueprint, ProgrammeState],
    written: str,
    papers: Sequence[_Paper],
) -> dict[str, TextRef]:
    """The programme and the papers that led to it, by their names."""
    blueprint, state = of
    assert state.definition.submitted is not None
    zone, title = ZoneInfo(blueprint.timezone), blueprint.title
    facts = pdf.Facts(
        version=state.definition.submitted.number,
        head=state.head,
        at=step.at.astimezone(zone),
        author=blueprint.sign_off.authority.title,
        rows=tuple(documents.decided(blueprint, state)),
    )
    renders = {"programme.pdf": partial(pdf.render, "programme", title, written, facts)}
    bodies = await texts.read(connection, [paper.ref.id for paper in papers])
    for kind, name, ref, version, entry in papers:
        own = replace(facts, version=version, head=entry.head, at=entry.at.astimezone(zone), rows=())
        renders[f"{name}.pdf"] = partial(pdf.render, kind, title, bodies[ref.id], own)
    return {name: await _kept(connection, step, name, render) for name, render in renders.items()}


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


async def _kept(connection: Connection, step: Step, name: str, render: Callable[[], bytes]) -> TextRef:
    """Set a document as PDF, off the event loop, and keep it.

    The programme's turn to write is held meanwhile: nobody waits for one that has ended.
    """
    content = await asyncio.to_thread(render)
    return await binaries.keep(
        connection, step.programme, name, binaries.Document("application/pdf", content)
    )

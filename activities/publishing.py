"""Publishing an approved programme: as Markdown, and as PDF where the blueprint wants it."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

import structlog

from documents import inventory, papers, pdf
from documents.papers import Written
from documents.programme_document import Contents, decided, programme, signatures
from domain.blueprint.model import Blueprint
from domain.publication.classification import classification_of
from domain.publication.publish_programme import ProgrammePublished
from domain.register.steps import Step
from domain.shared.texts import TextRef
from domain.state.programme_state import ProgrammeState
from store import texts
from store.database import Connection
from store.every_phase import programmes
from store.plan import plans
from store.projects import projects
from store.publication import documents as binaries
from store.register import entries as register
from store.sign_off import followed as what_followed

NOT_SET = "not_set"

log = structlog.get_logger()


async def publish(connection: Connection, step: Step) -> ProgrammePublished:
    """Write what is published of an approved programme, in the caller's transaction."""
    state = await programmes.standing(connection, step.programme)
    assert state is not None
    blueprint = await programmes.blueprint(connection, step.programme)
    entries = await register.read(connection, step.programme)
    written = papers.of(entries, state)
    met = papers.met(entries, state)
    listed = [paper.listed(state) for paper in written]
    contents = await _contents(connection, state, blueprint)
    text = programme(blueprint, state, contents._replace(met=met, papers=listed))
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


async def _contents(connection: Connection, state: ProgrammeState, blueprint: Blueprint) -> Contents:
    """What people typed: the plan that was approved, the conditions, the inventory."""
    assert state.definition.submitted is not None
    version = await plans.version(connection, state.slug, state.definition.submitted.number)
    assert version is not None
    asked = {key: condition.set.text.id for key, condition in state.conditions.items()}
    bodies = await texts.read(connection, [*(ref.id for ref in version.sections.values()), *asked.values()])
    return Contents(
        sections={section: bodies[ref.id] for section, ref in version.sections.items()},
        conditions={key: bodies[id_] for key, id_ in asked.items()},
        appendix=await _inventory(connection, state.slug, blueprint),
        followed=await what_followed.read(connection, state),
    )


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
    zone, title = ZoneInfo(blueprint.timezone), blueprint.title
    facts = pdf.Facts(
        version=state.definition.submitted.number,
        head=state.head,
        at=step.at.astimezone(zone),
        author=blueprint.sign_off.authority.title,
        classification=classification_of("programme", state),
        rows=tuple(decided(blueprint, state)),
        signatures=tuple(signatures(blueprint, state)),
    )
    renders = {"programme.pdf": partial(pdf.render, "programme", title, text, facts)}
    bodies = await texts.read(connection, [paper.ref.id for paper in written])
    for paper in written:
        own = replace(
            facts,
            version=paper.version,
            head=paper.follows,
            at=paper.at.astimezone(zone),
            classification=classification_of(paper.name, state),
            rows=(),
            signatures=(),
        )
        renders[f"{paper.name}.pdf"] = partial(pdf.render, paper.kind, title, bodies[paper.ref.id], own)
    return renders


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

"""Documents that Kwartier writes: the first draft, the cover note, and what is published."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

import asyncpg
from temporalio import activity

from activities import names
from activities.appending import append
from documents import pdf
from domain import documents
from domain.blueprint import Blueprint
from domain.canonical import digest
from domain.definition import BASELINE, version_hash
from domain.events import DraftAssembled, Event, ProgrammePublished, SubmissionPrepared
from domain.heads import SigningKey
from domain.state import ProgrammeState
from domain.steps import DraftStep, Recorded, Step, SubmissionStep
from domain.texts import TextRef
from store import contributions, plans, programmes, register, texts
from store import documents as binaries
from store.database import Connection


class Drafting:
    """Activities that write documents."""

    def __init__(self, pool: asyncpg.Pool, sign: SigningKey | None = None) -> None:
        self._pool = pool
        self._sign = sign

    @activity.defn(name=names.ASSEMBLE_DRAFT)
    async def assemble_draft(self, step: DraftStep) -> Recorded:
        """Put the first draft together from the existing strategy and the contributions."""

        async def work(connection: Connection) -> Sequence[Event]:
            return [await _assemble(connection, step)]

        return await append(self._pool, step, work)

    @activity.defn(name=names.PREPARE_SUBMISSION)
    async def prepare_submission(self, step: SubmissionStep) -> Recorded:
        """Write the cover note and bind it, the plan version and the requested decision by one hash."""

        async def work(connection: Connection) -> Sequence[Event]:
            return [await _prepare(connection, step)]

        return await append(self._pool, step, work)

    @activity.defn(name=names.PUBLISH_PROGRAMME)
    async def publish_programme(self, step: Step) -> Recorded:
        """Write the approved programme as it is published."""

        async def work(connection: Connection) -> Sequence[Event]:
            return [await _publish(connection, step)]

        return await append(self._pool, step, work, self._sign)


async def _assemble(connection: Connection, step: DraftStep) -> DraftAssembled:
    baseline = await plans.version(connection, step.programme, BASELINE)
    assert baseline is not None, "a programme starts with its existing strategy as version 0"
    said = await contributions.counted(connection, step.programme, step.consultation)
    refs = [*baseline.sections.values(), *(ref for c in said for ref in c.sections.values())]
    bodies = await texts.read(connection, [ref.id for ref in refs])
    written = {
        section: texts.compose(
            documents.draft_section(
                bodies[ref.id],
                [
                    documents.Passage(c.name, c.receipt, bodies[c.sections[section].id])
                    for c in said
                    if section in c.sections
                ],
            )
        )
        for section, ref in baseline.sections.items()
    }
    await texts.keep(connection, step.programme, written.values(), author=None)
    await plans.add_origins(
        connection,
        step.programme,
        step.version,
        [
            plans.Origin(section, contribution.organisation, contribution.receipt)
            for contribution in said
            for section in contribution.sections
        ],
    )
    sections = {section: text.ref for section, text in written.items()}
    return DraftAssembled(
        version=step.version,
        baseline=BASELINE,
        consultation=step.consultation,
        contributions=len(said),
        sections=sections,
        hash=version_hash(sections),
    )


async def _prepare(connection: Connection, step: SubmissionStep) -> SubmissionPrepared:
    state = await programmes.standing(connection, step.programme)
    blueprint = await programmes.blueprint(connection, step.programme)
    assert state is not None
    reservations = await _reservations(connection, state)
    note = texts.compose(documents.cover_note(blueprint, state, step.body_key, reservations))
    await texts.keep(connection, step.programme, [note], author=None)
    bound = {
        "submission": step.number,
        "body": step.body_key,
        "version_hash": step.version_hash,
        "cover_note": note.ref.hash,
        "requested": "approve",
    }
    return SubmissionPrepared(
        submission=step.number,
        body=step.body_key,
        version=step.version,
        version_hash=step.version_hash,
        cover_note=note.ref,
        requested="approve",
        hash=digest(bound),
    )


async def _reservations(connection: Connection, state: ProgrammeState) -> list[str]:
    """Why members of the panel are not convinced of a plan that goes on all the same, by seat."""
    review = state.definition.review
    if review is None or review.passed:
        return []
    seats = [seat for seat, said in sorted(review.answers.items()) if "no" in {said.can, said.will}]
    bodies = await texts.read(connection, [review.reasons[seat].id for seat in seats])
    return [bodies[review.reasons[seat].id] for seat in seats]


async def _publish(connection: Connection, step: Step) -> ProgrammePublished:
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
    written = documents.programme(blueprint, state, sections, conditions)
    document = texts.compose(written)
    await texts.keep(connection, step.programme, [document], author=None)
    facts = pdf.Facts(
        version=version.number,
        head=state.head,
        at=step.at.astimezone(ZoneInfo(blueprint.timezone)),
        author=blueprint.sign_off.bodies[-1].title,
        rows=tuple(documents.decided(blueprint, state)),
    )
    return ProgrammePublished(
        documents={
            "programme.md": document.ref,
            "programme.pdf": await _kept(
                connection,
                step,
                "programme.pdf",
                partial(pdf.render, "programme", blueprint.title, written, facts),
            ),
            **await _cover_notes(connection, step, blueprint, facts),
        }
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

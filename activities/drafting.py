"""Documents that Kwartier writes: the first draft, the cover note, and what is published."""

from collections.abc import Sequence

from temporalio import activity

from activities import publishing
from activities.appending import Appending
from documents.cover_note import cover_note
from documents.first_draft import Passage, draft_section
from documents.gathering import typed
from documents.gathering.cover_note import material_for
from domain.every_phase import own_steps
from domain.plan.assemble_draft import DraftAssembled
from domain.plan.versions import BASELINE
from domain.publication.holding import DocumentDoesNotHold
from domain.register.entries import Entry
from domain.register.events import Event
from domain.register.steps import DraftStep, Recorded, Step, SubmissionStep
from domain.sign_off import history as submission_history
from domain.sign_off.prepare_submission import SubmissionPrepared
from store import texts
from store.consultation import contributions
from store.database import Connection
from store.every_phase import programmes
from store.kept import responses
from store.kept.difference import Found
from store.plan import plans
from store.register import entries
from words.languages import language_of


class Drafting:
    """Activities that write documents."""

    def __init__(self, appending: Appending) -> None:
        self._appending = appending

    @activity.defn(name=own_steps.ASSEMBLE_THE_DRAFT.activity)
    async def assemble_draft(self, step: DraftStep) -> Recorded:
        """Put the first draft together from the existing strategy and the contributions."""

        async def work(connection: Connection) -> Sequence[Event]:
            return [await _assemble(connection, step)]

        return await self._appending.append(step, work)

    @activity.defn(name=own_steps.PREPARE_SUBMISSION.activity)
    async def prepare_submission(self, step: SubmissionStep) -> Recorded:
        """Write the cover note and bind it, the plan version, the memos and the request by one hash."""

        async def work(connection: Connection) -> Sequence[Event]:
            return [await _prepare(connection, step)]

        return await self._appending.append(step, work)

    @activity.defn(name=own_steps.PUBLISH_THE_PROGRAMME.activity)
    async def publish_programme(self, step: Step) -> Recorded:
        """Write the approved programme as it is published."""

        async def work(connection: Connection) -> Sequence[Event]:
            return [await publishing.publish(connection, step)]

        return await self._appending.append(step, work)


async def _assemble(connection: Connection, step: DraftStep) -> DraftAssembled:
    baseline = await plans.version(connection, step.programme, BASELINE)
    assert baseline is not None, "a programme starts with its existing strategy as version 0"
    language = language_of(await programmes.blueprint(connection, step.programme))
    said = await contributions.counted(connection, step.programme, step.consultation)
    refs = [*baseline.sections.values(), *(ref for c in said for ref in c.sections.values())]
    bodies = await typed.read(connection, language, refs)
    written = {
        section: texts.compose(
            draft_section(
                language,
                bodies[ref.id],
                [
                    Passage(c.name, c.receipt, bodies[c.sections[section].id])
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
    return own_steps.draft_assembled(step, sections, len(said))


async def _must_be_settled_so(
    connection: Connection, step: SubmissionStep, register: Sequence[Entry]
) -> None:
    """Raise `DocumentDoesNotHold` unless plan and responses, which the note is about, were settled so."""
    found = Found(step.programme)
    await responses.answered(connection, found, register)
    version = await plans.version(connection, step.programme, step.version)
    sections = submission_history.sections_of(register, step.version)
    if found or version is None or version.sections != sections:
        raise DocumentDoesNotHold(id=step.programme)


async def _prepare(connection: Connection, step: SubmissionStep) -> SubmissionPrepared:
    state = await programmes.current_state(connection, step.programme)
    blueprint = await programmes.blueprint(connection, step.programme)
    assert state is not None
    register = await entries.read(connection, step.programme)
    await publishing.must_hold(connection, step, register)
    await _must_be_settled_so(connection, step, register)
    history = submission_history.of(register)
    # As they read now: one may have been revised before an earlier body.
    memos = {number: memo.text for number, memo in history.memos.items()}
    language = language_of(blueprint)
    material = await material_for(connection, language, state, memos)
    note = texts.compose(cover_note(language, blueprint, state, step.body_key, material))
    await texts.keep(connection, step.programme, [note], author=None)
    return own_steps.submission_prepared(step, state, note.ref, memos)

"""What of a programme is public, for everyone: the documents that are, and what they themselves say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.blueprint.model import Blueprint
from domain.publication.documents import PublicDocument
from domain.publication.publish_programme import ProgrammePublished
from domain.reading.documents import material_of_document
from domain.reading.rights import NotReadable
from domain.register.entries import Entry
from domain.responses.settle_responses import ResponsesSettled
from domain.shared.texts import TextRef
from domain.state.programme_state import ProgrammeState
from service.callers import Caller
from service.current_state import NoSuchProgramme
from service.reading import Reading, Shown
from service.resources import Resources
from store import texts
from store.plan import plans
from store.publication import published
from store.publication.published import Published
from store.register import entries as register

SHOWN = Shown(("public_documents",))
PROGRAMME = "programme.md"


@dataclass(frozen=True)
class Public:
    """An approved programme as everyone sees it.

    `sections` are those of the plan that was approved, in their order, and empty where the programme itself
    is not public; `settled` are the rounds whose response memo is.
    """

    state: ProgrammeState
    blueprint: Blueprint
    documents: Sequence[PublicDocument]
    published: Entry | None
    sections: Sequence[tuple[str, str]]
    settled: Sequence[ResponsesSettled]

    @property
    def has_programme(self) -> bool:
        return any(document.name == PROGRAMME for document in self.documents)


def public_of(entries: Sequence[Entry], state: ProgrammeState) -> list[Published]:
    """The documents that `entries` published and that are public."""
    return [
        document
        for document in published.newest(entries)
        if material_of_document(document.name, state) == "public_documents"
    ]


async def public(resources: Resources, caller: Caller | None, slug: str) -> Public | None:
    """What is public of the programme `slug`; None where nothing is, or there is no such programme."""
    try:
        async with Reading(resources, caller, SHOWN).open(slug) as sight:
            connection, state = sight.connection, sight.state
            blueprint = await sight.blueprint()
            # No further than the state, so that what is said of its end is so.
            entries = await register.read(connection, slug, limit=state.head.seq)
            documents = await published.originals(connection, public_of(entries, state))
            names = {document.name for document in documents}
            submitted = state.definition.submitted if PROGRAMME in names else None
            plan = await plans.version(connection, slug, submitted.number) if submitted else None
            refs: Mapping[str, TextRef] = plan.sections if plan else {}
            bodies = await texts.shown(connection, [ref.id for ref in refs.values()])
    # One answer to both: nobody finds out by guessing which programmes there are.
    except (NoSuchProgramme, NotReadable):
        return None
    last = next((entry for entry in reversed(entries) if isinstance(entry.event, ProgrammePublished)), None)
    return Public(
        state,
        blueprint,
        documents,
        last,
        [
            (section.title, bodies[refs[section.key].id])
            for section in blueprint.definition.sections
            if section.key in refs and bodies[refs[section.key].id].strip()
        ],
        [
            entry.event
            for entry in entries
            if isinstance(entry.event, ResponsesSettled)
            and f"response-memo-{entry.event.consultation}.md" in names
        ],
    )

"""What people typed that goes into the published programme: the approved plan, conditions, projects."""

from documents.gathering import followed as what_followed
from documents.gathering import typed
from documents.inventory import PlacedProject
from documents.programme import Contents
from domain.blueprint.model import Blueprint
from domain.state.programme_state import ProgrammeState
from store.database import Connection
from store.plan import plans
from store.projects import projects
from words.languages import language_of


async def contents(connection: Connection, state: ProgrammeState, blueprint: Blueprint) -> Contents:
    """All but what the register says: how conditions were met, and on which papers was decided."""
    assert state.definition.submitted is not None
    language = language_of(blueprint)
    version = await plans.version(connection, state.slug, state.definition.submitted.number)
    assert version is not None
    asked = {key: condition.set.text.id for key, condition in state.conditions.items()}
    bodies = await typed.read(
        connection, language, [*(ref.id for ref in version.sections.values()), *asked.values()]
    )
    return Contents(
        sections={section: bodies[ref.id] for section, ref in version.sections.items()},
        conditions={key: bodies[id_] for key, id_ in asked.items()},
        projects=await _placed(connection, state.slug, blueprint),
        followed=await what_followed.read(connection, language, state),
    )


async def _placed(connection: Connection, programme: str, blueprint: Blueprint) -> list[PlacedProject]:
    """The running projects of which it is known what becomes of them."""
    language = language_of(blueprint)
    found = await projects.page(connection, programme)
    bodies = await typed.read(connection, language, [ref.id for project in found for ref in project.texts])
    titles = {section.key: section.title for section in blueprint.definition.sections}
    return [
        PlacedProject(
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

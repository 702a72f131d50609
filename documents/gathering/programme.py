"""What people typed that goes into the published programme: the approved plan, conditions, projects."""

from collections.abc import Sequence

from documents.gathering import followed as what_followed
from documents.gathering import typed
from documents.inventory import PlacedProject
from documents.programme import Contents
from domain.blueprint.model import Blueprint
from domain.projects.add_project import ProjectAdded
from domain.projects.place_project import ProjectPlaced
from domain.register.entries import Entry
from domain.sign_off import history
from domain.state.programme_state import ProgrammeState
from store.database import Connection
from store.organisations import stakeholders
from words.languages import language_of


async def contents(
    connection: Connection, state: ProgrammeState, blueprint: Blueprint, entries: Sequence[Entry]
) -> Contents:
    """All but what the register says: how conditions were met, and on which papers was decided.

    Which texts these are is found in `entries`, not in the tables that follow them: it will be signed.
    """
    assert state.definition.submitted is not None
    language = language_of(blueprint)
    sections = history.sections_of(entries, state.definition.submitted.number)
    asked = {key: condition.set.text for key, condition in state.conditions.items()}
    bodies = await typed.read(connection, language, [*sections.values(), *asked.values()])
    return Contents(
        sections={section: bodies[ref.id] for section, ref in sections.items()},
        conditions={key: bodies[ref.id] for key, ref in asked.items()},
        projects=await _placed(connection, state.slug, blueprint, entries),
        followed=await what_followed.read(connection, language, state),
    )


async def _placed(
    connection: Connection, programme: str, blueprint: Blueprint, entries: Sequence[Entry]
) -> list[PlacedProject]:
    """The running projects of which it is known what becomes of them."""
    events = [entry.event for entry in entries]
    placed = {event.project: event for event in events if isinstance(event, ProjectPlaced)}
    found = [event for event in events if isinstance(event, ProjectAdded) and event.project in placed]
    refs = [ref for project in found for ref in (project.title, project.description, project.owner) if ref]
    reasons = [event.reason for event in placed.values()]
    bodies = await typed.read(connection, language_of(blueprint), [*refs, *reasons])
    owners = await stakeholders.find(connection, programme, [one.organisation or "" for one in found])
    titles = {section.key: section.title for section in blueprint.definition.sections}
    return [
        PlacedProject(
            title=bodies[project.title.id],
            owner=bodies[project.owner.id] if project.owner else owners[project.organisation or ""].name,
            description=bodies[project.description.id],
            place=placed[project.project].place,
            reason=bodies[placed[project.project].reason.id],
            sections=[titles[key] for key in placed[project.project].sections],
        )
        for project in found
    ]

"""The sections of the plan as chapters of a document."""

from collections.abc import Mapping

from documents.markup import harmless, on_one_line
from domain.blueprint.model import Blueprint


def chapters(blueprint: Blueprint, sections: Mapping[str, str]) -> list[str]:
    """Each section that has a text, in the plan's order, under its title."""
    return [
        f"## {on_one_line(section.title)}\n\n{harmless(sections[section.key]).strip()}"
        for section in blueprint.definition.sections
        if sections.get(section.key, "").strip()
    ]

"""The appendix of a published programme: the projects that already ran, and what becomes of each."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from documents.markup import on_one_line
from domain.projects.place_project import Place
from domain.shared.messages import N_, Message
from words.language import Language

HEADINGS: Mapping[Place, Message] = {
    "continues": N_("Continues", "project"),
    "changes": N_("Changes", "project"),
    "stops": N_("Stops", "project"),
}


class PlacedProject(NamedTuple):
    """One project with its texts; `sections` are titles."""

    title: str
    owner: str
    description: str
    place: Place
    reason: str
    sections: Sequence[str] = ()


def appendix(language: Language, projects: Sequence[PlacedProject]) -> str:
    """The projects as Markdown, by what becomes of them; empty when there are none."""
    if not projects:
        return ""
    parts = [
        f"### {language.say(heading)}\n\n"
        + "\n".join(_line(language, project) for project in projects if project.place == place)
        for place, heading in HEADINGS.items()
        if any(project.place == place for project in projects)
    ]
    return "\n\n".join([f"## {language.say(N_('Appendix: running projects', 'heading'))}", *parts])


def _line(language: Language, project: PlacedProject) -> str:
    # Outside of any sentence: what a project is about comes as it was typed, with or without a full stop.
    description = f"; {on_one_line(project.description)}" if project.description.strip() else ""
    reason = language.say(N_("Reason: {reason}"), reason=on_one_line(project.reason))
    sections = ""
    if project.sections:
        titles = [on_one_line(title) for title in project.sections]
        sections = " " + language.say(N_("Sections: {titles}."), titles=titles)
    return (
        f"- **{on_one_line(project.title)}** ({on_one_line(project.owner)}){description}\n"
        f"  {reason}{sections}"
    )

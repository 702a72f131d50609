"""The appendix of a published programme: the projects that already ran, and what becomes of each."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from domain.projects.place_project import Place

HEADINGS: Mapping[Place, str] = {
    "continues": "Gaat door / Continues",
    "changes": "Verandert / Changes",
    "stops": "Stopt / Stops",
}


class PlacedProject(NamedTuple):
    """One project with its texts; `sections` are titles."""

    title: str
    owner: str
    description: str
    place: Place
    reason: str
    sections: Sequence[str] = ()


def appendix(projects: Sequence[PlacedProject]) -> str:
    """The projects as Markdown, by what becomes of them; empty when there are none."""
    parts = [
        f"### {heading}\n\n" + "\n".join(_line(project) for project in projects if project.place == place)
        for place, heading in HEADINGS.items()
        if any(project.place == place for project in projects)
    ]
    return (
        "\n\n".join(["## Bijlage: lopende projecten / Appendix: running projects", *parts]) if parts else ""
    )


def _line(project: PlacedProject) -> str:
    description = f"; {_one_line(project.description)}" if project.description.strip() else ""
    line = f"- **{_one_line(project.title)}** ({_one_line(project.owner)}){description}"
    sections = f" Hoofdstukken / Sections: {', '.join(project.sections)}." if project.sections else ""
    return f"{line}\n  Reden / Reason: {_one_line(project.reason)}{sections}"


def _one_line(text: str) -> str:
    """A text inside its list item, whatever lines it was typed on."""
    return " ".join(text.split())

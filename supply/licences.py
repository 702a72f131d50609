"""Under which licences that is what production runs, and whether they go with the EUPL-1.2."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from boolean.boolean import AND, OR  # pyright: ignore[reportMissingTypeStubs] - it has no types
from license_expression import (  # pyright: ignore[reportMissingTypeStubs] - nor has this
    ExpressionError,
    LicenseSymbol,
    get_spdx_licensing,
)

from supply.lock import package

Component = Mapping[str, Any]
"""As CycloneDX has it."""

ACCEPTED = {
    "Apache-2.0": "Keep its text, its NOTICE file and who holds the rights.",
    "BSD-2-Clause": "Keep its text and who holds the rights.",
    "BSD-3-Clause": "Keep its text and who holds the rights; do not advertise with their names.",
    "ISC": "Keep its text and who holds the rights.",
    "MIT": "Keep its text and who holds the rights.",
    "MIT-0": "Asks nothing.",
    "PSF-2.0": "Keep its text and who holds the rights, and say what was changed, where something was.",
    "Unlicense": "Asks nothing: it is everybody's.",
}
"""What may be used beside code under the EUPL-1.2, and what each asks. All of them let a work that uses
theirs have a licence of its own.
What does not (GPL, AGPL), or asks more (LGPL, MPL), is not for a list to judge."""

MEANT = {
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    # It does not say which of the two.
    "License :: OSI Approved :: BSD License": "BSD-2-Clause AND BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
}
"""What packages say in other words than SPDX's."""

FILE, OF = "declared license file:", "declared license of "
"""How cyclonedx-py names the text of a licence, and what a package wrote in place of a licence's name."""


@dataclass(frozen=True)
class Licensed:
    """A package with what it says of its licence; `refused` says why it cannot be used so."""

    name: str
    version: str
    said: str
    refused: str | None

    @property
    def package(self) -> tuple[str, str]:
        """Return what it is in a lock."""
        return package(self.name, self.version)


def judge(components: Sequence[Component]) -> list[Licensed]:
    """Judge each package of a bill of materials."""
    judged = [_judge(component) for component in components]
    return sorted(judged, key=lambda licensed: licensed.package)


def _judge(component: Component) -> Licensed:
    said = _said(component)
    refused = None if said else "does not say under which licence it is"
    for licence in said:
        refused = refused or _why_not(MEANT.get(licence, licence))
    return Licensed(component["name"], component["version"], "; ".join(said), refused)


def _said(component: Component) -> list[str]:
    """What a package declares; its own words only where it declares nothing that has a name."""
    by_name: list[str] = []
    in_words: list[str] = []
    for licence in component.get("licenses", ()):
        if "expression" in licence:
            by_name.append(licence["expression"])
        elif "id" in licence["license"]:
            by_name.append(licence["license"]["id"])
        elif licence["license"]["name"].startswith(OF):
            in_words.append(licence["license"]["text"]["content"].strip())
        elif not licence["license"]["name"].startswith(FILE):
            by_name.append(licence["license"]["name"])
    return by_name or in_words


def _why_not(expression: str) -> str | None:
    try:
        parsed: Any = get_spdx_licensing().parse(expression, validate=True, strict=True)  # pyright: ignore[reportUnknownMemberType]
    except ExpressionError:
        return f"“{expression.splitlines()[0]}” is no licence that SPDX knows"
    return None if _goes(parsed) else f"{expression} is not among those that are accepted"


def _goes(expression: Any) -> bool:  # noqa: ANN401 - untyped, see above
    parts: tuple[Any, ...] = expression.args
    match expression:
        case OR():
            return any(_goes(part) for part in parts)
        case AND():
            return all(_goes(part) for part in parts)
        case LicenseSymbol():
            return str(expression) in ACCEPTED
        case _:
            # With an exception, it is another licence.
            return False


def listed(judged: Sequence[Licensed], system: str) -> str:
    """Write the list as Markdown."""
    used = [licence for licence in ACCEPTED if any(licence in _meant(each) for each in judged)]
    return "\n".join(
        [
            "# Licences",
            "",
            f"What Kwartier runs with, as `requirements.production.lock` installs it on {system}.",
            "Kwartier itself is under the EUPL-1.2. Each package brings the text of its licence.",
            "",
            "| package | version | licence |",
            "| --- | --- | --- |",
            *(f"| {each.name} | {each.version} | {_cell(each)} |" for each in judged),
            "",
            "| licence | what it asks |",
            "| --- | --- |",
            *(f"| {licence} | {ACCEPTED[licence]} |" for licence in used),
            "",
        ]
    )


def _meant(licensed: Licensed) -> list[str]:
    if licensed.refused:
        return []
    return [
        name for said in licensed.said.split("; ") for name in re.findall(r"[\w.-]+", MEANT.get(said, said))
    ]


def _cell(licensed: Licensed) -> str:
    said = licensed.said.replace("\n", " ").replace("|", "\\|")
    return f"**{licensed.refused}**" if licensed.refused else said

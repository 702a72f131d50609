"""`docs/errors.md`: every code that can be answered, from the classes of the refusals themselves."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import api
import domain
import service
from domain.shared import refusals

HEADINGS: Mapping[str, str] = {
    "http": "Everywhere",
    "service": "Starting, acting and reading",
    "reading": "Starting, acting and reading",
    "state": "Who may do what, and when",
    "appointment": "Appointment",
    "consultation": "Consultations and sessions",
    "organisations": "Organisations and who speaks for them",
    "responses": "Responses",
    "projects": "Projects",
    "plan": "The plan",
    "shared": "Bodies, meetings and mandates",
    "bodies": "Bodies, meetings and mandates",
    "sign_off": "Sign-off",
    "conditions": "Conditions",
    "people": "Who is in which part",
    "publication": "Publication",
    "every_phase": "In every phase",
    "development": "In development",
}
"""By the folder that a refusal's rule stands in."""


class Row(NamedTuple):
    """What the page says of one code."""

    code: str
    status: int
    title: str
    advice: str


def import_all() -> None:
    """Import every module in which a refusal may stand: a class is known once its module is."""
    for package in (domain, service, api):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(found.name)


def groups() -> Mapping[str, Sequence[Row]]:
    """Every code, by the heading under which it stands."""
    import_all()
    found: dict[str, list[Row]] = {heading: [] for heading in HEADINGS.values()}
    for code, refusal in of_the_api().items():
        row = Row(code, refusal.status, str(refusal.title), str(refusal.advice))
        # A folder without a heading fails here: whoever adds one decides where the page shows it.
        found[HEADINGS[_folder(refusal.__module__)]].append(row)
    return {heading: sorted(rows, key=_by_status) for heading, rows in found.items() if rows}


def of_the_api() -> Mapping[str, type[refusals.Refusal]]:
    """The refusals that the API can answer; pages have some of their own, which no program reads."""
    return {
        code: refusal
        for code, refusal in refusals.codes().items()
        if not refusal.__module__.startswith("web.")
    }


def _folder(module: str) -> str:
    parts = module.split(".")
    return parts[1] if parts[1] in HEADINGS else parts[0]


def _by_status(row: Row) -> tuple[int, str]:
    return row.status, row.code


def document() -> Iterator[str]:
    """The page, line by line."""
    yield "# Errors of the API"
    yield ""
    yield "Every error is a problem (RFC 9457, `application/problem+json`) with a stable `code`. A program"
    yield "decides by the code, never by a title or detail: those are in the language that `Accept-Language`"
    yield "asks for."
    yield ""
    yield "Written by `python -m api.http.reference.errors_page > docs/errors.md`; a test compares."
    for heading, rows in groups().items():
        yield from ("", f"## {heading}", "")
        yield from ("| code | status | means | what to do |", "| --- | --- | --- | --- |")
        for row in rows:
            yield f"| `{row.code}` | {row.status} | {row.title} | {row.advice} |"


if __name__ == "__main__":
    print("\n".join(document()))  # noqa: T201 - it writes the page

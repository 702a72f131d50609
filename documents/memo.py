"""The response memo (reactienota) as Markdown: what was said, what was done with it, and why."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from documents.markup import on_one_line, quoted
from documents.passages import follows_on
from domain.blueprint.model import Blueprint
from domain.register.entries import Head
from domain.responses.coverage import Coverage
from domain.responses.responding import KINDS, Kind

RECEIPT_SHOWN = 12

DRAFT = "**Concept / Draft:** nog niet vastgesteld / not settled yet."

DONE: Mapping[Kind, str] = {
    "taken_over": "Overgenomen / Taken over",
    "partly": "Deels overgenomen / Partly taken over",
    "not_taken_over": "Niet overgenomen / Not taken over",
}


class Said(NamedTuple):
    """What one organisation said."""

    organisation: str
    receipt: str
    text: str


class Answered(NamedTuple):
    """What was done with a point: where it was taken over (a section's key, a version), and why."""

    kind: Kind
    section: str | None
    version: int | None
    reason: str


class MemoPoint(NamedTuple):
    """A point about `section`, by all who made it; no answer where there is none yet."""

    number: int
    section: str
    said: Sequence[Said]
    answered: Answered | None


class Memo(NamedTuple):
    """All that the memo about one consultation tells; `version` is the plan version it was about.

    `follows` is the end of the register that it was settled after; one that is not settled is a draft.
    """

    blueprint: Blueprint
    consultation: int
    version: int
    coverage: Coverage
    points: Sequence[MemoPoint]
    follows: Head | None = None


def response_memo(memo: Memo) -> str:
    """The memo, section by section in the plan's order, Dutch with English beside it."""
    titles = {section.key: on_one_line(section.title) for section in memo.blueprint.definition.sections}
    parts = [
        f"# Reactienota / Response memo: {on_one_line(memo.blueprint.title)}",
        (
            f"**Consultatie {memo.consultation}** over versie {memo.version} van het plan /"
            f" **Consultation {memo.consultation}** on version {memo.version} of the plan."
        ),
        DRAFT if memo.follows is None else "",
        _counts(memo.coverage),
    ]
    for key, title in titles.items():
        if about := [point for point in memo.points if point.section == key]:
            parts += [f"## {title}", *(_point(point, titles) for point in about)]
    if memo.follows is not None:
        parts.append(follows_on(memo.follows))
    return "\n\n".join(part for part in parts if part) + "\n"


def _counts(coverage: Coverage) -> str:
    rows = [f"- {DONE[kind]}: {coverage.answered.get(kind, 0)}" for kind in KINDS]
    missing = [f"- Nog zonder reactie / Without a response: {coverage.missing}"] if coverage.missing else []
    return "\n".join([f"Punten / Points: {coverage.points}", "", *rows, *missing])


def _point(point: MemoPoint, titles: Mapping[str, str]) -> str:
    parts = [f"### Punt / Point {point.number}"]
    parts += [
        f"{quoted(said.text)}\n>\n"
        f"> — {on_one_line(said.organisation)} (ontvangstbewijs / receipt `{said.receipt[:RECEIPT_SHOWN]}`)"
        for said in point.said
    ]
    return "\n\n".join([*parts, _answer(point.answered, titles)])


def _answer(answered: Answered | None, titles: Mapping[str, str]) -> str:
    if answered is None:
        return "**Nog geen reactie / No response yet.**"
    place = ""
    if answered.section is not None:
        title = titles.get(answered.section, answered.section)
        place = f", in “{title}”, versie / version {answered.version}"
    return f"**{DONE[answered.kind]}**{place}. Reden / Reason:\n\n{quoted(answered.reason)}"

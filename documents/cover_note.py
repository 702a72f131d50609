"""The cover note (oplegnotitie) as Markdown, Dutch with English beside it: what a body is asked, and why.

Pure: `Material` is what only PostgreSQL knows, the rest follows from the programme's state.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from documents.followed import NOTHING_FOLLOWED, Followed, answers
from documents.markup import in_a_cell, on_one_line, quoted
from documents.memo import DONE
from documents.passages import decisions, follows_on
from domain.blueprint.model import Blueprint
from domain.plan.bars import response_percent
from domain.plan.principles import unanswered
from domain.responses.responding import KINDS, Kind
from domain.shared.requested import words_of
from domain.shared.support import Counts
from domain.state.programme_state import Consultation, Goal, PanelReview, ProgrammeState, Version

FUNDING = "funding"
"""The key of the section that says what money is asked for."""

MOST_POINTS = 20
"""How many points that were not taken over the note names; the response memo has them all."""

LONGEST_REASON = 400
LONGEST_FUNDING = 4_000
"""In characters: a note is read beside the plan, not instead of it."""


class Declined(NamedTuple):
    """A point that was not taken over, or in part, and why; `section` is the key of what it is about."""

    consultation: int
    point: int
    section: str
    kind: Kind
    reason: str


class Material(NamedTuple):
    """What people typed that a note tells.

    `reservations` are the reasons of panel members who are not convinced, when the plan went on all the same;
    `advice` is what bodies that only advise said against it or asked for. `responses` counts the points per
    kind of response, and `declined` are some of those that were not wholly taken over. `conditions` are the
    texts of conditions by their keys, `memos` the hashes of the response memos by their consultations.
    `lapse` is the section about conditions on which the body decides again, `followed` what came of earlier
    decisions.
    """

    reservations: Sequence[str] = ()
    advice: Sequence[str] = ()
    responses: Mapping[Kind, int] = {}
    declined: Sequence[Declined] = ()
    funding: str = ""
    conditions: Mapping[str, str] = {}
    memos: Mapping[int, str] = {}
    lapse: str = ""
    followed: Followed = NOTHING_FOLLOWED


NOTHING = Material()


def cover_note(blueprint: Blueprint, state: ProgrammeState, body: str, material: Material = NOTHING) -> str:
    """The note to `body` about the submitted version, as it stands after the register that `state` knows."""
    submitted = state.definition.submitted
    assert submitted is not None
    parts = [
        *_what_is_asked(blueprint, submitted, body, material.memos),
        material.lapse,
        _funding(blueprint, material.funding),
        "## Totstandkoming / How it came about",
        *(_consultation(blueprint, state, held) for held in state.definition.rounds if not held.is_open),
        _review(state, submitted),
        _list("Voorbehouden van het panel / Reservations of the panel:", material.reservations),
        _responses(blueprint, material),
        _chapters(blueprint, state, submitted),
        decisions(blueprint, state, material.followed),
        _list("Uit de adviezen / From the advice:", material.advice),
        answers(material.followed),
        _open_conditions(blueprint, state, material.conditions),
        follows_on(state.head),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _what_is_asked(
    blueprint: Blueprint, submitted: Version, body: str, memos: Mapping[int, str]
) -> Sequence[str]:
    to = next(b for b in blueprint.sign_off.bodies if b.key == body)
    attached = ", ".join(f"{number} (`{hash_}`)" for number, hash_ in sorted(memos.items()))
    return [
        f"# Oplegnotitie / Cover note: {on_one_line(blueprint.title)}",
        f"**Aan / To:** {on_one_line(to.title)}",
        (
            f"**Gevraagd besluit / Requested decision:** {words_of(to.role, submitted.number)}"
            f" (`{submitted.hash}`)."
        ),
        f"**Reactienota bij consultatie / Response memo on consultation:** {attached}." if attached else "",
    ]


def _funding(blueprint: Blueprint, text: str) -> str:
    """What the plan's own section says; a blueprint without one asks for no money here."""
    title = next((s.title for s in blueprint.definition.sections if s.key == FUNDING), "")
    if not text.strip():
        return ""
    heading = "## Gevraagde financiering / Funding asked"
    source = f"Uit het hoofdstuk / From the chapter “{on_one_line(title)}”:"
    return f"{heading}\n\n{source}\n\n{quoted(_short(text, LONGEST_FUNDING))}"


# --- how it came about ---


def _consultation(blueprint: Blueprint, state: ProgrammeState, consultation: Consultation) -> str:
    number, version = consultation.number, consultation.version
    rows = [
        f"Consultatie {number}, over versie {version} / Consultation {number}, on version {version}:",
        "",
        "| groep / group | uitgenodigd / invited | antwoord / answered | kunnen / can | willen / will |",
        "| --- | --- | --- | --- | --- |",
    ]
    for group in blueprint.definition.groups:
        invited = consultation.invited.get(group.key, 0)
        answered = consultation.answered.get(group.key, 0)
        percent = response_percent(consultation, group.key)
        can, will = _support(state, consultation, group.key)
        rows.append(f"| {in_a_cell(group.title)} | {invited} | {answered} ({percent}%) | {can} | {will} |")
    legend = "Kunnen en willen: ja / ja, mits / nee. Can and will: yes / yes if / no."
    smallest = state.rules.definition.smallest_shown
    if smallest > 1:
        legend += (
            f" Bij minder dan {smallest} antwoorden uit een groep staat er een streepje."
            f" Where fewer than {smallest} of a group answered there is a dash."
        )
    return "\n".join(rows) + f"\n\n{legend}"


def _support(state: ProgrammeState, consultation: Consultation, group: str) -> tuple[str, str]:
    """What a group says to *can* and *will*; nothing where so few answered that each could be read back."""
    counts, weight = consultation.support.get(group), consultation.weight.get(group)
    few = consultation.answered.get(group, 0) < state.rules.definition.smallest_shown
    if counts is None or few:
        return "-", "-"
    can, will = _counts(counts.can), _counts(counts.will)
    if weight is None:
        return can, will
    return f"{can}; gewogen / by weight {weight.can}%", f"{will}; gewogen / by weight {weight.will}%"


def _counts(counts: Counts) -> str:
    return f"{counts.yes} / {counts.yes_if} / {counts.no}"


def _review(state: ProgrammeState, submitted: Version) -> str:
    review = state.definition.review
    if review is None:
        return ""
    given, seats = len(review.answers), len(state.rules.definition.panel)
    told = f"Toets door de gemeenten / Review by the panel: {given} van / of {seats}."
    return told + _of_another_version(review, submitted)


def _of_another_version(review: PanelReview, submitted: Version) -> str:
    # A plan that was revised before a body is not reviewed again: the body must know that.
    if review.version == submitted.number:
        return ""
    return (
        f" Getoetst is versie {review.version}, vóór de herziening."
        f" It was version {review.version} that was reviewed, before the revision."
    )


def _responses(blueprint: Blueprint, material: Material) -> str:
    """What was not taken over and why, for as far as it fits; the memo has it all."""
    counted: dict[Kind, int] = {kind: material.responses.get(kind, 0) for kind in KINDS}
    if not any(counted.values()):
        return ""
    titles = {section.key: on_one_line(section.title) for section in blueprint.definition.sections}
    summary = "\n".join(f"- {DONE[kind]}: {count}" for kind, count in counted.items())
    parts = ["## Niet overgenomen / Not taken over", summary]
    shown = material.declined[:MOST_POINTS]
    if shown:
        parts.append("\n".join(_declined(point, titles) for point in shown))
    if (more := counted["partly"] + counted["not_taken_over"] - len(shown)) > 0:
        parts.append(f"En nog {more}; zie de reactienota / And {more} more; see the response memo.")
    elif shown:
        parts.append(
            "Alle punten en reacties: zie de reactienota / All points and responses: see the response memo."
        )
    return "\n\n".join(parts)


def _declined(point: Declined, titles: Mapping[str, str]) -> str:
    title = titles.get(point.section, point.section)
    return (
        f"- Punt / Point {point.consultation}.{point.point} ({title}): {DONE[point.kind]}."
        f" {on_one_line(_short(point.reason, LONGEST_REASON))}"
    )


# --- what was checked, and what is still open ---


def _chapters(blueprint: Blueprint, state: ProgrammeState, submitted: Version) -> str:
    """Each mandatory chapter, and how the goals were measured."""
    titles = {section.key: on_one_line(section.title) for section in blueprint.definition.sections}
    lines = [
        f"- {titles.get(key, key)}: "
        + ("aanwezig / present" if key in submitted.filled else "ontbreekt / missing")
        for key in state.rules.definition.mandatory_sections
    ]
    parts = ["## Verplichte hoofdstukken / Mandatory chapters", "\n".join(lines)]
    if principles := state.rules.definition.principles:
        parts.append(_measured(submitted, principles))
    return "\n\n".join(parts)


def _measured(submitted: Version, principles: Sequence[str]) -> str:
    goals, missing = submitted.goals, len(unanswered(submitted, principles))
    asked = len(goals) * len(principles)
    return (
        "Doelen getoetst aan de principes / Goals measured against the principles:"
        f" {asked - missing} van / of {asked};"
        f" waarvan afwijkend, met reden / of which deviating, with a reason: {_deviations(goals)}."
    )


def _deviations(goals: Sequence[Goal]) -> int:
    return sum(not answer.follows for goal in goals for answer in goal.answers.values())


def _open_conditions(blueprint: Blueprint, state: ProgrammeState, texts: Mapping[str, str]) -> str:
    """What earlier bodies still want shown."""
    titles = {body.key: on_one_line(body.title) for body in blueprint.sign_off.bodies}
    lines = [
        f"- {titles[condition.body]}: {on_one_line(texts.get(key, key))}"
        f" ({condition.set.owner}, {condition.set.due})"
        for key, condition in state.conditions.items()
        if condition.is_open
    ]
    return "## Openstaande voorwaarden / Open conditions\n\n" + "\n".join(lines) if lines else ""


def _list(heading: str, texts: Sequence[str]) -> str:
    return f"{heading}\n\n" + "\n".join(f"- {on_one_line(text)}" for text in texts) if texts else ""


def _short(text: str, longest: int) -> str:
    """`text`, cut where it is too long for a note."""
    return text if len(text) <= longest else f"{text[:longest].rstrip()} […]"

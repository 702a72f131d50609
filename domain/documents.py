"""Documents as Markdown, Dutch with English beside it. Pure: what goes in is all there is to know."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from domain.blueprint import Blueprint
from domain.events import Event, ResponsesSettled
from domain.events_of_sign_off import ProgrammePublished
from domain.followed import (
    NOTHING_FOLLOWED,
    Followed,
    answers,
    corrected,
    to_which_meeting,
    with_a_correction,
)
from domain.markup import harmless, in_a_cell, on_one_line, quoted
from domain.register import Head
from domain.requested import words_of
from domain.state import Condition, Decision, ProgrammeState, Round
from domain.support import Counts
from domain.tally import Count, Tally
from domain.texts import TextRef
from domain.voting import Outcome

RECEIPT_SHOWN = 12
"""How many characters of a receipt are enough to find it again."""

OUTCOMES: Mapping[Outcome, str] = {
    "approved": "goedgekeurd / approved",
    "approved_with_conditions": "goedgekeurd onder voorwaarden / approved with conditions",
    "held_over": "aangehouden / held over",
    "sent_back": "teruggestuurd / sent back",
    "rejected": "afgewezen / rejected",
    "advised_for": "positief advies / advises in favour",
    "advised_against": "negatief advies / advises against",
    "no_advice": "geen advies / no advice",
    "taken_note_of": "ter kennis genomen / taken note of",
    "ratified": "bekrachtigd / ratified",
}


def documents_of(event: Event) -> Mapping[str, TextRef]:
    """The documents that `event` publishes, by their names."""
    match event:
        case ProgrammePublished(documents=documents):
            return documents
        case ResponsesSettled(consultation=number, memo=TextRef() as memo):
            return {f"response-memo-{number}.md": memo}
        case _:
            return {}


class Passage(NamedTuple):
    """What one organisation said about one section."""

    organisation: str
    receipt: str
    text: str


def draft_section(baseline: str, passages: Sequence[Passage]) -> str:
    """A section of the first draft: the existing strategy, then each contribution with its origin."""
    parts = [harmless(baseline).strip()] if baseline.strip() else []
    if passages:
        parts.append("### Bijdragen / Contributions")
        parts.extend(
            f"{quoted(passage.text)}\n>\n"
            f"> — {on_one_line(passage.organisation)}"
            f" (ontvangstbewijs / receipt `{passage.receipt[:RECEIPT_SHOWN]}`)"
            for passage in passages
        )
    return "\n\n".join(parts)


def cover_note(
    blueprint: Blueprint,
    state: ProgrammeState,
    body: str,
    reservations: Sequence[str] = (),
    advice: Sequence[str] = (),
    followed: Followed = NOTHING_FOLLOWED,
) -> str:
    """The cover note (oplegnotitie) to a body: what is asked, and how the plan came about.

    `reservations` are the reasons of panel members who are not convinced, when the plan went on all the same,
    `advice` what bodies that only advise said against it or asked for, and `followed` what came of earlier
    decisions.
    """
    submitted = state.definition.submitted
    assert submitted is not None
    to = next(b for b in blueprint.sign_off.bodies if b.key == body)
    parts = [
        f"# Oplegnotitie / Cover note: {on_one_line(blueprint.title)}",
        f"**Aan / To:** {on_one_line(to.title)}",
        (
            f"**Gevraagd besluit / Requested decision:** {words_of(to.role, submitted.number)}"
            f" (`{submitted.hash}`)."
        ),
        "## Totstandkoming / How it came about",
        *(_consultation(blueprint, held) for held in state.definition.rounds),
        _review(state),
        _reservations(reservations),
        _decisions(blueprint, state.sign_off.decisions, followed),
        _advice(advice),
        answers(followed),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def programme(
    blueprint: Blueprint,
    state: ProgrammeState,
    sections: Mapping[str, str],
    conditions: Mapping[str, str],
    appendix: str = "",
    followed: Followed = NOTHING_FOLLOWED,
) -> str:
    """The approved programme as it is published; `conditions` holds the text of each condition by key."""
    submitted = state.definition.submitted
    assert submitted is not None
    parts = [
        f"# {on_one_line(blueprint.title)}",
        f"Vastgesteld programma, versie {submitted.number} / Approved programme, version {submitted.number}.",
        *(
            f"## {on_one_line(section.title)}\n\n{harmless(sections[section.key]).strip()}"
            for section in blueprint.definition.sections
            if sections.get(section.key, "").strip()
        ),
        _decisions(blueprint, state.sign_off.decisions, followed),
        _conditions(state.conditions, conditions),
        appendix,
        _register(state.head),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def decided(blueprint: Blueprint, state: ProgrammeState) -> list[tuple[str, str]]:
    """Which bodies approved, and when and how: each a name and what is said of it, for a title page."""
    titles = {body.key: body.title for body in blueprint.sign_off.bodies}
    last = {decision.body: decision for decision in state.sign_off.decisions}
    return [
        (
            titles[body],
            f"{decision.meeting}: {OUTCOMES[decision.outcome]}, {_votes(decision.tally)}"
            + with_a_correction(decision),
        )
        for body, decision in last.items()
    ]


def _votes(tally: Tally) -> str:
    weighed = f"; gewogen / by weight: {_counted(tally.weighed)}" if tally.weighed else ""
    return f"{_counted(tally)}, {tally.seats} zetels / seats{weighed}"


def _counted(count: Count) -> str:
    objections = f", {count.objections} bezwaar / objecting" if count.objections else ""
    return (
        f"{count.in_favour} voor / for, {count.against} tegen / against, {count.send_back} terug / send back,"
        f" {count.abstained} onthouding / abstained{objections}"
    )


def _consultation(blueprint: Blueprint, consultation: Round) -> str:
    number, version = consultation.number, consultation.version
    rows = [
        f"Consultatie {number}, over versie {version} / Consultation {number}, on version {version}:",
        "",
        "| groep / group | uitgenodigd / invited | antwoord / answered | kunnen / can | willen / will |",
        "| --- | --- | --- | --- | --- |",
    ]
    for group in blueprint.definition.groups:
        support = consultation.support.get(group.key)
        counts = (_counts(support.can), _counts(support.will)) if support else ("-", "-")
        invited, answered = consultation.invited.get(group.key, 0), consultation.answered.get(group.key, 0)
        rows.append(f"| {in_a_cell(group.title)} | {invited} | {answered} | {counts[0]} | {counts[1]} |")
    legend = "Kunnen en willen: ja / ja, mits / nee. Can and will: yes / yes if / no."
    return "\n".join(rows) + f"\n\n{legend}"


def _counts(counts: Counts) -> str:
    return f"{counts.yes} / {counts.yes_if} / {counts.no}"


def _review(state: ProgrammeState) -> str:
    review = state.definition.review
    if review is None:
        return ""
    given, seats = len(review.answers), len(state.rules.definition.panel)
    return f"Toets door de gemeenten / Review by the panel: {given} van / of {seats}."


def _reservations(reservations: Sequence[str]) -> str:
    if not reservations:
        return ""
    lines = [f"- {' '.join(reservation.split())}" for reservation in reservations]
    return "Voorbehouden van het panel / Reservations of the panel:\n\n" + "\n".join(lines)


def _advice(reasons: Sequence[str]) -> str:
    if not reasons:
        return ""
    lines = [f"- {on_one_line(reason)}" for reason in reasons]
    return "Uit de adviezen / From the advice:\n\n" + "\n".join(lines)


def _decisions(blueprint: Blueprint, decisions: Sequence[Decision], followed: Followed) -> str:
    """What was decided so far, and what was put right about it."""
    if not decisions:
        return ""
    titles = {body.key: body.title for body in blueprint.sign_off.bodies}
    lines = [
        f"- {decision.meeting}: {on_one_line(titles[decision.body])}: {OUTCOMES[decision.outcome]}"
        f"{to_which_meeting(decision)} ({_votes(decision.tally)})" + corrected(decision, followed)
        for decision in decisions
    ]
    return "## Besluiten / Decisions\n\n" + "\n".join(lines)


def _conditions(conditions: Mapping[str, Condition], bodies: Mapping[str, str]) -> str:
    if not conditions:
        return ""
    lines = [
        f"- {on_one_line(bodies[key])} ({'voldaan / met' if condition.met else 'open'},"
        f" {condition.set.owner}, {condition.set.due})"
        for key, condition in conditions.items()
    ]
    return "## Voorwaarden / Conditions\n\n" + "\n".join(lines)


def _register(head: Head) -> str:
    follows = f"Dit document volgt op registerregel / This document follows register entry {head.seq}:"
    return f"## Register\n\n{follows}\n`{head.hash}`"

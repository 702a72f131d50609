"""The approved programme as it is published: the plan, who decided what, conditions, papers, the head.

Markdown, Dutch with English beside it. Pure: `Contents` is what is not in the programme's state.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from documents.followed import NOTHING_FOLLOWED, Followed, corrected, with_a_correction
from documents.markup import harmless, in_a_cell, on_one_line
from documents.passages import OUTCOMES, about, follows_on, votes
from domain.blueprint.model import Blueprint
from domain.blueprint.sign_off import Body
from domain.shared.rules import DocumentKind, Shown
from domain.state.programme_state import Condition, Decision, ProgrammeState
from domain.voting.tally import Count, Tally

MONTHS = (
    *("januari / January", "februari / February", "maart / March", "april", "mei / May", "juni / June"),
    *("juli / July", "augustus / August", "september", "oktober / October", "november", "december"),
)

OWNERS: Mapping[str, str] = {
    "kwartiermaker": "kwartiermaker",
    "principal": "opdrachtgever / principal",
    "office": "programmabureau / programme office",
}

SHOWN: Mapping[Shown, str] = {
    "public": "openbaar / public",
    "confidential": "vertrouwelijk / confidential",
}

PAPERS: Mapping[DocumentKind, str] = {
    "programme": "Programma / Programme",
    "cover_note": "Oplegnotitie / Cover note",
    "response_memo": "Reactienota / Response memo",
}


SIGNING = frozenset({"decides", "ratifies"})
"""What bodies do that sign; one that only advises or takes note does not."""


class Met(NamedTuple):
    """When a condition was found to be met, and which entries hold that and the evidence.

    `seat` found so, none where a body or a person whom it named did.
    """

    on: date
    seat: str | None
    judged: int
    shown: int


class Paper(NamedTuple):
    """A document on the way to the decision; register entry `seq` holds its `hash`."""

    kind: DocumentKind
    name: str
    classification: Shown
    hash: str
    seq: int


class Contents(NamedTuple):
    """`sections` and `conditions` are texts by key; `met` tells of the conditions that are.

    `followed` is what was put right about decisions.
    """

    sections: Mapping[str, str]
    conditions: Mapping[str, str] = {}
    met: Mapping[str, Met] = {}
    papers: Sequence[Paper] = ()
    appendix: str = ""
    followed: Followed = NOTHING_FOLLOWED


class Signature(NamedTuple):
    """Where a deciding body signs: what it decided, and for whom the line is."""

    body: str
    decided: str
    tally: str
    signer: str


def programme(blueprint: Blueprint, state: ProgrammeState, contents: Contents) -> str:
    """The whole document; the submitted version is the one that was approved."""
    submitted = state.definition.submitted
    assert submitted is not None
    parts = [
        f"# {on_one_line(blueprint.title)}",
        (
            f"Vastgesteld programma, versie {submitted.number} / Approved programme, version"
            f" {submitted.number} (`{submitted.hash}`)."
        ),
        *(
            f"## {on_one_line(section.title)}\n\n{harmless(contents.sections[section.key]).strip()}"
            for section in blueprint.definition.sections
            if contents.sections.get(section.key, "").strip()
        ),
        _decisions(blueprint, state, contents.followed),
        _conditions(blueprint, state, contents),
        contents.appendix,
        _papers(contents.papers),
        follows_on(state.head),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


# --- the decisions ---


def last_words(blueprint: Blueprint, state: ProgrammeState) -> list[tuple[Body, Decision]]:
    """What each body decided or advised last, in the order of the chain."""
    last = {decision.body: decision for decision in state.sign_off.decisions}
    return [(body, last[body.key]) for body in blueprint.sign_off.bodies if body.key in last]


def decided(blueprint: Blueprint, state: ProgrammeState) -> list[tuple[str, str]]:
    """For a title page: each body, and what it decided when."""
    return [(body.title, _decided(decision, state)) for body, decision in last_words(blueprint, state)]


def signatures(blueprint: Blueprint, state: ProgrammeState) -> list[Signature]:
    """A place to sign for each body that decides; one that only advised does not sign."""
    return [
        Signature(body.title, _decided(decision, state), votes(decision.tally), _signer(body))
        for body, decision in last_words(blueprint, state)
        if body.role in SIGNING
    ]


def _decided(decision: Decision, state: ProgrammeState) -> str:
    which = about(decision.version, state.definition.submitted)
    return f"{OUTCOMES[decision.outcome]}{which}, {_day(decision.meeting)}{with_a_correction(decision)}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _signer(body: Body) -> str:
    if body.chair is None:
        return f"Namens / On behalf of {body.title}"
    return f"Voorzitter / Chair: {_seat(body, body.chair)}"


def _seat(body: Body, key: str) -> str:
    return next((seat.title for seat in body.seats if seat.key == key and seat.title), key)


def _decisions(blueprint: Blueprint, state: ProgrammeState, followed: Followed) -> str:
    last = last_words(blueprint, state)
    titles = {body.key: on_one_line(body.title) for body in blueprint.sign_off.bodies}
    before = [d for d in state.sign_off.decisions if all(d is not decision for _, decision in last)]
    parts = [
        "## Besluiten / Decisions",
        *(f"### {titles[body.key]}\n\n{_decision(decision, state, followed)}" for body, decision in last),
    ]
    if before:
        lines = [
            f"- {titles[d.body]}: {_decided(d, state)}{_until(d)}; {votes(d.tally)}." + corrected(d, followed)
            for d in before
        ]
        parts += ["### Eerder / Before that", "\n".join(lines)]
    return "\n\n".join(parts) if last else ""


def _until(decision: Decision) -> str:
    held_over_to = decision.held_over_to
    return f", tot / until {_day(held_over_to)}" if held_over_to is not None else ""


def _decision(decision: Decision, state: ProgrammeState, followed: Followed) -> str:
    return (
        f"**{OUTCOMES[decision.outcome].capitalize()}** in de vergadering van / at the meeting of"
        f" {_day(decision.meeting)}, over stuk / on submission {decision.submission}"
        f"{about(decision.version, state.definition.submitted)}."
        f"{corrected(decision, followed)}\n\n{_table(decision.tally)}"
    )


def _table(tally: Tally) -> str:
    counts = [tally, tally.weighed] if tally.weighed else [tally]
    rows = [
        "| stemmen / votes | zetels / seats |" + (" gewicht / weight |" if tally.weighed else ""),
        "| --- | --- |" + (" --- |" if tally.weighed else ""),
    ]
    columns = [_counted(count) for count in counts]
    for row, name in enumerate(columns[0]):
        values = [list(column.values())[row] for column in columns]
        if any(values) or name not in ONLY_WHEN_THERE:
            rows.append(f"| {name} | " + " | ".join(map(str, values)) + " |")
    return "\n".join(rows)


CONDITIONALLY = "waarvan onder voorwaarden / of these under conditions"
SENT_BACK = "terugsturen / send back"
OBJECTIONS = "bezwaar / objection"
ONLY_WHEN_THERE = {CONDITIONALLY, SENT_BACK, OBJECTIONS}


def _counted(count: Count) -> dict[str, int]:
    return {
        "voor / for": count.in_favour,
        CONDITIONALLY: count.with_conditions,
        "tegen / against": count.against,
        SENT_BACK: count.send_back,
        OBJECTIONS: count.objections,
        "onthouding / abstained": count.abstained,
        "niet uitgebracht / not cast": count.seats - count.present,
        "alle / all": count.seats,
    }


# --- the conditions and the papers ---


def _conditions(blueprint: Blueprint, state: ProgrammeState, contents: Contents) -> str:
    if not state.conditions:
        return ""
    bodies = {body.key: body for body in blueprint.sign_off.bodies}
    parts = [
        _condition(bodies[condition.body], condition, contents.conditions[key], contents.met.get(key))
        for key, condition in state.conditions.items()
    ]
    return "## Voorwaarden / Conditions\n\n" + "\n".join(parts)


def _condition(body: Body, condition: Condition, text: str, met: Met | None) -> str:
    asked = condition.set
    lines = [
        f"- {on_one_line(text)}",
        (
            f"  - Gesteld door / Set by: {on_one_line(body.title)}, {on_one_line(_seat(body, asked.seat))}."
            f" Aan te tonen door / To be shown by: {OWNERS[asked.owner]}, uiterlijk / by {_day(asked.due)}."
        ),
    ]
    if met is None:
        lines.append("  - Nog niet voldaan / Not met yet." if not condition.met else "  - Voldaan / Met.")
    else:
        lines.append(
            f"  - Voldaan op / Met on {_day(met.on)}: bewijs / evidence (registerregel / register"
            f" entry {met.shown}), voldoende bevonden door / found sufficient by"
            f" {_finder(body, met.seat)} (registerregel / register entry {met.judged})."
        )
    return "\n".join(lines)


def _finder(body: Body, seat: str | None) -> str:
    if seat is not None:
        return on_one_line(_seat(body, seat))
    if body.conditions_judged_by == "body":
        return on_one_line(body.title)
    return "wie het orgaan aanwees / whom the body named"


def _papers(papers: Sequence[Paper]) -> str:
    if not papers:
        return ""
    about = (
        "Wat niet openbaar is, is hier te herkennen aan zijn hash. / What is not public is known here by its"
        " hash."
    )
    lines = [
        f"- {PAPERS[paper.kind]}, `{in_a_cell(paper.name)}`: {SHOWN[paper.classification]}, registerregel /"
        f" register entry {paper.seq}  \n  `{paper.hash}`"
        for paper in papers
    ]
    return f"## Stukken / Papers\n\n{about}\n\n" + "\n".join(lines)

"""The approved programme as it is published: the plan, who decided what, conditions, papers, the head.

Markdown. Pure: `Contents` is what is not in the programme's state.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from documents.chapters import chapters
from documents.decisions import NOTHING_FOLLOWED, Followed, about, corrected, in_full, votes
from documents.inventory import PlacedProject, appendix
from documents.markup import in_a_cell, on_one_line
from documents.register_head import follows_on
from domain.blueprint.model import Blueprint
from domain.blueprint.sign_off import Body
from domain.shared.messages import N_, Message
from domain.shared.rules import DocumentKind, Shown
from domain.state.programme_state import Condition, Decision, ProgrammeState
from words.language import Language
from words.vocabulary import CLASSIFICATIONS, DOCUMENTS, OUTCOMES, ROLES

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


class DocumentEntry(NamedTuple):
    """A document on the way to the decision; register entry `seq` holds its `hash`."""

    kind: DocumentKind
    name: str
    classification: Shown
    hash: str
    seq: int


class Contents(NamedTuple):
    """`sections` and `conditions` are texts by key; `met` says how those were met that are.

    `followed` is what was put right about decisions.
    """

    sections: Mapping[str, str]
    conditions: Mapping[str, str] = {}
    met: Mapping[str, Met] = {}
    papers: Sequence[DocumentEntry] = ()
    projects: Sequence[PlacedProject] = ()
    followed: Followed = NOTHING_FOLLOWED


class Signature(NamedTuple):
    """Where a deciding body signs: what it decided, and for whom the line is."""

    body: str
    decided: str
    tally: str
    signer: str


def programme(language: Language, blueprint: Blueprint, state: ProgrammeState, contents: Contents) -> str:
    """The whole document; the submitted version is the one that was approved."""
    submitted = state.definition.submitted
    assert submitted is not None
    parts = [
        f"# {on_one_line(blueprint.title)}",
        language.say(
            N_("Approved programme, version {version} (`{hash}`)."),
            version=str(submitted.number),
            hash=submitted.hash,
        ),
        *chapters(blueprint, contents.sections),
        _decisions(language, blueprint, state, contents.followed),
        _conditions(language, blueprint, state, contents),
        appendix(language, contents.projects),
        _papers(language, contents.papers),
        follows_on(language, state.head),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


# --- the decisions ---


def last_words(blueprint: Blueprint, state: ProgrammeState) -> list[tuple[Body, Decision]]:
    """What each body decided or advised last, in the order of the chain."""
    last = {decision.body: decision for decision in state.sign_off.decisions}
    return [(body, last[body.key]) for body in blueprint.sign_off.bodies if body.key in last]


def decided(language: Language, blueprint: Blueprint, state: ProgrammeState) -> list[tuple[str, str]]:
    """For a title page: each body, and what it decided when."""
    return [
        (body.title, language.say(_decided(decision, state)))
        for body, decision in last_words(blueprint, state)
    ]


def signatures(language: Language, blueprint: Blueprint, state: ProgrammeState) -> list[Signature]:
    """A place to sign for each body that decides; one that only advised does not sign."""
    return [
        Signature(
            body.title,
            language.say(_decided(decision, state)),
            language.say(votes(decision.tally)),
            language.say(_signer(body)),
        )
        for body, decision in last_words(blueprint, state)
        if body.role in SIGNING
    ]


def _decided(decision: Decision, state: ProgrammeState) -> Message:
    outcome = about(decision, state.definition.submitted, OUTCOMES[decision.outcome])
    with_its_day = (
        N_("{outcome}, {day}") if not decision.corrections else N_("{outcome}, {day}; with a correction")
    )
    return with_its_day.having(outcome=outcome, day=decision.meeting)


def _signer(body: Body) -> Message:
    # By the seat and never by name: who signs is known on paper only.
    if body.chair is None:
        return N_("On behalf of {body}").having(body=body.title)
    return N_("Chair: {seat}").having(seat=_seat(body, body.chair))


def _seat(body: Body, key: str) -> str:
    return next((seat.title for seat in body.seats if seat.key == key and seat.title), key)


def _decisions(language: Language, blueprint: Blueprint, state: ProgrammeState, followed: Followed) -> str:
    last, submitted = last_words(blueprint, state), state.definition.submitted
    if not last:
        return ""
    parts = [
        f"## {language.say(N_('Decisions', 'heading'))}",
        *(
            f"### {on_one_line(body.title)}\n\n{in_full(language, decision, submitted, followed)}"
            for body, decision in last
        ),
    ]
    # By identity: a body may have decided the very same twice.
    before = [d for d in state.sign_off.decisions if all(d is not decision for _, decision in last)]
    if before:
        titles = {body.key: on_one_line(body.title) for body in blueprint.sign_off.bodies}
        lines = [
            f"- {language.say(_earlier(d, state), body=titles[d.body])}{corrected(language, d, followed)}"
            for d in before
        ]
        parts += [f"### {language.say(N_('Before that', 'heading'))}", "\n".join(lines)]
    return "\n\n".join(parts)


def _earlier(decision: Decision, state: ProgrammeState) -> Message:
    line = N_("{body}: {decided}; {votes}.")
    if decision.held_over_to is not None:
        line = N_("{body}: {decided}, until {until}; {votes}.").having(until=decision.held_over_to)
    return line.having(decided=_decided(decision, state), votes=votes(decision.tally))


# --- the conditions and the papers ---


def _conditions(language: Language, blueprint: Blueprint, state: ProgrammeState, contents: Contents) -> str:
    if not state.conditions:
        return ""
    bodies = {body.key: body for body in blueprint.sign_off.bodies}
    parts = [
        _condition(
            language, bodies[condition.body], condition, contents.conditions[key], contents.met.get(key)
        )
        for key, condition in state.conditions.items()
    ]
    return f"## {language.say(N_('Conditions', 'heading'))}\n\n" + "\n".join(parts)


def _condition(language: Language, body: Body, condition: Condition, text: str, met: Met | None) -> str:
    asked = condition.set
    terms = N_("Set by: {body}, {seat}. To be shown by: {owner}, by {day}.").having(
        body=on_one_line(body.title),
        seat=on_one_line(_seat(body, asked.seat)),
        owner=ROLES[asked.owner],
        day=asked.due,
    )
    found = _met(body, met) if met is not None else N_("Met.") if condition.met else N_("Not met yet.")
    return f"- {on_one_line(text)}\n  - {language.say(terms)}\n  - {language.say(found)}"


def _met(body: Body, met: Met) -> Message:
    return N_(
        "Met on {day}: evidence (register entry {shown}), found sufficient by {finder} (register entry"
        " {judged})."
    ).having(day=met.on, shown=str(met.shown), finder=_finder(body, met.seat), judged=str(met.judged))


def _finder(body: Body, seat: str | None) -> str | Message:
    if seat is not None:
        return on_one_line(_seat(body, seat))
    if body.conditions_judged_by == "body":
        return on_one_line(body.title)
    return N_("the person whom the body named")


def _papers(language: Language, papers: Sequence[DocumentEntry]) -> str:
    if not papers:
        return ""
    lines = [
        "- "
        + language.say(
            N_("{kind}, `{name}`: {classification}, register entry {entry}"),
            kind=DOCUMENTS[paper.kind],
            name=in_a_cell(paper.name),
            classification=CLASSIFICATIONS[paper.classification],
            entry=str(paper.seq),
        )
        + f"  \n  `{paper.hash}`"
        for paper in papers
    ]
    about_hashes = language.say(N_("What is not public is known here by its hash."))
    return f"## {language.say(N_('Papers', 'heading'))}\n\n{about_hashes}\n\n" + "\n".join(lines)

"""The cover note (oplegnotitie) as Markdown: what a body is asked, and why.

Pure: `Material` is what only PostgreSQL knows, the rest follows from the programme's state.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from documents.decisions import NOTHING_FOLLOWED, Followed, decisions
from documents.lapse_note import LapsedCondition, lapse_note
from documents.markup import in_a_cell, on_one_line, quoted
from documents.open_conditions import open_conditions
from documents.register_head import follows_on
from documents.response_memo import counts
from domain.blueprint.model import Blueprint
from domain.plan.principles import unanswered
from domain.plan.thresholds import response_percent
from domain.responses.responding import Kind
from domain.shared.messages import N_, Message
from domain.shared.requested import OF_ROLE, Requested
from domain.shared.support import Counts
from domain.state.programme_state import Consultation, Goal, PanelReview, ProgrammeState, Version
from words.language import Language
from words.vocabulary import RESPONSES

FUNDING = "funding"
"""The key of the section that says what money is asked for."""

MOST_POINTS = 20
"""How many points that were not taken over the note names; the response memo has them all."""

LONGEST_REASON = 400
LONGEST_FUNDING = 4_000
"""In characters: a note is read beside the plan, not instead of it."""

REQUESTED: Mapping[Requested, Message] = {
    "approve": N_("to approve version {version} of the programme"),
    "ratify": N_("to ratify the decision on version {version}"),
    "take_note": N_("to take note of the approval of version {version}"),
}


class Declined(NamedTuple):
    """A point that was not taken over, or in part, and why; `section` is the key of what it is about."""

    consultation: int
    point: int
    section: str
    kind: Kind
    reason: str


class Material(NamedTuple):
    """What people typed that a note repeats.

    `reservations` are the reasons of panel members who are not convinced, when the plan went on all the same;
    `advice` is what bodies that only advise said against it or asked for. `responses` counts the points per
    kind of response, and `declined` are some of those that were not wholly taken over. `conditions` are the
    texts of conditions by their keys, `memos` the hashes of the response memos by their consultations.
    `lapsed` are the conditions on which the body decides again, `followed` what came of earlier decisions.
    """

    reservations: Sequence[str] = ()
    advice: Sequence[str] = ()
    responses: Mapping[Kind, int] = {}
    declined: Sequence[Declined] = ()
    funding: str = ""
    conditions: Mapping[str, str] = {}
    memos: Mapping[int, str] = {}
    lapsed: Sequence[LapsedCondition] = ()
    followed: Followed = NOTHING_FOLLOWED


NOTHING = Material()


def cover_note(
    language: Language, blueprint: Blueprint, state: ProgrammeState, body: str, material: Material = NOTHING
) -> str:
    """The note to `body` about the submitted version, as it stands after the register that `state` knows."""
    say = language.say
    submitted = state.definition.submitted
    assert submitted is not None
    parts = [
        *_what_is_asked(language, blueprint, submitted, body, material.memos),
        lapse_note(language, material.lapsed),
        _funding(language, blueprint, material.funding),
        f"## {say(N_('How it came about', 'heading'))}",
        *(
            _consultation(language, blueprint, state, held)
            for held in state.definition.rounds
            if not held.is_open
        ),
        _review(language, state, submitted),
        _list(say(N_("Reservations of the panel:")), material.reservations),
        _responses(language, blueprint, material),
        _chapters(language, blueprint, state, submitted),
        decisions(language, blueprint, state, material.followed),
        _list(say(N_("From the advice:")), material.advice),
        _answers(language, material.followed),
        open_conditions(language, blueprint, state, material.conditions),
        follows_on(language, state.head),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _what_is_asked(
    language: Language, blueprint: Blueprint, submitted: Version, body: str, memos: Mapping[int, str]
) -> Sequence[str]:
    say = language.say
    to = next(b for b in blueprint.sign_off.bodies if b.key == body)
    # By the body's role and not by the event: a note is written before there is one.
    requested = REQUESTED[OF_ROLE[to.role]].having(version=str(submitted.number))
    attached = [f"{number} (`{hash_}`)" for number, hash_ in sorted(memos.items())]
    return [
        f"# {say(N_('Cover note: {programme}'), programme=on_one_line(blueprint.title))}",
        say(N_("**To:** {body}"), body=on_one_line(to.title)),
        say(N_("**Requested decision:** {requested} (`{hash}`)."), requested=requested, hash=submitted.hash),
        say(N_("**Response memo on consultation:** {memos}."), memos=attached) if attached else "",
    ]


def _funding(language: Language, blueprint: Blueprint, text: str) -> str:
    """What the plan's own section says; a blueprint without one asks for no money here."""
    title = next((s.title for s in blueprint.definition.sections if s.key == FUNDING), "")
    if not text.strip():
        return ""
    heading = f"## {language.say(N_('Funding asked', 'heading'))}"
    source = language.say(N_("From the chapter “{title}”:"), title=on_one_line(title))
    return f"{heading}\n\n{source}\n\n{quoted(_short(text, LONGEST_FUNDING))}"


# --- how it came about ---


def _consultation(
    language: Language, blueprint: Blueprint, state: ProgrammeState, consultation: Consultation
) -> str:
    say = language.say
    headings = (
        N_("group", "column"),
        N_("invited", "column"),
        N_("answered", "column"),
        N_("can", "column"),
        N_("will", "column"),
    )
    rows = [
        say(
            N_("Consultation {consultation}, on version {version}:"),
            consultation=str(consultation.number),
            version=str(consultation.version),
        ),
        "",
        f"| {' | '.join(map(say, headings))} |",
        "| --- | --- | --- | --- | --- |",
    ]
    for group in blueprint.definition.groups:
        invited = language.number(consultation.invited.get(group.key, 0))
        answered = say(
            N_("{answered} ({percent}%)"),
            answered=consultation.answered.get(group.key, 0),
            percent=response_percent(consultation, group.key),
        )
        can, will = _support(language, state, consultation, group.key)
        rows.append(f"| {in_a_cell(group.title)} | {invited} | {answered} | {can} | {will} |")
    return "\n".join(rows) + f"\n\n{_legend(language, state.rules.definition.smallest_shown)}"


def _legend(language: Language, smallest: int) -> str:
    legend = language.say(N_("Can and will: yes / yes if / no."))
    if smallest <= 1:
        return legend
    dash = language.say(
        N_("Where fewer than {smallest} of a group answered there is a dash."), smallest=smallest
    )
    return f"{legend} {dash}"


def _support(
    language: Language, state: ProgrammeState, consultation: Consultation, group: str
) -> tuple[str, str]:
    """What a group says to *can* and *will*; nothing where so few answered that each could be read back."""
    # By today's rule and not by that of the consultation: what may not be shown now is not shown again.
    counted, weight = consultation.support.get(group), consultation.weight.get(group)
    few = consultation.answered.get(group, 0) < state.rules.definition.smallest_shown
    if counted is None or few:
        return "-", "-"
    can, will = _counts(language, counted.can), _counts(language, counted.will)
    if weight is None:
        return can, will
    weighed = N_("{counts}; by weight {percent}%")
    return (
        language.say(weighed, counts=can, percent=weight.can),
        language.say(weighed, counts=will, percent=weight.will),
    )


def _counts(language: Language, counted: Counts) -> str:
    return " / ".join(map(language.number, (counted.yes, counted.yes_if, counted.no)))


def _review(language: Language, state: ProgrammeState, submitted: Version) -> str:
    review = state.definition.review
    if review is None:
        return ""
    reviewed = language.say(
        N_("Review by the panel: {given} of {seats}."),
        given=len(review.answers),
        seats=len(state.panel),
    )
    return " ".join([reviewed, *_of_another_version(language, review, submitted)])


def _of_another_version(language: Language, review: PanelReview, submitted: Version) -> list[str]:
    # A plan that was revised before a body is not reviewed again: the body must know that.
    if review.version == submitted.number:
        return []
    message = N_("It was version {version} that was reviewed, before the revision.")
    return [language.say(message, version=str(review.version))]


def _responses(language: Language, blueprint: Blueprint, material: Material) -> str:
    """What was not taken over and why, for as far as it fits; the memo has it all."""
    answered = material.responses
    if not any(answered.values()):
        return ""
    titles = {section.key: on_one_line(section.title) for section in blueprint.definition.sections}
    heading = f"## {language.say(N_('Not taken over', 'heading'))}"
    parts = [heading, "\n".join(counts(language, answered))]
    shown = material.declined[:MOST_POINTS]
    if shown:
        parts.append("\n".join(_declined(language, point, titles) for point in shown))
    if (more := answered.get("partly", 0) + answered.get("not_taken_over", 0) - len(shown)) > 0:
        parts.append(language.say(N_("And {more} more; see the response memo."), more=more))
    elif shown:
        parts.append(language.say(N_("All points and responses: see the response memo.")))
    return "\n\n".join(parts)


def _declined(language: Language, point: Declined, titles: Mapping[str, str]) -> str:
    said = language.say(
        N_("Point {point} ({section}): {response}. {reason}"),
        point=f"{point.consultation}.{point.point}",
        section=titles.get(point.section, point.section),
        response=RESPONSES[point.kind],
        reason=on_one_line(_short(point.reason, LONGEST_REASON)),
    )
    return f"- {said}"


# --- what was checked, and what is still open ---


def _chapters(language: Language, blueprint: Blueprint, state: ProgrammeState, submitted: Version) -> str:
    """Each mandatory chapter, and how the goals were measured."""
    say = language.say
    titles = {section.key: on_one_line(section.title) for section in blueprint.definition.sections}
    present, missing = N_("{chapter}: present"), N_("{chapter}: missing")
    lines = [
        f"- {say(present if key in submitted.filled else missing, chapter=titles.get(key, key))}"
        for key in state.rules.definition.mandatory_sections
    ]
    parts = [f"## {say(N_('Mandatory chapters', 'heading'))}", "\n".join(lines)]
    if principles := state.rules.definition.principles:
        parts.append(_measured(language, submitted, principles))
    return "\n\n".join(parts)


def _measured(language: Language, submitted: Version, principles: Sequence[str]) -> str:
    goals, missing = submitted.goals, len(unanswered(submitted, principles))
    asked = len(goals) * len(principles)
    return language.say(
        N_(
            "Goals measured against the principles: {measured} of {asked}; of which deviating, with a reason:"
            " {deviating}."
        ),
        measured=asked - missing,
        asked=asked,
        deviating=_deviations(goals),
    )


def _deviations(goals: Sequence[Goal]) -> int:
    return sum(not answer.follows for goal in goals for answer in goal.answers.values())


def _answers(language: Language, followed: Followed) -> str:
    """What was answered, per point of a sending back; empty when nothing was."""
    if not followed.answers:
        return ""
    lines = [f"- {on_one_line(point)}\n  - {on_one_line(answer)}" for point, answer in followed.answers]
    title = f"## {language.say(N_('What it was sent back for, and the answer', 'heading'))}"
    return title + "\n\n" + "\n".join(lines)


def _list(heading: str, texts: Sequence[str]) -> str:
    return f"{heading}\n\n" + "\n".join(f"- {on_one_line(text)}" for text in texts) if texts else ""


def _short(text: str, longest: int) -> str:
    """`text`, cut where it is too long for a note."""
    return text if len(text) <= longest else f"{text[:longest].rstrip()} […]"

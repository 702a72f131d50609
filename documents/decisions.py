"""What bodies decided, as documents say it: outcome, votes, and what was put right about it since."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from documents.markup import on_one_line
from domain.blueprint.model import Blueprint
from domain.shared.messages import N_, Message, N_plural
from domain.state.programme_state import Decision, ProgrammeState, Version
from domain.voting.tally import Count, Tally
from words.language import Language
from words.vocabulary import OUTCOMES


class Followed(NamedTuple):
    """What followed from decisions, in the words that people typed.

    `answers` are the points that the plan was sent back with, each with what this version does with it,
    `corrections` what was put right about decisions, by the ids of the texts.
    """

    answers: Sequence[tuple[str, str]] = ()
    corrections: Mapping[str, str] = {}


NOTHING_FOLLOWED = Followed()


def decisions(
    language: Language, blueprint: Blueprint, state: ProgrammeState, followed: Followed = NOTHING_FOLLOWED
) -> str:
    """What bodies decided, and what was put right about it; with the version, where it is not the last."""
    if not state.sign_off.decisions:
        return ""
    titles = {body.key: on_one_line(body.title) for body in blueprint.sign_off.bodies}
    lines = [
        "- "
        + language.say(
            N_("{day}: {body}: {outcome} ({votes})"),
            day=decision.meeting,
            body=titles[decision.body],
            outcome=about(decision, state.definition.submitted, to_which_meeting(decision)),
            votes=votes(decision.tally),
        )
        + corrected(language, decision, followed)
        for decision in state.sign_off.decisions
    ]
    return f"## {language.say(N_('Decisions', 'heading'))}\n\n" + "\n".join(lines)


def votes(tally: Tally) -> Message:
    """What a tally comes to, on one line."""
    counts = N_plural("{counts}, {n} seat", "{counts}, {n} seats").having(
        counts=_counted(tally), n=tally.seats
    )
    if not tally.weighed:
        return counts
    return N_("{counts}; by weight: {weighed}").having(counts=counts, weighed=_counted(tally.weighed))


def _counted(count: Count) -> Message:
    # All four always: a vote that nobody cast that way is said too, so that nobody wonders.
    counted = N_("{in_favour} for, {against} against, {send_back} send back, {abstained} abstained").having(
        in_favour=count.in_favour,
        against=count.against,
        send_back=count.send_back,
        abstained=count.abstained,
    )
    if not count.objections:
        return counted
    return N_("{counts}, {objections} objecting").having(counts=counted, objections=count.objections)


def to_which_meeting(decision: Decision) -> Message:
    """The outcome; of what was held over with the day until when, where the calendar held a meeting."""
    outcome = OUTCOMES[decision.outcome]
    if decision.held_over_to is None:
        return outcome
    return N_("{outcome} until {day}").having(outcome=outcome, day=decision.held_over_to)


def about(decision: Decision, submitted: Version | None, outcome: Message) -> Message:
    """The outcome, with the version that it is about where that is another than the one on its way."""
    # Said only where it differs: in most notes there is one version, and a number more is a question more.
    version = decision.version
    if version is None or submitted is None or version == submitted.number:
        return outcome
    return N_("{outcome}, on version {version}").having(outcome=outcome, version=str(version))


def corrected(language: Language, decision: Decision, followed: Followed) -> str:
    """The lines below a decision in a list: each correction with its day."""
    said = [(c.on, followed.corrections.get(c.text.id)) for c in decision.corrections]
    return "".join(
        f"\n  - {language.say(N_('{day}: correction: {text}'), day=on, text=on_one_line(text))}"
        for on, text in said
        if text is not None
    )


def in_full(
    language: Language, decision: Decision, submitted: Version | None, followed: Followed = NOTHING_FOLLOWED
) -> str:
    """A decision with what each choice got, in a table."""
    # It begins the sentence here, and stands within one elsewhere; a catalogue has it once.
    outcome = language.say(OUTCOMES[decision.outcome])
    said = about(
        decision,
        submitted,
        N_("**{outcome}** at the meeting of {day}, on submission {submission}").having(
            outcome=outcome[:1].upper() + outcome[1:],
            day=decision.meeting,
            submission=str(decision.submission),
        ),
    )
    table = _table(language, decision.tally)
    return f"{language.say(said)}.{corrected(language, decision, followed)}\n\n{table}"


def _table(language: Language, tally: Tally) -> str:
    """What each choice got, in seats and, where votes weigh, in weight."""
    counts = [tally, tally.weighed] if tally.weighed else [tally]
    headings = [N_("votes", "column"), N_("seats", "column"), N_("weight", "column")][: len(counts) + 1]
    rows = [
        f"| {' | '.join(map(language.say, headings))} |",
        f"|{' --- |' * len(headings)}",
    ]
    for row in zip(*map(_rows, counts), strict=True):
        values = [cell.number for cell in row]
        if any(values) or row[0].is_always_there:
            rows.append(f"| {language.say(row[0].label)} | {' | '.join(map(language.number, values))} |")
    return "\n".join(rows)


class Votes(NamedTuple):
    """How often something was chosen; what not every body knows is left out where nobody chose it."""

    label: Message
    number: int
    is_always_there: bool = True


def _rows(count: Count) -> list[Votes]:
    return [
        Votes(N_("for", "vote"), count.in_favour),
        Votes(N_("of these under conditions", "vote"), count.with_conditions, is_always_there=False),
        Votes(N_("against", "vote"), count.against),
        Votes(N_("send back", "vote"), count.send_back, is_always_there=False),
        Votes(N_("objection", "vote"), count.objections, is_always_there=False),
        Votes(N_("abstained", "vote"), count.abstained),
        Votes(N_("not cast", "vote"), count.seats - count.present),
        Votes(N_("all", "vote"), count.seats),
    ]

"""The list of decisions (besluitenlijst) of a meeting as Markdown: of each item what came of it, and how.

Pure: `Decided` is what the register has of an item once its outcome is established.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from documents.decisions import Followed, in_full
from documents.markup import in_a_cell, on_one_line, quoted
from documents.register_head import follows_on
from domain.blueprint.model import Blueprint
from domain.register.entries import Head
from domain.shared.conditions import SetCondition
from domain.shared.messages import N_
from domain.shared.requested import Requested
from domain.state.programme_state import Decision
from domain.voting.tally import Choice
from words.language import Language
from words.vocabulary import CHOICES, REQUESTED, ROLES


class Decided(NamedTuple):
    """An item with its decision, none while nothing is established; `votes` are the choices by seat.

    `reasons` are those that go with the decision, `conditions` what it asks, each with its text.
    """

    requested: Requested
    version: int
    decision: Decision | None = None
    votes: Mapping[str, Choice] = {}
    reasons: Sequence[str] = ()
    conditions: Sequence[tuple[str, SetCondition]] = ()


class Meeting(NamedTuple):
    """What the list is about: the meeting of a body, and the end of the register that it follows."""

    blueprint: Blueprint
    body: str
    day: date
    head: Head
    items: Sequence[Decided]
    followed: Followed


def decision_list(language: Language, meeting: Meeting) -> str:
    """The list, item by item."""
    say = language.say
    [body] = [body for body in meeting.blueprint.sign_off.bodies if body.key == meeting.body]
    seats = {seat.key: seat.title or seat.key for seat in body.seats}
    parts = [
        f"# {say(N_('List of decisions: {body}'), body=on_one_line(body.title))}",
        say(N_("**Meeting:** {day}"), day=language.full_day(meeting.day)),
        *(_item(language, meeting, n, item, seats) for n, item in enumerate(meeting.items, start=1)),
        follows_on(language, meeting.head),
    ]
    return "\n\n".join(parts) + "\n"


def _item(language: Language, meeting: Meeting, number: int, item: Decided, seats: Mapping[str, str]) -> str:
    title = meeting.blueprint.title
    asked = REQUESTED[item.requested].having(title=on_one_line(title), version=str(item.version))
    parts = [f"## {number} {on_one_line(title)}", language.say(N_("**Asked:** {asked}"), asked=asked)]
    if item.decision is None:
        return "\n\n".join([*parts, language.say(N_("Nothing is established about this item yet."))])
    parts += [
        in_full(language, item.decision, None, meeting.followed),
        _votes(language, item.votes, seats),
        _reasons(language, item.reasons),
        _conditions(language, item.conditions, seats),
    ]
    return "\n\n".join(part for part in parts if part)


def _votes(language: Language, votes: Mapping[str, Choice], seats: Mapping[str, str]) -> str:
    """Who voted what, seat by seat; a seat that did not is there as well."""
    say, none = language.say, N_("not cast", "vote")
    choices = {key: CHOICES[votes[key]] if key in votes else none for key in seats}
    rows = [f"| {in_a_cell(title)} | {say(choices[key])} |" for key, title in seats.items()]
    head = f"| {say(N_('seat', 'column'))} | {say(N_('vote', 'column'))} |"
    return f"### {say(N_('Who voted what'))}\n\n" + "\n".join([head, "| --- | --- |", *rows])


def _reasons(language: Language, reasons: Sequence[str]) -> str:
    if not reasons:
        return ""
    return "\n\n".join([f"### {language.say(N_('Reasons', 'heading'))}", *map(quoted, reasons)])


def _conditions(
    language: Language, conditions: Sequence[tuple[str, SetCondition]], seats: Mapping[str, str]
) -> str:
    if not conditions:
        return ""
    lines = [
        "- "
        + language.say(
            N_("{condition} (asked by {seat}; to be shown by {owner}, by {day})"),
            condition=on_one_line(text),
            seat=on_one_line(seats.get(condition.seat, condition.seat)),
            owner=ROLES[condition.owner],
            day=condition.due,
        )
        for text, condition in conditions
    ]
    return f"### {language.say(N_('Conditions', 'heading'))}\n\n" + "\n".join(lines)

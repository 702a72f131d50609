"""Turns as pages show them: in words, with how soon, and the page on which they are done."""

from dataclasses import dataclass
from datetime import date

from domain.every_phase.places import place
from domain.every_phase.turns import Turn
from domain.reading.standings import Waited
from store.every_phase.standings import Listed
from words import turns as words
from words.language import Language
from words.turns import Urgency


@dataclass(frozen=True)
class ShownTurn:
    """One turn in words; `day` and `distance` are empty where it has no last day."""

    task: str
    whose: str
    person: str
    since: str
    since_day: date | None
    due: date | None
    day: str
    distance: str
    urgency: Urgency
    address: str


def address(turn: Turn, slug: str) -> str:
    """The page on which a turn is done."""
    return f"/programmes/{slug}{place(turn.code, turn.about)}"


def shown(turn: Waited, programme: Listed, today: date, language: Language) -> ShownTurn:
    """`turn` of a programme, on the day it is there."""
    bodies, due = programme.bodies, turn.due
    return ShownTurn(
        task=language.say(words.task(turn, bodies)),
        whose=language.say(words.whose(turn, bodies)),
        person=_person(turn, programme),
        since="" if turn.since is None else language.say(words.since(turn.since, today)),
        since_day=turn.since,
        due=due,
        day="" if due is None else language.brief_day(due, today),
        distance="" if due is None else language.say(words.distance(due, today)),
        urgency="later" if due is None else words.urgency(due, today),
        address=address(turn, programme.slug),
    )


def _person(turn: Waited, programme: Listed) -> str:
    """Who it is, where a role is one person's."""
    one = {"kwartiermaker": programme.standing.kwartiermaker, "principal": programme.standing.principal}
    return programme.names.get(one.get(turn.role) or "", "")

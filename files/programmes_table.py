"""Programmes as the rows of a spreadsheet: each with whose turn it is, for what, and until when. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from domain.reading.standings import Standing
from domain.shared.messages import N_, Message
from files.spreadsheet import Cell, as_csv, as_xlsx
from words import turns
from words.language import Language
from words.vocabulary import ENDINGS, PHASES

HEADING: Sequence[Message] = (
    N_("Programme", "heading"),
    N_("Name in addresses"),
    N_("Phase", "heading"),
    N_("How it stands"),
    N_("Whose turn"),
    N_("For what"),
    N_("Since"),
    N_("At the latest"),
    N_("Late"),
    N_("Kwartiermaker"),
    N_("Principal"),
    N_("Version of the plan"),
    N_("Started on"),
)


@dataclass(frozen=True)
class Row:
    """A programme where it stands, with what its bodies and its people are called, on the day it is there."""

    slug: str
    title: str
    bodies: Mapping[str, str]
    names: Mapping[str, str]
    standing: Standing
    started_on: date


def table_csv(rows: Iterable[Row], language: Language) -> bytes:
    """A CSV file of programmes."""
    return as_csv(_heading(language), (_cells(row, language) for row in rows))


def table_xlsx(rows: Iterable[Row], language: Language) -> bytes:
    """An xlsx file of programmes."""
    title = language.say(N_("Programmes"))
    return as_xlsx(title, _heading(language), (_cells(row, language) for row in rows))


def _heading(language: Language) -> list[str]:
    return [language.say(name) for name in HEADING]


def _cells(row: Row, language: Language) -> tuple[Cell, ...]:
    now, say = row.standing, language.say
    return (
        row.title,
        row.slug,
        _capital(say(PHASES[now.phase])),
        _capital(_situation(now, language)),
        *_turn(row, language),
        row.names.get(now.kwartiermaker or "", ""),
        row.names.get(now.principal, ""),
        now.version,
        row.started_on,
    )


def _situation(now: Standing, language: Language) -> str:
    if now.ending is not None:
        return language.say(ENDINGS[now.ending])
    return language.say(N_("suspended") if now.suspended_on is not None else N_("goes on"))


def _turn(row: Row, language: Language) -> tuple[Cell, ...]:
    """Whose turn it is first, for what, since and until when, and whether anything is late."""
    now, say = row.standing, language.say
    if now.first is None:
        return "", "", None, None, ""
    late = say(N_("yes", "late") if now.late else N_("no", "late"))
    # Every turn is said: whoever filters by one must find all of them.
    others = [turn for turn in now.turns if turn != now.first]
    tasks = [say(turns.task(turn, row.bodies)) for turn in chain((now.first,), others)]
    whose = say(turns.whose(now.first, row.bodies))
    return whose, _capital("; ".join(tasks)), now.first.since, now.first.due, late


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

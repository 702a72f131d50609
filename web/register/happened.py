"""Register entries in words, as whoever reads may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.blueprint.model import Blueprint
from domain.register.entries import Entry
from domain.sign_off.open_votes import KINDS, open_votes, shown_to
from service.asking.possible import clock
from service.asking.preview import ids_in
from service.reading import ReadContext
from store.people import people
from store.register import entries as register
from words.language import Language
from words.sentences import Names, sentence


@dataclass(frozen=True)
class Happened:
    """One entry: its number and its day, and what it says."""

    number: int
    day: date
    short: str
    words: str


async def happened(
    sight: ReadContext, blueprint: Blueprint, language: Language, *, first: int, last: int
) -> Sequence[Happened]:
    """The entries from number `first` to `last`, oldest first; a vote that is not decided stays sealed."""
    entries = await register.read(
        sight.connection, sight.slug, after=first - 1, limit=max(last - first + 1, 0)
    )
    opened = open_votes(await register.of_kinds(sight.connection, sight.slug, KINDS))
    return await in_words(sight, blueprint, language, entries, opened)


async def in_words(
    sight: ReadContext,
    blueprint: Blueprint,
    language: Language,
    entries: Sequence[Entry],
    opened: frozenset[int],
) -> Sequence[Happened]:
    """These entries, where the votes with the numbers in `opened` are open."""
    own = sight.reader.id if sight.reader.may("own_running_vote") else None
    ids = ids_in([entry.event for entry in entries])
    known = await people.names(sight.connection, sight.slug, ids)
    names, calendar = Names.of(blueprint.model_dump(mode="json"), known), sight.state.rules.calendar
    today = calendar.day_of(clock(sight.state))
    return [
        Happened(
            entry.seq,
            calendar.day_of(entry.at),
            language.brief_day(calendar.day_of(entry.at), today),
            language.say(sentence(shown_to(entry, opened, own), names)),
        )
        for entry in entries
    ]

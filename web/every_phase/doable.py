"""What somebody may do in a programme, with the page on which they do it."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.state.roles import Asker
from service.asking.acts import by_name
from service.asking.possible import clock, possible
from service.commands import NOBODY
from service.reading import ReadContext
from words.language import Language


class Doable(NamedTuple):
    """An act: what it is called, and where; `now` when it belongs to the phase that the programme is in."""

    text: str
    address: str
    now: bool


def doable(sight: ReadContext, language: Language, *subjects: str) -> Sequence[Doable]:
    """The acts that whoever looks may do now; of some `subjects`, as the folders of services are called."""
    asker = Asker(sight.reader.id or NOBODY, operates="operator" in sight.reader.known.claims)
    among = [act for act in by_name().values() if not subjects or _subject(type(act)) in subjects]
    today = sight.state.rules.calendar.day_of(clock(sight.state))
    return [
        Doable(
            language.say(one.act.title),
            f"/programmes/{sight.slug}/do/{one.act.name}",
            now=one.act.commands[0].phase is not None,
        )
        for one in possible(sight.state, asker, today, among)
    ]


def _subject(act: type) -> str:
    return act.__module__.split(".")[-2]

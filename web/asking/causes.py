"""What an act causes, and what came of it, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.blueprint.model import Blueprint
from domain.every_phase.waiting import waiting
from domain.register.events import Event
from domain.shared.actors import Role
from domain.shared.messages import N_, N_plural
from service.asking.preview import Preview
from service.reading import ReadContext
from store.mail.foreseen import Foreseen
from web.register.happened import happened
from words import vocabulary
from words.language import Language
from words.sentences import Names, happening


@dataclass(frozen=True)
class Moved:
    """A day that is another one then; empty where it is not open, now or then."""

    about: str
    now: str
    then: str
    moves: bool


@dataclass(frozen=True)
class Causes:
    """What is in the register then, which days move, who gets a letter, and what is waited for."""

    entries: Sequence[str]
    by_itself: Sequence[str]
    days: Sequence[Moved]
    letters: Sequence[str]
    waits_now: str
    waits_then: str


def causes_of(found: Preview, blueprint: Blueprint, language: Language) -> Causes:
    """What `found` says, in words."""
    names = Names.of(blueprint.model_dump(mode="json"), found.names)
    letters = [_letter(one, blueprint, names, language) for one in found.letters if one.people]
    return Causes(
        entries=_happenings(found.events, found.actor.role, names, language),
        by_itself=_happenings(found.by_itself, "programme", names, language),
        days=_days(found, language),
        letters=letters,
        waits_now=language.say(waiting(found.before).sentence),
        waits_then=language.say(waiting(found.after).sentence),
    )


def _happenings(events: Iterable[Event], role: Role, names: Names, language: Language) -> list[str]:
    return [language.say(happening(event, role, names)) for event in events]


def _days(found: Preview, language: Language) -> list[Moved]:
    """The deadlines that are open now or then, first what comes first; none where no day moves."""
    now, then = found.before.deadlines, found.after.deadlines
    keys = sorted(now | then, key=lambda key: ((then | now)[key].due, key))
    moved = [
        Moved(
            about=language.say(vocabulary.deadline(key)),
            now=language.short_day(now[key].due) if key in now else "",
            then=language.short_day(then[key].due) if key in then else "",
            moves=key not in now or key not in then or now[key].due != then[key].due,
        )
        for key in keys
    ]
    return moved if any(one.moves for one in moved) else []


LETTERS = N_plural("{role}: one letter, “{subject}”.", "{role}: {n} letters, “{subject}”.")


def _letter(letters: Foreseen, blueprint: Blueprint, names: Names, language: Language) -> str:
    body = "" if letters.body is None else names.body(letters.body)
    subject = language.say(letters.subject, title=blueprint.title, body=body)
    role = language.say(vocabulary.ROLES[letters.role])
    return language.say(LETTERS.having(role=role[:1].upper() + role[1:], n=letters.people, subject=subject))


ENTRY = N_("Register entry {number}: {words}")


async def entries_in_words(
    sight: ReadContext, blueprint: Blueprint, between: tuple[int, int], language: Language
) -> list[str]:
    """What the register says of entries, as this reader may see it."""
    first, last = between
    entries = await happened(sight, blueprint, language, first=first, last=last)
    return [language.say(ENTRY, number=str(entry.number), words=entry.words) for entry in entries]

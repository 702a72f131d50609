"""The papers of a meeting, as somebody asks for them: made of what the register has the hashes of.

They are made when asked and kept nowhere: of the same entries come the same bytes, and their first page has
the hashes that the register can be asked about.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from documents import pdf
from documents.decision_list import decision_list
from documents.gathering import decision_list as decided
from documents.gathering import meeting_pack as gathering
from documents.meeting_pack import is_new, pack, supplement
from documents.pdf import Facts
from domain.blueprint.model import Blueprint
from domain.bodies.known_bodies import known_body
from domain.register.entries import Entry, Head
from domain.shared.messages import N_
from domain.sign_off.agenda import Meeting
from domain.sign_off.editions import NothingNew, edition, editions_of, established_at, meeting_at
from service.reading import Reading, Sight
from store.register import entries
from words.languages import language_of


@dataclass(frozen=True)
class Address:
    """Which meeting of which programme."""

    slug: str
    body: str
    day: date


@dataclass(frozen=True)
class Looked:
    """A meeting and the whole register of its programme."""

    meeting: Meeting
    register: Sequence[Entry]


@dataclass(frozen=True)
class Made:
    """A PDF, and what its file is called."""

    name: str
    content: bytes


async def look(sight: Sight, at: Address) -> Looked:
    """The meeting. Raises `UnknownBody`, and `UnknownMeeting`."""
    known_body(at.body, sight.state)
    register = await entries.read(sight.connection, sight.slug)
    return Looked(meeting_at(sight.state, register, at.body, at.day), register)


async def make_pack(read: Reading, at: Address, seq: int | None = None) -> Made:
    """All its papers, as of entry `seq`, or as they are now. Raises `Missing`."""
    async with read.open(at.slug) as sight:
        looked = await look(sight, at)
        chosen = edition(looked.meeting, looked.register, seq)
        found = await gathering.gather(sight.connection, at.slug, looked.register, looked.meeting, chosen)
    language = language_of(found.blueprint)
    facts = _facts(found.blueprint, chosen)
    render = partial(pdf.render_pack, language, pack(language, found), facts)
    return await _made(read, at, f"pack-{chosen.seq}", render)


async def make_supplement(read: Reading, at: Address, since: int | None = None) -> Made:
    """What came after the edition of entry `since`, or after the first one. Raises `Missing`."""
    async with read.open(at.slug) as sight:
        looked = await look(sight, at)
        now = edition(looked.meeting, looked.register, None)
        first = editions_of(looked.meeting, looked.register)[0].seq
        chosen = edition(looked.meeting, looked.register, first if since is None else since)
        before, after = [
            await gathering.gather(sight.connection, at.slug, looked.register, looked.meeting, one)
            for one in (chosen, now)
        ]
    language = language_of(after.blueprint)
    # Comparing long texts takes a while; meanwhile others are served.
    made = await read.resources.workshop.do(supplement, language, before, after)
    if not is_new(made):
        raise NothingNew(day=at.day, entry=chosen.seq)
    render = partial(pdf.render_pack, language, made, _facts(after.blueprint, now))
    return await _made(read, at, f"supplement-{chosen.seq}-{now.seq}", render)


async def make_decision_list(read: Reading, at: Address) -> Made:
    """What it decided. Raises `NothingDecidedYet`."""
    async with read.open(at.slug) as sight:
        looked = await look(sight, at)
        last = established_at(looked.meeting, looked.register)
        found = await decided.gather(sight.connection, at.slug, looked.register, looked.meeting, last)
    language = language_of(found.blueprint)
    [title] = [body.title for body in found.blueprint.sign_off.bodies if body.key == at.body]
    title = language.say(N_("{body}, {day}"), body=title, day=at.day)
    text, facts = decision_list(language, found), _facts(found.blueprint, last)
    render = partial(pdf.render, language, "decision_list", title, text, facts)
    return await _made(read, at, f"decisions-{last.seq}", render)


def _facts(blueprint: Blueprint, last: Entry) -> Facts:
    """What stands around a text that follows on the entry `last`, which it is part of."""
    return Facts(
        version=None,
        head=Head(seq=last.seq, hash=last.hash),
        at=last.at.astimezone(ZoneInfo(blueprint.timezone)),
        author=blueprint.sign_off.authority.title,
    )


async def _made(read: Reading, at: Address, what: str, render: Callable[[], bytes]) -> Made:
    # Off the event loop, and after the connection went back: setting a long plan takes a while.
    content = await read.resources.workshop.do(render)
    return Made(f"{at.slug}-{at.body}-{at.day}-{what}.pdf", content)

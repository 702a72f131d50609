"""Doing an act: what it is about, what one gives with it, what it causes, and then what came of it.

One page for every act, made from its description. Nothing happens before its causes were shown and confirmed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple
from urllib.parse import urlencode
from uuid import uuid4

from fastapi import APIRouter, Path
from pydantic import ValidationError
from starlette.responses import Response

from domain.shared.refusals import Refusal
from domain.state.roles import Asker
from service.asking.acts import Act, Asked, known_act
from service.asking.doing import do as carry_out
from service.asking.listing import NamedPossible, listed
from service.asking.mistakes import said
from service.asking.possible import clock, must_be_possible
from service.asking.preview import preview
from service.callers import Caller
from service.commands import NOBODY
from service.reading import Reading
from service.resources import Resources
from service.waiting import Unavailable
from store.register import entries as register
from web.asking.causes import Causes, causes_of, entries_in_words
from web.asking.fields import Filling, label_at, read, shown
from web.every_phase.heading import OfProgramme
from web.every_phase.programme import Slug
from web.http.forms import Filled, Form, Mistake, number_of
from web.http.page import Page, Shows
from web.http.refusals import NoSuchPage
from web.sign_in.session import Who, reads
from words.refusals import said as in_words

router = APIRouter(prefix="/programmes/{slug}/do/{name}")

ReadsStanding = Annotated[Reading, reads("standing")]
ReadsDone = Annotated[Reading, reads("register", also=("own_running_vote",))]
ActName = Annotated[str, Path(max_length=60, pattern=r"^[a-z]+(-[a-z]+)*$")]

ABOUT = "about."
"""What the names of fields begin with that say what an act is about."""


OURS = ("form_token", "key", "step")
"""Fields of every form, which say nothing about the act."""
MOST_ENTRIES = 50


class Sent(NamedTuple):
    """What was filled in, and the key under which it is done once, however often it is sent."""

    form: Form
    key: str


@dataclass(frozen=True)
class Doing:
    """An act in a programme for somebody: what it can be about, and what it is about, once that is known."""

    act: Act[Any, Any]
    programme: OfProgramme
    possible: Sequence[NamedPossible]
    chosen: NamedPossible | None

    @property
    def at(self) -> str:
        return f"/programmes/{self.programme.slug}/do/{self.act.name}"


@router.get("", operation_id="pageDo")
async def ask(slug: Slug, name: ActName, page: Shows, read_: ReadsStanding) -> Response:
    """What one gives with it; first what it is about, where that can be several things."""
    doing = await _doing(slug, name, read_, dict(page.request.query_params))
    if doing.chosen is None:
        return _which(page, doing)
    return _form(page, doing, Sent(Form(()), str(uuid4())))


@router.post("", operation_id="do")
async def do(
    slug: Slug, name: ActName, page: Shows, read_: ReadsStanding, who: Who, form: Filled
) -> Response:
    """See what it causes; and do it, once that was seen."""
    try:
        doing = await _doing(slug, name, read_, form.below(ABOUT.removesuffix(".")))
    except Refusal:
        # Whoever pressed twice must not hear that it cannot be done any more: they did it.
        if form.get("step") == "do" and (before := await _done_before(slug, read_, form.get("key"))):
            return page.go(f"/programmes/{slug}/do/{name}/done?{before}")
        raise
    if doing.chosen is None:
        return _which(page, doing)
    sent = Sent(form, form.get("key") or str(uuid4()))
    if form.get("step") == "change":
        return _form(page, doing, sent)
    try:
        asked = _asked(doing.act, doing.chosen, form)
    except ValidationError as error:
        return _form(page, doing, sent, _mistakes(doing.act, error))
    return await _go_on(page, doing, read_.resources, who, sent, asked)


async def _go_on(
    page: Page, doing: Doing, resources: Resources, who: Caller, sent: Sent, asked: Asked[Any, Any]
) -> Response:
    """Do what was confirmed, or show what it would cause; what the rules refuse is said at the form."""
    slug = doing.programme.slug
    try:
        if sent.form.get("step") == "do":
            return await _done(page, doing, resources, who, sent.key, asked)
        causes = await preview(resources, who, slug, doing.act, asked)
    except Unavailable:
        # The page for it says when to try again; sending the same once more is safe.
        raise
    except Refusal as refusal:
        return _form(page, doing, sent, refusal=refusal)
    async with resources.database() as connection:
        blueprint = await resources.states.blueprint_of(connection, slug)
    return _confirm(page, doing, sent, causes_of(causes, blueprint, page.language))


async def _done(
    page: Page, doing: Doing, resources: Resources, who: Caller, key: str, asked: Asked[Any, Any]
) -> Response:
    """Do it, and lead to what came of it."""
    slug = doing.programme.slug
    answer = await carry_out(resources, who, key, slug, doing.act, asked)
    return page.go(f"{doing.at}/done?{_range(answer.entries[0].seq, answer.entries[-1].seq)}")


async def _done_before(slug: str, read_: Reading, key: str) -> str:
    """Which entries this very person caused under the key, as the address of what came of it names them."""
    async with read_.open(slug) as sight:
        entries = await register.caused_by(sight.connection, slug, key)
        mine = [entry.seq for entry in entries if entry.actor.person == sight.reader.id]
    return _range(mine[0], mine[-1]) if mine else ""


def _range(first: int, last: int) -> str:
    return urlencode({"from": first, "to": last})


@router.get("/done", operation_id="pageDone")
async def done(slug: Slug, name: ActName, page: Shows, read_: ReadsDone) -> Response:
    """What came of it, as the register has it."""
    act = known_act(name)
    async with read_.open(slug) as sight:
        blueprint = await sight.blueprint()
        words = await entries_in_words(sight, blueprint, _between(page), page.language)
    return page.show(
        "asking/done.html",
        programme=OfProgramme(slug, blueprint.title),
        act=page.language.say(act.title),
        entries=words,
        back=f"/programmes/{slug}",
    )


def _between(page: Page) -> tuple[int, int]:
    """The entries that the address names; no more than an act causes."""
    query = page.request.query_params
    first, last = number_of(query.get("from", "")), number_of(query.get("to", ""))
    if not first or not last or not first <= last < first + MOST_ENTRIES:
        raise NoSuchPage
    return first, last


async def _doing(slug: str, name: str, read_: Reading, about: Mapping[str, str]) -> Doing:
    """The act, as whoever asks may do it now. Raises `Refusal` where they may not."""
    act = known_act(name)
    async with read_.open(slug) as sight:
        asker = Asker(sight.reader.id or NOBODY, operates="operator" in sight.reader.known.claims)
        found = [one for one in await listed(sight, asker) if one.act is act]
        title = (await sight.blueprint()).title
        if not found:
            today = sight.state.rules.calendar.day_of(clock(sight.state))
            must_be_possible(act, sight.state, asker, today)
    possible = found[0].possible
    return Doing(act, OfProgramme(slug, title), possible, _chosen(possible, about))


def _chosen(possible: Sequence[NamedPossible], about: Mapping[str, str]) -> NamedPossible | None:
    """What it is about: what the address says, or the only thing there is. Raises `NoSuchPage`."""
    if not about:
        return possible[0] if len(possible) == 1 else None
    for one in possible:
        if {field: str(value) for field, value in one.about.model_dump(mode="json").items()} == about:
            return one
    raise NoSuchPage


def _asked(act: Act[Any, Any], chosen: NamedPossible, form: Form) -> Asked[Any, Any]:
    return Asked(chosen.about, act.form.model_validate(read(act.form, form, chosen.choices)))


def _mistakes(act: Act[Any, Any], error: ValidationError) -> list[Mistake]:
    return [
        Mistake(
            ".".join(map(str, item["loc"])),
            said(item),
            label_at(act.form, item["loc"]) if item["loc"] else None,
        )
        for item in error.errors()
    ]


# --- the pages ---


def _which(page: Page, doing: Doing) -> Response:
    """The choice of what it is about: each a link."""
    ways = [
        (
            page.language.say(one.name) if one.name is not None else doing.programme.title,
            f"{doing.at}?{urlencode(one.about.model_dump(mode='json'))}",
        )
        for one in doing.possible
    ]
    return page.show("asking/which.html", _common(page, doing), ways=ways)


def _form(
    page: Page,
    doing: Doing,
    sent: Sent,
    mistakes: Sequence[Mistake] = (),
    refusal: Refusal | None = None,
) -> Response:
    """The form with what was filled in, and what is wrong with it: nothing that was typed is lost."""
    assert doing.chosen is not None, "a form is about something"
    status = 400 if mistakes else 200
    return page.show(
        "asking/form.html",
        _common(page, doing),
        status=status if refusal is None else refusal.status,
        about=_about(page, doing.chosen),
        about_fields=_about_fields(doing.chosen),
        fields=shown(doing.act.form, Filling(sent.form, doing.chosen.choices, page.language)),
        key=sent.key,
        mistakes=mistakes,
        refusal="" if refusal is None else page.language.say(in_words(refusal)),
        advice="" if refusal is None else page.language.say(refusal.advice),
    )


def _confirm(page: Page, doing: Doing, sent: Sent, causes: Causes) -> Response:
    """What it causes, now and then side by side; the button says what it does."""
    assert doing.chosen is not None, "what is confirmed is about something"
    return page.show(
        "asking/confirm.html",
        _common(page, doing),
        about=_about(page, doing.chosen),
        causes=causes,
        # What was filled in goes along unseen, so that nothing has to be kept for whoever changes their mind.
        pairs=[(name, value) for name, value in sent.form.pairs if name not in OURS],
        key=sent.key,
        button=page.language.say(doing.act.button or doing.act.title),
    )


def _common(page: Page, doing: Doing) -> dict[str, object]:
    return {
        "programme": doing.programme,
        "act": page.language.say(doing.act.title),
        "at": doing.at,
        "back": f"/programmes/{doing.programme.slug}",
    }


def _about(page: Page, chosen: NamedPossible) -> str:
    """What it is about, by its name; nothing where that is the programme itself."""
    if chosen.name is None:
        return ""
    name = page.language.say(chosen.name)
    return name[:1].upper() + name[1:]


def _about_fields(chosen: NamedPossible) -> list[tuple[str, str]]:
    about = chosen.about.model_dump(mode="json")
    return [(f"{ABOUT}{field}", str(value)) for field, value in about.items()]

"""A new programme: from which blueprint, with whom, what comes when; and only then it starts.

Nothing is kept in between: what was filled in goes along from step to step.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from urllib.parse import quote_plus
from uuid import uuid4

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.responses import Response

from blueprints.pasted import Pasted, pasted
from domain.blueprint.problems import BlueprintError, Problem
from domain.shared.messages import N_, Message, verbatim
from service.asking.mistakes import said as said_of
from service.callers import Caller
from service.every_phase.forms import NewProgramme
from service.every_phase.look_ahead import Ahead, check, look_ahead, shipped_blueprint, shipped_blueprints
from service.every_phase.start_programme import SlugReserved, SlugTaken, first_entry, must_be_let, start
from service.resources import Resources
from web.http.forms import LARGEST, Filled, FilledWithFile, Form, Mistake
from web.http.page import Here, Page, Shows
from web.sign_in.session import Who
from words import turns
from words.outlook import step
from words.refusals import said
from words.vocabulary import PHASES

router = APIRouter(prefix="/programmes/new")

OWN = "own"
"""What is chosen by whoever pastes a blueprint of their own."""
MOST_MISTAKES = 50

ROOM_FOR_PEOPLE = 200_000
"""Bytes of a form that are left for who takes part, beside the blueprint."""

NO_BLUEPRINT = N_("Choose a blueprint, or paste one of your own.")
NO_FILE = N_("Choose a file with a blueprint in it.")
NO_TEXT = N_("This file is not text in UTF-8. Save it as such, or choose another one.")
TOO_LARGE = N_(
    "This file is too large for these pages. Start the programme with `kwartier start` or by the API."
)
NO_SLUG = N_(
    "Write a name of small letters, digits and hyphens, such as common-ground, of at most 60 characters."
)

NO_PART = N_("No part yet: somebody who can be nominated, for instance")


@dataclass(frozen=True)
class Named:
    """Somebody who takes part, as the blueprint has them: which part, and who that is."""

    number: int
    part: str
    name: str
    email: str


@dataclass(frozen=True)
class Coming:
    """A step of the calendar, in words."""

    phase: str
    what: str
    whose: str
    first: str
    last: str


@dataclass(frozen=True)
class Chosen:
    """A blueprint with what was filled in for it."""

    form: Form
    pasted: Pasted

    @property
    def document(self) -> Mapping[str, object]:
        """The blueprint with the title and the people that were filled in."""
        people = [_filled_in(self.form, at, person) for at, person in enumerate(self.people)]
        titled = {"title": self.form.get("title")} if self.form.get("title") else {}
        return {**self.pasted.document, **titled, **({"people": people} if people else {})}

    @property
    def people(self) -> Sequence[Mapping[str, Any]]:
        found = self.pasted.document.get("people")
        listed = cast("list[object]", found) if isinstance(found, list) else []
        # Anything odd is left to the blueprint itself to name.
        return [cast("dict[str, Any]", one) if isinstance(one, dict) else {} for one in listed]

    @property
    def title(self) -> str:
        return self.form.get("title") or str(self.pasted.document.get("title", ""))


def _filled_in(form: Form, at: int, person: Mapping[str, Any]) -> dict[str, Any]:
    new = dict(person)
    for field in ("name", "email"):
        if value := form.get(f"people.{at}.{field}").strip():
            new[field] = value
    # Who is named by their address is so by the one that was filled in.
    if new.get("email") != person.get("email") and new.get("subject") == person.get("email"):
        new["subject"] = new["email"]
    return new


@router.get("", operation_id="pageNewProgramme")
async def choose(page: Shows, who: Who) -> Response:
    """From which blueprint it starts."""
    must_be_let(who)
    return _choose(page, Form(()))


@router.post("/file", operation_id="uploadBlueprint")
async def upload(page: Shows, resources: Here, who: Who, sent: FilledWithFile) -> Response:
    """The people of the blueprint in a file, which from there on goes along as one that was pasted."""
    must_be_let(who)
    if not sent.content.strip():
        return _choose(page, Form(()), [Mistake("file", NO_FILE)])
    try:
        text = sent.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _choose(page, Form(()), [Mistake("file", NO_TEXT)])
    # What fits here must fit into the forms to come, where it is written longer.
    if len(quote_plus(text)) > LARGEST - ROOM_FOR_PEOPLE:
        return _choose(page, Form(()), [Mistake("file", TOO_LARGE)])
    return await go_on(page, resources, who, Form((("blueprint", OWN), ("text", text))))


@router.post("", operation_id="newProgramme")
async def go_on(page: Shows, resources: Here, who: Who, form: Filled) -> Response:
    """The next step of what was filled in: the people, the calendar, and then the start."""
    must_be_let(who)
    try:
        chosen = _chosen(form)
    except BlueprintError as error:
        return _choose(page, form, [Mistake("text", problem.said) for problem in error.problems])
    if chosen is None:
        return _choose(page, form, [Mistake("blueprint", NO_BLUEPRINT)])
    if form.get("step") in {"", "people"}:
        wrong = await _wrong_for_good(resources, chosen)
        return _choose(page, form, wrong) if wrong else _people(page, chosen)
    return await _look_or_start(page, resources, who, chosen)


async def _look_or_start(page: Page, resources: Resources, who: Caller, chosen: Chosen) -> Response:
    """The calendar, or the programme once it has started; what is wrong is said at the people."""
    form = chosen.form
    try:
        new = NewProgramme.model_validate({"slug": form.get("slug"), "blueprint": chosen.document})
        if form.get("step") == "start":
            # Once, however often the button is pressed.
            await start(resources, who, form.get("key")[:100], new.slug, new.blueprint)
            await first_entry(resources, new.slug)
            return page.go(f"/programmes/{new.slug}")
        return _calendar(page, chosen, await look_ahead(resources, who, new.slug, new.blueprint))
    except ValidationError as error:
        mistakes = [
            Mistake("slug", NO_SLUG) if one["loc"] == ("slug",) else Mistake("whole", said_of(one))
            for one in error.errors()
        ]
    except BlueprintError as error:
        mistakes = _mistakes(chosen, error)
    except (SlugReserved, SlugTaken) as refusal:
        mistakes = [Mistake("slug", said(refusal))]
    return _people(page, chosen, mistakes)


def _chosen(form: Form) -> Chosen | None:
    """The blueprint that was chosen; None where none was. Raises `BlueprintError`."""
    name, text = form.get("blueprint"), form.get("text")
    if name == OWN or (not name and text.strip()):
        return Chosen(form, pasted(text)) if text.strip() else None
    return Chosen(form, Pasted(shipped_blueprint(name), {})) if name else None


async def _wrong_for_good(resources: Resources, chosen: Chosen) -> list[Mistake]:
    """What is wrong with somebody's own blueprint that the steps to come do not ask for."""
    if chosen.form.get("blueprint") not in {"", OWN}:
        return []
    try:
        await check(resources, chosen.document)
    except BlueprintError as error:
        found = [one for one in error.problems if _field(one) == "whole"]
        return [Mistake("text", one.said) for one in chosen.pasted.located(found)[:MOST_MISTAKES]]
    return []


def _mistakes(chosen: Chosen, error: BlueprintError) -> list[Mistake]:
    """What is wrong with the blueprint: at the field where it was filled in, else with its line above all."""
    found: list[Mistake] = []
    for problem in chosen.pasted.located(error.problems)[:MOST_MISTAKES]:
        field = _field(problem)
        found.append(Mistake(field, problem.message if field != "whole" else problem.said))
    return found


def _field(problem: Problem) -> str:
    match problem.path:
        case ("title",):
            return "title"
        case ("people", int(at), "name" | "email" as field):
            return f"people.{at}.{field}"
        case _:
            return "whole"


# --- the pages ---


def _choose(page: Page, form: Form, mistakes: Sequence[Mistake] = ()) -> Response:
    return page.show(
        "every_phase/new_programme.html",
        status=400 if mistakes else 200,
        shipped=[(name, title) for name, title in shipped_blueprints().items()],
        own=OWN,
        chosen=form.get("blueprint"),
        text=form.get("text"),
        mistakes=mistakes,
    )


def _people(page: Page, chosen: Chosen, mistakes: Sequence[Mistake] = ()) -> Response:
    parts = _parts(chosen.pasted.document, page)
    people = [
        Named(
            at,
            parts.get(str(person.get("key", "")), page.language.say(NO_PART)),
            chosen.form.get(f"people.{at}.name") or str(person.get("name", "")),
            chosen.form.get(f"people.{at}.email") or str(person.get("email", "")),
        )
        for at, person in enumerate(chosen.people)
    ]
    return page.show(
        "every_phase/new_people.html",
        status=400 if mistakes else 200,
        pairs=_pairs(chosen.form, "blueprint", "text"),
        programme_title=chosen.title,
        slug=chosen.form.get("slug"),
        people=people,
        key=chosen.form.get("key") or str(uuid4()),
        mistakes=mistakes,
    )


def _parts(document: Mapping[str, Any], page: Page) -> dict[str, str]:
    """In which part people are, by their keys, as far as the blueprint can be read."""
    language, found = page.language, dict[str, str]()

    def put(key: object, part: Message) -> None:
        if isinstance(key, str):
            words = language.say(part)
            found[key] = f"{found[key]}, {words}" if key in found else words

    put(document.get("principal"), turns.WHOSE["principal"])
    for key in _list(document.get("office")):
        put(key, turns.WHOSE["office"])
    for seat in _list(_table(document.get("definition")).get("panel")):
        put(_table(seat).get("person"), turns.WHOSE["panel"])
    for body in _list(_table(document.get("sign_off")).get("bodies")):
        for seat in _list(_table(body).get("seats")):
            put(_table(seat).get("person"), verbatim(str(_table(body).get("title", ""))))
            put(_table(seat).get("substitute"), turns.WHOSE["substitute"])
    return found


def _list(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []


def _table(value: object) -> dict[str, object]:
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}


def _calendar(page: Page, chosen: Chosen, ahead: Ahead) -> Response:
    language, titles = page.language, {body.key: body.title for body in ahead.blueprint.sign_off.bodies}
    today = ahead.outlook.steps[0].first
    steps = [
        Coming(
            phase=language.say(PHASES[one.phase]),
            what=language.say(step(one, titles)),
            whose=titles[one.body] if one.body is not None else language.say(turns.WHOSE[one.role]),
            first=language.brief_day(one.first, today),
            last=language.brief_day(one.last, today),
        )
        for one in ahead.outlook.steps
    ]
    office = [person for person in ahead.blueprint.people if person.key in ahead.blueprint.office]
    return page.show(
        "every_phase/new_calendar.html",
        programme_title=ahead.blueprint.title,
        slug=chosen.form.get("slug"),
        steps=steps,
        decided=ahead.outlook.decided,
        term=language.day(ahead.outlook.term_to),
        meetings=[
            (body.title, _meetings(cast("Sequence[date]", body.meetings), page))
            for body in ahead.blueprint.sign_off.bodies
        ],
        warnings=[language.say(warning) for warning in ahead.warnings],
        organisations=sum(len(group.organisations) for group in ahead.blueprint.definition.groups),
        office=language.all_of([person.name for person in office]),
        names_starter=ahead.names_starter,
        pairs=[(name, value) for name, value in chosen.form.pairs if name not in {"form_token", "step"}],
    )


NEXT = 6


def _meetings(days: Sequence[date], page: Page) -> str:
    """The first days on which a body meets, and how many more there are."""
    shown = page.language.all_of([page.language.short_day(day) for day in days[:NEXT]])
    more = len(days) - NEXT
    if more <= 0:
        return shown
    return page.language.say(N_("{days}, and {n} more"), days=shown, n=more)


def _pairs(form: Form, *names: str) -> list[tuple[str, str]]:
    return [(name, form.get(name)) for name in names if form.get(name)]

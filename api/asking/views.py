"""What somebody may do in a programme now, and what an act would cause."""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from api.asking import schema
from api.every_phase.views import Waiting
from api.http.acting import Way
from api.http.items import View
from domain.blueprint.model import Blueprint
from domain.every_phase.waiting import waiting
from domain.register.events import Event
from domain.shared.actors import Role
from domain.state.programme_state import ProgrammeState
from service.asking.listing import Listed, NamedPossible
from service.asking.preview import Preview
from store.mail.foreseen import Foreseen
from words import vocabulary
from words.language import Language
from words.sentences import Names, happening

Value = str | int

JSON = "application/json"


class OptionView(View):
    """Something that can be chosen: what is sent, and what it is called."""

    value: Value = Field(examples=["college"])
    name: str = Field(examples=["College van Dienstverleningszaken"])


class ChoicesView(View):
    """What a field can be, where only some values make sense; a field in a list is named by its path."""

    field: str = Field(examples=["body"])
    options: list[OptionView]


class PossibleView(View):
    """Something that an act can be about, and where it is sent."""

    about: dict[str, Value] = Field(
        description="As a preview takes it; empty when it is about the programme itself",
        examples=[{"deadline": "term"}],
    )
    name: str | None = Field(
        description="null when it is about the programme itself",
        examples=["end of the assignment, now until the end of 9 March 2027"],
    )
    path: str = Field(
        description="Where the act is sent", examples=["/v1/programmes/common-ground/deadlines/term/moves"]
    )
    choices: list[ChoicesView]


class ActView(View):
    """An act that you may do now: what it is called, what you give with it, and what it can be about."""

    name: str = Field(examples=["move-deadline"])
    title: str = Field(examples=["Move a deadline"])
    button: str = Field(description="What a button says that does it", examples=["Move it"])
    method: Literal["POST"] = "POST"
    media_type: str = Field(
        description="Of what is sent: JSON, or a file that is the only field", examples=["application/json"]
    )
    places: list[OptionView] = Field(
        description="What the parts of `about` are called",
        examples=[[{"value": "deadline", "name": "Deadline"}]],
    )
    fields: dict[str, Any] = Field(
        description="JSON Schema of what is sent: `title` is a label, `description` a hint, and where there"
        " are words for the values they stand as `oneOf`",
        examples=[
            {
                "type": "object",
                "properties": {"due": {"type": "string", "format": "date", "title": "New last day"}},
            }
        ],
    )
    possible: list[PossibleView]


class DayView(View):
    """A deadline, before and after."""

    key: str = Field(examples=["term"])
    name: str = Field(examples=["end of the assignment"])
    before: date | None = Field(description="null when it opens", examples=["2027-03-09"])
    after: date | None = Field(description="null when it closes", examples=["2027-04-09"])


class LettersView(View):
    """Letters of one kind that would go to those in a role."""

    kind: str = Field(examples=["seat_given"])
    subject: str = Field(examples=["A seat in the review panel: Common Ground"])
    role: Role = Field(examples=["member"])
    role_name: str = Field(examples=["the members"])
    people: int = Field(description="To how many it goes", examples=[1])


class HappeningView(View):
    """What would be in the register: its kind, and its sentence."""

    kind: str = Field(examples=["deadline.moved"])
    sentence: str


class PreviewView(View):
    """What an act would cause; nothing of it has happened.

    `entries` are its own, `by_itself` what the programme would add at once, as far as rules alone tell: what
    depends on contributions, or would say how others voted in a ballot that runs, is not among them.
    """

    entries: list[HappeningView]
    by_itself: list[HappeningView]
    days: list[DayView] = Field(description="The deadlines that are open before or after, by their days")
    waiting_before: Waiting
    waiting_after: Waiting
    letters: list[LettersView]


# --- what may be done ---


def act_view(listed: Listed, way: Way, slug: str, language: Language) -> ActView:
    """An act that may be done in the programme `slug`, by the operation that does it."""
    act = listed.act
    places = act.about.model_fields.items()
    return ActView(
        name=act.name,
        title=language.say(act.title),
        button=language.say(act.button or act.title),
        media_type=act.media_type or JSON,
        places=[
            OptionView(value=name, name=language.say(schema.label_of(field).message))
            for name, field in places
        ],
        fields=schema.of(act.form, language),
        possible=[_possible_view(one, way, slug, language) for one in listed.possible],
    )


def _possible_view(possible: NamedPossible, way: Way, slug: str, language: Language) -> PossibleView:
    return PossibleView(
        about=possible.about.model_dump(mode="json"),
        name=None if possible.name is None else language.say(possible.name),
        path=way.address(slug, possible.about),
        choices=[
            ChoicesView(
                field=field,
                options=[OptionView(value=one.value, name=language.say(one.name)) for one in options],
            )
            for field, options in possible.choices.items()
        ],
    )


# --- what it would cause ---


def preview_view(preview: Preview, blueprint: Blueprint, language: Language) -> PreviewView:
    """What an act would cause, in sentences."""
    names = Names.of(blueprint.model_dump(mode="json"), preview.names)
    role = preview.actor.role
    return PreviewView(
        entries=[_happening_view(event, role, names, language) for event in preview.events],
        by_itself=[_happening_view(event, "programme", names, language) for event in preview.by_itself],
        days=_days(preview.before, preview.after, language),
        waiting_before=Waiting.of(waiting(preview.before), language),
        waiting_after=Waiting.of(waiting(preview.after), language),
        letters=[_letters_view(one, blueprint, names, language) for one in preview.letters],
    )


def _happening_view(event: Event, role: Role, names: Names, language: Language) -> HappeningView:
    return HappeningView(kind=event.kind, sentence=language.say(happening(event, role, names)))


def _days(before: ProgrammeState, after: ProgrammeState, language: Language) -> list[DayView]:
    """The deadlines that are open before or after, first the one that comes first then."""
    known = before.deadlines | after.deadlines
    return [
        DayView(
            key=key,
            name=language.say(vocabulary.deadline(key)),
            before=before.deadlines[key].due if key in before.deadlines else None,
            after=after.deadlines[key].due if key in after.deadlines else None,
        )
        for key in sorted(known, key=lambda key: (known[key].due, key))
    ]


def _letters_view(letters: Foreseen, blueprint: Blueprint, names: Names, language: Language) -> LettersView:
    body = "" if letters.body is None else names.body(letters.body)
    return LettersView(
        kind=letters.kind,
        subject=language.say(letters.subject, title=blueprint.title, body=body),
        role=letters.role,
        role_name=language.say(vocabulary.ROLES[letters.role]),
        people=letters.people,
    )

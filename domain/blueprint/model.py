"""The blueprint as a whole."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Self

from pydantic import Field, ValidationError, model_validator

from domain.blueprint.definition import Definition
from domain.blueprint.people import Agreement, Appointment, Person
from domain.blueprint.problems import (
    BlueprintError,
    Path,
    Problem,
    explained,
    refuse,
    suggesting,
    twice,
    twice_in_list,
)
from domain.blueprint.publication import Publication
from domain.blueprint.sign_off import Recurrence, SignOff
from domain.blueprint.time import Calendar, reminder_problems
from domain.blueprint.values import AtLeastOne, Flag, Key, NamedLanguage, Text, Timezone, Title
from domain.shared import rules
from domain.shared.base import Frozen
from domain.shared.canonical import digest
from domain.shared.messages import N_
from domain.shared.working_days import WorkingDays


class Blueprint(Frozen):
    """Everything that is settled about a programme before it starts.

    `principal` and `office` are keys of `people`. `language` is what its documents are written in. Without
    `publish_pdf` what is approved is published as Markdown only; `publication` says what is public. A
    programme keeps the blueprint it was started with, frozen: all holidays and meetings as dates (see
    `blueprints.freezing`).
    """

    title: Title
    description: Text = ""
    language: NamedLanguage = None
    timezone: Timezone
    agreement: Agreement
    calendar: Calendar = Calendar()
    people: Annotated[tuple[Person, ...], Field(min_length=1)]
    principal: Key
    office: Annotated[tuple[Key, ...], Field(min_length=1)]
    appointment: Appointment
    definition: Definition
    sign_off: SignOff
    condition_reminders: tuple[AtLeastOne, ...] = ()
    publish_pdf: Flag = True
    publication: Publication = Publication()

    @classmethod
    def of(cls, document: object) -> Self:
        """The blueprint in `document` (parsed JSON or TOML); raises BlueprintError with every problem."""
        try:
            return cls.model_validate(document)
        except ValidationError as error:
            # Without its cause: pydantic's own message would repeat the values, which may be names and
            # addresses.
            raise BlueprintError(problems_of(error)) from None

    @model_validator(mode="after")
    def _check(self) -> Self:
        refuse(
            [
                *twice([person.key for person in self.people], ("people",), "key"),
                *twice([person.subject for person in self.people], ("people",), "subject"),
                *twice_in_list(self.office, ("office",)),
                *self._strangers(),
                *reminder_problems(self.condition_reminders, ("condition_reminders",)),
            ]
        )
        return self

    @property
    def is_frozen(self) -> bool:
        """Whether all holidays and meetings are dates, so that no library is needed any more."""
        by_rule = any(isinstance(body.meetings, Recurrence) for body in self.sign_off.bodies)
        return self.calendar.holidays is not None and not by_rule

    def hash(self) -> str:
        """Hex SHA-256 over canonical JSON; the frozen blueprint's is what the register holds."""
        return digest(self.kept())

    def kept(self) -> dict[str, Any]:
        """The blueprint as a programme keeps it, as JSON.

        Without representatives: they come and go while it runs, and can be erased where they are kept.
        """
        document = self.model_dump(mode="json")
        for group in document["definition"]["groups"]:
            for organisation in group["organisations"]:
                # The register holds the hash of this: with representatives in it, erasing one would break it.
                del organisation["representatives"]
        return document

    def languages(self) -> Iterator[tuple[Path, str]]:
        """Every language that is named, with its place."""
        if self.language is not None:
            yield ("language",), self.language
        for at, person in enumerate(self.people):
            if person.language is not None:
                yield ("people", at, "language"), person.language
        for number, group in enumerate(self.definition.groups):
            for at, organisation in enumerate(group.organisations):
                for speaker, representative in enumerate(organisation.representatives):
                    if representative.language is not None:
                        place = ("definition", "groups", number, "organisations", at)
                        yield (*place, "representatives", speaker, "language"), representative.language

    def rules(self, people: Mapping[str, str]) -> rules.Rules:
        """What workflows decide by; `people` gives the id of each person by their key.

        Raises ValueError when the blueprint is not frozen yet or when an id is missing.
        """
        if self.calendar.holidays is None:
            raise ValueError("the blueprint has no list of holidays yet: freeze it first")
        # Said before anything starts: inside a workflow a missing id would fail its task again and again.
        if missing := sorted({person.key for person in self.people} - set(people)):
            raise ValueError(f"no id was given for {', '.join(missing)}")
        return rules.Rules(
            calendar=WorkingDays(timezone=self.timezone, holidays=frozenset(self.calendar.holidays)),
            principal=people[self.principal],
            office=tuple(people[key] for key in self.office),
            appointment=self.appointment.rules(),
            definition=self.definition.rules(people.__getitem__),
            sign_off=self.sign_off.rules(people.__getitem__),
            condition_reminders=self.condition_reminders,
            publication=self.publication.rules(),
        )

    def _strangers(self) -> list[Problem]:
        known = {person.key for person in self.people}
        return [
            Problem(
                path,
                suggesting(
                    key,
                    known,
                    N_('{value} is not the key of anyone in people; did you mean "{name}"?'),
                    N_("{value} is not the key of anyone in people; there are: {names}"),
                ),
            )
            for path, key in self._mentioned()
            if key not in known
        ]

    # Listed by hand: whatever holds a person's key is checked here, or it fails only when the programme
    # starts.
    def _mentioned(self) -> Iterator[tuple[Path, str]]:
        yield ("principal",), self.principal
        yield from ((("office", at), key) for at, key in enumerate(self.office))
        for at, seat in enumerate(self.definition.panel):
            yield ("definition", "panel", at, "person"), seat.person
        for number, body in enumerate(self.sign_off.bodies):
            for at, seat in enumerate(body.seats):
                yield ("sign_off", "bodies", number, "seats", at, "person"), seat.person
                if seat.substitute is not None:
                    yield ("sign_off", "bodies", number, "seats", at, "substitute"), seat.substitute
            if body.judge is not None:
                yield ("sign_off", "bodies", number, "conditions_judged_by", "person"), body.judge.person


def problems_of(error: ValidationError) -> list[Problem]:
    """The problems in an `error` that `Blueprint` raised, each with its path."""
    return explained(error, Blueprint)

"""A submission as somebody looks at it: what the page about it is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self

from domain.blueprint.model import Blueprint
from domain.register.entries import Entry
from domain.shared.rules import BodyRules
from domain.sign_off import history
from domain.sign_off.ballot import the_ballot_is_over
from domain.sign_off.history import History, SubmissionHistory
from domain.sign_off.prepare_submission import SubmissionPrepared
from domain.sign_off.revise_submission import SubmissionRevised
from domain.state.programme_state import ProgrammeState, Submission
from domain.state.roles import Asker
from service.asking.possible import clock
from service.commands import NOBODY
from service.reading import ReadContext
from service.resources import Resources
from store.register import entries
from words.language import Language
from words.languages import OF_PAPERS


@dataclass(frozen=True)
class Looked:
    """A submission, for one reader in one language; `state` is as of the programme's `today`."""

    sight: ReadContext
    resources: Resources
    language: Language
    blueprint: Blueprint
    register: Sequence[Entry]
    history: History
    submission: SubmissionHistory
    state: ProgrammeState
    today: date

    @classmethod
    async def at(cls, sight: ReadContext, resources: Resources, language: Language, number: int) -> Self:
        """The submission `number`. Raises `NoSuchSubmission`."""
        register = await entries.read(sight.connection, sight.slug)
        found = history.of(register)
        today = sight.state.rules.calendar.day_of(clock(sight.state))
        return cls(
            sight=sight,
            resources=resources,
            language=language,
            blueprint=await sight.blueprint(),
            register=register,
            history=found,
            submission=found.submission(number),
            state=sight.state.on(today),
            today=today,
        )

    @property
    def number(self) -> int:
        return self.submission.number

    @property
    def now(self) -> SubmissionPrepared | SubmissionRevised:
        """The text that lies there now, or lay there last."""
        return self.submission.now.event

    @property
    def body(self) -> BodyRules:
        return self.state.body_at(self.now.body)

    @property
    def under_way(self) -> Submission | None:
        """It as it lies before its body; None once that is over."""
        current = self.state.sign_off.submission
        return current if current is not None and current.number == self.number else None

    @property
    def is_open(self) -> bool:
        """Whether one can vote on it today."""
        return self.under_way is not None and not the_ballot_is_over(self.state)

    @property
    def asker(self) -> Asker:
        reader = self.sight.reader
        return Asker(reader.id or NOBODY, operates="operator" in reader.known.claims)

    @property
    def written_in(self) -> str:
        """The language of what people wrote."""
        return self.blueprint.language or OF_PAPERS

    @cached_property
    def section_titles(self) -> Mapping[str, str]:
        return {section.key: section.title for section in self.blueprint.definition.sections}

    @cached_property
    def body_title(self) -> str:
        return next(body.title for body in self.blueprint.sign_off.bodies if body.key == self.now.body)

    @cached_property
    def seat_titles(self) -> Mapping[str, str]:
        """What the seats of the body are called, by their keys."""
        [body] = [body for body in self.blueprint.sign_off.bodies if body.key == self.now.body]
        return {seat.key: seat.title or seat.key for seat in body.seats}

    def day_of(self, entry: Entry) -> str:
        """The day of an entry, where the programme is."""
        return self.language.day(self.state.rules.calendar.day_of(entry.at))

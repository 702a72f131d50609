"""The plan as somebody looks at it: its versions with who saved them, and what everything is called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from documents.comparison import unmarked
from domain.blueprint.model import Blueprint
from domain.plan.versions import BASELINE
from domain.reading.documents import OF_DOCUMENTS
from domain.shared.messages import N_, Message, N_plural, verbatim
from domain.state.plan_versions import NoSuchVersion
from domain.state.roles import Asker
from service.asking.acts import Act
from service.asking.listing import listed
from service.commands import NOBODY
from service.plan.reading import is_public, may_read, must_read
from service.reading import ReadContext
from service.responses.respond import may_respond
from store.plan import plans
from store.plan.plans import PlanVersion
from store.responses.points import Origin, Point
from web.every_phase.heading import OfProgramme
from web.sign_in.session import reads
from words.language import Language
from words.languages import language_of
from words.vocabulary import RESPONSES

READS_PLAN = reads("plan", "unsubmitted_version", also=(*OF_DOCUMENTS, "responses"))
"""Who comes to a page of the plan."""


READS_WRITING = reads("unsubmitted_version", also=("plan", "responses", *OF_DOCUMENTS))
"""Who comes to a page on which the plan is written."""


READS_REVIEW = reads("plan", also=("unsubmitted_version", "register"))
"""Who comes to a page on which a version is reviewed."""


class Listed(NamedTuple):
    """A version in a list; without an address where it is not the reader's to read."""

    number: int
    title: str
    about: str
    address: str


@dataclass(frozen=True)
class Looked:
    """The plan, for one reader in one language."""

    sight: ReadContext
    language: Language
    blueprint: Blueprint
    versions: Sequence[PlanVersion]
    names: Mapping[str, str]

    @classmethod
    async def at(cls, sight: ReadContext, language: Language) -> Self:
        versions, names = await plans.with_authors(sight.connection, sight.slug)
        return cls(
            sight=sight,
            language=language,
            blueprint=await sight.blueprint(),
            versions=versions,
            names=names,
        )

    @property
    def programme(self) -> OfProgramme:
        return OfProgramme.of(self.sight, self.blueprint.title)

    @property
    def at_plan(self) -> str:
        return f"/programmes/{self.sight.slug}/plan"

    @property
    def titles(self) -> Mapping[str, str]:
        """What the sections are called, by their keys and in their order."""
        return {section.key: section.title for section in self.blueprint.definition.sections}

    @property
    def written_in(self) -> str:
        """The language of what people wrote."""
        return language_of(self.blueprint).code

    @property
    def asker(self) -> Asker:
        reader = self.sight.reader
        return Asker(reader.id or NOBODY, operates="operator" in reader.known.claims)

    @property
    def readable(self) -> Sequence[PlanVersion]:
        """The versions that the reader may see."""
        return [one for one in self.versions if may_read(self.sight, one)]

    def must_read(self, number: int) -> PlanVersion:
        """The version `number`. Raises `NoSuchVersion`, or `NotReadable` for whoever may not see it."""
        found = next((one for one in self.versions if one.number == number), None)
        if found is None:
            raise NoSuchVersion(version=number)
        must_read(self.sight, found)
        return found

    def listed(self) -> Sequence[Listed]:
        """The versions, the newest first."""
        return [
            Listed(
                one.number,
                self.language.say(title_of(one)),
                self.about(one),
                f"{self.at_plan}/{one.number}" if may_read(self.sight, one) else "",
            )
            for one in reversed(self.versions)
        ]

    def about(self, version: PlanVersion) -> str:
        """Who saved a version, when, and whether it was submitted."""
        calendar = self.sight.state.rules.calendar
        who = self.names.get(version.author, "")
        if version.number == BASELINE:
            about = N_("as it was when the programme began")
        elif who:
            about = N_("saved on {day} by {who}")
        else:
            about = N_("put together on {day} of what was said")
        said = self.language.say(about, day=calendar.day_of(version.saved_at), who=who)
        if version.number == BASELINE or not is_public(version):
            return said
        assert version.submitted_at is not None, "it was submitted"
        submitted = N_("{saved}, submitted on {day}")
        return self.language.say(submitted, saved=said, day=calendar.day_of(version.submitted_at))

    async def may(self, act: Act[Any, Any]) -> bool:
        """Whether the reader may do `act` now."""
        return bool(await listed(self.sight, self.asker, (act,)))

    @property
    def may_respond(self) -> bool:
        return may_respond(self.sight.state, self.asker)


def title_of(version: PlanVersion) -> Message:
    """What a version is called in a list."""
    if version.number == BASELINE:
        return N_("Version {number}, the existing strategy").having(number=str(version.number))
    return N_("Version {number}").having(number=str(version.number))


@dataclass(frozen=True)
class Said:
    """A point: what was said, by whom, and what was done with it, as far as anything was."""

    number: int
    section: str
    address: str
    words: str
    by: str
    done: str
    reason: str

    @property
    def plain(self) -> str:
        """What was said, without its marks."""
        return unmarked(self.words)


def refs_of(points: Sequence[Point]) -> list[str]:
    """The ids of the texts that `said` needs."""
    said = [point.origins[0].said.id for point in points]
    return said + [point.response.reason.id for point in points if point.response is not None]


def said(point: Point, texts: Mapping[str, str], slug: str, language: Language) -> Said:
    """A point in words; those who said it together are counted."""
    response = point.response
    return Said(
        number=point.number,
        section=point.section,
        address=f"/programmes/{slug}/consultations/{point.consultation}/points/{point.number}",
        words=texts[point.origins[0].said.id],
        by=language.say(by_whom(point.origins)),
        done="" if response is None else language.say(RESPONSES[response.kind]),
        reason="" if response is None else texts[response.reason.id],
    )


def by_whom(origins: Sequence[Origin]) -> Message:
    """Who made a point: the first of them, and how many others."""
    first, *others = origins
    if not others:
        return verbatim(first.name)
    return AND_OTHERS.having(name=first.name, n=len(others))


AND_OTHERS = N_plural("{name} and {n} other", "{name} and {n} others")

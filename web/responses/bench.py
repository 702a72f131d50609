"""The workbench as somebody looks at it: how far it is, which points are like a filter, and one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self
from urllib.parse import urlencode

from domain.consultation.consultations import NoSuchConsultation
from domain.responses.coverage import Coverage
from domain.responses.points import NoSuchPoint
from domain.responses.responding import Place
from domain.responses.settlement import ConsultationNotClosed, ResponsesSettled
from domain.shared.messages import N_
from service.asking.listing import listed
from service.plan.reading import texts_of_each
from service.reading import ReadContext
from service.responses.acts import OfConsultation, SettleTheResponses
from service.responses.respond import must_be_let_respond
from store.plan.plans import PlanVersion
from store.responses import points, responses
from store.responses.points import Filter, Point
from store.responses.responses import SectionCoverage
from web.http.forms import Form
from web.plan.looked import Looked, Said, refs_of, said
from words.language import Language

LISTED = 100
"""Points that one page lists."""
BESIDE = 50
"""Points that are listed beside one."""


@dataclass(frozen=True)
class Wanted:
    """What is looked for, as addresses name it: open points, unless something else is said."""

    section: str = ""
    group: str = ""
    answered: str = "no"
    text: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        found = {name: given.get(name, "")[:200].replace("\0", "") for name in ("section", "group", "text")}
        answered = given.get("answered", "no")
        return cls(**found, answered=answered if answered in {"no", "yes", "all"} else "no")

    @classmethod
    def of_form(cls, form: Form) -> Self:
        return cls.of(form.below("wanted"))

    @property
    def like(self) -> Filter:
        return Filter(
            self.section or None,
            self.group or None,
            {"no": False, "yes": True}.get(self.answered),
            self.text.strip(),
        )

    @property
    def query(self) -> str:
        """What comes behind an address; nothing where it is about all open points."""
        given = {"section": self.section, "group": self.group, "text": self.text}
        given |= {"answered": self.answered} if self.answered != "no" else {}
        found = urlencode({name: value for name, value in given.items() if value})
        return f"?{found}" if found else ""


class Share(NamedTuple):
    """A kind of answer: how often, and its share of the meter in percent."""

    kind: str
    points: int
    width: int


@dataclass(frozen=True)
class Bench:
    """The points of one consultation, for one reader.

    `places` are where something can be taken over: sections that people changed since what was consulted on.
    """

    looked: Looked
    number: int
    coverage: Coverage
    sections: Sequence[SectionCoverage]
    status: str | None
    places: Sequence[tuple[str, str]]
    newest: PlanVersion
    about: int
    texts: tuple[Mapping[str, str], Mapping[str, str]]
    settles: bool

    @classmethod
    async def at(
        cls, sight: ReadContext, language: Language, number: int, listed: Sequence[Point] = ()
    ) -> Self:
        """The consultation `number`; what it says of points that are `listed` is read along with the plan.

        Raises `NoSuchConsultation`.
        """
        found = await responses.answering(sight.connection, (sight.slug, number))
        if found is None:
            raise NoSuchConsultation(consultation=number)
        looked = await Looked.at(sight, language)
        about, newest = looked.versions[found.version], looked.versions[-1]
        plan = (ref.id for version in (about, newest) for ref in version.sections.values())
        await sight.load(*plan, *refs_of(listed))
        before, now = await texts_of_each(sight, about, newest)
        return cls(
            looked=looked,
            number=number,
            coverage=found.coverage,
            sections=found.sections,
            status=found.status,
            places=_places(looked, newest, about.number, (before, now)),
            newest=newest,
            about=about.number,
            texts=(before, now),
            settles=await _settles(looked, number),
        )

    @property
    def sight(self) -> ReadContext:
        return self.looked.sight

    @property
    def at_consultation(self) -> str:
        return f"/programmes/{self.sight.slug}/consultations/{self.number}"

    @property
    def at_points(self) -> str:
        return f"{self.at_consultation}/points"

    @property
    def may_respond(self) -> bool:
        return self.status == "open" and self.looked.may_respond

    def must_respond(self) -> None:
        """Raise a refusal that says why nothing is answered, split or merged here by whoever looks."""
        must_be_let_respond(self.sight.state, self.looked.asker)
        if self.status is None:
            raise ConsultationNotClosed
        if self.status == "settled":
            raise ResponsesSettled

    @property
    def settling(self) -> str:
        """Where all responses are settled; empty as long as a point is open, or for whoever may not."""
        done = self.coverage.is_complete and self.settles
        act = SettleTheResponses().name
        return f"/programmes/{self.sight.slug}/do/{act}?consultation={self.number}" if done else ""

    @property
    def meter(self) -> Sequence[Share]:
        """The kinds of answer as a meter shows them."""
        of = self.coverage.points or 1
        kinds = (("yes", "taken_over"), ("if", "partly"), ("no", "not_taken_over"))
        counts = [(kind, self.coverage.answered.get(key, 0)) for kind, key in kinds]
        return [Share(kind, count, count * 100 // of) for kind, count in counts]

    async def points(self, like: Filter, limit: int) -> Sequence[Said]:
        """The points like that, as a list has them."""
        return await self.said(await standing(self.sight, self.number, like, limit))

    async def said(self, found: Sequence[Point]) -> Sequence[Said]:
        texts = await self.sight.texts(*refs_of(found))
        return [said(point, texts, self.sight.slug, self.looked.language) for point in found]

    async def point(self, number: int) -> Point:
        """The point `number`. Raises `NoSuchPoint`."""
        of = (self.sight.slug, self.number)
        found = await points.read(self.sight.connection, of, numbers=[number])
        if not found:
            raise NoSuchPoint(point=number)
        return found[0]

    async def next(self, wanted: Wanted, after: int) -> int | None:
        return await points.next_open(
            self.sight.connection, (self.sight.slug, self.number), wanted.like, after
        )


async def standing(sight: ReadContext, number: int, like: Filter, limit: int, after: int = 0) -> list[Point]:
    """The points of a consultation that stand and are like that, after the point `after`."""
    found = await points.read(sight.connection, (sight.slug, number), like=like, after=after, limit=limit)
    return [point for point in found if point.status == "stands"]


def _places(
    looked: Looked, newest: PlanVersion, about: int, texts: tuple[Mapping[str, str], Mapping[str, str]]
) -> list[tuple[str, str]]:
    if newest.number <= about or not newest.author:
        return []
    before, now = texts
    in_version = N_("{section}, version {version}")
    return [
        (
            written(Place(key, newest.number)),
            looked.language.say(in_version, section=title, version=str(newest.number)),
        )
        for key, title in looked.titles.items()
        if before.get(key, "").strip() != now.get(key, "").strip()
    ]


def written(place: Place) -> str:
    """A place as forms send it."""
    return f"{place.section}/{place.version}"


async def _settles(looked: Looked, number: int) -> bool:
    found = await listed(looked.sight, looked.asker, (SettleTheResponses(),))
    return any(each.about == OfConsultation(consultation=number) for one in found for each in one.possible)


def common(bench: Bench, wanted: Wanted) -> dict[str, object]:
    """What every page of the workbench shows."""
    titles = bench.looked.titles
    return {
        "programme": bench.looked.programme,
        "tab": "consultations",
        "bench": bench,
        "at": bench.at_points,
        "wanted": wanted,
        "titles": titles,
        "groups": [(group.key, group.title) for group in bench.looked.blueprint.definition.groups],
        "sections": [(one.section, titles.get(one.section, one.section), one) for one in in_order(bench)],
        "written_in": bench.looked.written_in,
        "number": bench.number,
    }


def in_order(bench: Bench) -> Sequence[SectionCoverage]:
    """The sections that somebody said something about, in the order of the plan."""
    order = list(bench.looked.titles)
    return sorted(bench.sections, key=lambda one: order.index(one.section) if one.section in order else 999)

"""Reading the plan: its versions, whether the reader may see one, and what it says."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.plan.versions import BASELINE
from domain.reading.documents import material_of_document
from domain.sign_off.goals import KINDS, goals_at
from domain.state.plan_versions import NoSuchVersion
from domain.state.programme_state import Goal
from service.reading import ReadContext, Sight
from store.plan import plans
from store.plan.plans import PlanVersion
from store.register import entries
from store.responses import points, responses
from store.responses.points import Point


async def must_exist(sight: Sight, number: int) -> PlanVersion:
    """The version `number`, whoever reads. Raises `NoSuchVersion`."""
    version = await plans.version(sight.connection, sight.slug, number)
    if version is None:
        raise NoSuchVersion(version=number)
    return version


async def must_read_version(sight: ReadContext, number: int) -> PlanVersion:
    """The version `number`, which the reader may see: what was not submitted is for whoever prepares it."""
    version = await must_exist(sight, number)
    must_read(sight, version)
    return version


def must_read(sight: ReadContext, version: PlanVersion) -> None:
    """Raise `NotReadable` unless the reader may see this version."""
    sight.reader.must("plan" if is_public(version) else "unsubmitted_version")


def is_public(version: PlanVersion) -> bool:
    """Whether it is for all who take part: what still may change is not."""
    return version.number == BASELINE or version.submitted_at is not None


def may_read(sight: ReadContext, version: PlanVersion) -> bool:
    """Whether the reader may see this version."""
    return sight.reader.may("plan" if is_public(version) else "unsubmitted_version")


async def texts_of(sight: Sight, version: PlanVersion) -> Mapping[str, str]:
    """What a version says, section by section, in the plan's order."""
    [texts] = await texts_of_each(sight, version)
    return texts


async def texts_of_each(sight: Sight, *versions: PlanVersion) -> list[Mapping[str, str]]:
    """As `texts_of`, of several versions in one look."""
    bodies = await sight.texts(*(ref.id for version in versions for ref in version.sections.values()))
    return [_in_order(sight, version, bodies) for version in versions]


def _in_order(sight: Sight, version: PlanVersion, bodies: Mapping[str, str]) -> Mapping[str, str]:
    keys = sight.state.rules.definition.sections
    return {key: bodies[version.sections[key].id] for key in keys if key in version.sections}


@dataclass(frozen=True)
class Goals:
    """The goals of a version with how they were measured; `texts` are by their ids."""

    goals: Sequence[Goal]
    texts: Mapping[str, str]


async def goals_of(sight: Sight, *numbers: int) -> list[Goals]:
    """The goals of these versions."""
    found = await _goals(sight, numbers)
    texts = await sight.texts(*_ids_of(found))
    return [Goals(goals, texts) for goals in found]


class Whole(NamedTuple):
    """A version in full: its texts by section, in the plan's order, and its goals."""

    sections: Mapping[str, str]
    goals: Goals


async def whole_of_each(sight: Sight, *versions: PlanVersion, also: Iterable[str] = ()) -> list[Whole]:
    """What these versions say, in one look, in which the texts with the ids in `also` are loaded too."""
    found = await _goals(sight, [version.number for version in versions])
    said = [ref.id for version in versions for ref in version.sections.values()]
    wanted = (*said, *_ids_of(found))
    await sight.load(*wanted, *also)
    texts = await sight.texts(*wanted)
    return [
        Whole(_in_order(sight, version, texts), Goals(goals, texts))
        for version, goals in zip(versions, found, strict=True)
    ]


async def _goals(sight: Sight, numbers: Sequence[int]) -> list[Sequence[Goal]]:
    told = [entry.event for entry in await entries.of_kinds(sight.connection, sight.slug, KINDS)]
    return [goals_at(told, number) for number in numbers]


def _ids_of(goals: Iterable[Sequence[Goal]]) -> Iterator[str]:
    """The texts of goals, and of why they deviate from principles."""
    for goal in (goal for found in goals for goal in found):
        yield goal.text.id
        yield from (one.reason.id for one in goal.answers.values() if one.reason is not None)


@dataclass(frozen=True)
class TakenOver:
    """What was taken over in a section, wholly or partly: the first points, and how many there are."""

    points: Sequence[Point]
    of: int


MOST_REASONS = 5
"""Points that are shown with a section; of more, how many there are."""


async def taken_over(sight: ReadContext, versions: Iterable[int]) -> Mapping[str, TakenOver]:
    """The points that were taken over in one of these versions, by section, as far as the reader may know."""
    readable = [number for number in sight.state.definition.settled if _reads_memo(sight, number)]
    everything = sight.reader.may("responses")
    rows = await responses.taken_over(
        sight.connection, sight.slug, list(versions), None if everything else readable
    )
    shown = {section: places[:MOST_REASONS] for section, places in rows.items()}
    wanted: dict[int, list[int]] = {}
    for consultation, point in (place for places in shown.values() for place in places):
        wanted.setdefault(consultation, []).append(point)
    found = {
        (consultation, point.number): point
        for consultation, numbers in wanted.items()
        for point in await points.read(sight.connection, (sight.slug, consultation), numbers=numbers)
    }
    return {
        section: TakenOver([found[place] for place in places], len(rows[section]))
        for section, places in shown.items()
    }


def _reads_memo(sight: ReadContext, consultation: int) -> bool:
    return sight.reader.may(material_of_document(f"response-memo-{consultation}", sight.state))

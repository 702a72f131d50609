"""Responding to a point: it is taken over, partly, or not, always with a reason.

Responses do not go through the workflow; what PostgreSQL lets in is judged here.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from domain.shared.canonical import digest
from domain.shared.messages import N_
from domain.shared.refusals import Refusal

Kind = Literal["taken_over", "partly", "not_taken_over"]
KINDS: tuple[Kind, ...] = ("taken_over", "partly", "not_taken_over")


class Place(NamedTuple):
    """Where in the plan a point ended up: a section, and a version in which its text has changed."""

    section: str
    version: int


class Written(NamedTuple):
    """The text of one section in one version; `by_people` is False where Kwartier put it together."""

    version: int
    text: str
    by_people: bool


class SectionNotChanged(Refusal):
    title = N_("That section did not change in that version")
    sentence = N_("Name a version that somebody wrote after the one that was consulted on.")
    advice = N_("Name a section and version that somebody wrote after the one that was consulted on.")
    section: str
    version: int
    consulted_on: int


class SectionSaysTheSame(SectionNotChanged):
    sentence = N_(
        "This section says in that version what it said when it was consulted on; name where it changed."
    )


def must_have_changed(place: Place, asked_about: Written, now: Written) -> None:
    """What is taken over can be pointed at: a section that people changed after what was consulted on."""
    # The first draft quotes every contribution: to point there would prove nothing.
    if now.version <= asked_about.version or not now.by_people:
        raise SectionNotChanged(
            section=place.section, version=place.version, consulted_on=asked_about.version
        )
    # Texts, not hashes: those are salted, so that the same words saved again would count as a change.
    if now.text.strip() == asked_about.text.strip():
        raise SectionSaysTheSame(
            section=place.section, version=place.version, consulted_on=asked_about.version
        )


def receipt_of(point: Mapping[str, object]) -> str:
    """The hash (hex SHA-256) by which a response can be proven, over all that it says and is about."""
    return digest(dict(point))

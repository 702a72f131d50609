"""The response memo (reactienota) as Markdown: what was said, what was done with it, and why."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from documents.first_draft import Passage, with_origin
from documents.markup import on_one_line, quoted
from documents.register_head import follows_on
from domain.blueprint.model import Blueprint
from domain.register.entries import Head
from domain.responses.coverage import Coverage
from domain.responses.responding import KINDS, Kind
from domain.shared.messages import N_
from words.language import Language
from words.vocabulary import RESPONSES


class Answered(NamedTuple):
    """What was done with a point: where it was taken over (a section's key, a version), and why."""

    kind: Kind
    section: str | None
    version: int | None
    reason: str


class MemoPoint(NamedTuple):
    """A point about `section`, by all who made it; no answer where there is none yet."""

    number: int
    section: str
    said: Sequence[Passage]
    answered: Answered | None


class Memo(NamedTuple):
    """All that the memo about one consultation says; `version` is the plan version it was about.

    `follows` is the end of the register that it was settled after; one that is not settled is a draft.
    """

    blueprint: Blueprint
    consultation: int
    version: int
    coverage: Coverage
    points: Sequence[MemoPoint]
    follows: Head | None = None


def response_memo(language: Language, memo: Memo) -> str:
    """The memo, section by section in the plan's order."""
    say = language.say
    titles = {section.key: on_one_line(section.title) for section in memo.blueprint.definition.sections}
    parts = [
        f"# {say(N_('Response memo: {programme}'), programme=on_one_line(memo.blueprint.title))}",
        say(
            N_("**Consultation {consultation}** on version {version} of the plan."),
            consultation=str(memo.consultation),
            version=str(memo.version),
        ),
        say(N_("**Draft:** not settled yet.")) if memo.follows is None else "",
        _counts(language, memo.coverage),
    ]
    # In the plan's order, not by organisation: whoever wrote a chapter reads what was said of it at once.
    for key, title in titles.items():
        if about := [point for point in memo.points if point.section == key]:
            parts += [f"## {title}", *(_point(language, point, titles) for point in about)]
    if memo.follows is not None:
        parts.append(follows_on(language, memo.follows))
    return "\n\n".join(part for part in parts if part) + "\n"


def counts(language: Language, answered: Mapping[Kind, int]) -> list[str]:
    """How many points got which response, a line of a list for each."""
    return [
        "- " + language.say(N_("{label}: {count}"), label=RESPONSES[kind], count=answered.get(kind, 0))
        for kind in KINDS
    ]


def _counts(language: Language, coverage: Coverage) -> str:
    rows = counts(language, {kind: coverage.answered.get(kind, 0) for kind in KINDS})
    if coverage.missing:
        rows.append(f"- {language.say(N_('Without a response: {count}'), count=coverage.missing)}")
    return "\n".join([language.say(N_("Points: {count}"), count=coverage.points), "", *rows])


def _point(language: Language, point: MemoPoint, titles: Mapping[str, str]) -> str:
    heading = f"### {language.say(N_('Point {number}', 'heading'), number=str(point.number))}"
    said = [with_origin(language, passage) for passage in point.said]
    return "\n\n".join([heading, *said, _answer(language, point.answered, titles)])


def _answer(language: Language, answered: Answered | None, titles: Mapping[str, str]) -> str:
    if answered is None:
        return language.say(N_("**No response yet.**"))
    # Two sentences rather than one with a gap: not every language puts the place where English does.
    message = N_("**{response}**. Reason:")
    if answered.section is not None:
        message = N_("**{response}**, in “{section}”, version {version}. Reason:").having(
            section=titles.get(answered.section, answered.section), version=str(answered.version)
        )
    response = RESPONSES[answered.kind]
    return f"{language.say(message, response=response)}\n\n{quoted(answered.reason)}"

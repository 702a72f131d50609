"""What goes to Word and comes back: a plan version, a paper of a body, and answers in a table."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from documents import word
from documents.markdown import Node, parse, within, without_title
from documents.register_head import without_head
from documents.word import Properties
from domain.blueprint.model import Blueprint
from domain.shared.messages import N_, Message
from words.language import Language

ANSWERS_SAY = (
    N_(
        "Fill in the answer, where it is taken over (section and version), and why. Leave the numbers of the"
        " points."
    ),
    N_("The answer is one of these: taken over, partly, not."),
)


class Origin(NamedTuple):
    """Where a file comes from: the programme's slug, and the moment as of which it is."""

    slug: str
    at: datetime


def plan_document(
    language: Language, blueprint: Blueprint, origin: Origin, version: int, texts: Mapping[str, str]
) -> bytes:
    """A plan version: each section below a heading with its title, by which it is found again."""
    about = N_("The plan, version {version}").having(version=str(version))
    properties = _properties(language, blueprint, origin, about)._replace(version=str(version))
    sections = (
        _section(" ".join(section.title.split()), texts.get(section.key, ""))
        for section in blueprint.definition.sections
    )
    return word.written(properties, [node for section in sections for node in section])


def paper_document(
    language: Language, blueprint: Blueprint, origin: Origin, kind: Message, markdown: str
) -> bytes:
    """A cover note or a response memo, without the end of the register: a text that changes has another."""
    blocks = without_title(parse(without_head(markdown)))
    return word.written(_properties(language, blueprint, origin, kind), blocks)


def answers_document(
    language: Language,
    blueprint: Blueprint,
    origin: Origin,
    about: Message,
    table: tuple[Sequence[str], Sequence[Sequence[str]]],
) -> bytes:
    """The points of a consultation as a table to fill in: its columns, and its rows."""
    notes = [language.say(note) for note in ANSWERS_SAY]
    return word.with_table(_properties(language, blueprint, origin, about), notes, *table)


def _properties(language: Language, blueprint: Blueprint, origin: Origin, about: Message) -> Properties:
    said = language.say(about)
    return Properties(
        title=blueprint.title,
        about=said[:1].upper() + said[1:],
        author=blueprint.sign_off.authority.title,
        language=str(language.locale).replace("_", "-"),
        at=origin.at,
        programme=origin.slug,
    )


def _section(title: str, text: str) -> list[Node]:
    heading: Node = {"kind": "heading", "level": 1, "children": [{"kind": "text", "text": title}]}
    return [heading, *within(parse(text), 1)]

"""A plan version as a .docx: each section below a heading with its title, which is how it is found again."""

from collections.abc import Mapping
from datetime import datetime

from documents import word
from documents.markdown import Node, parse, within
from documents.word import Properties
from domain.blueprint.model import Blueprint
from domain.shared.messages import N_
from words.language import Language


def plan_document(
    language: Language, blueprint: Blueprint, version: tuple[str, int, datetime], texts: Mapping[str, str]
) -> bytes:
    """The file of a version: the programme's slug, the version's number, and when it was saved."""
    slug, number, at = version
    properties = Properties(
        title=blueprint.title,
        about=language.say(N_("The plan, version {version}"), version=str(number)),
        author=blueprint.sign_off.authority.title,
        language=str(language.locale).replace("_", "-"),
        at=at,
        programme=slug,
        version=str(number),
    )
    sections = (_section(title, texts.get(key, "")) for key, title in _titles(blueprint))
    return word.written(properties, [node for section in sections for node in section])


def _titles(blueprint: Blueprint) -> list[tuple[str, str]]:
    return [(section.key, " ".join(section.title.split())) for section in blueprint.definition.sections]


def _section(title: str, text: str) -> list[Node]:
    heading: Node = {"kind": "heading", "level": 1, "children": [{"kind": "text", "text": title}]}
    return [heading, *within(parse(text), 1)]

"""Templates: Jinja, strict about what is missing, escaping what people typed, and speaking one language."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import cast

from babel import Locale
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from documents.markup import harmless
from domain.shared.messages import Message, Value
from web.http.static import Assets
from words.language import Language

FOLDER = Path(__file__).parents[1]

HEADINGS = {f"h{level}": f"h{min(level + 2, 6)}" for level in range(1, 7)}
"""What people wrote stands below the headings of the page that it is on."""

_markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


@cache
def environment(language: Language, assets: Assets) -> Environment:
    """The templates as they speak `language`."""
    templates = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    speaker = _Speaker(language)
    everywhere: dict[str, object] = {
        "_": speaker.one,
        "_n": speaker.number_of,
        "say": language.say,
        "language": language,
        "language_name": name_of,
        "asset": assets.address,
    }
    cast("dict[str, object]", templates.globals).update(everywhere)
    templates.filters.update(
        full_day=language.full_day,
        day=language.day,
        short_day=language.short_day,
        number=language.number,
        text=written,
    )
    return templates


class _Speaker:
    """What templates call to say something: a pattern as in the code, found there by `./dev words`."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def one(self, text: str, context: str = "", /, **values: Value) -> str:
        return self._language.say(Message(text, context=context), **values)

    def number_of(self, one: str, many: str, context: str = "", /, **values: Value) -> str:
        return self._language.say(Message(one, many, context), **values)


def name_of(code: str) -> str:
    """What a language calls itself."""
    return Locale.parse(code, sep="-").get_display_name(code.replace("-", "_")) or code


def written(text: str) -> Markup:
    """What somebody wrote in Markdown, as HTML that runs nothing, loads nothing, and stays in its place."""
    tokens = _markdown.parse(harmless(text))
    for token in tokens:
        token.tag = HEADINGS.get(token.tag, token.tag)
    html: str = _markdown.renderer.render(tokens, _markdown.options, {})
    return Markup(html)  # noqa: S704 - made here, of text without HTML


def rendered(language: Language, assets: Assets, template: str, values: Mapping[str, object]) -> str:
    """A page."""
    return environment(language, assets).get_template(template).render(values)

"""Pages say nothing outside of the catalogues: what stands in a template is found there, or is refused."""

import re
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

from words.catalogue import ROOT, NotLiteralError, messages_in_template

TEMPLATES = sorted((ROOT / "web").rglob("*.html"))
SPOKEN = {"alt", "aria-label", "placeholder", "title"}
NAME = "Kwartier"


def test_messages_of_a_template_are_found_wherever_they_stand() -> None:
    source = (
        '{% macro a(x=_("one")) %}<p title="{{ _("two", "context") }}">{{ _n("{n} a", "{n} b", n=3) }}'
        "{% endmacro %}"
    )

    assert sorted((found.patterns, found.context) for found in messages_in_template(source, "a.html")) == [
        (("one",), ""),
        (("two",), "context"),
        (("{n} a", "{n} b"), ""),
    ]


@pytest.mark.parametrize("source", ["{{ _(text) }}", '{{ _("a" ~ b) }}', '{{ _n("one", many, n=2) }}'])
def test_text_that_is_put_together_while_running_is_refused(source: str) -> None:
    with pytest.raises(NotLiteralError, match=r"a\.html:1"):
        list(messages_in_template(source, "a.html"))


class _Words(HTMLParser):
    """What a reader of the page sees or hears of what stands in the template itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.found += [value or "" for name, value in attrs if name in SPOKEN]

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def unsaid(source: str) -> list[str]:
    """The words that stand in a template as they are."""
    tree = jinja2.Environment(autoescape=True).parse(source)
    reader = _Words()
    # What is said goes by a sign, so that a tag that it stands in stays one.
    reader.feed(
        "".join("§" if not isinstance(node, nodes.TemplateData) else node.data for node in _written(tree))
    )
    return [word for text in reader.found for word in re.findall(r"[^\W\d_]{2,}", text) if word != NAME]


def _written(tree: nodes.Template) -> list[nodes.Node]:
    """What a template writes, in order, whatever its conditions are."""
    return [part for output in tree.find_all(nodes.Output) for part in output.nodes]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_template_says_anything_itself(path: Path) -> None:
    assert unsaid(path.read_text(encoding="utf-8")) == []


def test_what_one_says_itself_would_be_found() -> None:
    assert unsaid('<p class="kw-small">Hello {{ _("there") }}</p>') == ["Hello"]
    assert unsaid('<a href="/x" aria-label="Close">{{ name }}</a>') == ["Close"]
    assert unsaid("{% if a %}<b>Yes</b>{% else %}{{ b }}{% endif %}") == ["Yes"]

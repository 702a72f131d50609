"""What browsers load is what is built from the packages that the lock names, and no more than promised."""

import gzip
import json
import re
from pathlib import Path

import pytest

from web.assets import build
from web.assets.build import AXE, HERE, MANIFEST, STATIC, NodeMissingError, kept, rules, selectors

NAMES: dict[str, str] = json.loads((STATIC / MANIFEST).read_text(encoding="utf-8"))


def compressed(name: str) -> int:
    """Bytes on their way to a browser; fonts are compressed already."""
    content = (STATIC / NAMES[name]).read_bytes()
    return len(content) if name.endswith(".woff2") else len(gzip.compress(content))


@pytest.fixture(scope="module")
def modules() -> Path:
    try:
        return build.fetched()
    except NodeMissingError as error:
        pytest.skip(f"NOT TRIED whether web/static is what ./dev assets makes: {error}")


def test_what_is_committed_is_what_is_built(modules: Path) -> None:
    committed = {path.name: path.read_bytes() for path in STATIC.iterdir()}

    assert build.built(modules) == committed, "run ./dev assets, and commit web/static"


def test_so_is_what_tests_look_for_barriers_with(modules: Path) -> None:
    assert build.axe(modules) == {path.name: path.read_bytes() for path in AXE.iterdir()}


def test_no_committed_file_says_where_a_package_came_from() -> None:
    lock = (HERE / "package-lock.json").read_text(encoding="utf-8")

    assert '"resolved"' not in lock
    assert lock.count('"integrity"') == lock.count('"node_modules/')


def test_browsers_load_no_more_than_was_promised() -> None:
    style = compressed("kwartier.css") + compressed("theme.css")
    script = compressed("live.js") + compressed("page.js")
    fonts = sum(compressed(name) for name in NAMES if name.endswith(".woff2"))

    assert style <= 15_000
    assert script <= 17_000
    assert fonts <= 71_000


def test_nothing_in_the_style_sheet_needs_an_exception_from_the_content_policy() -> None:
    style = (STATIC / NAMES["kwartier.css"]).read_text(encoding="utf-8")
    addresses = set(re.findall(r"url\(([^)]*)\)", style))

    assert {address.strip('"') for address in addresses} <= set(NAMES.values())
    assert "@import" not in style


def test_every_token_of_the_theme_is_one_that_something_refers_to(modules: Path) -> None:
    theme = (HERE / "theme.css").read_text(encoding="utf-8")
    offered = [modules / file for file in (*build.COMPONENTS, build.TOKENS)]
    style = "".join(path.read_text(encoding="utf-8") for path in (*offered, HERE / "kwartier.css"))
    declared = set(re.findall(r"^\s*(--[\w-]+):", theme, re.MULTILINE))

    assert {name for name in declared if not re.search(rf"var\(\s*{name}\b", style + theme)} == set()


def test_a_class_that_a_template_names_has_a_rule() -> None:
    style = (STATIC / NAMES["kwartier.css"]).read_text(encoding="utf-8")
    templates = "".join(path.read_text(encoding="utf-8") for path in sorted(HERE.parent.rglob("*.html")))
    named = set(re.findall(r"\b(?:kw|nl|utrecht)-[a-z][a-z0-9_-]*[a-z0-9]", templates))

    assert {name for name in named if f".{name}" not in style} <= {"kw-w"}


CSS = """
/* of a button */
.a, .b:not(.c), .d > .e { color: red; }
@media print { .a { color: black } .z { color: blue } }
@media screen { .z { color: blue } }
@font-face { font-family: "X"; }
"""


def test_rules_that_no_template_could_use_are_left_out() -> None:
    assert kept(CSS, {"a", "d"}) == (
        '.a{color:red}@media print{.a{color:black}}@font-face{ font-family: "X"; }'
    )
    # A class that an element must lack is no reason to leave a rule out.
    assert kept(CSS, {"b"}) == '.b:not(.c){color:red}@font-face{ font-family: "X"; }'


def test_css_is_taken_apart_where_it_is_apart() -> None:
    assert [rule.prelude for rule in rules(CSS)][1:] == ["@media print", "@media screen", "@font-face"]
    assert selectors(".a:is(.b, .c), .d") == [".a:is(.b, .c)", ".d"]

"""Builds what browsers load, from NL Design System's packages and our own files: `./dev assets`.

Only here node is needed: the result is committed. Of the packages some 600 kB of CSS are offered and a tenth
is used, so rules for classes that no template has are left out, and tokens that nothing refers to.
"""

import gzip
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STATIC = HERE.parent / "static"
MODULES = ROOT / "build" / "assets"
"""Where npm puts the packages: nothing of it is committed."""
AXE = ROOT / "tests" / "web" / "axe"
"""What tests look for barriers with; no browser of a visitor ever loads it."""
MANIFEST = "manifest.json"
LICENCES = "LICENCES.txt"

COMPONENTS = (
    "@nl-design-system-candidate/button-css/dist/button.css",
    "@nl-design-system-candidate/data-badge-css/dist/data-badge.css",
    "@nl-design-system-candidate/heading-css/dist/heading.css",
    "@nl-design-system-candidate/link-css/dist/link.css",
    "@nl-design-system-candidate/paragraph-css/dist/paragraph.css",
    "@nl-design-system-candidate/skip-link-css/dist/skip-link.css",
    "@utrecht/custom-checkbox-css/dist/index.css",
    "@utrecht/form-label-css/dist/index.css",
    "@utrecht/form-field-error-message-css/dist/index.css",
    "@utrecht/radio-button-css/dist/index.css",
    "@utrecht/select-css/dist/index.css",
    "@utrecht/textarea-css/dist/index.css",
    "@utrecht/textbox-css/dist/index.css",
)
TOKENS = "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css"
FONTS = {
    "source-sans-3.woff2": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
    "source-serif-4.woff2": "@fontsource/source-serif-4/files/source-serif-4-latin-400-normal.woff2",
    "source-serif-4-600.woff2": "@fontsource/source-serif-4/files/source-serif-4-latin-600-normal.woff2",
}
LIVE = ("htmx.org/dist/htmx.min.js", "htmx.org/dist/ext/hx-sse.min.js")
LICENSED = {
    "NL Design System, components and tokens (EUPL-1.2)": "@nl-design-system-candidate/button-css/LICENSE.md",
    "Source Sans 3 (OFL-1.1)": "@fontsource-variable/source-sans-3/LICENSE",
    "Source Serif 4 (OFL-1.1)": "@fontsource/source-serif-4/LICENSE",
    "htmx and hx-sse (0BSD)": "htmx.org/LICENSE",
}

Files = Mapping[str, bytes]


class NodeMissingError(Exception):
    """There is no npm here to fetch the packages with."""


class Rule(NamedTuple):
    """A rule of CSS; the body of an at-rule are rules, or declarations."""

    prelude: str
    body: str


def fetched() -> Path:
    """The folder with the packages that the lock names, fetched if they are not there yet.

    Raises `NodeMissingError` where npm is not, `CalledProcessError` where it does not get them.
    """
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise NodeMissingError("node and npm are not here; only building what browsers load needs them")
    lock = MODULES / "package-lock.json"
    wanted = HERE / lock.name
    if not lock.exists() or lock.read_bytes() != wanted.read_bytes() or not (MODULES / "whole").exists():
        MODULES.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(HERE / name, MODULES / name)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(command, cwd=MODULES, check=True)  # noqa: S603 - npm, with the packages of our own lock
        (MODULES / "whole").touch()
    return MODULES / "node_modules"


def built(modules: Path) -> Files:
    """What browsers load, by file name: most names have a hash in them, so that they can be kept for long."""
    images = {image.name: image.read_bytes() for image in sorted(HERE.glob("*.svg"))}
    fonts = {name: (modules / source).read_bytes() for name, source in FONTS.items()}
    hashed = {name: _hashed(name, content) for name, content in {**images, **fonts}.items()}
    texts = {
        "kwartier.css": _located(_style(modules), hashed),
        "theme.css": _squeezed((HERE / "theme.css").read_text(encoding="utf-8")),
        "live.js": _live(modules),
        "page.js": (HERE / "page.js").read_text(encoding="utf-8"),
    }
    contents = {**images, **fonts, **{name: text.encode() for name, text in texts.items()}}
    names = {name: _hashed(name, content) for name, content in sorted(contents.items())}
    return {
        **{names[name]: content for name, content in contents.items()},
        MANIFEST: (json.dumps(names, indent=2) + "\n").encode(),
        LICENCES: _licences(modules).encode(),
    }


def _live(modules: Path) -> str:
    parts = (*(modules / file for file in LIVE), HERE / "live.js")
    return ";\n".join(part.read_text(encoding="utf-8").strip() for part in parts) + "\n"


def write(files: Files, folder: Path) -> None:
    """Make `folder` hold these files and nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _hashed(name: str, content: bytes) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"{stem}-{sha256(content).hexdigest()[:10]}.{suffix}"


def _located(css: str, names: Mapping[str, str]) -> str:
    return re.sub(r'url\("([^"]+)"\)', lambda found: f'url("{names[found[1]]}")', css)


# --- the style sheet ---

USES = re.compile(r"var\(\s*(--[a-z0-9_-]+)")
EMBEDDED = re.compile(r'[a-z-]+:\s*url\("data:[^"]*"\);?')
"""Images inside a style sheet, which our content policy forbids; ours are files."""


def _style(modules: Path) -> str:
    own = _squeezed((HERE / "kwartier.css").read_text(encoding="utf-8"))
    classes = _classes()
    offered = (EMBEDDED.sub("", (modules / file).read_text(encoding="utf-8")) for file in COMPONENTS)
    components = "".join(kept(css, classes) for css in offered)
    theme = (HERE / "theme.css").read_text(encoding="utf-8")
    tokens = _tokens((modules / TOKENS).read_text(encoding="utf-8"), components + own + theme)
    # Widths in whole percents, as classes: the content policy lets no element have a style of its own.
    widths = "".join(f".kw-w{n}{{inline-size:{n}%}}.kw-at{n}{{inset-inline-start:{n}%}}" for n in range(101))
    return (
        f"/*! NL Design System's components and tokens: EUPL-1.2; fonts: OFL-1.1; see {LICENCES} */\n"
        # Whatever is loaded first, an organisation's tokens win over those of NL Design System.
        "@layer defaults,tokens,nlds,kwartier;"
        f"@layer defaults{{.voorbeeld-theme{{{tokens}}}}}@layer nlds{{{components}}}{own}"
        f"@layer kwartier{{{widths}}}\n"
    )


def _classes() -> set[str]:
    pages = " ".join(page.read_text(encoding="utf-8") for page in sorted(HERE.parent.rglob("*.html")))
    return set(re.findall(r"[a-zA-Z][\w-]*", pages))


def _tokens(theme: str, used: str) -> str:
    declared: dict[str, str] = dict(re.findall(r"^\s*(--[\w-]+):\s*(.*?);", theme, re.MULTILINE))
    wanted, todo = set[str](), USES.findall(used)
    while todo:
        name: str = todo.pop()
        if name in declared and name not in wanted:
            wanted.add(name)
            todo += USES.findall(declared[name])
    return "".join(f"{name}:{value};" for name, value in declared.items() if name in wanted)


def rules(css: str) -> Iterator[Rule]:
    """The rules of `css` from top to bottom, those in another rule as its body."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    depth = start = 0
    prelude = ""
    for place, character in enumerate(css):
        if character == "{":
            if depth == 0:
                prelude, start = css[start:place].strip(), place + 1
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0:
                yield Rule(prelude, css[start:place])
                start = place + 1


def kept(css: str, classes: set[str]) -> str:
    """Of `css` what an element with some of these classes could have."""
    return "".join(_kept(rule, classes) for rule in rules(css))


def _kept(rule: Rule, classes: set[str]) -> str:
    if rule.prelude.startswith("@media"):
        inner = kept(rule.body, classes)
        return f"{rule.prelude}{{{inner}}}" if inner else ""
    if rule.prelude.startswith("@"):
        return f"{rule.prelude}{{{rule.body}}}"
    fitting = [each for each in selectors(rule.prelude) if classes.issuperset(_asked(each))]
    return f"{','.join(fitting)}{{{_squeezed(rule.body)}}}" if fitting else ""


def selectors(prelude: str) -> Sequence[str]:
    """The selectors of a list; a comma inside parentheses parts none."""
    parts, depth, last = list[str](), 0, 0
    for place, character in enumerate(prelude):
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            parts.append(prelude[last:place].strip())
            last = place + 1
    return [*parts, prelude[last:].strip()]


def _asked(selector: str) -> Sequence[str]:
    """The classes that an element must have for `selector`, not those that it must lack."""
    positive = re.sub(r":not\((?:[^()]|\([^()]*\))*\)", "", selector)
    return re.findall(r"\.([a-z][\w-]*)", positive)


def _squeezed(css: str) -> str:
    """`css` without what only its readers need; nothing in quotes of ours holds such characters."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", css))
    # Not before a colon: with the space a selector is for what is inside.
    return re.sub(r":\s+", ":", css).replace(";}", "}").strip().rstrip(";")


def _licences(modules: Path) -> str:
    texts = (
        f"{'=' * 100}\n{what}\n{'=' * 100}\n\n{(modules / file).read_text(encoding='utf-8').strip()}\n"
        for what, file in LICENSED.items()
    )
    return "\n".join(["What stands in this folder besides Kwartier's own work.\n", *texts])


def main() -> None:
    """Build, write what is committed, and say how large it is."""
    try:
        modules = fetched()
    except (NodeMissingError, subprocess.CalledProcessError) as error:
        sys.exit(f"assets: {error}")
    files = built(modules)
    write(files, STATIC)
    write(axe(modules), AXE)
    for name, content in sorted(files.items()):
        print(f"{name}: {len(content):,} bytes, {len(gzip.compress(content)):,} compressed")


def axe(modules: Path) -> Files:
    """axe-core with its licence (MPL-2.0), for the tests."""
    package = modules / "axe-core"
    return {
        "axe.min.js": (package / "axe.min.js").read_bytes(),
        "LICENSE": (package / "LICENSE").read_bytes(),
    }


if __name__ == "__main__":
    main()

"""The catalogues of translations: kept up with what the code says by `./dev words`, checked by the tests.

Only literal text can be found without running the code, so anything else where a literal belongs is refused.
"""

import ast
import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import jinja2
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po, write_po
from jinja2 import nodes

from words.languages import CATALOGUE, SHIPPED
from words.paragraphs import paragraphs

ROOT = Path(__file__).parents[1]
NOT_FOR_PEOPLE = frozenset({"attack", "bench", "tests"})
MARKS = {"N_": 1, "N_plural": 2}
"""What marks text, wherever it stands, and how many patterns it takes."""
IN_TEMPLATES = {"_": 1, "_n": 2}
"""What says it in templates, where marking and saying are one."""
HELP = frozenset({"epilog", "help", "metavar"})
"""What Typer shows of what a command, an option or an argument is told with these names."""


class Found(NamedTuple):
    """A message in the code: its pattern, or its two when it is said of numbers."""

    patterns: tuple[str, ...]
    context: str
    file: str
    line: int


class NotLiteralError(Exception):
    """A text is marked for translation, and is put together while running."""


def extract(root: Path = ROOT) -> Catalog:
    """Return every message in the code, in the order in which it stands there, untranslated."""
    catalogue = Catalog()
    packages = [path.parent for path in sorted(root.glob("*/__init__.py"))]
    read = [package for package in packages if package.name not in NOT_FOR_PEOPLE]
    for file in chain.from_iterable(
        sorted([*package.rglob("*.py"), *package.rglob("*.html")]) for package in read
    ):
        find = messages_in if file.suffix == ".py" else messages_in_template
        for found in find(file.read_text(encoding="utf-8"), file.relative_to(root).as_posix()):
            one_or_both = found.patterns[0] if len(found.patterns) == 1 else found.patterns
            catalogue.add(one_or_both, context=found.context or None, locations=[(found.file, found.line)])
    return catalogue


def messages_in(source: str, file: str) -> Iterator[Found]:
    """Return the messages of one module: what is marked, and the help of commands, which needs no mark."""
    module = ast.parse(source)
    calls = (node for node in ast.walk(module) if isinstance(node, ast.Call))
    # In the order of reading: `ast.walk` goes level by level.
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        for text in _help(call, module, file):
            yield from (Found((paragraph,), "", file, call.lineno) for paragraph in paragraphs(text))
        match call.func:
            case ast.Name(id=name) | ast.Attribute(attr=name) if name in MARKS:
                patterns, context = call.args[: MARKS[name]], call.args[MARKS[name] :]
                texts = tuple(_text(node, file) for node in patterns)
                yield Found(texts, "".join(_text(node, file) for node in context), file, call.lineno)
            case _:
                pass


def messages_in_template(source: str, file: str) -> Iterator[Found]:
    """Return what one template says."""
    for call in jinja2.Environment(autoescape=True).parse(source).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and (takes := IN_TEMPLATES.get(call.node.name)):
            texts = [_text_of_template(node, file) for node in call.args]
            yield Found(tuple(texts[:takes]), "".join(texts[takes:]), file, call.lineno)


def _text_of_template(node: nodes.Expr, file: str) -> str:
    if isinstance(node, nodes.Const) and isinstance(node.value, str) and node.value:
        return node.value
    raise NotLiteralError(f"{file}:{node.lineno}: put a literal text here, and its values beside it.")


def _help(call: ast.Call, module: ast.Module, file: str) -> Iterator[str]:
    """Return what a call gives Typer to show in the help of a command."""
    match call.func:
        case ast.Attribute(ast.Name("typer"), "Argument" | "Option" | "Typer") | ast.Attribute(_, "command"):
            yield from (_text(word.value, file) for word in call.keywords if word.arg in HELP)
        # As in `app.command()(start)`: the help of a command is the docstring of its function.
        case ast.Call(ast.Attribute(_, "command")):
            named = {ast.unparse(argument) for argument in call.args}
            functions = (node for node in module.body if isinstance(node, ast.FunctionDef))
            yield from (ast.get_docstring(each) or "" for each in functions if each.name in named)
        case _:
            pass


def _text(node: ast.expr, file: str) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        return node.value
    # What is put together while running would be missing in every language, and nobody would see it.
    raise NotLiteralError(f"{file}:{node.lineno}: put a literal text here, and its values beside it.")


# --- the catalogues ---


def catalogues(folder: Path = SHIPPED) -> Sequence[Path]:
    return sorted(folder.glob(f"*/{CATALOGUE}"))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name)


def update(path: Path, template: Catalog) -> None:
    """Give a catalogue (a new one too) the messages of the code; nothing is guessed, what is gone goes."""
    catalogue = read(path) if path.exists() else Catalog(locale=path.parents[1].name)
    catalogue.update(template, no_fuzzy_matching=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        # A header of our own, and no line numbers: a catalogue changes only when what is said does.
        file.write(HEADER.format(catalogue=catalogue).encode())
        write_po(file, catalogue, width=0, omit_header=True, ignore_obsolete=True, include_lineno=False)


HEADER = r"""msgid ""
msgstr ""
"Language: {catalogue.locale_identifier}\n"
"Plural-Forms: {catalogue.plural_forms}\n"
"Content-Type: text/plain; charset=utf-8\n"

"""


def problems(catalogue: Catalog, template: Catalog) -> Sequence[str]:
    """Return what a catalogue misses, holds for nothing, or says of other values than the code gives."""
    # By context too: one English word may be two in another language.
    known = {(entry.context, entry.id): entry for entry in catalogue if entry.id}
    asked = {(entry.context, entry.id): entry for entry in template if entry.id}
    return [
        *(f"missing: {entry.id}" for key, entry in asked.items() if key not in known),
        *(f"no longer said: {entry.id}" for key, entry in known.items() if key not in asked),
        *chain.from_iterable(_problems_of(entry) for entry in known.values()),
    ]


def _problems_of(entry: Entry) -> Iterator[str]:
    translations = _texts(entry.string)
    if not all(translations):
        yield f"not translated: {entry.id}"
    elif entry.fuzzy:
        yield f"only guessed: {entry.id}"
    else:
        # One thing may be said without its number, in any language.
        wanted, optional = placeholders(*_texts(entry.id)), {"n"} if entry.pluralizable else set[str]()
        for text in translations:
            if (other := placeholders(text) ^ wanted) - optional:
                yield f"placeholders differ ({', '.join(sorted(other))}): {text}"


def placeholders(*patterns: str) -> set[str]:
    """Return the names between braces."""
    parsed = chain.from_iterable(Formatter().parse(pattern) for pattern in patterns)
    return {name for _, name, _, _ in parsed if name is not None}


def _texts(one_or_more: str | Sequence[str] | None) -> Sequence[str]:
    return (one_or_more or "",) if isinstance(one_or_more, str | None) else one_or_more


def main(codes: Sequence[str]) -> None:
    """Update every catalogue; make those of `codes` that do not exist yet."""
    template = extract()
    made = [SHIPPED / code.replace("-", "_") / CATALOGUE for code in codes]
    for path in sorted({*catalogues(), *made}):
        update(path, template)
        todo = problems(read(path), template)
        print(f"{path.relative_to(ROOT)}: {len(template)} messages, {len(todo)} to do", *todo, sep="\n  ")


if __name__ == "__main__":
    main(sys.argv[1:])

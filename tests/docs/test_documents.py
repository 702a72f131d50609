"""The documents are true where a test can tell: the links, commands, settings and files they name exist."""

import re
from pathlib import Path
from typing import get_args

import pytest
import typer
from pydantic import BaseModel

from cli.main import app
from domain.blueprint.model import Blueprint
from domain.register.events import kinds
from settings import Settings
from workflows.operators import KEYS

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in DOCUMENTS}

# What only `kwartier` itself reads, when it is a client.
CLIENT_SETTINGS = {"api", "token"}
KINDS = set(kinds())

each_document = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)


def code_of(text: str) -> str:
    """Return what stands in code: blocks, and words between backticks."""
    block = re.compile(r"^```[a-z]*\n(.*?)^```", flags=re.DOTALL | re.MULTILINE)
    return "\n".join([*block.findall(text), *re.findall(r"`([^`\n]+)`", block.sub("", text))])


def test_the_documents_that_everyone_looks_for_are_there() -> None:
    expected = {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"}
    expected |= {
        f"docs/{name}.md"
        for name in ("architecture", "blueprint", "decisions", "errors", "operations", "phases")
    }

    assert expected <= TEXTS.keys()


@pytest.mark.parametrize("name", TEXTS)
def test_every_link_to_a_file_leads_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", TEXTS[name])
    files = [link for link in links if "://" not in link and not link.startswith("mailto:")]

    assert [link for link in files if not (ROOT / name).parent.joinpath(link).exists()] == []


@each_document
def test_every_dev_command_exists(text: str) -> None:
    dev = (ROOT / "dev").read_text(encoding="utf-8")
    known = set(re.findall(r"^  ([a-z-]+) ", dev, flags=re.MULTILINE)) | known_commands()

    assert set(re.findall(r"\./dev ([a-z][a-z-]*)", code_of(text))) <= known


@each_document
def test_every_kwartier_command_exists(text: str) -> None:
    assert set(re.findall(r"(?<![\w/-])kwartier ([a-z][a-z-]+)", code_of(text))) <= known_commands()


def known_commands() -> set[str]:
    return set(typer.main.get_group(app).commands)


@each_document
def test_every_setting_exists(text: str) -> None:
    named = {name.lower() for name in re.findall(r"KWARTIER_([A-Z_]*[A-Z])", text)}

    assert named <= Settings.model_fields.keys() | CLIENT_SETTINGS


@each_document
def test_every_search_attribute_exists(text: str) -> None:
    assert set(re.findall(r"\bKwartier[A-Z]\w+", text)) <= {key.name for key in KEYS}


@each_document
def test_every_folder_and_module_it_names_exists(text: str) -> None:
    named = re.findall(r"`((?:[a-z_]+/)+[a-z_]*(?:\.[a-z]+)?)`", text)
    # What deploy/make-secrets and builds make is not in the repository, and images are no folders.
    made = ("build/", "deploy/secrets/")
    ours = [path for path in named if (ROOT / path.split("/")[0]).is_dir() and not path.startswith(made)]

    assert [path for path in ours if not (ROOT / path).exists()] == []


def test_every_kind_of_entry_is_explained() -> None:
    named = set(re.findall(r"`([a-z_]+\.[a-z]+)`", TEXTS["docs/phases.md"]))

    assert {name for name in named if not name.endswith((".py", ".md"))} == KINDS


def keys_of(model: type[BaseModel]) -> set[str]:
    """The keys of a part of the blueprint, and of the parts below it."""
    below = [part for field in model.model_fields.values() for part in parts_in(field.annotation)]
    return set(model.model_fields).union(*(keys_of(part) for part in below))


def parts_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [part for inner in get_args(annotation) for part in parts_in(inner)]


def test_every_key_of_a_blueprint_is_explained() -> None:
    words = set(re.findall(r"[a-z_]+", code_of(TEXTS["docs/blueprint.md"])))

    assert keys_of(Blueprint) - words == set()


@each_document
def test_no_document_depends_on_where_it_was_written(text: str) -> None:
    hosts = re.findall(r"\b(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|registry\.[a-z.-]+)\b", text)
    paths = re.findall(r"(?<![\w.~-])/(?:work|home|root|Users)/[\w./-]*", text)

    assert hosts + paths == []

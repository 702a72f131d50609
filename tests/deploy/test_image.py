"""The image holds what production runs, in the versions that were tested, and nothing else."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NAME = re.compile(r"^[A-Za-z0-9._-]+")

Pin = tuple[str, frozenset[str]]


def read_lock(name: str) -> dict[str, Pin]:
    """Return each package's version (with its marker) and hashes."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    packages = re.findall(r"^([a-z0-9._-]+)==(.*?)(?=^\S|\Z)", text, flags=re.MULTILINE | re.DOTALL)
    hashes = re.compile(r"--hash=(sha256:[0-9a-f]{64})")
    return {package: (rest.split()[0], frozenset(hashes.findall(rest))) for package, rest in packages}


PRODUCTION = read_lock("requirements.production.lock")
EVERYTHING = read_lock("requirements.lock")


def names(requirements: list[str]) -> set[str]:
    found = [NAME.match(requirement) for requirement in requirements]
    return {match[0] for match in found if match}


def test_production_runs_the_very_versions_that_were_tested() -> None:
    assert len(PRODUCTION) > 20
    assert {name: EVERYTHING.get(name) for name in PRODUCTION} == PRODUCTION


def test_production_has_everything_the_project_depends_on() -> None:
    assert names(PROJECT["project"]["dependencies"]) <= PRODUCTION.keys()


@pytest.mark.parametrize("group", ["embedded", "supply", "test", "bootstrap"])
def test_production_has_none_of_what_only_development_needs(group: str) -> None:
    only_there = names(PROJECT["dependency-groups"][group]) - names(PROJECT["project"]["dependencies"])

    assert not only_there & PRODUCTION.keys()


def test_every_package_is_installed_by_its_hash() -> None:
    assert all(hashes for _, hashes in PRODUCTION.values())
    assert "--require-hashes" in DOCKERFILE
    assert "requirements.production.lock" in DOCKERFILE


def test_the_image_is_built_from_pinned_ones() -> None:
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, flags=re.MULTILINE)

    assert len(bases) == 2
    assert all(
        re.fullmatch(r"python:\d+\.\d+\.\d+-slim-bookworm(@sha256:[0-9a-f]{64})?", base) for base in bases
    )
    assert len(set(bases)) == 1


def test_the_image_does_not_run_as_root() -> None:
    users = re.findall(r"^USER (\S+)", DOCKERFILE, flags=re.MULTILINE)

    assert users == ["10001"]


def test_the_image_says_whether_it_is_well() -> None:
    assert "HEALTHCHECK" in DOCKERFILE
    assert "/v1/health/ready" in DOCKERFILE


def test_the_builder_gets_every_package_and_nothing_else() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    sent = {line.removeprefix("!") for line in lines if line.startswith("!")}
    packages = set(PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])

    assert sent == packages - {"bench"} | {"LICENSE", "requirements.production.lock"}

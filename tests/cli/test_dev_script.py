"""./dev on machines that lack something: it says what, and what to do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = ("dev", "bootstrap.lock", "requirements.lock", "pyproject.toml")
SYSTEM = "/usr/bin:/bin"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone in which nothing was installed yet."""
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def dev(clone: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {"HOME": str(clone), "PATH": SYSTEM, "PYTHON": sys.executable}
    return subprocess.run(  # noqa: S603 - our own script
        [clone / "dev", *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd="/",
        env={**kept, **environment},
    )


def test_help_needs_no_installation(clone: Path) -> None:
    answer = dev(clone, "--help")

    assert answer.returncode == 0
    for command in (
        "demo",
        "up",
        "test",
        "check",
        "fmt",
        "lock",
        "bill",
        "audit",
        "attack",
        "bench-lifecycle",
        "bench-ballots",
    ):
        assert f"\n  {command} " in answer.stdout
    assert sorted(path.name for path in clone.iterdir()) == sorted(FILES)


def test_without_a_new_enough_python_it_says_which_one_it_wants(clone: Path) -> None:
    answer = dev(clone, "doctor", PYTHON="false")

    assert answer.returncode == 1
    assert "No Python 3.11 or newer found" in answer.stderr
    assert "apt install python3 python3-venv" in answer.stderr


def test_without_the_venv_module_it_names_the_package_that_brings_it(clone: Path) -> None:
    debian = clone / "python-without-venv"
    debian.write_text(f'#!/bin/sh\ncase $* in *ensurepip*) exit 1 ;; esac\nexec {sys.executable} "$@"\n')
    debian.chmod(0o755)

    answer = dev(clone, "doctor", PYTHON=str(debian))

    assert answer.returncode == 1
    assert "has no venv module" in answer.stderr
    assert "apt install python3-venv" in answer.stderr


@pytest.mark.skipif(shutil.which("uv", path=SYSTEM) is not None, reason="this system brings its own uv")
def test_without_a_network_it_says_what_could_not_be_fetched(clone: Path) -> None:
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:1", "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull}

    answer = dev(clone, "doctor", **nowhere)

    assert answer.returncode == 1
    assert "uv could not be fetched" in answer.stderr
    assert "HTTPS_PROXY" in answer.stderr
    assert not (clone / ".venv").exists()


def test_when_packages_cannot_be_installed_the_next_run_tries_again(clone: Path) -> None:
    tools = clone / "tools"
    tools.mkdir()
    (tools / "uv").write_text('#!/bin/sh\necho "cannot reach the registry" >&2\nexit 2\n')
    (tools / "uv").chmod(0o755)

    for _ in range(2):
        answer = dev(clone, "doctor", PATH=f"{tools}:{SYSTEM}")

        assert answer.returncode == 1
        assert "cannot reach the registry" in answer.stderr
        assert "could not be made" in answer.stderr


@pytest.mark.parametrize("name", ["requirements.lock", "requirements.production.lock", "bootstrap.lock"])
def test_locks_pin_every_package_by_hash_and_name_no_address(name: str) -> None:
    text = (ROOT / name).read_text()
    packages = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]

    assert packages
    assert "://" not in text
    assert all("==" in package and package.endswith("\\") for package in packages)
    assert text.count("--hash=sha256:") >= len(packages)

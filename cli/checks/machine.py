"""The machine: Python, packages, disk, ports and the embedded servers' programs."""

import re
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from cli.checks.finding import Finding, note, ok, wrong
from cli.embedded.binaries import installed
from cli.embedded.ports import is_free
from cli.embedded.processes import ServiceError
from cli.embedded.services import Ports
from cli.embedded.temporal import find_binary

ROOT = Path(__file__).parents[2]
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
PYTHON = (3, 11)
# A data folder of months of programmes stays below; PostgreSQL and Temporal stop when a disk is full.
ENOUGH_GB = 2.0


def python() -> Finding:
    """Look at the version of Python."""
    running = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info[:2] < PYTHON:
        return wrong("Python", running, "Install Python 3.11 or newer, remove .venv, and run ./dev install.")
    return ok("Python", f"{running}, {sys.executable}")


def packages(lock: Path = ROOT / "requirements.lock") -> Finding:
    """Compare what is installed with the lock."""
    if not lock.exists():
        return note("packages", f"no {lock.name} beside the code: versions are the installer's own")
    locked = dict(LOCKED.findall(lock.read_text(encoding="utf-8")))
    found = {name: _installed_version(name) for name in locked}
    differing = [
        f"{name} {found[name]} instead of {wanted}"
        for name, wanted in locked.items()
        if found[name] not in {wanted, None}
    ]
    if differing:
        return wrong("packages", f"not as locked: {', '.join(differing)}", "Run ./dev install.")
    # The lock serves every system and the tests too: what is missing here may well not be needed.
    present = sum(1 for installed_version in found.values() if installed_version)
    return ok("packages", f"{present} as {lock.name} says, {len(locked) - present} of it not needed here")


def _installed_version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def disk(data: Path) -> Finding:
    """Look at the free space where the data folder is, or will be."""
    place = next(folder for folder in (data.absolute(), *data.absolute().parents) if folder.exists())
    free = shutil.disk_usage(place).free / 1e9
    if free < ENOUGH_GB:
        mend = f"Free {ENOUGH_GB:.0f} GB there, or choose another folder with --data."
        return wrong("disk space", f"{free:.1f} GB free at {place}", mend)
    return ok("disk space", f"{free:.0f} GB free at {place}")


def ports(wanted: Ports) -> Finding:
    """Look whether the preferred ports are free; `kwartier up` takes others when they are not."""
    named = {
        "PostgreSQL": wanted.postgres,
        "Temporal": wanted.temporal,
        "Temporal UI": wanted.temporal_ui,
        "API": wanted.api,
        "mail": wanted.smtp,
    }
    taken = [f"{port} ({name})" for name, port in named.items() if port and not is_free(port)]
    if taken:
        mend = "Nothing to do: `kwartier up` takes others and says which."
        return note("ports", f"taken: {', '.join(taken)}", mend)
    return ok("ports", f"free: {', '.join(str(port) for port in named.values())}")


def embedded_postgres() -> Finding:
    """Try the embedded PostgreSQL's program."""
    try:
        return _version_of("embedded PostgreSQL", installed().postgres)
    except ServiceError as error:
        return wrong("embedded PostgreSQL", "not installed", str(error))


def embedded_temporal() -> Finding:
    """Try the embedded Temporal's program."""
    try:
        return _version_of("embedded Temporal", find_binary())
    except ServiceError as error:
        return wrong("embedded Temporal", "not installed", str(error))


def _version_of(name: str, program: Path) -> Finding:
    mend = "Remove .venv and run ./dev install; if it stays, use a server of your own."
    try:
        tried = subprocess.run(  # noqa: S603 - our own program
            [program, "--version"], check=True, capture_output=True, text=True, timeout=30
        )
    except (OSError, subprocess.SubprocessError) as error:
        return wrong(name, f"{program} does not run: {error}", mend)
    return ok(name, tried.stdout.strip())

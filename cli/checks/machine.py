"""The machine: Python, packages, disk, ports and the embedded servers' programs."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.requirements import Requirement

from cli.checks.finding import Finding, note, ok, wrong
from cli.embedded.binaries import installed
from cli.embedded.ports import is_free
from cli.embedded.processes import ServiceError
from cli.embedded.services import Ports
from cli.embedded.temporal import find_binary
from domain.shared.messages import N_, Message, verbatim

ROOT = Path(__file__).parents[2]
LOCKED = re.compile(r"^[A-Za-z0-9._-]+==[^\\\n]+", re.MULTILINE)
PYTHON = (3, 11)
# A data folder of months of programmes stays below; PostgreSQL and Temporal stop when a disk is full.
ENOUGH_GB = 2.0


def python() -> Finding:
    """Look at the version of Python."""
    running = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info[:2] < PYTHON:
        mend = N_("Install Python 3.11 or newer, remove .venv, and run ./dev install.")
        return wrong(N_("Python"), verbatim(running), mend)
    return ok(N_("Python"), verbatim(f"{running}, {sys.executable}"))


def packages(lock: Path = ROOT / "requirements.lock") -> Finding:
    """Compare what is installed with the lock."""
    name = N_("packages")
    if not lock.exists():
        unlocked = N_("no {lock} beside the code: versions are the installer's own")
        return note(name, unlocked.having(lock=lock.name))
    locked = dict(_locked_here(lock.read_text(encoding="utf-8")))
    found = {package: _installed_version(package) for package in locked}
    another = N_("{package} {version} instead of {locked}")
    differing = [
        another.having(package=package, version=installed_version, locked=wanted)
        for package, wanted in locked.items()
        if (installed_version := found[package]) not in {wanted, None} and installed_version
    ]
    if differing:
        said = N_("not as locked: {packages}").having(packages=differing)
        return wrong(name, said, N_("Run ./dev install."))
    # The lock serves every system and the tests too: what is missing here may well not be needed.
    present = sum(1 for installed_version in found.values() if installed_version)
    as_locked = N_("{present} as {lock} says, {others} of it not needed here")
    return ok(name, as_locked.having(present=present, lock=lock.name, others=len(locked) - present))


def _locked_here(lock: str) -> Iterator[tuple[str, str]]:
    """The packages that a lock holds for this system and Python, with their versions."""
    for line in LOCKED.findall(lock):
        requirement = Requirement(line)
        # One package may stand there twice, each time for other versions of Python.
        if requirement.marker is None or requirement.marker.evaluate():
            yield requirement.name, str(requirement.specifier).removeprefix("==")


def _installed_version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def disk(data: Path) -> Finding:
    """Look at the free space where the data folder is, or will be."""
    # The folder may be still to come: what counts is the disk that it will be on.
    place = next(folder for folder in (data.absolute(), *data.absolute().parents) if folder.exists())
    free = shutil.disk_usage(place).free / 1e9
    name, found = N_("disk space"), N_("{gigabytes} GB free at {folder}")
    if free < ENOUGH_GB:
        mend = N_("Free {gigabytes} GB there, or choose another folder with --data.")
        little = found.having(gigabytes=f"{free:.1f}", folder=str(place))
        return wrong(name, little, mend.having(gigabytes=f"{ENOUGH_GB:.0f}"))
    return ok(name, found.having(gigabytes=f"{free:.0f}", folder=str(place)))


def ports(wanted: Ports) -> Finding:
    """Look whether the preferred ports are free; `kwartier up` takes others when they are not."""
    named = [
        (N_("PostgreSQL"), wanted.postgres),
        (N_("Temporal"), wanted.temporal),
        (N_("Temporal UI"), wanted.temporal_ui),
        (N_("API"), wanted.api),
        (N_("mail"), wanted.smtp),
    ]
    one = N_("{port} ({service})")
    taken = [one.having(port=str(port), service=name) for name, port in named if port and not is_free(port)]
    if taken:
        mend = N_("Nothing to do: `kwartier up` takes others and says which.")
        return note(N_("ports"), N_("taken: {ports}").having(ports=taken), mend)
    return ok(N_("ports"), N_("free: {ports}").having(ports=[str(port) for _, port in named]))


def embedded_postgres() -> Finding:
    """Try the embedded PostgreSQL's program."""
    name = N_("embedded PostgreSQL")
    try:
        return _version_of(name, installed().postgres)
    except ServiceError as error:
        return wrong(name, N_("not installed"), error.message)


def embedded_temporal() -> Finding:
    """Try the embedded Temporal's program."""
    name = N_("embedded Temporal")
    try:
        return _version_of(name, find_binary())
    except ServiceError as error:
        return wrong(name, N_("not installed"), error.message)


def _version_of(name: Message, program: Path) -> Finding:
    mend = N_("Remove .venv and run ./dev install; if it stays, use a server of your own.")
    try:
        # Run, and not only looked for: a program for another system is there, and does not start.
        tried = subprocess.run(  # noqa: S603 - our own program
            [program, "--version"], check=True, capture_output=True, text=True, timeout=30
        )
    except (OSError, subprocess.SubprocessError) as error:
        fails = N_("{program} does not run: {error}").having(program=str(program), error=str(error))
        return wrong(name, fails, mend)
    return ok(name, verbatim(tried.stdout.strip()))

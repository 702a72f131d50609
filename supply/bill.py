"""`./dev bill`: what production runs, as CycloneDX, and under which licences.

Both are made from one installation of the production lock, so that they name the same packages.
"""

import argparse
import json
import platform
import sys
from collections.abc import Sequence
from pathlib import Path

from supply import licences, lock
from supply.licences import Component, Licensed
from supply.lock import Pin
from supply.tool import run

BILL, LIST = "kwartier.cdx.json", "licences.md"


def main() -> int:
    """Write both files; 1 when a licence is refused, or when something else is installed than was locked."""
    options = argparse.ArgumentParser(prog="./dev bill", description=__doc__)
    options.add_argument(
        "installed", type=Path, help="the virtual environment that the lock was installed into"
    )
    options.add_argument("folder", type=Path, nargs="?", default=lock.ROOT / "build" / "bill")
    given = options.parse_args()
    folder: Path = given.folder
    folder.mkdir(parents=True, exist_ok=True)
    components = make(given.installed / "bin" / "python", folder / BILL)
    judged = licences.judge(components)
    system = f"{platform.system()} with Python {platform.python_version()}"
    (folder / LIST).write_text(licences.listed(judged, system), encoding="utf-8")
    print(f"{folder / BILL} and {folder / LIST}: {len(judged)} packages")
    wrong = [*differing(judged, lock.read(lock.PRODUCTION.read_text(encoding="utf-8"))), *refused(judged)]
    for line in wrong:
        print(f"NOT IN ORDER: {line}")
    return 1 if wrong else 0


def make(python: Path, bill: Path, *, validated: bool = True) -> Sequence[Component]:
    """Write the bill of materials of what `python` has installed, and return its packages."""
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "cyclonedx_py",
        "environment",
        "--gather-license-texts",
    ]
    command += ["--pyproject", lock.ROOT / "pyproject.toml", "--output-reproducible", "--of", "JSON"]
    answer = run([*command, "--output-file", bill, "--validate" if validated else "--no-validate", python])
    if answer.code != 0:
        raise SystemExit(f"cyclonedx-py made no bill of materials: {answer.why}")
    return json.loads(bill.read_text(encoding="utf-8"))["components"]


def differing(judged: Sequence[Licensed], pins: Sequence[Pin]) -> list[str]:
    """Say where the bill names something else than the lock."""
    installed = {licensed.package for licensed in judged}
    locked = {(pin.name, pin.version) for pin in pins if pin.here}
    missing = [
        f"{name} {version} is locked, and not in the bill" for name, version in sorted(locked - installed)
    ]
    return missing + [
        f"{name} {version} is in the bill, and not locked" for name, version in sorted(installed - locked)
    ]


def refused(judged: Sequence[Licensed]) -> list[str]:
    """Name each package whose licence does not go with ours, or is not known."""
    return [
        f"{licensed.name} {licensed.version}: {licensed.refused}; supply/licences.py has those that are"
        for licensed in judged
        if licensed.refused
    ]


if __name__ == "__main__":
    raise SystemExit(main())

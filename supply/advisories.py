"""Whether a weakness is known of what production runs, by pip-audit."""

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import BaseModel, ValidationError

from supply.lock import Pin, package
from supply.tool import Answer, run
from supply.verdict import Verdict, together

CONTROL = Pin("pyyaml", "5.3.1", ("sha256:b8eac752c5e14d3eca0e6dd9199cd627518cb5ec06add0de9d32baeee6fe645d",))
"""A version of which a weakness is known (CVE-2020-14343), and that nothing here runs. It is asked about with
the others: a mirror that leaves advisories out of its answers would otherwise look like good news."""

WEAKNESS = 1
"""What pip-audit ends with when it knows of one, and so always does: it is asked about the control."""


class Weakness(BaseModel):
    id: str
    fix_versions: list[str]
    aliases: list[str] = []


class Package(BaseModel):
    """Without `vulns` it was skipped."""

    name: str
    version: str = "0"
    vulns: list[Weakness] | None = None


class Report(BaseModel):
    dependencies: list[Package]


def ask(pins: Sequence[Pin], osv: str | None = None) -> Verdict:
    """Ask PyPI about each of `pins`, or the OSV service at the address `osv`."""
    return together(_ask(run_of, osv) for run_of in runs(pins))


def runs(pins: Sequence[Pin]) -> list[list[Pin]]:
    """Return `pins` in as many runs as a package has versions: pip-audit takes one of each at a time."""
    found: list[list[Pin]] = []
    for pin in pins:
        free = next((each for each in found if pin.name not in {other.name for other in each}), None)
        if free is None:
            found.append([pin])
        else:
            free.append(pin)
    return found


def _ask(pins: Sequence[Pin], osv: str | None) -> Verdict:
    with TemporaryDirectory() as folder:
        requirements = Path(folder) / "requirements.txt"
        # Without markers: what runs on another system than this one is looked at too.
        requirements.write_text("".join(_line(pin) for pin in (*pins, CONTROL)), encoding="utf-8")
        command: list[str | Path] = [sys.executable, "-m", "pip_audit", "--strict", "--require-hashes"]
        command += ["--disable-pip", "--progress-spinner", "off", "--format", "json", "--desc", "off"]
        command += ["--aliases", "on", "--requirement", requirements]
        # A cache of its own, which is empty: what is answered was known just now.
        command += ["--cache-dir", Path(folder) / "cache"]
        command += ["--vulnerability-service", "osv", "--osv-url", osv] if osv else ["-s", "pypi"]
        return judge(run(command), pins)


def _line(pin: Pin) -> str:
    return " ".join([f"{pin.name}=={pin.version}", *(f"--hash={value}" for value in pin.hashes)]) + "\n"


def judge(answer: Answer, pins: Sequence[Pin]) -> Verdict:
    """Compare what pip-audit answered with what it was asked."""
    try:
        report = Report.model_validate_json(answer.out)
    except ValidationError:
        return Verdict(len(pins), 0, not_done=(f"pip-audit gave no report: {answer.why}",))
    known = {package(each.name, each.version): each.vulns for each in report.dependencies}
    looked_at = [pin for pin in pins if known.get((pin.name, pin.version)) is not None]
    return Verdict(
        len(pins),
        len(looked_at),
        found=tuple(
            _said(pin, weakness) for pin in looked_at for weakness in known[pin.name, pin.version] or ()
        ),
        not_done=tuple(_doubts(answer, known, [pin for pin in pins if pin not in looked_at])),
    )


def _doubts(
    answer: Answer, known: dict[tuple[str, str], list[Weakness] | None], unseen: Sequence[Pin]
) -> list[str]:
    """Why silence says nothing."""
    doubts: list[str] = []
    if unseen:
        doubts.append(f"not looked at: {', '.join(map(str, unseen))}")
    if not known.get((CONTROL.name, CONTROL.version)):
        doubts.append(
            f"the service knows nothing about {CONTROL}, of which a weakness is known, so its silence about"
            " others says nothing"
        )
    if answer.code != WEAKNESS:
        doubts.append(f"pip-audit ended with {answer.code}, which does not fit its report")
    return doubts


def _said(pin: Pin, weakness: Weakness) -> str:
    names = ", ".join([weakness.id, *weakness.aliases])
    mended = f"mended in {', '.join(weakness.fix_versions)}" if weakness.fix_versions else "not mended yet"
    return f"{pin}: {names}; {mended}"

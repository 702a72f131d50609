"""The demonstration as a person starts it: from a clean folder to approved, with nothing left behind."""

import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from cli.exports import check
from domain.register.proof import Proof

ROOT = Path(__file__).parents[2]
MARK = "KWARTIER_TEST_MARK"
OURS = ("KWARTIER_", "LC_ALL", "LC_MESSAGES", "LANG")
LONGEST = 240  # seconds, for a machine that does much else


@dataclass
class Demo:
    """One run of the command; `mark` is in the environment of every process that it starts."""

    temporary: Path
    mark: str = field(default_factory=lambda: secrets.token_hex(8))

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        return subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-P", "-m", "cli.main", "demo", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**clean, **environment, MARK: self.mark, "TMPDIR": str(self.temporary)},
        )

    def processes(self, *, of: str = "") -> list[psutil.Process]:
        """What it started and still runs; with `of`, those whose command names it."""
        return [process for process in psutil.process_iter() if self._is_mine(process, of)]

    def _is_mine(self, process: psutil.Process, of: str) -> bool:
        try:
            mine = process.environ().get(MARK) == self.mark
            return mine and (not of or of in process.cmdline())
        except (psutil.AccessDenied, psutil.NoSuchProcess, psutil.ZombieProcess):
            return False


@pytest.fixture
def demo(data: Path) -> Iterator[Demo]:
    """Starts demonstrations in a temporary folder; whatever one left behind is ended."""
    temporary = data / "tmp"
    temporary.mkdir()
    # PostgreSQL does not run as root, and must be able to enter.
    temporary.chmod(0o711)
    started = Demo(temporary)
    yield started
    for process in started.processes():
        process.kill()


def read_until(process: subprocess.Popen[str], text: str) -> None:
    assert process.stdout
    for line in process.stdout:
        if text in line:
            return
    raise AssertionError(f"{text!r} was never printed")


@pytest.mark.parametrize("blueprint", ["common-ground", "water-board"])
def test_a_programme_goes_from_proposal_to_approved(demo: Demo, data: Path, blueprint: str) -> None:
    kept = data / "kept"
    process = demo.start(blueprint, "--data", str(kept))

    said, problems = process.communicate(timeout=LONGEST)

    assert process.returncode == 0, said + problems
    assert "Approved" in said
    assert "Er is ingestemd" not in said
    register = (kept / "results" / "register.jsonl").read_text(encoding="utf-8").split("\n")
    lines = [json.loads(line) for line in register if line]
    entries = [line for line in lines if "event" in line]
    kinds = {entry["event"]["kind"] for entry in entries}
    proof = check(register)
    assert isinstance(proof, Proof)
    assert proof.signed_up_to == len(entries)
    assert entries[0]["event"]["kind"] == "programme.agreed"
    assert entries[-1]["event"]["kind"] == "programme.published"
    assert {"programme.approved", "candidate.declined", "deadline.passed", "condition.judged"} <= kinds
    assert (kept / "results" / "programme.md").read_text(encoding="utf-8").startswith("# ")
    assert (kept / "results" / "programme.pdf").read_bytes().startswith(b"%PDF-")
    assert demo.processes() == []


def test_silence_is_escalated_and_what_few_said_is_not_shown(demo: Demo, data: Path) -> None:
    kept = data / "kept"
    process = demo.start("common-ground", "--data", str(kept), LANG="nl_NL.UTF-8")

    said, problems = process.communicate(timeout=LONGEST)

    assert process.returncode == 0, said + problems
    assert "Onder het quorum in consultatie 1:" in said
    assert "draagvlak wordt niet getoond." in said
    assert "Goedgekeurd" in said
    for line in ("Below the quorum", "support is not shown.", "Approved"):
        assert line not in said
    register = (kept / "results" / "register.jsonl").read_text(encoding="utf-8").split("\n")
    events = [json.loads(line).get("event", {}) for line in register if line]
    [silence] = [event for event in events if event.get("kind") == "silence.escalated"]
    first, second = [event for event in events if event.get("kind") == "consultation.closed"]
    assert silence["groups"] == {"marktpartijen": {"answered": 4, "invited": 8}}
    assert (first["answered"]["marktpartijen"], first["support"].keys()) == (
        4,
        {"gemeenten", "ketenpartners"},
    )
    assert second["support"].keys() == {"gemeenten", "ketenpartners", "marktpartijen"}


def test_piped_it_is_plain_text_that_fits_a_page(demo: Demo) -> None:
    process = demo.start("small")

    said, problems = process.communicate(timeout=LONGEST)

    assert process.returncode == 0, said + problems
    assert "\x1b" not in said
    assert max(len(line) for line in said.splitlines() if "://" not in line and "/" not in line) <= 100
    assert [line for line in said.splitlines() if line != line.rstrip()] == []
    [folder] = demo.temporary.glob("kwartier-demo-*")
    assert [entry.name for entry in folder.iterdir()] == ["results"]


def test_a_part_that_dies_is_named_with_its_log_and_nothing_is_left_running(demo: Demo) -> None:
    process = demo.start("small")
    read_until(process, "Appointment")

    [worker] = demo.processes(of="worker")
    worker.kill()
    _, problems = process.communicate(timeout=LONGEST)

    assert process.returncode == 1
    assert "worker was killed by SIGKILL" in problems
    [folder] = demo.temporary.glob("kwartier-demo-*")
    assert str(folder / "logs") in problems
    assert (folder / "logs" / "worker.log").exists()
    assert demo.processes() == []


def test_stopped_halfway_it_leaves_nothing_behind(demo: Demo) -> None:
    process = demo.start("small")
    read_until(process, "Appointment")

    process.send_signal(signal.SIGINT)
    process.communicate(timeout=LONGEST)

    assert process.returncode == 128 + signal.SIGINT
    assert demo.processes() == []
    assert list(demo.temporary.glob("kwartier-demo-*")) == []


def test_a_blueprint_that_does_not_exist_is_said_before_anything_starts(demo: Demo) -> None:
    process = demo.start("common-grond")

    _, problems = process.communicate(timeout=LONGEST)

    assert process.returncode == 1
    assert 'did you mean "common-ground"?' in problems

"""Runs the `kwartier` command as a person would: in a process of its own, or sooner done, in this one."""

import os
import subprocess
import sys
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from cli.main import main

ROOT = Path(__file__).parents[2]
LONGEST = 120  # seconds
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
OURS = ("KWARTIER_", *LOCALE)


def kwartier(
    *arguments: str, stdin: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The outcome, with nothing of Kwartier's in the environment, and no locale, but what is given."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-P", "-m", "cli.main", *arguments],
        check=False,
        capture_output=True,
        text=True,
        input=stdin,
        timeout=LONGEST,
        cwd=ROOT,
        env={**clean, **environment, "COLUMNS": "100", "TERM": "dumb"},
    )


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


class Here:
    """Runs the command in this process, in English unless it is asked for another language."""

    def __init__(self, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self._patch = patch
        for name in LOCALE:
            patch.delenv(name, raising=False)
        self._capture = capture

    def __call__(self, *arguments: str, stdin: str = "") -> Outcome:
        self._patch.setattr(sys, "argv", ["kwartier", *arguments])
        self._patch.setattr(sys, "stdin", StringIO(stdin))
        self._capture.readouterr()
        try:
            main()
        except SystemExit as end:
            written = self._capture.readouterr()
            return Outcome(int(end.code or 0), written.out, written.err)
        raise AssertionError("the command must end by exiting")

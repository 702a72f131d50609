"""Another program, and what it answered."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 300  # seconds


@dataclass(frozen=True)
class Answer:
    """How a program ended; `code` is None when it could not be run to its end."""

    code: int | None
    out: str
    err: str

    @property
    def why(self) -> str:
        """What it said of what went wrong, as far as one line tells."""
        said = [line for line in (self.err or self.out).splitlines() if line.strip()]
        # What is indented, in a traceback, is code.
        errors = [line for line in said if "error" in line.casefold() and not line[0].isspace()]
        return next(iter([*errors, *said]), f"no word, and exit code {self.code}")


def run(command: Sequence[str | Path], patience: float = PATIENCE) -> Answer:
    """Run `command`; that it is missing or never ends is an answer as well."""
    try:
        ended = subprocess.run(  # noqa: S603 - our own programs
            command, check=False, capture_output=True, text=True, timeout=patience
        )
    except FileNotFoundError:
        return Answer(None, "", f"there is no program {command[0]}")
    except OSError as error:
        return Answer(None, "", f"{command[0]} does not run: {error}")
    except subprocess.TimeoutExpired:
        return Answer(None, "", f"{command[0]} did not end within {patience:.0f} seconds")
    return Answer(ended.returncode, ended.stdout, ended.stderr)

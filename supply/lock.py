"""What a lock names: packages by version and hash."""

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PRODUCTION = ROOT / "requirements.production.lock"

HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64})")


@dataclass(frozen=True)
class Pin:
    """One package of a lock; `here` says whether this system and Python install it."""

    name: str
    version: str
    hashes: tuple[str, ...]
    here: bool = True

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


def package(name: str, version: str) -> tuple[str, str]:
    """Return a package as everybody who spells it otherwise would."""
    return canonicalize_name(name), str(Version(version))


def read(lock: str) -> list[Pin]:
    """Return what the text of a lock names."""
    lines = [line for line in lock.splitlines() if line and not line.lstrip().startswith("#")]
    return [_pin(entry) for entry in re.split(r"\n(?=\S)", "\n".join(lines)) if entry]


def _pin(entry: str) -> Pin:
    required = Requirement(entry.partition("\\")[0])
    (exactly,) = required.specifier
    name, version = package(required.name, exactly.version)
    here = required.marker is None or required.marker.evaluate()
    return Pin(name, version, tuple(HASH.findall(entry)), here)

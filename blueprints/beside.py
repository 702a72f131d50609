"""Files that a blueprint names: they lie beside it, and what is wrong with them is said with their name."""

from pathlib import Path

from domain.blueprint.problems import Problem
from domain.shared.messages import N_


def cannot_be_read(path: Path, error: OSError) -> Problem:
    """What is wrong with a file, the blueprint's own too, when the system does not let it be read."""
    message = N_("cannot be read: {error}")
    return Problem((), message.having(error=error.strerror or str(error)), str(path))

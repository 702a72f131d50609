"""What the catalogue says of a code."""

from typing import NamedTuple


class Meaning(NamedTuple):
    """What one code stands for."""

    status: int
    title: str
    advice: str

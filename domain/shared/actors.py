"""Who acts: a person by id, in a role."""

from typing import Literal

from domain.shared.base import Tolerant

Role = Literal[
    "office",
    "principal",
    "candidate",
    "kwartiermaker",
    "drafter",
    "representative",
    "panel",
    "member",
    "substitute",
    "judge",
    "operator",
    "programme",
]
"""`judge` is who judges whether a condition is met, and holds no seat for it when a body named them so.

`programme` is Kwartier itself: what happens because time passes or a step is complete.
"""


class Actor(Tolerant):
    """Who did something: the id of a person (never a name) and the role they did it in."""

    person: str
    role: Role


PROGRAMME = Actor(person="", role="programme")

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
    "participant",
    "administrator",
    "operator",
    "programme",
]
"""`judge` is who judges whether a condition is met, and holds no seat for it when a body named them so.

`participant` is anybody with a part, whichever it is, in what each of them may do.

`administrator` is somebody who runs Kwartier and signed in, `operator` whoever cancels a run in Temporal,
which does not say who that is.

`programme` is Kwartier itself: what happens because time passes or a step is complete.
"""


OF_THE_PROGRAMME: frozenset[Role] = frozenset({"programme", "operator"})
"""Roles of no person of the programme: what they do has keys of its own."""


class Actor(Tolerant):
    """Who did something: the id of a person (never a name) and the role they did it in."""

    person: str
    role: Role

    def shares_keys_with(self, other: "Actor") -> bool:
        """Whether a key of the one can be a key of the other.

        People choose their keys, the programme makes its own of places in the register: were they held
        against each other, whoever guesses the next one would keep the programme from it for ever.
        """
        return (self.role in OF_THE_PROGRAMME) == (other.role in OF_THE_PROGRAMME)


PROGRAMME = Actor(person="", role="programme")

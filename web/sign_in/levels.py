"""How sure a provider must be of who somebody is: the levels of assurance that a setting asks for (`acr`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from web.sign_in.refusals import LevelNotMet, LevelNotSaid, LevelsNotOffered

UNMET = "unmet_authentication_requirements"
"""What a provider answers that cannot bring somebody to a level, where it knows the word for it."""


@dataclass(frozen=True)
class Levels:
    """The levels of which one is enough, best first; where there are none, every one is."""

    named: Sequence[str]

    def asked_of(self, metadata: Mapping[str, Any]) -> Mapping[str, str]:
        """What the request for a sign-in says. Raises `LevelsNotOffered` by the provider of `metadata`."""
        offered = metadata.get("acr_values_supported")
        if self.named and offered is not None and not set(self.named) & set(offered):
            raise LevelsNotOffered(levels=self.said, offers=", ".join(map(str, offered))[:200] or "-")
        return {"acr_values": " ".join(self.named)} if self.named else {}

    def check(self, claims: Mapping[str, object]) -> None:
        """Raise `LevelNotMet` unless `claims`, of an id token, name one that is enough."""
        # Asked for is not given: a provider may answer with whatever level it has.
        if not self.named or (level := claims.get("acr")) in self.named:
            return
        if not isinstance(level, str) or not level.isprintable():
            raise LevelNotSaid(levels=self.said)
        raise LevelNotMet(levels=self.said, level=level[:100])

    @property
    def said(self) -> str:
        return ", ".join(self.named)

"""What is noted of a request for the audit log while it is answered: ids, parts and kinds, nothing typed."""

from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass
class Noted:
    """The person by whose id programmes know who asks, the part they acted in, and what they read."""

    person: str | None = None
    part: str | None = None
    material: list[str] = field(default_factory=list[str])


_noted: ContextVar[Noted] = ContextVar("noted")


def begin() -> Noted:
    """Note from here on, in what is answered."""
    noted = Noted()
    _noted.set(noted)
    return noted


def note(*, person: str | None = None, part: str | None = None, material: str | None = None) -> None:
    """Add what has just become known; where nobody keeps an audit log, as in a worker, it is lost."""
    noted = _noted.get(Noted())
    noted.person = person or noted.person
    noted.part = part or noted.part
    if material is not None and material not in noted.material:
        noted.material.append(material)

"""Who a letter goes to, in the sender's words: a role, a person, or organisations that are looked up."""

from dataclasses import dataclass
from typing import TypeAlias

from domain.shared.actors import Role


@dataclass(frozen=True)
class Holders:
    """Whoever holds a role when the letter is addressed."""

    role: Role


@dataclass(frozen=True)
class Person:
    """One person by id, written to in a role."""

    role: Role
    person: str


@dataclass(frozen=True)
class Organisation:
    """Everybody who speaks for an organisation."""

    code: str


@dataclass(frozen=True)
class EveryOrganisation:
    """Every organisation that takes part."""


@dataclass(frozen=True)
class Invited:
    """Those of `codes` that have an invitation to the consultation that is not closed."""

    codes: tuple[str, ...]


@dataclass(frozen=True)
class EverySilent:
    """Every organisation that has not answered the open consultation."""


@dataclass(frozen=True)
class Silent:
    """Those of a group, or of `codes`, that have not answered a consultation."""

    consultation: int
    group: str | None
    codes: tuple[str, ...]


@dataclass(frozen=True)
class InvitedToSession:
    """Every organisation that was invited to a working session."""

    session: int


@dataclass(frozen=True)
class Contributors:
    """Every organisation that said something in a consultation."""

    consultation: int


Addressee: TypeAlias = Holders | Person | Organisation
"""What one row of the outbox is for."""

LookedUp: TypeAlias = EveryOrganisation | Invited | EverySilent | Silent | InvitedToSession | Contributors
"""Organisations that only the tables know: a row for each is put in the outbox."""

Audience: TypeAlias = Addressee | LookedUp

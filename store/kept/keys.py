"""The keys that count: those that the settings name, whatever the database says of others."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.register.heads import PublicKey


@dataclass(frozen=True)
class Keys:
    """Public keys by their thumbprints: of services that sign `commands`, and those that sign `registers`.

    Whoever writes in PostgreSQL can write a key there as well, and sign with it. Where none is known here,
    what is signed is taken at its word.
    """

    commands: Mapping[str, PublicKey] = field(default_factory=dict[str, PublicKey])
    registers: Mapping[str, PublicKey] = field(default_factory=dict[str, PublicKey])

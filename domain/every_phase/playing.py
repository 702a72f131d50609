"""Playing the rules over a register's entries: whether each of them could have come to be.

Of what only PostgreSQL can tell (who answered what, texts that were written) the entries are taken at their
word, as far as the rules leave it open. Commands are judged again where they were kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from domain.every_phase import deriving
from domain.every_phase.waits import Waits
from domain.register.entries import Break, Entry
from domain.register.heads import PublicKey
from domain.register.steps import Carried
from domain.shared.actors import OF_THE_PROGRAMME
from domain.shared.messages import N_, Message
from domain.shared.refusals import Refusal
from domain.state.programme_state import ProgrammeState
from domain.state.signature import must_be_signed, signer_of

NOT_DERIVED = N_("it does not follow from the entries before it")
NOT_SIGNED = N_("no service signed the command behind it")
ANOTHER_KEY = N_(
    "the command behind it is signed with {key}, which is none of the keys known here: if it was one of your"
    " own, name its public part too (KWARTIER_COMMAND_KEYS, --command-key)"
)
AGAIN = N_("its command had been carried out before")


@dataclass(frozen=True)
class Kept:
    """The signed `commands` behind entries, by the number of the first that each caused; `keys` are known.

    Entries before `since` were vouched for otherwise, and are folded as they are. From `needed_from` on no
    person's entry is without its command; nowhere when it is None.
    """

    commands: Mapping[int, Carried]
    keys: Mapping[str, PublicKey]
    since: int = 1
    needed_from: int | None = 1


class Played(NamedTuple):
    """Where a programme stands by entries that follow, and the keys of people's commands among them."""

    waits: Waits
    used: frozenset[str] = frozenset()

    @property
    def state(self) -> ProgrammeState:
        return self.waits.state

    def after(self, entries: Sequence[Entry]) -> "Played":
        """Where it stands after `entries` that are known to follow."""
        used = self.used | {entry.key for entry in entries if entry.actor.role not in OF_THE_PROGRAMME}
        return Played(self.waits.after(entries), used)


def play(played: Played, entries: Iterable[Entry], kept: Kept | None = None) -> Played | Break:
    """Play the rules over `entries`, from where they had led before; the first that does not follow.

    With what was `kept` every command must be there and signed. Without, people's entries are folded unseen.
    """
    # What one step caused came together, under one key.
    for _, them in groupby(entries, key=lambda entry: (entry.actor, entry.key)):
        step = list(them)
        vouched_for = kept is not None and step[-1].seq < kept.since
        why = None if vouched_for else _why_not(played, step, kept)
        if why is not None:
            return Break(step[0].seq, why)
        played = played.after(step)
    return played


def _why_not(played: Played, step: Sequence[Entry], kept: Kept | None) -> Message | None:
    state, used, first = played.state, played.used, step[0]
    if any(entry.at != first.at for entry in step) or (state.at is not None and first.at < state.at):
        return NOT_DERIVED
    if first.actor.role in OF_THE_PROGRAMME:
        return None if deriving.could_be(step, state) else NOT_DERIVED
    if first.key in used:
        return AGAIN
    if kept is None:
        return None
    command = kept.commands.get(first.seq)
    needed = kept.needed_from is not None and first.seq >= kept.needed_from
    return _why_not_of(command, step, state, kept.keys) if needed or command is not None else None


def _why_not_of(
    command: Carried | None, step: Sequence[Entry], state: ProgrammeState, keys: Mapping[str, PublicKey]
) -> Message | None:
    signer = None if command is None else signer_of(command)
    if signer is not None and signer not in keys:
        return ANOTHER_KEY.having(key=signer)
    try:
        must_be_signed(state.slug, command, keys)
    except Refusal:
        return NOT_SIGNED
    assert command is not None, "what is signed is there"
    try:
        deriving.must_have_caused(command, step, state)
    except Refusal:
        return NOT_DERIVED
    return None

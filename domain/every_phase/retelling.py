"""An exported register told again by the rules that it brings: whether each entry could have come to be.

A line of the type `rules` holds what the programme's workflows decide by, whose hash its first entry names; a
`command` line the command behind the entry `seq`, as a service signed it. Of what is sealed there is none.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, cast

from pydantic import ValidationError

from domain.appointment.agreement import ProgrammeAgreed
from domain.every_phase.playing import NOT_DERIVED, Kept, Played, play
from domain.every_phase.waits import Waits
from domain.register.entries import Break, Entry
from domain.register.heads import PublicKey, UnusableKeyError, public_key
from domain.register.proof import Retold
from domain.register.steps import Carried
from domain.shared.canonical import digest
from domain.shared.messages import N_
from domain.shared.rules import Rules
from domain.state.programme_state import ProgrammeState

OTHER_RULES = N_("it names other rules than those that come with it")
RULES_UNREADABLE = N_("the rules that come with it are not readable")
COMMAND_UNREADABLE = N_("a command after it is not readable")
SURPRISES = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
"""What comes of folding what no programme ever wrote."""

Line = Mapping[str, Any]


def rules_line(rules: Mapping[str, object]) -> dict[str, object]:
    """The line of the rules, in the JSON form that was hashed."""
    return {"type": "rules", "rules": rules}


def command_line(seq: int, command: Carried) -> dict[str, object]:
    """The line of the command behind entry `seq` and what else it caused."""
    return {"type": "command", "seq": seq, **command.model_dump(mode="json")}


def retell(lines: Sequence[object], trusted: Sequence[PublicKey] = ()) -> Break | Retold | None:
    """Play the rules over an export whose chain holds; None when it brings no rules.

    Commands must be signed by one of `trusted`; without any, the export's own keys are taken at their word.
    """
    read = [cast("Line", line) for line in lines if isinstance(line, dict)]
    brought = [line for line in read if line.get("type") == "rules"]
    if not brought:
        return None
    entries = list(_shown(read))
    beginning = _beginning(brought, entries)
    if isinstance(beginning, Break):
        return beginning
    kept = _kept(read, trusted, len(entries))
    if isinstance(kept, Break):
        return kept
    played = Played(Waits(beginning))
    # Step by step: what was never written by a programme may not even fold.
    for _, them in groupby(entries, key=lambda entry: (entry.actor, entry.key)):
        step = list(them)
        try:
            further = play(played, step, kept)
        except SURPRISES:
            further = Break(step[0].seq, NOT_DERIVED)
        if isinstance(further, Break):
            return further
        played = further
    names_rules = cast("ProgrammeAgreed", entries[0].event).rules != ""
    return Retold(len(entries), kept.needed_from, names_rules)


def _shown(read: Sequence[Line]) -> Iterator[Entry]:
    """The entries up to the first that is sealed, or that only a newer version understands."""
    for line in read:
        if line.get("type") == "sealed":
            return
        if "type" in line or "format" in line:
            continue
        try:
            yield Entry.model_validate(line)
        except ValidationError:
            return


def _beginning(brought: Sequence[Line], entries: Sequence[Entry]) -> Break | ProgrammeState:
    """Where the programme stood before its first entry, by the rules that the export brings."""
    if not entries or not isinstance(agreed := entries[0].event, ProgrammeAgreed):
        return Break(1, NOT_DERIVED)
    try:
        (line,) = brought
        raw = cast("object", line["rules"])
        rules, hash_ = Rules.model_validate(raw), digest(raw)
    except (LookupError, TypeError, ValueError):
        return Break(0, RULES_UNREADABLE)
    # Entries of 0.1.0 name none.
    if agreed.rules not in {"", hash_}:
        return Break(1, OTHER_RULES)
    said = agreed.model_dump(exclude={"kind"}).items()
    agreement = {name: value for name, value in said if value != ""}
    return ProgrammeState.model_validate(
        {"slug": entries[0].programme, "rules": rules, "agreement": agreement}
    )


def _kept(read: Sequence[Line], trusted: Sequence[PublicKey], last: int) -> Break | Kept:
    try:
        commands = {
            cast("int", line["seq"]): Carried.model_validate(line)
            for line in read
            if line.get("type") == "command" and line["seq"] <= last
        }
        named = [public_key(jwk) for jwk in cast("list[object]", read[0].get("command_keys", []))]
    except UnusableKeyError as error:
        return Break(0, N_("a key in the header is not usable: {error}").having(error=error.message))
    except (LookupError, TypeError, ValueError):
        return Break(last, COMMAND_UNREADABLE)
    keys = {key.id: key for key in trusted or named}
    # Since the first that was signed all are; before there were signatures none is.
    needed_from = min(commands, default=1 if trusted else None)
    return Kept(commands, keys, needed_from=needed_from)

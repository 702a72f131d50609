"""An export brings the rules, and whoever has it plays them over its entries."""

import json
from copy import deepcopy
from functools import cache
from typing import Any, cast

import pytest

from cli.exports import check
from domain.every_phase.playing import ANOTHER_KEY, NOT_DERIVED, NOT_SIGNED
from domain.every_phase.retelling import (
    COMMAND_UNREADABLE,
    OTHER_RULES,
    RULES_UNREADABLE,
    command_line,
    retell,
    rules_line,
)
from domain.register.entries import GENESIS, Break
from domain.register.proof import Retold, header
from domain.register.sealed import sealed_line
from domain.shared.canonical import digest
from domain.sign_off.approve_programme import ProgrammeApproved
from domain.state.commands import Command, carried, signed
from tests.domain import arranged, asking
from tests.domain.cast import ANNA
from tests.domain.programmes import Programme
from tests.domain.verifiers import Line, verdict
from tests.replay import exported
from tests.workflows.running import COMMAND_KEY, KEY


def lines_of(programme: Programme, *commands: Line) -> list[Line]:
    """The export of a programme, with its rules and these commands."""
    first, rules = programme.register[0], programme.beginning.rules.model_dump(mode="json")
    entries = [entry.model_dump(mode="json") for entry in programme.register]
    return [header(first.programme, [], [COMMAND_KEY.public]), *entries, rules_line(rules), *commands]


def entries_of(lines: list[Line]) -> list[Line]:
    return [line for line in lines if "event" in line]


def resealed(lines: list[Line]) -> list[Line]:
    """What a forger does who can compute: every number, link and hash fits again."""
    previous = GENESIS
    for seq, entry in enumerate(entries_of(lines), start=1):
        entry |= {"seq": seq, "prev": previous}
        previous = entry["hash"] = digest({name: item for name, item in entry.items() if name != "hash"})
    return lines


def check_of(lines: list[Line]) -> object:
    return check([json.dumps(line) for line in lines])


@cache
def _approved() -> Programme:
    return arranged.approved()


def approved() -> list[Line]:
    return deepcopy(lines_of(_approved()))


@pytest.mark.parametrize("file", exported.files(), ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_recorded_register_is_retold_to_its_end(file: exported.Path) -> None:
    recorded = exported.read(file)
    rules = rules_line(cast("Line", recorded.beginning["rules"]))

    retold = retell([*recorded.lines, rules])

    assert isinstance(retold, Retold), retold
    assert retold.up_to == len(recorded.entries)


def test_without_the_rules_nothing_is_retold() -> None:
    lines = [line for line in approved() if line.get("type") != "rules"]

    assert retell(lines) is None


def test_an_approval_that_the_rules_do_not_give_is_named_though_every_hash_fits() -> None:
    programme = arranged.before_the_body()
    last = programme.register[-1]
    approval = ProgrammeApproved(version=2, hash="any")
    forged = last.model_copy(update={"key": f"step-{last.seq + 1}", "event": approval})
    programme.register.append(forged)
    lines = resealed(lines_of(programme))

    assert verdict(lines[:1] + entries_of(lines))[0] == "holds"
    assert retell(lines) == Break(last.seq + 1, NOT_DERIVED)
    assert check_of(lines) == Break(last.seq + 1, NOT_DERIVED)


def test_an_outcome_that_was_turned_is_named() -> None:
    lines = approved()
    decided = next(
        one for one in entries_of(lines) if cast("Line", one["event"])["kind"] == "decision.established"
    )
    cast("Line", decided["event"])["outcome"] = "rejected"
    resealed(lines)

    assert retell(lines) == Break(cast("int", decided["seq"]), NOT_DERIVED)


def test_other_rules_than_its_first_entry_names_are_found_by_both_verifiers() -> None:
    lines = approved()
    rules = next(line["rules"] for line in lines if line.get("type") == "rules")
    first = entries_of(lines)[0]
    cast("Line", first["event"])["rules"] = digest(rules)
    resealed(lines)
    assert retell(lines) == Retold(len(entries_of(lines)), None, names_rules=True)

    cast("dict[str, Any]", rules)["sign_off"]["max_sent_back"] = 99

    assert retell(lines) == Break(1, OTHER_RULES)
    assert verdict(lines)[:2] == ("broken", 1)


@pytest.mark.parametrize("rules", [None, {}, 1])
def test_what_are_no_rules_are_not_readable(rules: object) -> None:
    lines = [
        line if line.get("type") != "rules" else {"type": "rules", "rules": rules} for line in approved()
    ]

    assert retell(lines) == Break(0, RULES_UNREADABLE)


def test_rules_stand_there_once() -> None:
    lines = approved()

    assert retell([*lines, lines[-1]]) == Break(0, RULES_UNREADABLE)


def test_it_is_retold_as_far_as_nothing_is_sealed() -> None:
    lines = approved()
    voted = next(one for one in entries_of(lines) if cast("Line", one["event"])["kind"] == "ballot.cast")
    lines[lines.index(voted)] = sealed_line(voted)

    assert retell(lines) == Retold(cast("int", voted["seq"]) - 1, None, names_rules=False)


def test_what_only_a_newer_version_understands_is_not_called_false() -> None:
    lines = approved()
    last = entries_of(lines)[-1]
    cast("Line", last["event"])["kind"] = "something.newer"
    resealed(lines)

    assert retell(lines) == Retold(cast("int", last["seq"]) - 1, None, names_rules=False)


# --- the commands behind it ---


def nominated() -> tuple[Programme, Command]:
    """A programme in which somebody was nominated, and the command that did it."""
    programme, nominate = Programme(), asking.nominate(ANNA.person)
    programme.act(nominate)
    return programme, nominate


def behind(programme: Programme, command: Command, **by: Any) -> Line:  # noqa: ANN401 - a key
    entry = next(entry for entry in programme.register if entry.key == command.id)
    whole = signed(command, entry.programme, by.get("key", COMMAND_KEY), programme.now)
    return command_line(entry.seq, carried(whole))


def test_an_entry_follows_from_the_command_that_was_signed() -> None:
    programme, nominate = nominated()
    command = behind(programme, nominate)

    retold = retell(lines_of(programme, command))

    assert retold == Retold(len(programme.register), cast("int", command["seq"]), names_rules=False)
    assert retell(lines_of(programme, command), [COMMAND_KEY.public]) == retold


def test_a_command_that_somebody_else_signed_is_named() -> None:
    programme, nominate = nominated()
    by_another = behind(programme, nominate, key=KEY)

    unknown = ANOTHER_KEY.having(key=KEY.public.id)
    assert retell(lines_of(programme, by_another)) == Break(cast("int", by_another["seq"]), unknown)
    own, unknown = behind(programme, nominate), ANOTHER_KEY.having(key=COMMAND_KEY.public.id)
    assert retell(lines_of(programme, own), [KEY.public]) == Break(cast("int", own["seq"]), unknown)


def test_a_command_that_says_something_else_than_its_entry_is_named() -> None:
    programme, _ = nominated()
    another = asking.nominate("somebody-else")
    seq = programme.register[-1].seq
    whole = signed(another, programme.state.slug, COMMAND_KEY, programme.now)

    assert retell(lines_of(programme, command_line(seq, carried(whole)))) == Break(seq, NOT_DERIVED)


def test_with_a_trusted_key_no_command_may_be_left_out() -> None:
    programme, nominate = nominated()
    seq = next(entry.seq for entry in programme.register if entry.key == nominate.id)

    assert isinstance(retell(lines_of(programme)), Retold)
    assert retell(lines_of(programme), [COMMAND_KEY.public]) == Break(seq, NOT_SIGNED)


@pytest.mark.parametrize("change", [{"seq": "two"}, {"fields": 1}, {"update": None}])
def test_what_is_no_command_is_not_readable(change: Line) -> None:
    programme, nominate = nominated()
    line = behind(programme, nominate) | change

    assert retell(lines_of(programme, line)) == Break(len(programme.register), COMMAND_UNREADABLE)


def test_what_does_not_even_fold_is_named() -> None:
    lines = approved()
    first, *entries = entries_of(lines)
    voted = next(one for one in entries if cast("Line", one["event"])["kind"] == "ballot.cast")
    # Of a person's, whom nobody asks for a command here: it is folded unseen, where no submission is yet.
    lines.insert(2, {**voted, "key": "too-soon", "at": first["at"]})
    resealed(lines)

    assert retell(lines) == Break(2, NOT_DERIVED)

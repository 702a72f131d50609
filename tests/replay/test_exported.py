"""Registers that older versions exported still hold, are still read, and still come down to the same."""

import json
from pathlib import Path

import pytest

from domain.blueprint.model import Blueprint
from domain.register.entries import Entry
from domain.shared.canonical import digest
from domain.state.programme_state import ProgrammeState
from tests.domain.verifiers import verdict
from tests.replay import exported, kept
from tests.replay.added import without_added
from tests.replay.differences import compare

FILES = exported.files()
each_register = pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")


@each_register
def test_it_holds_for_both_verifiers_and_its_decisions_are_signed(file: Path) -> None:
    lines = exported.read(file).lines

    holds, seq, _ = verdict(lines, trusted=[exported.key(file.parent)])

    assert (holds, seq) == ("holds", len(exported.read(file).entries))


@each_register
def test_a_changed_entry_is_noticed(file: Path) -> None:
    lines = [json.loads(json.dumps(line)) for line in exported.read(file).lines]
    lines[2]["event"]["kind"] = "programme.withdrawn"

    assert verdict(lines, trusted=[exported.key(file.parent)])[:2] == ("broken", 2)


@each_register
def test_each_entry_is_read_and_written_again_as_it_was(file: Path) -> None:
    for line in exported.read(file).entries:
        entry = Entry.model_validate(line)
        written = without_added(entry.model_dump(mode="json"), "entry", file.parent.name)

        assert list(compare(line, written, f"entry {entry.seq}")) == []
        assert digest({key: value for key, value in written.items() if key != "hash"}) == entry.hash


@each_register
def test_folding_it_gives_the_recorded_state_after_each_entry(file: Path) -> None:
    recorded, version = exported.read(file), file.parent.name
    beginning = ProgrammeState.model_validate(recorded.beginning)
    entries = [Entry.model_validate(line) for line in recorded.entries]

    states = [without_added(state, "state", version) for state in exported.states_after(beginning, entries)]

    assert list(compare(recorded.ending, states[-1], "state")) == []
    assert [n for n, state in enumerate(states) if digest(state) != recorded.after[n]] == []


@each_register
def test_its_blueprint_is_read_and_kept_again_as_it_was(file: Path) -> None:
    recorded, register = exported.read(file).blueprint, exported.read(file).entries

    kept_again = without_added(Blueprint.model_validate(recorded).kept(), "blueprint", file.parent.name)

    assert list(compare(recorded, kept_again, "blueprint")) == []
    assert digest(kept_again) == register[0]["event"]["blueprint"]


def test_every_recorded_story_has_a_register() -> None:
    recorded = {(file.parent.name, file.stem.split("-")[0]) for file in kept.files()}

    assert recorded == {(file.parent.name, file.stem) for file in FILES}

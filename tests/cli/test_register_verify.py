"""`kwartier register verify`: what a person and a script see of an export, sound or not."""

import json
from pathlib import Path

import pytest

from tests.cli.commanding import Here, kwartier
from tests.domain import asking
from tests.domain.cast import ANNA
from tests.domain.programmes import Programme


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    return Here(monkeypatch, capsys)


@pytest.fixture
def lines() -> list[str]:
    programme = Programme()
    programme.act(asking.nominate(ANNA.person))
    programme.wait(4)
    return [json.dumps(entry.model_dump(mode="json")) for entry in programme.register]


@pytest.fixture
def file(tmp_path: Path, lines: list[str]) -> Path:
    export = tmp_path / "register.jsonl"
    export.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return export


@pytest.fixture
def head(lines: list[str]) -> str:
    """The head of the untouched register, as it is printed."""
    last = json.loads(lines[-1])
    return f"{last['seq']}:{last['hash']}"


@pytest.fixture
def tampered(tmp_path: Path, lines: list[str]) -> Path:
    """The export with somebody else nominated in its second entry."""
    export = tmp_path / "tampered.jsonl"
    second = lines[1].replace(ANNA.person, "somebody-else")
    assert second != lines[1]
    export.write_text("\n".join([lines[0], second, *lines[2:]]), encoding="utf-8")
    return export


def test_a_register_that_holds_is_said_with_its_head(file: Path, lines: list[str], head: str) -> None:
    answer = kwartier("register", "verify", str(file))

    assert answer.returncode == 0
    assert answer.stdout.startswith("holds")
    assert f"{len(lines)} entries, head {head}" in answer.stdout


def test_the_first_entry_that_does_not_hold_is_named(tampered: Path) -> None:
    answer = kwartier("register", "verify", str(tampered))

    assert answer.returncode == 1
    assert answer.stdout.startswith("does not hold")
    assert "entry 2: its content does not give its hash" in answer.stdout


def test_as_json_both_can_be_read_by_a_script(here: Here, file: Path, tampered: Path, head: str) -> None:
    holds = here("register", "verify", str(file), "--json")
    broken = here("register", "verify", str(tampered), "--json")

    seq, hash_ = head.split(":")
    assert json.loads(holds.out) == {"holds": True, "head": {"seq": int(seq), "hash": hash_}}
    assert json.loads(broken.out) == {
        "holds": False,
        "break": {"seq": 2, "why": "its content does not give its hash"},
    }
    assert (holds.code, broken.code) == (0, 1)


def test_what_was_cut_off_is_found_with_the_head(
    here: Here, tmp_path: Path, lines: list[str], head: str
) -> None:
    cut = tmp_path / "cut.jsonl"
    cut.write_text("\n".join(lines[:-1]), encoding="utf-8")

    without, with_head = (
        here("register", "verify", str(cut)),
        here("register", "verify", str(cut), "--head", head),
    )

    assert without.code == 0
    assert with_head.code == 1
    assert f"entry {len(lines)}: it is missing" in with_head.out


def test_it_reads_standard_input(here: Here, lines: list[str], head: str) -> None:
    answer = here("register", "verify", "-", stdin="\n".join(lines))

    assert answer.code == 0
    assert head in answer.out


@pytest.mark.parametrize("head", ["12", "12:abc", "x"])
def test_what_is_no_head_is_explained(here: Here, file: Path, head: str) -> None:
    answer = here("register", "verify", str(file), "--head", head)

    assert answer.code == 1
    assert "is not the head of a register" in answer.err


def test_a_file_that_is_not_there_is_explained(here: Here, tmp_path: Path) -> None:
    answer = here("register", "verify", str(tmp_path / "nothing.jsonl"))

    assert answer.code == 1
    assert "cannot be read" in answer.err

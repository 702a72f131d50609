"""`kwartier register verify`: what a person and a script see of an export, sound or not."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from cli.commands.register import show
from cli.showing.page import WIDTH, Page
from domain.register.entries import Break, Head
from domain.register.proof import Proof, Retold, Stamped
from domain.shared.messages import N_
from tests.cli.commanding import Here, kwartier
from tests.cli.exported import bare, stamped
from tests.domain.arranged import withdrawn
from tests.domain.cast import ANNA
from tests.domain.stamping import authority
from tests.domain.verifiers import KEY, STANDALONE, export
from tests.words.pseudo import PSEUDO, outside


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    return Here(monkeypatch, capsys)


@pytest.fixture
def lines() -> list[str]:
    return bare()


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
    assert json.loads(holds.out) == {
        "holds": True,
        "head": {"seq": int(seq), "hash": hash_},
        "signed": {"up_to": 0, "keys": []},
        "sealed": 0,
        "timestamps": {"stamps": [], "waiting": []},
        "rules": None,
    }
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


class TestSigned:
    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        signed = tmp_path / "signed.jsonl"
        signed.write_text("\n".join(map(json.dumps, export(withdrawn()))), encoding="utf-8")
        return signed

    @pytest.fixture
    def key(self, tmp_path: Path) -> Path:
        file = tmp_path / "key.json"
        file.write_text(json.dumps(KEY.public.jwk), encoding="utf-8")
        return file

    def test_it_is_said_how_far_and_by_which_key(self, here: Here, file: Path, key: Path) -> None:
        answer = here("register", "verify", str(file), "--key", str(key))

        entries = sum("event" in line for line in map(json.loads, file.read_text().split("\n")))
        assert answer.code == 0
        assert f"signed up to entry {entries} by {KEY.public.id}" in answer.out

    def test_a_file_without_a_key_in_it_is_explained(self, here: Here, file: Path) -> None:
        answer = here("register", "verify", str(file), "--key", str(file))

        assert answer.code == 1
        assert "holds no public Ed25519 key" in answer.err

    @pytest.mark.parametrize(("change", "code"), [("", 0), ("withdraw", 1)])
    def test_the_file_that_stands_alone_runs_without_kwartier(
        self, tmp_path: Path, file: Path, key: Path, change: str, code: int
    ) -> None:
        if change:
            file.write_text(file.read_text().replace("programme.withdrawn", "programme.approved"))
        alone = tmp_path / "verify_register.py"
        alone.write_text(STANDALONE.read_text(encoding="utf-8"), encoding="utf-8")

        answer = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-I", alone, file, "--key", key], check=False, capture_output=True, text=True
        )

        assert answer.returncode == code, answer.stderr
        assert answer.stdout.startswith("does not hold: entry" if code else "holds: ")


class TestStamped:
    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        file = tmp_path / "stamped.jsonl"
        file.write_text("\n".join(map(json.dumps, stamped())), encoding="utf-8")
        return file

    @pytest.fixture
    def certificate(self, tmp_path: Path) -> Path:
        file = tmp_path / "authority.pem"
        file.write_text(authority().pem)
        return file

    def test_it_is_said_when_an_entry_was_there(self, here: Here, file: Path, certificate: Path) -> None:
        checked = here("register", "verify", str(file), "--timestamp-certificate", str(certificate))
        unchecked = here("register", "verify", str(file))

        assert (checked.code, unchecked.code) == (0, 0)
        assert "by its time stamp" in checked.out
        assert "1 time stamp, which --timestamp-certificate checks" in unchecked.out

    def test_a_script_reads_it_too(self, here: Here, file: Path, certificate: Path) -> None:
        option = ("--timestamp-certificate", str(certificate))
        answer = here("register", "verify", str(file), *option, "--json")

        (stamp,) = json.loads(answer.out)["timestamps"]["stamps"]
        assert stamp["at"] is not None

    def test_the_file_that_stands_alone_says_it_too(self, file: Path, certificate: Path) -> None:
        command = [sys.executable, STANDALONE, file, "--timestamp-certificate", certificate]
        answer = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own program

        assert answer.returncode == 0, answer.stderr
        assert "time stamp: entry " in answer.stdout

    def test_a_file_without_a_certificate_in_it_is_explained(self, here: Here, file: Path) -> None:
        answer = here("register", "verify", str(file), "--timestamp-certificate", str(file))

        assert answer.code == 1
        assert "holds no certificate" in answer.err


@pytest.mark.parametrize(
    "found",
    [
        Break(0, N_("its event has no kind")),
        Break(2, N_("its event has no kind")),
        Proof(Head(seq=1), 0, ()),
        Proof(Head(seq=3), 2, ("1",), sealed=1),
        Proof(Head(seq=3), 2, ("1",), sealed=2),
        Proof(
            Head(seq=3), 2, ("1",), stamps=(Stamped(2, "1", datetime(2027, 1, 1, tzinfo=UTC)),), waiting=(3,)
        ),
        Proof(Head(seq=3), 2, ("1",), stamps=(Stamped(2, "1", None),), waiting=(2, 3)),
        Proof(Head(seq=3), 2, ("1",), retold=Retold(3, 2, names_rules=True)),
        Proof(Head(seq=3), 2, ("1",), retold=Retold(3, None, names_rules=False)),
    ],
)
def test_what_was_found_is_said_in_the_language_of_the_terminal_alone(found: Break | Proof) -> None:
    page = Page(Console(file=StringIO(), width=WIDTH), PSEUDO)

    show(page, Path("1"), found)

    assert isinstance(page.console.file, StringIO)
    assert outside(page.console.file.getvalue(), "2027-01-01T00:00:00Z") == []

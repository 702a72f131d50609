"""`kwartier do`, against what `kwartier up` starts: listing, looking ahead, doing, and being refused."""

import json
import secrets
import shutil
import sys
from collections.abc import AsyncIterator
from io import StringIO
from pathlib import Path

import pytest

from cli.embedded.services import ANY_PORTS
from cli.embedded.stack import stack
from cli.main import main
from settings import Settings
from tests.cli.commanding import Here
from tests.conftest import make_reachable_folder


@pytest.fixture(scope="module")
async def running() -> AsyncIterator[Path]:
    """The data folder in which everything runs."""
    folder = make_reachable_folder()
    async with stack(folder, Settings(), ports=ANY_PORTS):
        yield folder
    shutil.rmtree(folder)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    return Here(monkeypatch, capsys)


@pytest.fixture
def slug(here: Here, running: Path) -> str:
    """A programme that has just started."""
    name = f"small-{secrets.token_hex(3)}"
    outcome = here("start", "small", "--slug", name, "--data", str(running))
    assert outcome.code == 0, outcome.err
    return name


class Terminal(StringIO):
    """Somebody who answers, one line after the other."""

    def isatty(self) -> bool:
        return True


def answering(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answers: str, *arguments: str
) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["kwartier", *arguments])
    monkeypatch.setattr(sys, "stdin", Terminal(answers))
    capsys.readouterr()
    with pytest.raises(SystemExit) as end:
        main()
    written = capsys.readouterr()
    return int(end.value.code or 0), written.out, written.err


def test_what_one_may_do_now_is_listed(here: Here, running: Path, slug: str) -> None:
    outcome = here("do", slug, "--data", str(running))

    assert outcome.code == 0, outcome.err
    assert "nominate  Nominate a candidate" in outcome.out
    assert "--about deadline=nominate" in outcome.out
    assert "cast-ballot" not in outcome.out


def test_it_is_listed_for_programs_too(here: Here, running: Path, slug: str) -> None:
    outcome = here("do", slug, "--json", "--data", str(running))

    names = {act["name"] for act in json.loads(outcome.out)}
    assert {"nominate", "suspend", "move-deadline"} <= names


def test_an_act_is_done_and_its_register_entry_named(here: Here, running: Path, slug: str) -> None:
    person = ("--set", "person.name=Anna", "--set", "person.email=anna@new.example")

    outcome = here(
        "do", slug, "nominate", *person, "--set", "interests=None.", "--yes", "--data", str(running)
    )

    assert outcome.code == 0, outcome.err
    assert "This happens then" in outcome.out
    assert "choice" in outcome.out
    assert "Register entry 2:" in outcome.out


def test_all_that_is_given_may_be_json(here: Here, running: Path, slug: str) -> None:
    fields = json.dumps({"reason": "A pause."})

    outcome = here(
        "do", slug, "suspend", "--json-fields", "-", "--yes", "--json", "--data", str(running), stdin=fields
    )

    assert outcome.code == 0, outcome.err
    found = json.loads(outcome.out)
    assert [entry["kind"] for entry in found["answer"]["entries"]] == ["programme.suspended"]
    assert [entry["kind"] for entry in found["preview"]["entries"]] == ["programme.suspended"]


def test_what_is_missing_is_named_where_nobody_is_there_to_answer(
    here: Here, running: Path, slug: str
) -> None:
    outcome = here("do", slug, "move-deadline", "--set", "reason=So.", "--yes", "--data", str(running))

    assert outcome.code == 1
    assert "Give with --set what is missing: due (New last day)." in " ".join(outcome.err.split())


def test_nothing_is_done_unless_somebody_says_yes(here: Here, running: Path, slug: str) -> None:
    outcome = here("do", slug, "suspend", "--set", "reason=So.", "--data", str(running))

    assert outcome.code == 1
    assert "Add --yes to do it" in outcome.err
    assert "suspend  Suspend the programme" in here("do", slug, "--data", str(running)).out


def test_an_act_that_one_may_not_do_is_named_beside_those_that_one_may(
    here: Here, running: Path, slug: str
) -> None:
    outcome = here("do", slug, "cast-ballot", "--data", str(running))

    assert outcome.code == 1
    assert f"You may not do cast-ballot in {slug} now. You may:" in " ".join(outcome.err.split())


def test_a_refusal_comes_with_its_advice(here: Here, running: Path, slug: str) -> None:
    fields = ("--set", "due=2020-01-02", "--set", "reason=So.")

    outcome = here("do", slug, "move-deadline", *fields, "--yes", "--data", str(running))

    assert outcome.code == 1
    assert "day_is_over, HTTP 409" in outcome.err
    assert "`details.today` is today by the programme's clock." in outcome.err


def test_what_is_missing_is_asked_for_and_nothing_happens_on_a_no(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], running: Path, slug: str
) -> None:
    arguments = ("do", slug, "suspend", "--data", str(running))

    code, out, err = answering(monkeypatch, capsys, "The ministry pauses.\nno\n", *arguments)

    assert code == 0, err
    assert "Why" in err
    assert "This goes into the register." in err
    assert "Nothing was done." in out

    code, out, err = answering(monkeypatch, capsys, "\nThe ministry pauses.\nyes\n", *arguments)

    assert code == 0, err
    assert "Register entry 2:" in out

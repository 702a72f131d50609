"""start, list, show, forward, parts, token and register export, against what `kwartier up` starts."""

import asyncio
import json
import secrets
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import pytest

from cli.embedded.services import ANY_PORTS
from cli.embedded.stack import stack
from cli.instance import find_instance
from cli.tokens import Identity, mint, signing_key
from domain.register.proof import FORMAT
from settings import Settings
from store.database import connect
from store.people import sign_in_links
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
    assert f"started  {name}: Small programme" in outcome.out
    assert f"kwartier show {name}" in outcome.out
    return name


def test_a_slug_is_taken_for_ever(here: Here, running: Path, slug: str) -> None:
    again = here("start", "small", "--slug", slug, "--data", str(running))

    assert again.code == 1
    assert "slug_taken, HTTP 409" in again.err


def test_a_mistake_in_a_blueprint_is_named_with_its_line(here: Here, running: Path, tmp_path: Path) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text('title = "Wrong"\ntimezone = "Europe/Nowhere"\n', encoding="utf-8")

    outcome = here("start", str(file), "--data", str(running))

    assert outcome.code == 1
    assert f'{file}:2: timezone: "Europe/Nowhere" is not a time zone' in outcome.err


def test_the_list_says_whom_each_programme_waits_for(here: Here, running: Path, slug: str) -> None:
    outcome = here("list", "--data", str(running))

    [line] = [line for line in outcome.out.splitlines() if line.startswith(slug)]
    assert "appointment" in line
    assert "The programme office, to nominate" in line
    assert "late" not in line


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (["--phase", "appointment"], True),
        (["--role", "office", "--by-day"], True),
        (["--situation", "ended"], False),
        (["--late"], False),
        (["--search", "nothing like it"], False),
        (["--due-by", "2020-01-01"], False),
    ],
)
def test_the_list_takes_the_filters_of_the_api(
    here: Here, running: Path, slug: str, wanted: list[str], shown: bool
) -> None:
    outcome = here("list", *wanted, "--data", str(running))

    assert (slug in outcome.out) == shown
    assert shown or "No programme is like this." in outcome.out


def test_the_list_as_json_holds_what_the_api_says(here: Here, running: Path, slug: str) -> None:
    outcome = here("list", "--json", "--data", str(running))

    [found] = [programme for programme in json.loads(outcome.out) if programme["slug"] == slug]
    assert found["waiting"]["role"] == "office"
    assert found["head"]["seq"] >= 1
    assert {"slug", "title", "phase", "ending", "waiting", "head", "kwartiermaker"} <= set(found)


def test_showing_one_reports_where_it_stands_and_what_happened(here: Here, running: Path, slug: str) -> None:
    outcome = here("show", slug, "--data", str(running))

    assert outcome.code == 0, outcome.err
    assert f"Small programme  {slug}" in outcome.out
    assert "nomination" in outcome.out
    assert "The proposal was agreed to." in outcome.out
    assert max(len(line) for line in outcome.out.splitlines()) <= 100


def test_showing_one_in_dutch_is_wholly_in_dutch(here: Here, running: Path, slug: str) -> None:
    outcome = here("--language", "nl", "show", slug, "--data", str(running))

    assert outcome.code == 0, outcome.err
    assert "Fase" in outcome.out
    assert "voordracht" in outcome.out
    assert "Er is ingestemd met het voorstel." in outcome.out
    assert "The proposal was agreed to." not in outcome.out


def test_showing_one_as_json_gives_everything(here: Here, running: Path, slug: str) -> None:
    shown = json.loads(here("show", slug, "--json", "--data", str(running)).out)

    assert set(shown) == {
        *("programme", "deadlines", "gate", "decisions", "conditions", "nominations", "mandates", "register"),
        "blueprint",
    }
    assert [entry["event"]["kind"] for entry in shown["register"]] == ["programme.agreed"]
    assert [deadline["key"] for deadline in shown["deadlines"]] == ["nominate"]


def test_moving_the_clock_lets_a_deadline_pass(here: Here, running: Path, slug: str) -> None:
    outcome = here("forward", slug, "14", "--data", str(running))

    assert outcome.code == 0, outcome.err
    assert f"{slug}: it is now" in outcome.out
    shown = here("show", slug, "--data", str(running))
    assert "Deadline passed: nomination. Escalated to the" in shown.out
    assert [line for line in shown.out.splitlines() if "nomination" in line and line.endswith(" passed")]
    [line] = [line for line in here("list", "--data", str(running)).out.splitlines() if slug in line]
    assert line.endswith("late")


def test_an_exported_register_verifies_with_the_head_that_was_printed(
    here: Here, running: Path, slug: str, tmp_path: Path
) -> None:
    file = tmp_path / "register.jsonl"

    exported = here("register", "export", slug, str(file), "--data", str(running))
    head = exported.err.rpartition("head ")[2].strip()
    verified = here("register", "verify", str(file), "--head", head)

    assert exported.code == 0, exported.err
    assert verified.code == 0, verified.out
    assert head in verified.out


def test_without_a_file_the_register_goes_to_standard_output(here: Here, running: Path, slug: str) -> None:
    exported = here("register", "export", slug, "--data", str(running))

    header, first, *_ = map(json.loads, exported.out.splitlines())
    assert (header["format"], header["programme"]) == (FORMAT, slug)
    assert first["event"]["kind"] == "programme.agreed"
    assert here("register", "verify", "-", stdin=exported.out).code == 0


def test_an_unknown_programme_is_said_to_be_unknown(here: Here, running: Path) -> None:
    outcome = here("show", "nothing-like-it", "--data", str(running))

    assert outcome.code == 1
    assert "no_such_programme, HTTP 404" in outcome.err


def test_a_token_that_does_not_count_is_said_not_to(here: Here, running: Path) -> None:
    outcome = here("list", "--token", "nonsense", "--data", str(running))

    assert outcome.code == 1
    assert "invalid_token, HTTP 401" in outcome.err


def test_where_nothing_runs_it_says_how_to_start(here: Here, tmp_path: Path) -> None:
    outcome = here("list", "--data", str(tmp_path))

    assert outcome.code == 1
    assert "kwartier up" in outcome.err


def test_an_api_elsewhere_must_know_who_asks(here: Here, tmp_path: Path) -> None:
    outcome = here("list", "--api", "http://127.0.0.1:1", "--data", str(tmp_path))

    assert outcome.code == 1
    assert "KWARTIER_TOKEN" in outcome.err


def test_where_a_programme_stands_is_for_whoever_has_a_part_in_it(
    here: Here, running: Path, slug: str
) -> None:
    reviewer = mint(signing_key(running), Identity("rik@small.example", "Rik Reviewer"))
    stranger = mint(signing_key(running), Identity("somebody", "Somebody"))

    shown = here("show", slug, "--token", reviewer, "--data", str(running))
    refused = here("show", slug, "--token", stranger, "--data", str(running))

    assert shown.code == 0, shown.err
    assert f"Small programme  {slug}" in shown.out
    assert refused.code == 1
    assert "not_readable, HTTP 403" in refused.err


def test_what_an_organisation_said_is_traced_by_its_name(here: Here, running: Path, slug: str) -> None:
    outcome = here("trace", slug, "--organisation", "one", "--section", "Goals", "--data", str(running))

    assert outcome.code == 0, outcome.err
    assert "Nothing contributed." in outcome.out
    unknown = here("trace", slug, "--organisation", "nobody", "--data", str(running))
    assert unknown.code == 1
    assert 'There is no organisation "nobody" in this programme' in unknown.err
    shown = here("trace", slug, "--organisation", "ONE", "--json", "--data", str(running))
    assert json.loads(shown.out)["organisation"] == "ONE"


def test_what_is_public_comes_in_one_file(here: Here, running: Path, slug: str, tmp_path: Path) -> None:
    file = tmp_path / "public.zip"

    outcome = here("public-export", slug, str(file), "--data", str(running))

    assert outcome.code == 0, outcome.err
    with ZipFile(file) as zipped:
        assert zipped.namelist() == ["README.md", "index.json"]


def test_a_bodys_calendar_is_imported_and_its_meetings_are_listed(
    here: Here, running: Path, slug: str, tmp_path: Path
) -> None:
    file = tmp_path / "board.ics"
    file.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20980106\nEND:VEVENT\nEND:VCALENDAR\n", "utf-8"
    )
    data = ("--data", str(running))

    imported = here("meetings", "import", slug, "board", str(file), *data)
    listed = here("meetings", "list", slug, "--body", "board", *data)
    nowhere = here("meetings", "import", slug, "board", str(tmp_path / "none.ics"), *data)

    assert imported.code == 0, imported.err
    assert "6 Jan 2098" in listed.out
    assert (nowhere.code, "cannot be read: No such file or directory" in nowhere.err) == (1, True)


# --- who is in which part ---


def test_the_office_changes_with_a_reason_and_the_command_says_as_whom_it_acts(
    here: Here, running: Path, slug: str
) -> None:
    at, because = ("--data", str(running)), ("--reason", "Vera takes over.")
    given = here("parts", "give", slug, "vera@example.nl", "--name", "Vera Bureau", *because, *at)
    office = office_of(here, running, slug)
    taken = here("parts", "take", slug, office["Vera Bureau"], *because, *at)

    assert (given.code, given.out) == (0, f"Vera Bureau is of the programme office of {slug}.\n")
    assert "by a development token" in given.err
    assert taken.code == 0, taken.err
    assert "Vera Bureau" not in office_of(here, running, slug)


def office_of(here: Here, running: Path, slug: str) -> dict[str, str]:
    """Who is of the office, by name, with their ids."""
    listed = json.loads(here("parts", "list", slug, "--json", "--data", str(running)).out)
    return {one["person"]["name"]: one["person"]["id"] for one in listed if one["part"] == "office"}


def test_who_is_in_which_part_is_a_table(here: Here, running: Path, slug: str) -> None:
    outcome = here("parts", "list", slug, "--data", str(running))

    assert outcome.code == 0, outcome.err
    assert "the programme office" in outcome.out
    assert "the principal" in outcome.out


def test_links_for_signing_in_are_sent_used_and_undone(here: Here, running: Path, slug: str) -> None:
    at, because = ("--data", str(running)), ("--reason", "It was somebody else.")
    here("parts", "give", slug, "wil@example.nl", "--name", "Wil Bureau", *because, *at)
    wil = office_of(here, running, slug)["Wil Bureau"]
    token = mint(signing_key(running), Identity("7f3e-wil", "Wil", "wil@id.example"))

    sent = here("parts", "link", slug, wil, *at)
    link = f"https://kwartier.example/sign-in/{asyncio.run(link_of(running, slug, wil))}"
    bound = here("parts", "bind", link, "--token", token, *at)
    undone = here("parts", "unbind", slug, wil, *because, *at)
    again = here("parts", "unbind", slug, wil, *because, *at)
    used = here("parts", "bind", link, "--token", token, *at)

    assert sent.out == "Wil Bureau gets a letter with a link, unless they have signed in already.\n"
    assert bound.out == "You are Wil Bureau in the programme Small programme from now on.\n", bound.err
    assert undone.code == 0, undone.err
    assert (again.code, "no_account_is_bound" in again.err) == (1, True)
    assert (used.code, "no_such_sign_in" in used.err) == (1, True)


async def link_of(running: Path, slug: str, person: str) -> str:
    """A link as the postman makes one: here nobody's mail is sent."""
    instance = find_instance(running)
    assert instance is not None
    async with connect(instance.database) as pool, pool.acquire() as connection:
        return await sign_in_links.create(connection, slug, UUID(person), "wil@example.nl")


def test_a_development_token_is_made_for_anybody_in_a_programme(here: Here, running: Path, slug: str) -> None:
    made = here("token", "--as", "principal", "--programme", slug, "--data", str(running))
    shown = here("show", slug, "--token", made.out.strip(), "--data", str(running))

    assert made.code == 0, made.err
    assert made.err.startswith("For ")
    assert shown.code == 0, shown.err


def test_whom_a_programme_does_not_know_gets_none(here: Here, running: Path, slug: str) -> None:
    outcome = here("token", "--as", "nobody", "--programme", slug, "--data", str(running))

    assert outcome.code == 1
    assert "The programme has nobody called nobody." in outcome.err
    assert "principal" in outcome.err

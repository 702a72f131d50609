"""The command itself: help, errors in one sentence, and what it finds of a running instance."""

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest
from pydantic import ValidationError

from cli.embedded.processes import ServiceError
from cli.errors import explain
from cli.instance import Instance, announced, find_instance, settings_for
from domain.shared.messages import N_
from domain.state.judge import OfAnotherPhase
from settings import Settings
from tests.cli.commanding import kwartier
from tests.words.pseudo import english
from tests.words.speaking import THERE_ARE, UNSPOKEN


@pytest.fixture
def instance() -> Instance:
    return Instance(
        pid=os.getpid(),
        database="postgresql://app:secret@127.0.0.1:1/kwartier",
        temporal="127.0.0.1:2",
        temporal_ui="http://127.0.0.1:3",
        namespace="default",
        task_queue="kwartier",
        api="http://127.0.0.1:4",
    )


def test_an_error_is_one_sentence_and_no_traceback() -> None:
    answer = kwartier("migrate", KWARTIER_DATABASE="postgresql://127.0.0.1:1/nowhere")

    assert answer.returncode == 1
    assert answer.stderr.startswith("error: PostgreSQL does not answer at the address in KWARTIER_DATABASE")
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (("--language", "nl"), {"LANG": "en_GB.UTF-8"}),
        ((), {"LANG": "nl_NL.UTF-8"}),
        ((), {"LC_ALL": "nl_NL.UTF-8", "LANG": "en_GB.UTF-8"}),
        (("--language", "NL"), {}),
    ],
)
def test_an_error_is_in_the_language_that_is_asked_for(
    arguments: tuple[str, ...], environment: dict[str, str]
) -> None:
    nowhere = {"KWARTIER_DATABASE": "postgresql://127.0.0.1:1/nowhere"}

    answer = kwartier(*arguments, "migrate", **nowhere, **environment)

    assert answer.returncode == 1
    assert answer.stderr.startswith("fout: PostgreSQL antwoordt niet op het adres in KWARTIER_DATABASE")


def test_a_language_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    answer = kwartier("--language", UNSPOKEN, "list")

    assert answer.returncode == 2
    assert f"There is no language '{UNSPOKEN}'. There are: {THERE_ARE}." in " ".join(answer.stderr.split())


def test_help_says_how_a_language_is_chosen() -> None:
    assert "--language" in kwartier("--help").stdout


def test_a_setting_that_cannot_be_used_is_named() -> None:
    answer = kwartier("migrate", KWARTIER_API_PORT="many")

    assert answer.returncode == 1
    assert "KWARTIER_API_PORT cannot be used" in answer.stderr


def test_up_is_refused_in_production(tmp_path: Path) -> None:
    answer = kwartier("up", "--data", str(tmp_path), KWARTIER_ENVIRONMENT="production")

    assert answer.returncode == 1
    assert "KWARTIER_ENVIRONMENT says production" in answer.stderr
    assert not list(tmp_path.iterdir())


def test_migrate_says_what_it_applied_and_then_that_nothing_is_left(empty_database: str) -> None:
    first = kwartier("migrate", "--json", KWARTIER_DATABASE=empty_database)
    second = kwartier("migrate", KWARTIER_DATABASE=empty_database)

    assert "0001_programmes.sql" in json.loads(first.stdout)["applied"]
    assert second.stdout == "nothing to do: the schema is up to date\n"


def test_a_running_instance_is_found_and_its_file_is_its_owner_s_only(
    tmp_path: Path, instance: Instance
) -> None:
    with announced(tmp_path, instance):
        assert find_instance(tmp_path) == instance
        assert stat.S_IMODE((tmp_path / "instance.json").stat().st_mode) == 0o600

    assert find_instance(tmp_path) is None


def test_an_instance_that_was_killed_is_not_found(tmp_path: Path, instance: Instance) -> None:
    with subprocess.Popen(["/bin/true"]) as ended:
        pass

    with announced(tmp_path, instance.model_copy(update={"pid": ended.pid})):
        assert find_instance(tmp_path) is None


def test_a_running_instance_fills_in_what_the_environment_leaves_open(
    tmp_path: Path, instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KWARTIER_TEMPORAL", "temporal.example:7233")

    with announced(tmp_path, instance):
        settings = settings_for(tmp_path)

    assert settings.temporal == "temporal.example:7233"
    assert settings.database.get_secret_value() == instance.database
    assert settings.environment == "development"


def test_what_is_expected_is_explained_by_itself_and_what_is_not_by_its_type() -> None:
    away = N_("does not answer")

    assert explain(ServiceError(away)) == away
    assert str(explain(KeyError("seat"))).startswith("Unexpected KeyError: 'seat'.")


@pytest.mark.parametrize(
    ("setting", "complaint"),
    [
        ({"api_port": "many"}, "Input should be a valid integer, unable to parse string as an integer"),
        ({"api_port": -1}, "Input should be greater than or equal to 0"),
        ({"api_port": 70_000}, "Input should be less than or equal to 65535"),
        ({"smtp_tls": "ssl"}, "Input should be 'starttls', 'tls' or 'none'"),
    ],
)
def test_what_is_wrong_with_a_setting_is_said_in_the_words_of_the_catalogues(
    setting: dict[str, object], complaint: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        Settings.model_validate(setting)

    [name] = (f"KWARTIER_{name.upper()}" for name in setting)
    assert english(explain(caught.value), name, "starttls", "tls", "none") == (
        f"{name} cannot be used: {complaint}. Correct it or unset it."
    )


def test_a_refusal_is_explained_in_words() -> None:
    refusal = OfAnotherPhase(phase="sign_off", belongs_to="definition")

    assert english(explain(refusal)) == (
        "This belongs to the phase definition; the programme is in the phase sign-off."
    )


def test_a_mistake_in_a_blueprint_is_told_in_dutch_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('titel = "Mine"\ntimezone = "Europe/Nowhere"\n', encoding="utf-8")

    answer = kwartier("--language", "nl", "start", str(file))

    assert answer.returncode == 1
    assert answer.stderr.startswith("fout: ")
    for said in (
        f'{file}:1: titel: is geen sleutel die hier bekend is; bedoelde u "title"?',
        f'{file}:2: timezone: "Europe/Nowhere" is geen tijdzone; gebruik een IANA-naam zoals',
        f"{file}: people: ontbreekt en moet worden gegeven",
    ):
        assert said in answer.stderr
    assert " is missing" not in answer.stderr


def test_a_setting_that_cannot_be_used_is_told_in_dutch() -> None:
    answer = kwartier("--language", "nl", "migrate", KWARTIER_API_PORT="many")

    assert answer.stderr == (
        "fout: KWARTIER_API_PORT is niet te gebruiken: de waarde moet een geheel getal zijn."
        " Verbeter het of haal het weg.\n"
    )


def test_a_validation_error_of_something_else_is_not_taken_for_a_setting() -> None:
    with pytest.raises(ValidationError) as caught:
        Instance.model_validate({})

    assert "KWARTIER_PID" not in str(explain(caught.value))


def test_no_setting_is_unusable_by_default() -> None:
    assert Settings.model_validate({})

"""docker-compose.yml describes a deployment that would run this very code, and keeps its secrets out."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from ruamel.yaml import YAML

from cli.main import app
from settings import Settings

ROOT = Path(__file__).parents[2]
COMPOSE = ROOT / "docker-compose.yml"
EXAMPLE = ROOT / "deploy" / ".env.example"

Service = dict[str, Any]

PINNED = re.compile(r"[a-z0-9./-]+:\d+\.\d+(\.\d+)?(-[a-z]+[0-9.]*)?(@sha256:[0-9a-f]{64})?")
CONFIDENTIAL = re.compile(r"PASSWORD|PWD|SECRET|KEYS?$|DATABASE$")


def read_compose() -> dict[str, Any]:
    return YAML(typ="safe").load(COMPOSE)  # pyright: ignore[reportUnknownMemberType] - ruamel has no types


def read_example() -> dict[str, str]:
    """Return what deploy/.env.example sets."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


DEPLOYMENT = read_compose()
SERVICES: dict[str, Service] = DEPLOYMENT["services"]
OWN = {name: service for name, service in SERVICES.items() if service["image"].startswith("kwartier:")}
COMMANDS = typer.main.get_group(app).commands
ONE_SHOT = {
    name
    for service in SERVICES.values()
    for name, dependency in service.get("depends_on", {}).items()
    if dependency["condition"] == "service_completed_successfully"
}
JOBS = {name for name, service in SERVICES.items() if "profiles" in service}

each_service = pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
each_own = pytest.mark.parametrize("service", OWN.values(), ids=OWN)


def test_it_is_valid_by_the_official_schema() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", COMPOSE]

    answer = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - a locked tool

    assert answer.returncode == 0, answer.stdout


def secrets_of(service: Service) -> set[str]:
    """The secrets of a service, by the names under which it has them."""
    return {secret if isinstance(secret, str) else secret["target"] for secret in service.get("secrets", [])}


def files_of(service: Service) -> set[str]:
    """The secrets of a service, by the files that they are."""
    return {secret if isinstance(secret, str) else secret["source"] for secret in service.get("secrets", [])}


def test_every_part_of_a_deployment_is_there() -> None:
    assert {"database", "temporal-database", "temporal", "temporal-ui"} <= SERVICES.keys()
    assert OWN.keys() == {"migrations", "worker", "api"}


@each_service
def test_every_setting_it_names_exists_in_the_code(service: Service) -> None:
    named = [name for name in service.get("environment", {}) if name.startswith("KWARTIER_")]
    secrets = [name for name in secrets_of(service) if name.startswith("kwartier_")]

    for name in (*named, *secrets):
        assert name.lower().removeprefix("kwartier_") in Settings.model_fields


def test_every_setting_of_the_example_exists_in_the_code() -> None:
    settings = {name for name in read_example() if name.startswith("KWARTIER_")}

    assert {name.lower().removeprefix("kwartier_") for name in settings} <= Settings.model_fields.keys()


def test_the_example_names_exactly_what_the_file_asks_for() -> None:
    asked = set(re.findall(r"\$\{([A-Z_]+)", COMPOSE.read_text(encoding="utf-8")))

    assert asked == read_example().keys()


def test_the_examples_values_are_usable(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in read_example().items():
        monkeypatch.setenv(name, value)

    assert Settings().public_url == "https://kwartier.example"


@each_own
def test_own_services_run_in_production(service: Service) -> None:
    assert service["environment"]["KWARTIER_ENVIRONMENT"] == "production"


@each_own
def test_own_services_run_a_command_that_exists(service: Service) -> None:
    name, *arguments = service["command"]
    options = {option for parameter in COMMANDS[name].params for option in parameter.opts}

    assert {argument for argument in arguments if argument.startswith("-")} <= options


def test_each_own_service_gets_the_settings_it_cannot_do_without() -> None:
    assert "kwartier_token_keys" in OWN["api"]["secrets"]
    assert {name for name, service in OWN.items() if "kwartier_register_key" in secrets_of(service)} == {
        "worker"
    }
    # Who signs commands cannot append, and who appends cannot sign commands.
    for name, only in (("kwartier_command_key", "api"), ("kwartier_command_keys", "worker")):
        assert [name_of for name_of, service in OWN.items() if name in secrets_of(service)] == [only]
    assert "KWARTIER_RETENTION_DAYS" in OWN["worker"]["environment"]
    assert {"KWARTIER_SMTP_HOST", "KWARTIER_PUBLIC_URL"} <= OWN["worker"]["environment"].keys()
    assert "kwartier_smtp_password" in OWN["worker"]["secrets"]


def test_each_own_service_has_an_account_of_its_own_in_postgresql() -> None:
    accounts = {
        name: [file for file in files_of(service) if "database" in file] for name, service in OWN.items()
    }

    assert accounts == {
        "migrations": ["kwartier_migrations_database"],
        "worker": ["kwartier_database_worker"],
        "api": ["kwartier_database_api"],
    }
    assert {"kwartier_database"} == {
        name for each in ("worker", "api") for name in secrets_of(OWN[each]) if "database" in name
    }
    # The administrator's password is for the server, and for who makes the accounts.
    assert {name for name, service in SERVICES.items() if "database_password" in secrets_of(service)} == {
        "database",
        "accounts",
    }


@each_service
def test_every_image_is_pinned(service: Service) -> None:
    assert PINNED.fullmatch(service["image"])


@each_own
def test_own_images_have_the_projects_version(service: Service) -> None:
    version = re.search(
        r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE
    )

    assert version is not None
    assert service["image"] == f"kwartier:{version[1]}"


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_says_whether_it_is_well_or_ends(name: str) -> None:
    service = SERVICES[name]

    if name in JOBS:
        assert service["restart"] == "no"
        assert "healthcheck" not in service
    elif name in ONE_SHOT:
        assert service["restart"].startswith("on-failure")
        assert "healthcheck" not in service
    else:
        assert service["restart"] == "unless-stopped"
        assert {"test", "interval", "timeout", "retries"} <= service["healthcheck"].keys()


@each_service
def test_services_wait_for_what_they_need(service: Service) -> None:
    for name, dependency in service.get("depends_on", {}).items():
        ready = "service_completed_successfully" if name in ONE_SHOT else "service_healthy"
        assert dependency["condition"] == ready


@each_service
def test_services_wait_for_what_they_can_reach(service: Service) -> None:
    """One that ended needs no connection; the others share a network with who waits for them."""
    for name in service.get("depends_on", {}).keys() - ONE_SHOT:
        assert set(service["networks"]) & set(SERVICES[name]["networks"])


@each_service
def test_no_secret_stands_in_the_file(service: Service) -> None:
    for name, value in service.get("environment", {}).items():
        if CONFIDENTIAL.search(name.removesuffix("_FILE")):
            # Temporal's own names of files do not say that they are some.
            assert name.endswith("_FILE") or name.startswith("TEMPORAL_TLS_")
            assert value.startswith("/run/secrets/")


@each_service
def test_every_secret_that_a_service_names_is_given_to_it(service: Service) -> None:
    named = re.findall(r"/run/secrets/([a-z_]+)", str(service))

    assert set(named) <= secrets_of(service)
    assert files_of(service) <= DEPLOYMENT["secrets"].keys()


def test_nothing_speaks_with_temporal_or_postgresql_without_tls() -> None:
    assert SERVICES["temporal"]["environment"]["TEMPORAL_TLS_REQUIRE_CLIENT_AUTH"] == "true"
    for name in ("worker", "api", "temporal-namespace"):
        environment = SERVICES[name]["environment"]
        assert environment["TEMPORAL_TLS_CLIENT_CERT_PATH"] == "/run/secrets/temporal_client_certificate"
        assert environment["TEMPORAL_TLS_SERVER_CA_CERT_PATH"] == "/run/secrets/authority"
    assert "ssl=on" in str(SERVICES["database"]["entrypoint"])
    assert all("authority" in secrets_of(service) for service in OWN.values())


def test_the_authoritys_key_is_in_no_container() -> None:
    assert "authority_key" not in COMPOSE.read_text(encoding="utf-8")


def test_no_secret_stands_in_the_example() -> None:
    assert [name for name in read_example() if CONFIDENTIAL.search(name)] == []


def test_secrets_are_files_that_git_and_the_image_leave_out() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    sent = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()

    for name, secret in DEPLOYMENT["secrets"].items():
        assert secret == {"file": f"./deploy/secrets/{name}"}
    assert {"deploy/secrets/", ".env"} <= set(ignored)
    assert "*" in sent
    assert not {"!deploy", "!.env"} & set(sent)


@each_service
def test_services_cannot_gain_rights_or_take_the_whole_machine(service: Service) -> None:
    assert "no-new-privileges:true" in service["security_opt"]
    assert {"cpus", "memory"} <= service["deploy"]["resources"]["limits"].keys()


@each_own
def test_own_services_write_only_in_memory(service: Service) -> None:
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert [place.partition(":")[0] for place in service["tmpfs"]] == ["/tmp"]  # noqa: S108 - a container's own


def test_nothing_is_reachable_from_outside_this_machine_but_through_a_proxy() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}

    assert published.keys() == {"api", "temporal-ui"}
    assert all(port.startswith("127.0.0.1:") for ports in published.values() for port in ports)
    for name, service in SERVICES.items():
        assert ("outside" in service["networks"]) == (name in published)


def test_the_temporal_server_and_its_tools_are_of_one_version() -> None:
    images = {SERVICES[name]["image"].rpartition(":")[2] for name in ("temporal", "temporal-schema")}

    assert len(images) == 1


def test_what_is_mounted_from_the_project_is_there() -> None:
    mounted = [
        volume.partition(":")[0]
        for service in SERVICES.values()
        for volume in service.get("volumes", [])
        if volume.startswith("./")
    ]

    assert mounted
    assert [place for place in mounted if not (ROOT / place).is_file()] == []

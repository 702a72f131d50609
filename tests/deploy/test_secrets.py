"""deploy/make-secrets makes the files that docker-compose.yml names, once."""

import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID

from domain.register.heads import SigningKey, public_keys

ROOT = Path(__file__).parents[2]


@pytest.fixture
def deploy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "deploy" / "make-secrets", tmp_path)
    return tmp_path


def make_secrets(deploy: Path) -> str:
    answer = subprocess.run([deploy / "make-secrets"], check=True, capture_output=True, text=True)  # noqa: S603 - ours
    return answer.stdout


def contents(deploy: Path) -> dict[str, str]:
    return {file.name: file.read_text() for file in (deploy / "secrets").iterdir()}


def test_it_makes_passwords_and_the_dsns_that_hold_them(deploy: Path) -> None:
    make_secrets(deploy)

    made = contents(deploy)
    assert made.keys() == {
        *("authority", "authority_key"),
        *("database_tls_certificate", "database_tls_key"),
        *("temporal_tls_certificate", "temporal_tls_key"),
        *("temporal_client_certificate", "temporal_client_key"),
        "database_password",
        *("database_owner_password", "database_worker_password", "database_api_password"),
        "temporal_database_password",
        *("kwartier_migrations_database", "kwartier_database_worker", "kwartier_database_api"),
        "kwartier_register_key",
        "kwartier_register_keys",
        "kwartier_command_key",
        "kwartier_command_keys",
        "kwartier_smtp_password",
        "kwartier_timestamp_certificate",
    }
    assert made["kwartier_smtp_password"] == ""
    assert made["kwartier_register_keys"] == ""
    assert len(made["database_password"]) == 64
    assert made["database_password"] != made["temporal_database_password"]
    for name, account in (
        ("migrations_database", "owner"),
        ("database_worker", "worker"),
        ("database_api", "api"),
    ):
        password = made[f"database_{account}_password"]
        assert made[f"kwartier_{name}"] == (
            f"postgresql://kwartier_{account}:{password}@database:5432/kwartier"
            "?sslmode=verify-full&sslrootcert=/run/secrets/authority"
        )
    assert (
        len({made[name] for name in made if name.startswith("database_") and name.endswith("password")}) == 4
    )


def test_it_makes_a_key_that_signs_registers_another_each_time(deploy: Path, tmp_path: Path) -> None:
    make_secrets(deploy)
    one = SigningKey.parse(contents(deploy)["kwartier_register_key"])
    (deploy / "secrets" / "kwartier_register_key").unlink()

    make_secrets(deploy)

    assert SigningKey.parse(contents(deploy)["kwartier_register_key"]).public != one.public


def test_the_worker_gets_the_public_half_of_what_the_api_signs_with(deploy: Path) -> None:
    make_secrets(deploy)

    made = contents(deploy)
    (public,) = public_keys(made["kwartier_command_keys"])
    assert public == SigningKey.parse(made["kwartier_command_key"]).public
    assert made["kwartier_command_key"] != made["kwartier_register_key"]


def test_it_keeps_what_is_there(deploy: Path) -> None:
    make_secrets(deploy)
    before = contents(deploy)

    said = make_secrets(deploy)

    assert contents(deploy) == before
    assert said.count("kept ") == 18


def test_only_the_owner_and_containers_can_read_them(deploy: Path) -> None:
    make_secrets(deploy)

    folder = deploy / "secrets"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
    # No container needs the authority's key.
    assert modes.pop("authority_key") == 0o400
    assert set(modes.values()) == {0o444}


@pytest.mark.parametrize(
    ("name", "host", "uses"),
    [
        ("database_tls", "database", {"SERVER_AUTH"}),
        ("temporal_tls", "temporal", {"SERVER_AUTH", "CLIENT_AUTH"}),
        ("temporal_client", "kwartier", {"CLIENT_AUTH"}),
    ],
)
def test_its_certificates_are_of_its_authority_each_for_one_host(
    deploy: Path, name: str, host: str, uses: set[str]
) -> None:
    make_secrets(deploy)

    made = contents(deploy)
    certificate = x509.load_pem_x509_certificate(made[f"{name}_certificate"].encode())
    certificate.verify_directly_issued_by(x509.load_pem_x509_certificate(made["authority"].encode()))
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == [host]
    used = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert set(used) == {getattr(ExtendedKeyUsageOID, use) for use in uses}
    key = load_pem_private_key(made[f"{name}_key"].encode(), password=None)
    assert key.public_key() == certificate.public_key()


def test_it_says_what_only_the_organisation_can_add(deploy: Path) -> None:
    assert "kwartier_token_keys" in make_secrets(deploy)

    (deploy / "secrets" / "kwartier_token_keys").write_text("{}")
    assert "kwartier_token_keys" not in make_secrets(deploy)

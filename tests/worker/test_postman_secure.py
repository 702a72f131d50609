"""Letters go over an encrypted connection, and signed in, where the settings say so."""

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from aiosmtplib import SMTPAuthenticationError, SMTPException
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import SecretStr

from settings import Settings
from tests.worker.arranged import RIK, SERVER, count, speaks
from tests.worker.mailbox import Mailbox, listening
from tests.workflows.driving import Programme
from worker.postman import Postman

PASSWORD = "secret"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for this machine that nobody trusts yet, with its key in the same file."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")]),
    )
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "mail.pem"
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    file.write_bytes(
        made.public_bytes(pem) + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    )
    return file


def options(certificate: Path) -> dict[str, object]:
    """A mail server that speaks to nobody without encryption, and takes one account."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)

    def authenticator(
        _server: object, _session: object, _envelope: object, _way: str, given: LoginPassword
    ) -> AuthResult:
        matches = (given.login, given.password) == (b"kwartier", PASSWORD.encode())
        return AuthResult(success=matches, handled=False)

    return {
        "tls_context": context,
        "require_starttls": True,
        "auth_required": True,
        "authenticator": authenticator,
    }


def settings(mailbox: Mailbox, password: str = PASSWORD) -> Settings:
    return SERVER.model_copy(
        update={
            "smtp_port": mailbox.port,
            "smtp_tls": "starttls",
            "smtp_user": "kwartier",
            "smtp_password": SecretStr(password),
        }
    )


async def test_a_letter_goes_encrypted_and_signed_in(
    programme: Programme, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    await speaks(programme, RIK)

    async with listening(Mailbox(), **options(certificate)) as mailbox:
        await Postman(programme.world.at_work, settings(mailbox)).deliver()

    assert mailbox.readers == ["Rik de Boer <rik@g1.example>"]


async def test_a_server_that_cannot_show_who_it_is_gets_no_letter(
    programme: Programme, certificate: Path
) -> None:
    await speaks(programme, RIK)

    async with listening(Mailbox(), **options(certificate)) as mailbox:
        with pytest.raises((SMTPException, OSError)):
            await Postman(programme.world.at_work, settings(mailbox)).deliver()

    assert mailbox.taken == []
    assert await count(programme, "letters WHERE sent_at IS NULL AND attempts = 0") == 1


async def test_a_wrong_password_leaves_letters_waiting(
    programme: Programme, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    await speaks(programme, RIK)

    async with listening(Mailbox(), **options(certificate)) as mailbox:
        with pytest.raises(SMTPAuthenticationError):
            await Postman(programme.world.at_work, settings(mailbox, "guessed")).deliver()

    assert mailbox.taken == []
    assert await count(programme, "letters WHERE sent_at IS NULL AND attempts = 0") == 1

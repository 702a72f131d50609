"""A time-stamping authority of the tests' own: its certificates are made here, its stamps by openssl."""

import subprocess
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

from domain.register.timestamps import Authority
from domain.shared.canonical import canonical

CONFIGURATION = """
[tsa]
serial = serial
signer_cert = signer.pem
signer_key = key.pem
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256
ess_cert_id_alg = sha256
"""


@dataclass(frozen=True)
class LocalAuthority:
    """Stamps what it is asked; `root` is the certificate by which its stamps are checked."""

    folder: Path
    root: x509.Certificate

    @property
    def public(self) -> Authority:
        return Authority((self.root,))

    @property
    def pem(self) -> str:
        return self.root.public_bytes(Encoding.PEM).decode()

    def answer(self, query: bytes) -> bytes:
        """The response (DER) to a request."""
        (self.folder / "query").write_bytes(query)
        openssl = ("openssl", "ts", "-reply", "-config", "tsa.conf", "-section", "tsa", "-queryfile", "query")
        made = subprocess.run(openssl, cwd=self.folder, check=True, capture_output=True)  # noqa: S603 - of the machine
        return made.stdout

    def stamp(self, entry: dict[str, object]) -> bytes:
        """A response about an entry, in its JSON form."""
        content = canonical({name: value for name, value in entry.items() if name != "hash"})
        return self.answer(
            TimestampRequestBuilder().data(content).hash_algorithm(HashAlgorithm.SHA256).build().as_bytes()
        )


@cache
def authority(name: str = "authority") -> LocalAuthority:
    """The authority of that name, the same each time."""
    folder = Path(tempfile.mkdtemp(prefix="kwartier-test-tsa-"))
    root_key, key = (generate_private_key(65537, 2048) for _ in range(2))
    root = _certificate(f"Root of {name}", f"Root of {name}", root_key, root_key)
    signer = _certificate(name, f"Root of {name}", key, root_key)
    (folder / "tsa.conf").write_text(CONFIGURATION)
    (folder / "serial").write_text("01\n")
    (folder / "signer.pem").write_bytes(signer.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return LocalAuthority(folder, root)


def _certificate(name: str, issuer: str, key: RSAPrivateKey, issuer_key: RSAPrivateKey) -> x509.Certificate:
    now, is_root = datetime.now(UTC), name == issuer
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
    )
    if not is_root:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    return builder.sign(issuer_key, SHA256())


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])

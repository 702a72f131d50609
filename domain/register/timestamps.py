"""Time stamps (RFC 3161): an authority outside vouches that the head of a register was there at a moment.

What is stamped is the hash of the entry itself, so that anybody can check a stamp with openssl alone:
`openssl ts -verify -digest HASH -in RESPONSE -CAfile CERTIFICATES`.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from cryptography.x509 import Certificate, ObjectIdentifier, load_pem_x509_certificates
from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

from domain.shared.messages import N_, SaidError

NOT_ITS = N_("the time stamp over it is none of the authority given: {error}")
SHA256 = ObjectIdentifier("2.16.840.1.101.3.4.2.1")


class UnusableCertificateError(SaidError):
    """No certificates; the message says why, after what they were to be."""


class StampDoesNotHoldError(SaidError):
    """What an authority answered is no time stamp of it over this hash."""


@dataclass(frozen=True)
class Authority:
    """Whose time stamps count: those under one of its certificates."""

    certificates: tuple[Certificate, ...]

    @classmethod
    def parse(cls, pem: str) -> Self:
        """Read certificates (PEM, one after another). Raises `UnusableCertificateError`."""
        try:
            return cls(tuple(load_pem_x509_certificates(pem.encode())))
        except ValueError as error:
            raise UnusableCertificateError(N_("it holds no certificate (PEM)")) from error

    def moment(self, response: bytes, hash_: str, nonce: int | None = None) -> datetime:
        """When the hash (hex SHA-256) was there, by the `response` of the authority.

        Raises `StampDoesNotHoldError`, also when it does not answer the request with this `nonce`.
        """
        verifier = VerifierBuilder(roots=list(self.certificates), nonce=nonce).build()
        try:
            stamp = decode_timestamp_response(response)
            verifier.verify(stamp, bytes.fromhex(hash_))
        except (ValueError, VerificationError) as error:
            raise StampDoesNotHoldError(NOT_ITS.having(error=str(error))) from error
        # By another algorithm the same bytes would stand for another content.
        if stamp.tst_info.message_imprint.hash_algorithm != SHA256:
            raise StampDoesNotHoldError(NOT_ITS.having(error="not SHA-256"))
        return stamp.tst_info.gen_time


def written(response: bytes) -> str:
    """A response as an export has it."""
    return b64encode(response).decode()


def read(text: str) -> bytes:
    """A response that an export has. Raises ValueError."""
    return b64decode(text, validate=True)

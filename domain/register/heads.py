"""Heads of a register that are signed, with Ed25519: whoever rewrites what came before is found out.

What is signed is the canonical JSON of `{"kind": "register.head", "programme", "seq", "hash"}`. A key is
known by its RFC 7638 thumbprint, so that it cannot be passed off as another.
"""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import cast

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from domain.register.entries import Head
from domain.register.events import kinds
from domain.shared.base import Tolerant
from domain.shared.canonical import canonical
from domain.shared.messages import N_, SaidError


class UnusableKeyError(SaidError):
    """What should be an Ed25519 key is none; the message never shows what it was."""


class SignedHead(Tolerant):
    """One signature: `key` is the thumbprint, `signature` base64url without padding."""

    programme: str
    seq: int
    hash: str
    key: str
    signature: str


@dataclass(frozen=True)
class PublicKey:
    """A key that tells whether a head was signed; `x` is the key itself, base64url without padding."""

    x: str

    @property
    def jwk(self) -> dict[str, str]:
        return {"crv": "Ed25519", "kid": self.id, "kty": "OKP", "x": self.x}

    @property
    def id(self) -> str:
        # The fields that RFC 7638 names, and no other: with `kid` in it the thumbprint would depend on
        # itself.
        return _encode(sha256(canonical({"crv": "Ed25519", "kty": "OKP", "x": self.x})).digest())

    def holds(self, signed: SignedHead) -> bool:
        """Whether this key made the signature."""
        content = signed_bytes(signed.programme, Head(seq=signed.seq, hash=signed.hash))
        return self.made(signed.signature, content)

    def made(self, signature: str, content: bytes) -> bool:
        """Whether this key made a `signature`, base64url without padding, under `content`."""
        try:
            Ed25519PublicKey.from_public_bytes(_decode(self.x)).verify(_decode(signature), content)
        except (InvalidSignature, ValueError):
            return False
        return True


class SigningKey:
    """The secret half; `parse` reads it."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @classmethod
    def parse(cls, text: str) -> "SigningKey":
        """Read a JSON Web Key or PEM (PKCS 8, unencrypted). Raises `UnusableKeyError`."""
        try:
            if text.lstrip().startswith("{"):
                key: object = Ed25519PrivateKey.from_private_bytes(_decode(_ed25519(json.loads(text))["d"]))
            else:
                key = load_pem_private_key(text.encode(), password=None)
        except (KeyError, TypeError, ValueError) as error:
            raise UnusableKeyError(N_("it is neither a private Ed25519 key as JWK nor as PEM")) from error
        if not isinstance(key, Ed25519PrivateKey):
            raise UnusableKeyError(N_("it is a key of another kind; make an Ed25519 one"))
        return cls(key)

    @property
    def public(self) -> PublicKey:
        return PublicKey(_encode(self._key.public_key().public_bytes_raw()))

    def sign_bytes(self, content: bytes) -> str:
        """The signature under `content`, base64url without padding."""
        return _encode(self._key.sign(content))

    def sign(self, programme: str, head: Head) -> SignedHead:
        signature = self.sign_bytes(signed_bytes(programme, head))
        return SignedHead(
            programme=programme, seq=head.seq, hash=head.hash, key=self.public.id, signature=signature
        )


def signed_bytes(programme: str, head: Head) -> bytes:
    """The bytes that are signed for a head."""
    return canonical({"kind": "register.head", "programme": programme, **head.model_dump()})


def is_signed(kind: str) -> bool:
    """Whether the head is signed once an entry of this kind is there: decisions, what corrects one, the ends.

    Kinds of a newer version are unknown here, and nobody can tell whether they should be.
    """
    event = kinds().get(kind)
    return event is not None and event.signed


def public_key(jwk: object) -> PublicKey:
    """Read the public half of a JSON Web Key. Raises `UnusableKeyError`, also when it bears another's id."""
    try:
        given = _ed25519(jwk)
        key = PublicKey(_encode(_decode(given["x"])))
        Ed25519PublicKey.from_public_bytes(_decode(key.x))
    except (KeyError, TypeError, ValueError) as error:
        raise UnusableKeyError(N_("it is no Ed25519 key")) from error
    # Otherwise a key could go by the id of one that is trusted.
    if given.get("kid", key.id) != key.id:
        raise UnusableKeyError(N_("its id is not its thumbprint"))
    return key


def public_keys(text: str) -> list[PublicKey]:
    """Read public keys: a JSON Web Key, a set of them, or PEM, one after another.

    Raises `UnusableKeyError`.
    """
    if not text.lstrip().startswith("{"):
        return [_of_pem(pem) for pem in _PEM.findall(text) or [text]]
    try:
        read = cast("Mapping[str, object]", json.loads(text))
    except ValueError as error:
        raise UnusableKeyError(N_("it is no JSON")) from error
    return [public_key(jwk) for jwk in cast("Sequence[object]", read.get("keys", [read]))]


_PEM = re.compile("-----BEGIN PUBLIC KEY-----.*?-----END PUBLIC KEY-----", re.DOTALL)


def _of_pem(text: str) -> PublicKey:
    try:
        key = load_pem_public_key(text.encode())
    except ValueError as error:
        raise UnusableKeyError(N_("it is neither a public key as JWK nor as PEM")) from error
    if not isinstance(key, Ed25519PublicKey):
        raise UnusableKeyError(N_("it is a key of another kind than Ed25519"))
    return PublicKey(_encode(key.public_bytes_raw()))


def _ed25519(jwk: object) -> dict[str, str]:
    given = cast("dict[str, str]", jwk)
    if not isinstance(jwk, dict) or (given["kty"], given["crv"]) != ("OKP", "Ed25519"):
        raise ValueError("another kind of key")
    return given


def _encode(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))

"""Tokens that count for nothing: each says what makes it one."""

import hmac
import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jwt
from joserfc.jwk import OKPKey

from cli.tokens import ALGORITHM, AUDIENCE, ISSUER, Identity, mint

HOUR = 3600


def wrong_tokens(key: OKPKey, person: Mapping[str, str]) -> dict[str, str]:
    """Tokens in which somebody says to be `person`, by what is wrong with them."""
    good = mint(key, Identity(person["subject"], person["name"], person["email"]))
    return _of_wrong_claims(key, person) | _of_wrong_signatures(key, person, good) | _of_no_form(good)


def _of_wrong_claims(key: OKPKey, person: Mapping[str, str]) -> dict[str, str]:
    now = int(time.time())
    wrong: Mapping[str, Mapping[str, object]] = {
        "that expired": {"exp": now - HOUR, "iat": now - 2 * HOUR},
        "that is valid for too long": {"exp": now + 1000 * HOUR},
        "that never expires": {"exp": None},
        "that expires in 10^300": {"exp": 10**300},
        "that expires in infinity": {"exp": float("inf")},
        "that was made long ago": {"iat": now - 1000 * HOUR},
        "that is not valid yet": {"nbf": now + HOUR},
        "of another issuer": {"iss": "https://elsewhere.example"},
        "of no issuer": {"iss": None},
        "for another service": {"aud": "another-service"},
        "for no service": {"aud": None},
        "of nobody": {"sub": None},
        "of an empty subject": {"sub": ""},
        "of a subject that is a number": {"sub": 7},
        "of a subject with NUL": {"sub": f"{person['subject']}\0"},
    }
    return {name: signed(key, person, ALGORITHM, changes) for name, changes in wrong.items()}


def signed(key: OKPKey, person: Mapping[str, str], algorithm: str, changes: Mapping[str, object]) -> str:
    """A token that counts but for `changes`; None takes a claim out."""
    now = int(time.time())
    usual: dict[str, object] = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": person["subject"],
        "name": person["name"],
        "iat": now,
        "exp": now + HOUR,
    }
    claims = {name: value for name, value in {**usual, **changes}.items() if value is not None}
    return jwt.encode({"alg": algorithm, "kid": key.kid}, claims, key, algorithms=[algorithm])


def _of_wrong_signatures(key: OKPKey, person: Mapping[str, str], good: str) -> dict[str, str]:
    another = OKPKey.generate_key("Ed25519", {"kid": key.kid or ""})
    head, claims, signature = good.split(".")
    public = key.as_dict(private=False)
    secrets = {
        "the public key": str(public["x"]).encode(),
        "the public key as it is published": json.dumps(public).encode(),
        "nothing": b"",
    }
    root = {**json.loads(_opened(claims)), "sub": "another@small.example"}
    by_hmac = {
        f"signed as HS256 with {name}": _by_hmac(claims, key, secret) for name, secret in secrets.items()
    }
    return by_hmac | {
        "signed with another key": signed(another, person, ALGORITHM, {}),
        "that brings its own key": _with_head(another, claims, {"jwk": another.as_dict(private=False)}),
        "that says where its key lies": _with_head(another, claims, {"jku": "http://127.0.0.1:9/keys"}),
        "without a signature": f"{head}.{claims}.",
        "of algorithm none": f"{_closed({'alg': 'none'})}.{claims}.",
        "of algorithm None, and a signature": f"{_closed({'alg': 'None'})}.{claims}.{signature}",
        "whose claims were changed after signing": f"{head}.{_closed(root)}.{signature}",
        "whose head asks for what nobody knows": _with_head(key, claims, {"crit": ["x"], "x": 1}),
    }


def _by_hmac(claims: str, key: OKPKey, secret: bytes) -> str:
    said = f"{_closed({'alg': 'HS256', 'kid': key.kid})}.{claims}"
    return f"{said}.{_encoded(hmac.digest(secret, said.encode(), 'sha256'))}"


def _with_head(key: OKPKey, claims: str, more: Mapping[str, object]) -> str:
    """Signed by `key`, whatever its head asks for."""
    said = f"{_closed({'alg': ALGORITHM, 'kid': key.kid, **more})}.{claims}"
    private = key.private_key
    assert isinstance(private, Ed25519PrivateKey)
    return f"{said}.{_encoded(private.sign(said.encode()))}"


def _of_no_form(good: str) -> dict[str, str]:
    return {
        "that is none": "not-a-token",
        "of dots": "....",
        "of three words": "a.b.c",
        "of nothing but braces": "e30.e30.",
        "that is very long": "x" * 7_000,
        "twice over": f"{good}.{good}",
        "followed by another": f"{good},{good}",
    }


def _closed(value: object) -> str:
    return _encoded(json.dumps(value).encode())


def _encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _opened(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))

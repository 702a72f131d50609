"""Development tokens: who somebody is, signed with the data folder's key. Production refuses them."""

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

from joserfc import jwt
from joserfc.jwk import KeySet, OKPKey

ISSUER = "kwartier-development"
AUDIENCE = "kwartier"
VALID_FOR = 24 * 3600  # seconds; the API takes none that is valid for longer
ALGORITHM = "Ed25519"


@dataclass(frozen=True)
class Identity:
    """What a token says of somebody; the rest is found from the programme."""

    subject: str
    name: str
    email: str | None = None
    roles: tuple[str, ...] = ()


def signing_key(data: Path) -> OKPKey:
    """The data folder's key, made when there is none; only its owner may read it."""
    return _key(data / "development-key.json")


def register_key(data: Path) -> str:
    """The data folder's key that signs the register, as a private JSON Web Key; made when there is none."""
    return json.dumps(_key(data / "register-key.json").as_dict(private=True))


def command_key(data: Path) -> str:
    """The data folder's key that signs commands, as a private JSON Web Key; made when there is none."""
    return json.dumps(_key(data / "command-key.json").as_dict(private=True))


def command_keys(data: Path) -> str:
    """The JSON Web Key Set with which the worker checks commands."""
    return public_keys(_key(data / "command-key.json"))


def _key(file: Path) -> OKPKey:
    if not file.exists():
        key = OKPKey.generate_key("Ed25519", {"alg": ALGORITHM, "use": "sig"}, auto_kid=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as output:
            output.write(json.dumps(key.as_dict(private=True)))
    return OKPKey.import_key(json.loads(file.read_text(encoding="ascii")))


def public_keys(key: OKPKey) -> str:
    """The JSON Web Key Set with which the API checks tokens."""
    return json.dumps(KeySet([key]).as_dict(private=False))


def mint(key: OKPKey, who: Identity, *, until: int | None = None) -> str:
    """A token for `who`, good `until` a moment (in seconds since 1970), or for a day."""
    now = int(time.time())
    claims: dict[str, object] = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": who.subject,
        "name": who.name,
        "roles": list(who.roles),
        "iat": now,
        "exp": until or now + VALID_FOR,
    }
    claims |= {"email": who.email} if who.email else {}
    return jwt.encode({"alg": ALGORITHM, "kid": key.kid}, claims, key, algorithms=[ALGORITHM])

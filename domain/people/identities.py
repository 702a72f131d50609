"""Accounts at an identity provider, as the register has them: by a hash that tells nobody whose they are."""

import hmac
from hashlib import sha256

from domain.shared.canonical import canonical


def identity_of(issuer: str, subject: str, secret: bytes) -> str:
    """The hash (hex, HMAC-SHA-256) of an account; `secret` is the programme's.

    The same account has the same hash, so that the rules see where it is somebody already.
    """
    return hmac.new(secret, canonical({"issuer": issuer, "subject": subject}), sha256).hexdigest()

"""How Kwartier shows the provider that it is itself: by a key of its own, by a secret, or not at all."""

import json
import time
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from authlib.oauth2.rfc7523 import PrivateKeyJWT
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import ECKey, JWKRegistry, RSAKey

from domain.shared.messages import N_
from settings import Settings, SettingsError
from web.sign_in.refusals import KeyNotTaken, SecretNotTaken

ClientSigner = RSAKey | ECKey

SECONDS = 60
"""How long what is signed counts: Authlib's own hour would let whoever finds it be Kwartier for that long."""

BY_KEY = "private_key_jwt"
BY_SECRET = ("client_secret_basic", "client_secret_post")
SIGNATURES = "token_endpoint_auth_signing_alg_values_supported"
UNSAID = ("client_secret_basic",)
"""What OpenID Connect takes a provider to support that says nothing of it."""

MADE_FOR: Mapping[str, Sequence[str]] = {
    "RSA": ("PS256", "RS256"),
    "P-256": ("ES256",),
}
"""The signatures of each kind of key, best first; the Dutch profile (OIDC-NLGOV) wants an RSA one."""


class ClientKey:
    """A private key whose public half the provider knows, or fetches from Kwartier."""

    def __init__(self, key: ClientSigner) -> None:
        # By its thumbprint unless it brings a name: the provider looks for it by that.
        key.ensure_kid()
        self._key = key

    @classmethod
    def parse(cls, text: str) -> "ClientKey":
        """Read a JSON Web Key or PEM (unencrypted). Raises `SettingsError`, which never shows what it was."""
        is_jwk = text.lstrip().startswith("{")
        try:
            with warnings.catch_warnings():
                # As of an RSA key that is too small: who makes one for this can make a good one.
                warnings.simplefilter("error", SecurityWarning)
                key = JWKRegistry.import_key(json.loads(text)) if is_jwk else _of_pem(text)
        except (ValueError, TypeError, KeyError, UnsupportedAlgorithm, JoseError, SecurityWarning):
            raise _unusable() from None
        if not isinstance(key, ClientSigner) or not key.is_private or _kind(key) not in MADE_FOR:
            raise _unusable()
        return cls(key)

    @property
    def public(self) -> Mapping[str, object]:
        """What a provider needs to check what was signed, as JSON Web Key."""
        # Without what its owner may do with it: others only check.
        known = {name: value for name, value in self._key.as_dict(private=False).items() if name != "key_ops"}
        return {**known, "use": "sig"}

    def signature_for(self, metadata: Mapping[str, Any]) -> str | None:
        """The best signature that the provider of `metadata` can check; None where there is none."""
        # A key may say itself that it is for one of them only.
        made = [one for one in MADE_FOR[_kind(self._key)] if self._key.alg in {None, one}]
        # Where it says nothing, what every provider should have, where the key can make that.
        usual = made if "RS256" not in made else ["RS256"]
        taken = metadata.get(SIGNATURES, usual)
        return next((one for one in made if one in taken), None)

    def signs(self, metadata: Mapping[str, Any], signature: str) -> Mapping[str, Any]:
        """How Authlib's client signs what goes to the token endpoint of the provider of `metadata`."""
        signer = PrivateKeyJWT(
            metadata["token_endpoint"],
            claims={"exp": int(time.time()) + SECONDS},
            headers={"kid": self._key.kid, "typ": "JWT"},
            alg=signature,
        )
        return {"client_secret": self._key, "token_endpoint_auth_method": signer}


@dataclass(frozen=True)
class Proof:
    """What there is to show: a key, a secret, or both while a provider goes over to keys."""

    key: ClientKey | None
    secret: str | None

    @classmethod
    def of(cls, settings: Settings) -> "Proof":
        """What the settings hold. Raises `SettingsError`."""
        key, secret = settings.sign_in_key, settings.sign_in_secret
        return cls(
            ClientKey.parse(key.get_secret_value()) if key else None,
            secret.get_secret_value() if secret else None,
        )

    def shown_to(self, metadata: Mapping[str, Any]) -> Mapping[str, Any]:
        """What Authlib's client shows the provider of `metadata`: the key wherever that takes it.

        Raises `KeyNotTaken` and `SecretNotTaken` where it takes nothing that there is.
        """
        ways: Sequence[str] = metadata.get("token_endpoint_auth_methods_supported", UNSAID)
        signature = self.key.signature_for(metadata) if self.key and BY_KEY in ways else None
        if self.key and signature:
            return self.key.signs(metadata, signature)
        if self.secret is None:
            if self.key:
                raise KeyNotTaken(offers=_said(ways, metadata))
            # A public client: that it began the sign-in is what it proves (PKCE).
            return {"client_secret": None, "token_endpoint_auth_method": "none"}
        if (way := next((way for way in BY_SECRET if way in ways), None)) is None:
            raise SecretNotTaken(offers=_said(ways, metadata))
        return {"client_secret": self.secret, "token_endpoint_auth_method": way}


def _of_pem(text: str) -> object:
    read = load_pem_private_key(text.encode(), password=None)
    kinds = {RSAPrivateKey: RSAKey, EllipticCurvePrivateKey: ECKey}
    return next((of.import_key(text) for kind, of in kinds.items() if isinstance(read, kind)), None)


def _kind(key: ClientSigner) -> str:
    return key.key_type if isinstance(key, RSAKey) else key.curve_name


def _unusable() -> SettingsError:
    return SettingsError(
        N_(
            "KWARTIER_SIGN_IN_KEY cannot be used: it must be one private key, as JWK or as PEM without a"
            " password: RSA of 2048 bits or more, or P-256. Make one as docs/operations.md says"
            " (Signing in by OIDC-NLGOV), and register its public half at your provider."
        )
    )


def _said(ways: Sequence[str], metadata: Mapping[str, Any]) -> str:
    signatures = ", ".join(map(str, metadata.get(SIGNATURES, ())))
    said = [f"{way} ({signatures})" if way == BY_KEY and signatures else str(way) for way in ways]
    return ", ".join(said)[:200] or "-"

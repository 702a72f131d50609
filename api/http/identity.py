"""Who calls: read from a signed token, and from nothing else."""

import json
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from joserfc import jwt
from joserfc.errors import (
    BadSignatureError,
    ExpiredTokenError,
    InvalidClaimError,
    InvalidKeyIdError,
    JoseError,
    MissingClaimError,
    MissingKeyError,
    SecurityWarning,
    UnsupportedAlgorithmError,
)
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    StringConstraints,
    ValidationError,
)

from api.http.limits import one_line
from domain.shared.messages import N_, SaidError
from domain.shared.refusals import Refusal
from service.callers import Caller
from settings import Settings

DEVELOPMENT = "kwartier-development"
"""The issuer of the tokens that `kwartier up` makes; a real deployment refuses it."""

ALGORITHMS = ("EdDSA", "Ed25519", "ES256", "RS256")
"""Signatures with a public key only: whoever checks a token cannot make one."""

LEEWAY = 30  # seconds that clocks may differ
LONGEST_TOKEN = 16_000  # characters


def _listed(roles: object) -> object:
    return [roles] if isinstance(roles, str) else roles or []


Claim = Annotated[str, StringConstraints(min_length=1, max_length=254), AfterValidator(one_line)]


class _Claims(BaseModel):
    """What a token says of somebody."""

    subject: Claim
    name: Claim
    email: Claim | None = None
    roles: Annotated[tuple[Claim, ...], BeforeValidator(_listed)] = ()
    organisation: Claim | None = None


class InvalidToken(Refusal):
    status = 401
    title = N_("The token is not accepted")
    sentence = N_(
        "The token cannot be read: it must be a signed JSON Web Token, three parts with dots between them."
    )
    advice = N_("Get a new token; the detail says what is wrong with this one.")


class TokenTooLong(InvalidToken):
    sentence = N_("The token is longer than {longest} characters.")
    longest: int


class TokenNotSigned(InvalidToken):
    sentence = N_("The token's signature is not that of {issuer}; get a token there, and send it unchanged.")
    issuer: str


class TokenExpired(InvalidToken):
    sentence = N_("The token has expired; get a new one.")


class TokenNotYetValid(InvalidToken):
    sentence = N_("The token is not valid yet; look whether the clocks agree.")


class TokenLacksClaim(InvalidToken):
    sentence = N_("The token lacks the claim {claim}, which every token needs.")
    claim: str


class TokenClaimDiffers(InvalidToken):
    sentence = N_("The token's claim {claim} is not one that is taken here; get a token for this service.")
    claim: str


class TokenClaimsUnusable(InvalidToken):
    sentence = N_("The token's claims cannot be used: {claims}.")
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Issuer:
    """Somebody whose tokens are accepted: their name (`iss`), and the public keys they sign with."""

    name: str
    keys: KeySet


class UnusableKeysError(SaidError):
    """The settings about tokens cannot be used; the message says which and what would be right."""


class Tokens:
    """Checks tokens of the issuer that this deployment trusts."""

    def __init__(self, issuer: Issuer, audience: str) -> None:
        self._issuer = issuer
        self._registry = JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": issuer.name},
            aud={"essential": True, "value": audience},
            sub={"essential": True},
            exp={"essential": True},
        )

    def caller(self, token: str) -> Caller:
        """Who `token` names. Raises `InvalidToken` when it is not a token that counts here and now."""
        if len(token) > LONGEST_TOKEN:
            raise TokenTooLong(longest=LONGEST_TOKEN)
        try:
            claims = _decode(token, self._issuer.keys)
            self._registry.validate(claims)
        # RecursionError too: deeply nested JSON in a token must not end as a fault of ours.
        except (JoseError, ValueError, TypeError, RecursionError) as error:
            raise self._refusal(error) from error
        return _caller(claims)

    def _refusal(self, error: Exception) -> InvalidToken:
        """Which check failed, without repeating what was in the token."""
        match error:
            case ExpiredTokenError():
                return TokenExpired()
            case InvalidClaimError(claim="nbf" | "iat"):
                return TokenNotYetValid()
            case MissingClaimError(claim=str(claim)):
                return TokenLacksClaim(claim=claim)
            case InvalidClaimError(claim=str(claim)):
                return TokenClaimDiffers(claim=claim)
            case BadSignatureError() | UnsupportedAlgorithmError() | InvalidKeyIdError() | MissingKeyError():
                return TokenNotSigned(issuer=self._issuer.name)
            case _:
                return InvalidToken()


def _decode(token: str, keys: KeySet) -> dict[str, Any]:
    with warnings.catch_warnings():
        # RFC 9864 has another name for this algorithm; identity providers will write the old one for years.
        warnings.simplefilter("ignore", SecurityWarning)
        return jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims


def _caller(claims: Mapping[str, object]) -> Caller:
    subject = claims["sub"]
    try:
        read = _Claims.model_validate(
            {
                "subject": subject,
                # Not every identity provider sends a name.
                "name": claims.get("name") or subject,
                "email": claims.get("email") or None,
                "roles": claims.get("roles"),
                "organisation": claims.get("organisation") or None,
            }
        )
    except ValidationError as error:
        raise TokenClaimsUnusable(claims=tuple(str(item["loc"][0]) for item in error.errors())) from None
    return Caller(read.subject, read.name, read.email, read.roles, read.organisation)


def trusted(settings: Settings) -> Tokens:
    """Whose tokens are accepted. Raises `UnusableKeysError` when it would be nobody's, or anybody's."""
    if settings.token_issuer is None or settings.token_keys is None:
        raise UnusableKeysError(
            N_(
                "Nobody could sign in: set KWARTIER_TOKEN_ISSUER and KWARTIER_TOKEN_KEYS to what your"
                " identity provider publishes. `kwartier up` does so for trying out."
            )
        )
    if settings.environment == "production" and settings.token_issuer == DEVELOPMENT:
        anybodys = N_(
            "KWARTIER_TOKEN_ISSUER is {issuer}, and whoever runs `kwartier up` can make its tokens;"
            " name your identity provider."
        )
        raise UnusableKeysError(anybodys.having(issuer=DEVELOPMENT))
    issuer = Issuer(settings.token_issuer, _keys(settings.token_keys.get_secret_value()))
    return Tokens(issuer, settings.token_audience)


def _keys(text: str) -> KeySet:
    try:
        keys = KeySet.import_key_set(json.loads(text))
    # Without its cause and its words: they may quote what should be a key.
    except (ValueError, TypeError, KeyError, JoseError) as error:
        unreadable = N_(
            "KWARTIER_TOKEN_KEYS must be a JSON Web Key Set with public keys, as your identity provider"
            " publishes it ({error})."
        )
        raise UnusableKeysError(unreadable.having(error=type(error).__name__)) from None
    if not keys.keys or any(key.key_type == "oct" for key in keys.keys):
        raise UnusableKeysError(
            N_(
                "KWARTIER_TOKEN_KEYS must hold public keys, and no shared secret: whoever checks a token with"
                " that could make one too."
            )
        )
    return keys

"""Who calls: read from a signed token, and from nothing else."""

import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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

from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from service.callers import Caller
from service.people.claims import Provider, UnusableClaimsError
from service.people.issuer_keys import Given, InFile, IssuerKeys, Published, UnusableKeysError, key_set
from service.waiting import Unavailable
from settings import Settings
from settings.model import SECRETS
from settings.outgoing import hosts

DEVELOPMENT = "kwartier-development"
"""The issuer of the tokens that `kwartier up` makes; a real deployment refuses it."""

__all__ = ["Tokens", "UnusableKeysError", "trusted"]

ALGORITHMS = ("EdDSA", "Ed25519", "ES256", "RS256")
"""Signatures with a public key only: whoever checks a token cannot make one."""

LEEWAY = 30  # seconds that clocks may differ
LONGEST_TOKEN = 16_000  # characters


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


class TokenKeyUnknown(TokenNotSigned):
    """Perhaps with a key that the issuer has had for a short time only."""


class IssuerUnavailable(Unavailable):
    title = N_("The keys that sign tokens are not there")
    sentence = N_("Nobody can sign in yet: the keys of the identity provider could not be had.")
    advice = N_("Try again after Retry-After seconds; an operator finds why in the log.")


class TokenExpired(InvalidToken):
    sentence = N_("The token has expired; get a new one.")


class TokenNotYetValid(InvalidToken):
    sentence = N_("The token is not valid yet; look whether the clocks agree.")


class TokenTimeOdd(InvalidToken):
    sentence = N_("The token's claim {claim} is no time; it must be a whole number of seconds since 1970.")
    claim: str


class TokenValidTooLong(InvalidToken):
    sentence = N_("The token is valid for more than {hours} hours; get one that expires sooner.")
    hours: int


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
    keys: IssuerKeys


class Tokens:
    """Checks tokens of the issuer that this deployment trusts."""

    def __init__(self, issuer: Issuer, audience: str, hours: int, provider: Provider) -> None:
        self._issuer = issuer
        self._provider = provider
        self._hours = hours
        self._registry = JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": issuer.name},
            aud={"essential": True, "value": audience},
            sub={"essential": True},
            exp={"essential": True},
        )

    @property
    def keys(self) -> IssuerKeys:
        return self._issuer.keys

    async def caller_now(self, token: str) -> Caller:
        """Who `token` names, after looking whether there are new keys where its own is not known."""
        try:
            return self.caller(token)
        except (TokenKeyUnknown, IssuerUnavailable):
            if not await self.keys.look_again():
                raise
        return self.caller(token)

    def caller(self, token: str) -> Caller:
        """Who `token` names. Raises `InvalidToken` when it is not a token that counts here and now."""
        if len(token) > LONGEST_TOKEN:
            raise TokenTooLong(longest=LONGEST_TOKEN)
        if (keys := self._issuer.keys.keys) is None:
            raise IssuerUnavailable
        try:
            claims = _decode(token, keys)
            _must_be_times(claims)
            self._registry.validate(claims)
        # RecursionError too: deeply nested JSON in a token must not end as a fault of ours.
        except (JoseError, ValueError, TypeError, RecursionError) as error:
            raise self._refusal(error) from error
        self._must_end_soon(claims)
        try:
            return self._provider.caller(claims)
        except UnusableClaimsError as error:
            raise TokenClaimsUnusable(claims=error.claims) from None

    def _must_end_soon(self, claims: Mapping[str, Any]) -> None:
        """Raise `TokenValidTooLong` for one that somebody could use for ever, once they have it."""
        now = time.time()
        # From when it was made: otherwise one for a year would be taken on its last day.
        made = min(now, claims.get("iat", now))
        if claims["exp"] - made > self._hours * 3600 + LEEWAY:
            raise TokenValidTooLong(hours=self._hours)

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
                unknown = isinstance(error, InvalidKeyIdError | MissingKeyError)
                return (TokenKeyUnknown if unknown else TokenNotSigned)(issuer=self._issuer.name)
            case _:
                return InvalidToken()


LAST_TIME = 2**53
"""In seconds since 1970: as far as a number in JSON is sure to be whole."""


def _must_be_times(claims: Mapping[str, object]) -> None:
    for claim in ("exp", "nbf", "iat"):
        value = claims.get(claim, 0)
        # A truth value is a number to Python, and so is Infinity to its JSON.
        if not isinstance(value, int | float) or isinstance(value, bool) or not _is_time(value):
            raise TokenTimeOdd(claim=claim)


def _is_time(value: float) -> bool:
    return 0 <= value <= LAST_TIME and value == int(value)


def _decode(token: str, keys: KeySet) -> dict[str, Any]:
    with warnings.catch_warnings():
        # RFC 9864 has another name for this algorithm; identity providers will write the old one for years.
        warnings.simplefilter("ignore", SecurityWarning)
        return jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims


def trusted(settings: Settings) -> Tokens:
    """Whose tokens are accepted. Raises `UnusableKeysError` when it would be nobody's, or anybody's."""
    if settings.token_issuer is None or (settings.token_keys is None and settings.token_keys_url is None):
        raise UnusableKeysError(
            N_(
                "Nobody could sign in: set KWARTIER_TOKEN_ISSUER, and KWARTIER_TOKEN_KEYS or"
                " KWARTIER_TOKEN_KEYS_URL, to what your identity provider publishes. `kwartier up` does so"
                " for trying out."
            )
        )
    if settings.environment == "production" and settings.token_issuer == DEVELOPMENT:
        anybodys = N_(
            "KWARTIER_TOKEN_ISSUER is {issuer}, and whoever runs `kwartier up` can make its tokens;"
            " name your identity provider."
        )
        raise UnusableKeysError(anybodys.having(issuer=DEVELOPMENT))
    issuer = Issuer(settings.token_issuer, _keys(settings))
    provider = Provider.of(settings, settings.token_issuer)
    return Tokens(issuer, settings.token_audience, settings.token_hours, provider)


def _keys(settings: Settings) -> IssuerKeys:
    if settings.token_keys_url is not None:
        return Published(settings.token_keys_url, hosts(settings.private_hosts))
    assert settings.token_keys is not None, "one of the two is there"
    text, file = settings.token_keys.get_secret_value(), SECRETS / "kwartier_token_keys"
    # A secret that is a file can be replaced while the API runs; a variable cannot.
    if file.is_file() and file.read_text().strip() == text.strip():
        return InFile(file)
    return Given(key_set(text))

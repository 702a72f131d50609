"""The provider that people sign in with: OpenID Connect, by the authorisation code with PKCE."""

import asyncio
import json
import secrets
import time
from collections.abc import Mapping
from typing import Any, NamedTuple, cast
from urllib.parse import urlencode

import httpx2
import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwt import JWTClaimsRegistry

from domain.shared.messages import SaidError
from service.people.issuer_keys import Published
from settings import Settings, outgoing
from settings.outgoing import Guarded, hosts
from web.sign_in.levels import Levels
from web.sign_in.proof import Proof
from web.sign_in.refusals import ProviderAway, SignInFailed

ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA", "Ed25519"]
"""Signatures with a public key only, as the Dutch profile (OIDC-NLGOV) wants the first two."""
LEEWAY = 30  # seconds that clocks may differ
KNOWN_SECONDS = 3600.0
"""How long what a provider publishes about itself is taken to be so."""
LARGEST = 200_000  # bytes
LOGGED_OUT = "http://schemas.openid.net/event/backchannel-logout"

log = structlog.get_logger("web")


class Begun(NamedTuple):
    """A sign-in under way: where the browser goes, and what it must come back with."""

    address: str
    state: str
    nonce: str
    verifier: str


class Finished(NamedTuple):
    """Who somebody is, as the provider says, and by what it knows that they are signed in."""

    claims: Mapping[str, object]
    session: str | None
    id_token: str


class LoggedOut(NamedTuple):
    """Whom the provider has signed out: one of its sessions, or all of somebody's."""

    subject: str | None
    session: str | None


class _Known(NamedTuple):
    metadata: Mapping[str, Any]
    keys: Published
    at: float


class Provider:
    """One provider, found by its address alone (discovery). Raises `SettingsError` where a key is none."""

    def __init__(self, settings: Settings, issuer: str, client: str) -> None:
        self.issuer = issuer
        self._client = client
        self._proof = Proof.of(settings)
        self._levels = Levels(settings.sign_in_levels.split())
        self._scopes = settings.sign_in_scopes
        self._allowed = hosts(settings.private_hosts)
        self._known: _Known | None = None
        self._looking = asyncio.Lock()

    async def begin(self, back: str) -> Begun:
        """Begin to sign somebody in, who comes `back` to that address.

        Raises `ProviderAway`, and `SignInDoesNotFit` where the settings are for another kind of provider.
        """
        metadata = (await self._found()).metadata
        verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(24)
        async with self._speaking(metadata, back) as client:
            address, state = client.create_authorization_url(
                metadata["authorization_endpoint"],
                state=secrets.token_urlsafe(24),
                code_verifier=verifier,
                nonce=nonce,
                **self._levels.asked_of(metadata),
            )
        return Begun(address, state, nonce, verifier)

    async def finish(self, begun: Begun, code: str, back: str) -> Finished:
        """Who signed in. Raises `SignInFailed` when that is not certain enough, and `ProviderAway`."""
        found = await self._found()
        try:
            async with asyncio.timeout(outgoing.SECONDS), self._speaking(found.metadata, back) as client:
                tokens: dict[str, Any] = await client.fetch_token(
                    found.metadata["token_endpoint"], code=code, code_verifier=begun.verifier
                )
                claims = await self._claims(found, tokens, begun.nonce)
                more = await self._userinfo(client, found.metadata, tokens)
        except (AuthlibBaseError, JoseError, ValueError, TypeError, KeyError, RecursionError) as error:
            # Into the log only: what it says may quote a token.
            log.warning("a sign-in was not accepted", error=type(error).__name__, provider=self.issuer)
            raise SignInFailed from None
        except (httpx2.HTTPError, OSError, TimeoutError, SaidError) as error:
            raise self._away(error) from error
        # Somebody else's would make them somebody else.
        if more.get("sub", claims["sub"]) != claims["sub"]:
            raise SignInFailed
        # By the id token alone: it is what was signed for this sign-in.
        self._levels.check(claims)
        session = claims.get("sid")
        return Finished({**more, **claims}, session if isinstance(session, str) else None, tokens["id_token"])

    async def logged_out(self, token: str) -> LoggedOut:
        """Whom a logout token of the provider is about. Raises `SignInFailed` when it is none."""
        found = await self._found()
        try:
            claims = (await self._decoded(found, token))[1]
            JWTClaimsRegistry(
                leeway=LEEWAY,
                iss={"essential": True, "value": self.issuer},
                aud={"essential": True, "value": self._client},
                iat={"essential": True},
                exp={"essential": True},
                jti={"essential": True},
            ).validate(claims)
            events = cast("dict[str, object]", claims["events"])
            subject, session = claims.get("sub"), claims.get("sid")
            named = [name for name in (subject, session) if isinstance(name, str) and name]
            if LOGGED_OUT not in events or "nonce" in claims or not named:
                raise SignInFailed
        except (JoseError, ValueError, TypeError, KeyError, RecursionError):
            raise SignInFailed from None
        return LoggedOut(
            subject if isinstance(subject, str) else None, session if isinstance(session, str) else None
        )

    async def sign_out_address(self, id_token: str | None, back: str) -> str | None:
        """Where the browser signs out at the provider too; None where that has no such page, or is away."""
        try:
            metadata = (await self._found()).metadata
        except ProviderAway:
            return None
        if (address := metadata.get("end_session_endpoint")) is None:
            return None
        hint = {"id_token_hint": id_token} if id_token else {}
        query = urlencode({**hint, "client_id": self._client, "post_logout_redirect_uri": back})
        return f"{address}{'&' if '?' in address else '?'}{query}"

    @property
    def levels(self) -> Levels:
        """How sure it must be of who somebody is."""
        return self._levels

    @property
    def public_keys(self) -> Mapping[str, object]:
        """The public half of the key by which Kwartier proves itself, as JSON Web Key Set; empty without."""
        return {"keys": [self._proof.key.public] if self._proof.key else []}

    # --- what the provider says of itself ---

    async def _found(self) -> _Known:
        now = time.monotonic()
        async with self._looking:
            if self._known is None or now - self._known.at > KNOWN_SECONDS:
                self._known = await self._look(now)
            return self._known

    async def _look(self, now: float) -> _Known:
        address = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
        try:
            metadata: dict[str, Any] = json.loads(await outgoing.text_at(address, self._allowed, LARGEST))
            # Whoever answers for another issuer could sign in anybody as theirs.
            if metadata["issuer"] != self.issuer:
                raise ValueError("it names another issuer")  # noqa: TRY301 - said as every other fault
            where = [metadata[name] for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
            keys = Published(where[-1], self._allowed)
        except (httpx2.HTTPError, OSError, ValueError, KeyError, TypeError, SaidError) as error:
            raise self._away(error) from error
        await keys.look_again(after=0)
        return _Known(metadata, keys, now)

    def _away(self, error: Exception) -> ProviderAway:
        log.error("the provider for signing in is away", provider=self.issuer, error=repr(error))
        return ProviderAway()

    # --- what it says of somebody ---

    def _speaking(self, metadata: Mapping[str, Any], back: str) -> Any:  # noqa: ANN401 - Authlib has no types
        return AsyncOAuth2Client(
            self._client,
            **self._proof.shown_to(metadata),
            scope=self._scopes,
            redirect_uri=back,
            code_challenge_method="S256",
            transport=Guarded(self._allowed),
            trust_env=False,
            timeout=outgoing.SECONDS,
        )

    async def _claims(self, found: _Known, tokens: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
        header, claims = await self._decoded(found, tokens["id_token"])
        known = {"nonce": nonce, "client_id": self._client, "access_token": tokens.get("access_token")}
        # Who it is for beside us (azp) and with what (at_hash) are looked at as well.
        token: Any = CodeIDToken(
            claims, header, {"iss": {"value": self.issuer}, "aud": {"value": self._client}}, known
        )
        token.validate(leeway=LEEWAY)
        return claims

    async def _decoded(self, found: _Known, token: str) -> tuple[dict[str, Any], dict[str, Any]]:
        try:
            return self._decode(found, token)
        except (JoseError, ValueError):
            # Perhaps it signs with a key that it has had for a short time only.
            if not await found.keys.look_again():
                raise
        return self._decode(found, token)

    def _decode(self, found: _Known, token: str) -> tuple[dict[str, Any], dict[str, Any]]:
        if found.keys.keys is None:
            raise self._away(ValueError("it publishes no keys"))
        read = jwt.decode(token, found.keys.keys, algorithms=ALGORITHMS)
        return dict(read.header), read.claims

    async def _userinfo(
        self,
        client: Any,  # noqa: ANN401 - as above
        metadata: Mapping[str, Any],
        tokens: Mapping[str, Any],
    ) -> Mapping[str, Any]:
        """What is said of somebody besides: many providers put a name there alone."""
        address = metadata.get("userinfo_endpoint")
        if address is None or "access_token" not in tokens:
            return {}
        answer = await client.get(address)
        # Some sign it; what the token of who somebody is says is enough then.
        if answer.status_code != outgoing.OK or not answer.headers.get("content-type", "").startswith(JSON):
            return {}
        return answer.json()


JSON = "application/json"

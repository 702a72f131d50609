"""Providers to sign in with: a real one as a process of its own, and one that says whatever a test wants."""

import asyncio
import json
import sys
import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Self
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx2
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, RSAKey
from joserfc.jwt import JWTClaimsRegistry

from cli.embedded.ports import LOOPBACK, free_port
from tests.web.visiting import Browser
from tests.workflows.waiting import eventually

CLIENT, SECRET = "kwartier-pages", "a secret of theirs"


@asynccontextmanager
async def real_provider() -> AsyncGenerator[str]:
    """The address of a provider that lets everybody be whom they say."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock"]
    command += ["--port", str(port), "--require-nonce", "true"]
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    address = f"http://{LOOPBACK}:{port}"
    try:
        async with httpx2.AsyncClient() as http:

            async def answers() -> bool:
                try:
                    return (await http.get(f"{address}/.well-known/openid-configuration")).status_code == 200
                except httpx2.HTTPError:
                    return False

            await eventually(answers, bool, lambda _: "the provider does not start")
        yield address
    finally:
        process.terminate()
        await process.wait()


async def go(browser: Browser, path: str) -> httpx2.Response:
    """Ask for a page, without following where it leads."""
    return await browser.http.get(path, follow_redirects=False)


async def allowed_back(address: str, subject: str) -> str:
    """Sign in at the real provider as `subject`; the path and query that it sends the browser back to."""
    async with httpx2.AsyncClient() as http:
        answer = await http.post(address, data={"sub": subject})
    assert answer.status_code in {302, 303}, answer.text
    back = urlsplit(answer.headers["location"])
    return f"{back.path}?{back.query}"


class Provider:
    """Answers as a provider does, with `claims` in its tokens that a test may change.

    `says` is what it says of itself besides; `asked` and `presented` are what came to its token endpoint.
    """

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"use": "sig"}, auto_kid=True)
        self.signs_with = self.key
        self.address = ""
        self.claims: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.asked: list[Mapping[str, str]] = []
        self.presented: list[str | None] = []
        self.says: dict[str, Any] = {}

    def token(self, claims: Mapping[str, Any], kind: str = "JWT") -> str:
        """A token that it signs."""
        header = {"alg": "RS256", "kid": self.key.kid, "typ": kind}
        now = int(time.time())
        whole = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 60, **claims}
        return jwt.encode(header, {k: v for k, v in whole.items() if v is not None}, self.signs_with)

    @property
    def offers(self) -> dict[str, Any]:
        """What it says of itself besides, as a provider of its kind."""
        return {}

    def knows_client(self) -> bool:
        """Whether whoever asked last for a token is Kwartier; here everybody is."""
        return True

    def _answer(self, method: str, path: str, body: str) -> tuple[int, Mapping[str, Any]]:
        match method, path:
            case "GET", "/.well-known/openid-configuration":
                ends = ("authorization", "token", "userinfo", "end_session")
                return 200, {
                    "issuer": self.address,
                    "jwks_uri": f"{self.address}/jwks",
                    **{f"{end}_endpoint": f"{self.address}/{end}" for end in ends},
                    **self.offers,
                    **self.says,
                }
            case "GET", "/jwks":
                return 200, dict(KeySet([self.key]).as_dict(private=False))
            case "POST", "/token":
                self.asked.append(dict(parse_qsl(body)))
                if not self.knows_client():
                    return 401, {"error": "invalid_client"}
                token = self.token({"sub": "s-1", **self.claims})
                return 200, {"access_token": "opaque", "token_type": "Bearer", "id_token": token}
            case "GET", "/userinfo":
                return 200, {"sub": "s-1", **self.userinfo}
            case _:
                return 404, {}

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        line, *fields = head.split("\r\n")
        lengths = [field.split(":")[1] for field in fields if field.lower().startswith("content-length")]
        body = (await reader.readexactly(int(lengths[0]))).decode() if lengths else ""
        method, path, _ = line.split(" ")
        if path == "/token":
            shown = [
                field.partition(": ")[2] for field in fields if field.lower().startswith("authorization")
            ]
            self.presented.append(shown[0] if shown else None)
        status, answer = self._answer(method, path, body)
        content = json.dumps(answer).encode()
        fields = b"Content-Type: application/json\r\nContent-Length: %d\r\nConnection: close" % len(content)
        writer.write(b"HTTP/1.1 %d X\r\n%s\r\n\r\n%s" % (status, fields, content))
        await writer.drain()
        writer.close()

    @asynccontextmanager
    async def listening(self) -> AsyncGenerator[Self]:
        """Answer for as long as the context lasts."""
        server = await asyncio.start_server(self._serve, LOOPBACK, 0)
        self.address = f"http://{LOOPBACK}:{server.sockets[0].getsockname()[1]}"
        async with server:
            yield self


class ByKey(Provider):
    """A provider that gives tokens only to whoever signs what RFC 7523 asks, with one of the `known` keys."""

    TAKES = ("PS256", "RS256", "ES256")
    LONGEST = 300  # seconds that what was signed may count

    def __init__(self) -> None:
        super().__init__()
        self.known = KeySet([])
        self.takes: Sequence[str] = self.TAKES
        self.used: set[str] = set()
        self.refused: list[str] = []

    @property
    def offers(self) -> dict[str, Any]:
        """What it says of itself besides, as a provider of its kind."""
        return {
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            "token_endpoint_auth_signing_alg_values_supported": list(self.takes),
        }

    def knows_client(self) -> bool:
        """Whether what came last is signed by Kwartier, for this provider, now and for the first time."""
        try:
            self._check(self.asked[-1])
        except (JoseError, KeyError, ValueError) as error:
            self.refused.append(repr(error))
            return False
        return True

    def _check(self, asked: Mapping[str, str]) -> None:
        if asked["client_assertion_type"] != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer":
            raise ValueError("not a JWT")
        if "client_secret" in asked or self.presented[-1] is not None:
            raise ValueError("two ways at once")
        token = jwt.decode(asked["client_assertion"], self.known, algorithms=list(self.takes))
        if token.header["kid"] not in {key.kid for key in self.known.keys}:
            raise ValueError("an unknown key")
        JWTClaimsRegistry(
            iss={"essential": True, "value": CLIENT},
            sub={"essential": True, "value": CLIENT},
            aud={"essential": True, "value": f"{self.address}/token"},
            iat={"essential": True},
            exp={"essential": True},
            jti={"essential": True},
        ).validate(token.claims)
        if token.claims["exp"] > time.time() + self.LONGEST or token.claims["jti"] in self.used:
            raise ValueError("counts too long, or for a second time")
        self.used.add(token.claims["jti"])


async def back_from(browser: Browser, provider: Provider, **claims: object) -> str:
    """Begin to sign in, and the path and query by which the provider would send the browser back."""
    asked = parse_qs(urlsplit((await go(browser, "/sign-in?to=/")).headers["location"]).query)
    provider.claims = {"nonce": asked["nonce"][0], **claims}
    return f"/signed-in?code=c-1&state={asked['state'][0]}"

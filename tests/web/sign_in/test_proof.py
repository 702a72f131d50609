"""What Kwartier shows the provider at the token endpoint: a key of its own, or a secret, as that takes it."""

import json
import time
from base64 import b64encode, urlsafe_b64encode
from collections.abc import AsyncIterator, Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey
from pydantic import SecretStr

from settings import Settings, SettingsError
from tests.api.visiting import settings_of
from tests.web.sign_in.conftest import signing_in_at
from tests.web.sign_in.providers import CLIENT, SECRET, ByKey, Provider, back_from, go
from tests.web.visiting import Browser, FrontDoor, opened
from web.sign_in.proof import ClientKey

RSA = RSAKey.generate_key(2048)
KEYS: Mapping[str, RSAKey | ECKey] = {
    "PS256": RSA,
    "ES256": ECKey.generate_key("P-256"),
}
"""Keys by the signature that is made with them where a provider takes all there are."""


def text_of(key: RSAKey | ECKey) -> SecretStr:
    return SecretStr(key.as_pem(private=True).decode())


def by_key(settings: Settings, address: str, key: RSAKey | ECKey = RSA) -> Settings:
    """The same settings, with which Kwartier has a key and no secret."""
    own = {"sign_in_key": text_of(key), "sign_in_secret": None}
    return signing_in_at(settings, address).model_copy(update=own)


async def introduced(browser: Browser, provider: ByKey) -> None:
    """Let the provider fetch the keys by which it knows Kwartier, where it would."""
    answer = await browser.http.get("/sign-in-keys")
    assert answer.headers["content-type"] == "application/jwk-set+json"
    provider.known = KeySet.import_key_set(answer.json())


async def signs_in(browser: Browser, provider: Provider) -> int:
    """Sign in; the status that the browser comes back to."""
    return (await go(browser, await back_from(browser, provider, name="Anna"))).status_code


def signed_as(provider: ByKey) -> str:
    """The signature under what Kwartier showed last."""
    token = jwt.decode(provider.asked[-1]["client_assertion"], provider.known, algorithms=[*KEYS, "RS256"])
    return token.header["alg"]


@pytest.fixture
async def strict() -> AsyncIterator[ByKey]:
    """A provider that looks at each claim and at the signature."""
    async with ByKey().listening() as provider:
        yield provider


@pytest.fixture
async def signing(settings: Settings, strict: ByKey, tmp_path: Path) -> AsyncIterator[FrontDoor]:
    """The way into pages whose Kwartier has a key, and that people sign in to with the strict provider."""
    async with opened(by_key(settings, strict.address), tmp_path) as door:
        yield door


# --- by a key ---


@pytest.mark.parametrize("signature", KEYS)
async def test_whoever_signs_in_is_signed_in_where_kwartier_proves_itself_by_a_key(
    settings: Settings, strict: ByKey, tmp_path: Path, signature: str
) -> None:
    async with opened(by_key(settings, strict.address, KEYS[signature]), tmp_path) as door:
        browser = Browser(door)
        await introduced(browser, strict)

        status = await signs_in(browser, strict)

        assert (status, strict.refused) == (303, [])
        assert "Anna" in (await browser.open("/")).words
        made = signed_as(strict)
        assert made == signature


async def test_each_proof_counts_once_and_for_a_minute(signing: FrontDoor, strict: ByKey) -> None:
    browsers = Browser(signing), Browser(signing)
    await introduced(browsers[0], strict)

    for browser in browsers:
        assert await signs_in(browser, strict) == 303

    proofs = [
        jwt.decode(asked["client_assertion"], strict.known, algorithms=["PS256"]).claims
        for asked in strict.asked
    ]
    assert len({proof["jti"] for proof in proofs}) == 2
    assert {proof["exp"] <= time.time() + 60 for proof in proofs} == {True}


async def test_that_it_began_the_sign_in_is_shown_beside_the_key(signing: FrontDoor, strict: ByKey) -> None:
    browser = Browser(signing)
    await introduced(browser, strict)
    asked = parse_qs(urlsplit((await go(browser, "/sign-in")).headers["location"]).query)
    strict.claims = {"nonce": asked["nonce"][0]}

    await go(browser, f"/signed-in?code=c-1&state={asked['state'][0]}")

    verifier = strict.asked[-1]["code_verifier"].encode()
    challenge = urlsafe_b64encode(sha256(verifier).digest()).decode().rstrip("=")
    assert asked["code_challenge"] == [challenge]


async def test_nobody_is_signed_in_by_a_provider_that_knows_another_key(
    signing: FrontDoor, strict: ByKey
) -> None:
    browser = Browser(signing)
    strict.known = KeySet([RSAKey.generate_key(2048, auto_kid=True)])

    page = await browser.open(await back_from(browser, strict), status=400)

    assert "You were not signed in" in page.words
    assert strict.refused


async def test_an_rsa_key_signs_as_the_provider_can_check(
    settings: Settings, strict: ByKey, tmp_path: Path
) -> None:
    strict.takes = ["RS256"]

    async with opened(by_key(settings, strict.address), tmp_path) as door:
        browser = Browser(door)
        await introduced(browser, strict)

        assert await signs_in(browser, strict) == 303


async def test_what_providers_fetch_is_the_public_half_only(signing: FrontDoor) -> None:
    [key] = (await Browser(signing).http.get("/sign-in-keys")).json()["keys"]

    assert key == {**RSA.as_dict(private=False), "kid": RSA.thumbprint(), "use": "sig"}
    assert not {"d", "p", "q", "dp", "dq", "qi"} & key.keys()


async def test_without_a_key_there_is_none_to_fetch(at: FrontDoor) -> None:
    assert (await Browser(at).http.get("/sign-in-keys")).json() == {"keys": []}


# --- by a secret ---


async def test_a_provider_that_says_nothing_is_shown_the_secret(at: FrontDoor, provider: Provider) -> None:
    assert await signs_in(Browser(at), provider) == 303

    assert provider.presented == [f"Basic {b64encode(f'{CLIENT}:{SECRET}'.encode()).decode()}"]
    assert "client_assertion" not in provider.asked[-1]


async def test_a_secret_goes_beside_the_code_where_the_provider_takes_it_there_only(
    at: FrontDoor, provider: Provider
) -> None:
    provider.says = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}

    assert await signs_in(Browser(at), provider) == 303

    assert provider.presented == [None]
    assert provider.asked[-1]["client_secret"] == SECRET


async def test_with_both_the_key_is_shown_wherever_it_is_taken(
    settings: Settings, provider: Provider, strict: ByKey, tmp_path: Path
) -> None:
    for one in (provider, strict):
        both = signing_in_at(settings, one.address).model_copy(update={"sign_in_key": text_of(RSA)})
        async with opened(both, tmp_path) as door:
            browser = Browser(door)
            strict.known = KeySet.import_key_set((await browser.http.get("/sign-in-keys")).json())
            assert await signs_in(browser, one) == 303

    assert "client_assertion" not in provider.asked[-1]
    assert "client_assertion" in strict.asked[-1]


# --- what does not fit ---


async def test_a_real_provider_that_takes_no_key_is_named_with_what_to_do(
    settings: Settings, real: str, tmp_path: Path
) -> None:
    async with opened(by_key(settings, real), tmp_path) as door:
        page = await Browser(door).open("/sign-in", status=503)

    assert "takes no proof by a key as in KWARTIER_SIGN_IN_KEY" in page.words
    assert "it takes: client_secret_basic." in page.words
    assert "set KWARTIER_SIGN_IN_SECRET instead of the key" in page.words


async def test_nor_does_a_key_fit_whose_signatures_the_provider_cannot_check(
    settings: Settings, strict: ByKey, tmp_path: Path
) -> None:
    strict.takes = ["RS256"]

    async with opened(by_key(settings, strict.address, KEYS["ES256"]), tmp_path) as door:
        page = await Browser(door).open("/sign-in", status=503)

    assert "it takes: private_key_jwt (RS256)." in page.words
    assert "with a signature that the key can make" in page.words


async def test_a_provider_that_takes_no_secret_is_named_with_what_to_do(
    settings: Settings, strict: ByKey, tmp_path: Path
) -> None:
    async with opened(signing_in_at(settings, strict.address), tmp_path) as door:
        page = await Browser(door).open("/sign-in", status=503)

    assert (
        "The provider takes no secret as in KWARTIER_SIGN_IN_SECRET; it takes: private_key_jwt" in page.words
    )
    assert "set KWARTIER_SIGN_IN_KEY to a private key" in page.words


AS_PEM = Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()

UNUSABLE: Mapping[str, str] = {
    "none": "changeme",
    "a public key": RSA.as_pem(private=False).decode(),
    "a public one as JWK": json.dumps(RSA.as_dict(private=False)),
    "of another kind": Ed25519PrivateKey.generate().private_bytes(*AS_PEM).decode(),
    "a shared secret": '{"kty": "oct", "k": "YSBzZWNyZXQgdGhhdCBpcyBsb25nIGVub3VnaA"}',
    "of another curve": ECKey.generate_key("P-384").as_pem(private=True).decode(),
    "not whole": '{"kty": "RSA"}',
    "not JSON": "{",
    "too small": generate_private_key(65537, 1024).private_bytes(*AS_PEM).decode(),  # noqa: S505 - that it is
    "with a password": generate_private_key(65537, 2048)
    .private_bytes(*AS_PEM[:2], BestAvailableEncryption(b"p"))
    .decode(),
}


@pytest.mark.parametrize("text", UNUSABLE.values(), ids=UNUSABLE)
async def test_a_key_that_cannot_be_used_ends_the_start_with_what_to_do(tmp_path: Path, text: str) -> None:
    own = {"sign_in_key": SecretStr(text)}
    settings = signing_in_at(settings_of(tmp_path), "https://identity.example").model_copy(update=own)

    with pytest.raises(SettingsError, match="KWARTIER_SIGN_IN_KEY cannot be used: it must be") as caught:
        async with opened(settings, tmp_path):
            pass

    assert text not in str(caught.value)


def test_a_key_may_be_a_jwk_with_a_name_of_its_own() -> None:
    key = ClientKey.parse(json.dumps({**RSA.as_dict(private=True), "kid": "ours", "key_ops": ["sign"]}))

    assert key.public == {**RSA.as_dict(private=False), "kid": "ours", "use": "sig"}

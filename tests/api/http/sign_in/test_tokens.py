"""Who calls is read from a signed token, and from nothing else."""

import json
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, Key, KeySet, OctKey, OKPKey, RSAKey
from pydantic import SecretStr

from api.http.sign_in.tokens import InvalidToken, UnusableKeysError, trusted
from cli.tokens import ISSUER, mint, public_keys, signing_key
from service.callers import Caller
from settings import Settings
from store.people.identities import Account
from tests.api.visiting import STARTER, Door, Visitor, problem, settings_of
from tests.words.pseudo import english

REAL = "https://identity.example"


def settings(key: Key, **changes: object) -> Settings:
    """A real deployment that trusts one key."""
    keys = SecretStr(json.dumps(KeySet([key]).as_dict(private=False)))
    usual = Settings(environment="production", token_issuer=REAL, token_keys=keys)
    return usual.model_copy(update=changes)


def signed(key: Key, algorithm: str, **changes: object) -> str:
    """A token that counts, but for `changes`; None takes a claim out."""
    usual: dict[str, object] = {
        "iss": REAL,
        "aud": "kwartier",
        "sub": "anna@example.nl",
        "name": "Anna",
        "exp": int(time.time()) + 60,
    }
    claims = {name: value for name, value in (usual | changes).items() if value is not None}
    return jwt.encode({"alg": algorithm, "kid": "k"}, claims, key, algorithms=[algorithm])


KEYS: Mapping[str, Key] = {
    "Ed25519": OKPKey.generate_key("Ed25519", {"kid": "k"}),
    "ES256": ECKey.generate_key("P-256", {"kid": "k"}),
    "RS256": RSAKey.generate_key(2048, {"kid": "k"}),
}
ED = KEYS["Ed25519"]


@pytest.mark.parametrize("algorithm", KEYS)
def test_a_token_is_accepted_with_each_of_the_signatures_that_identity_providers_use(algorithm: str) -> None:
    tokens = trusted(settings(KEYS[algorithm]))

    caller = tokens.caller(signed(KEYS[algorithm], algorithm, roles=["auditor"], email="anna@example.nl"))

    assert caller == Caller(
        Account(REAL, "anna@example.nl"),
        "Anna",
        "anna@example.nl",
        claims=frozenset({"auditor"}),
        starts=False,
    )


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
def test_a_signature_by_its_older_name_is_accepted_too() -> None:
    assert trusted(settings(ED)).caller(signed(ED, "EdDSA")).subject == "anna@example.nl"


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": None},
        {"exp": 1_000_000},
        {"iss": None},
        {"iss": "https://elsewhere.example"},
        {"aud": None},
        {"aud": "another-service"},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "a\0b"},
        {"nbf": 4_000_000_000},
        {"exp": 10**300},
        {"exp": 1e300},
        {"exp": float("inf")},
        {"exp": float("nan")},
        {"exp": -1},
        {"exp": True},
        {"exp": "soon"},
        {"exp": 4_000_000_000},
        {"iat": 1_000_000_000},
        {"iat": 10**300},
        {"nbf": 1.5},
        {"roles": [{"office": True}]},
    ],
    ids=str,
)
def test_a_token_that_does_not_count_here_and_now_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(InvalidToken) as refused:
        trusted(settings(ED)).caller(signed(ED, "Ed25519", **changes))

    assert refused.value.code == "invalid_token"
    assert "anna" not in refused.value.message


@pytest.mark.parametrize("token", ["", "a", "a.b", "a.b.c", "....", "\ud800.a.b", "e30.e30.", "x" * 20_000])
def test_what_is_no_token_is_refused(token: str) -> None:
    with pytest.raises(InvalidToken) as refused:
        trusted(settings(ED)).caller(token)

    assert refused.value.code == "invalid_token"


def test_a_token_signed_by_another_key_is_refused() -> None:
    other = OKPKey.generate_key("Ed25519", {"kid": "k"})

    with pytest.raises(InvalidToken):
        trusted(settings(ED)).caller(signed(other, "Ed25519"))


def test_a_token_without_a_signature_is_refused() -> None:
    unsigned = signed(ED, "Ed25519").rpartition(".")[0] + "."

    with pytest.raises(InvalidToken):
        trusted(settings(ED)).caller(unsigned)


@pytest.mark.parametrize(
    ("claim", "value", "said"),
    [
        ("exp", 10**300, "claim exp is no time"),
        ("nbf", 1.5, "claim nbf is no time"),
        ("exp", 4_000_000_000, "valid for more than 24 hours"),
        ("iat", 1_000_000_000, "valid for more than 24 hours"),
    ],
)
def test_a_token_that_could_be_used_for_ever_hears_what_would_be_right(
    claim: str, value: float, said: str
) -> None:
    with pytest.raises(InvalidToken) as refused:
        trusted(settings(ED)).caller(signed(ED, "Ed25519", **{claim: value}))

    assert said in refused.value.message


def test_how_long_a_token_may_be_valid_is_for_the_deployment_to_say() -> None:
    long = {"iat": int(time.time()), "exp": int(time.time()) + 47 * 3600}

    assert trusted(settings(ED, token_hours=48)).caller(signed(ED, "Ed25519", **long))


# --- what a deployment may trust ---


@pytest.mark.parametrize("missing", ["token_issuer", "token_keys"])
def test_an_api_in_which_nobody_could_sign_in_does_not_start(missing: str) -> None:
    with pytest.raises(UnusableKeysError) as refused:
        trusted(settings(ED, **{missing: None}))
    assert english(refused.value.message).startswith("Nobody could sign in: set KWARTIER_TOKEN_ISSUER")


def test_a_real_deployment_refuses_the_issuer_of_development_tokens() -> None:
    with pytest.raises(UnusableKeysError) as refused:
        trusted(settings(ED, token_issuer=ISSUER))
    assert english(refused.value.message, ISSUER).startswith("KWARTIER_TOKEN_ISSUER is kwartier-development")


def test_a_real_deployment_refuses_a_development_token(tmp_path: Path) -> None:
    key = signing_key(tmp_path)
    real = settings(ED).model_copy(update={"token_keys": SecretStr(public_keys(key))})

    with pytest.raises(InvalidToken) as refused:
        trusted(real).caller(mint(key, STARTER))

    assert refused.value.status == 401


@pytest.mark.parametrize("keys", ["", "{}", "[]", '{"keys": []}', '{"keys": [{"kty": "none"}]}', "not json"])
def test_keys_that_cannot_be_used_are_told_before_anything_starts(keys: str) -> None:
    with pytest.raises(UnusableKeysError) as refused:
        trusted(settings(ED, token_keys=SecretStr(keys)))
    assert english(refused.value.message).startswith("KWARTIER_TOKEN_KEYS must")


def test_a_shared_secret_is_no_key_to_check_tokens_with() -> None:
    secret = OctKey.generate_key(256, {"kid": "k"})
    keys = SecretStr(json.dumps(KeySet([secret]).as_dict(private=True)))

    with pytest.raises(UnusableKeysError) as refused:
        trusted(settings(ED, token_keys=keys))
    assert english(refused.value.message).startswith("KWARTIER_TOKEN_KEYS must hold public keys")


def test_development_tokens_are_accepted_where_they_are_made(tmp_path: Path) -> None:
    tokens = trusted(settings_of(tmp_path))

    assert tokens.caller(mint(signing_key(tmp_path), STARTER)).starts


# --- over HTTP ---


async def test_without_a_token_the_answer_says_how_to_send_one(door: Door) -> None:
    answer = await door.nobody.get("/programmes")

    problem(answer, 401, "no_token")
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("header", ["Basic abc", "Bearer", "token"])
async def test_another_way_of_signing_in_is_refused(door: Door, header: str) -> None:
    problem(await door.http.get("/v1/programmes", headers={"Authorization": header}), 401, "no_token")


async def test_a_token_that_is_not_accepted_is_answered_with_401(door: Door) -> None:
    answer = await Visitor(door.http, "not.a.token").get("/programmes")

    problem(answer, 401, "invalid_token")
    assert "www-authenticate" in answer.headers


def test_what_a_role_is_called_is_the_deployments_to_say() -> None:
    named = {"starter_role": "programma-starten", "operator_role": "beheer", "auditor_role": "audit"}
    tokens = trusted(settings(ED, **named))

    caller = tokens.caller(signed(ED, "Ed25519", roles=["programma-starten", "audit", "operator", "office"]))

    assert (caller.starts, caller.claims) == (True, {"auditor"})

"""Whose commands a worker carries out is a setting, and so is the key with which an API signs them."""

import json

import pytest
from pydantic import SecretStr

from cli.tokens import command_key, command_keys, register_key
from domain.register.heads import SigningKey, UnusableKeyError
from service import resources
from settings import Settings, SettingsError
from tests.words.pseudo import english
from worker import keys


def test_a_worker_knows_the_keys_of_the_apis(tmp_path_factory: pytest.TempPathFactory) -> None:
    one, another = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("another")
    signs = SigningKey.parse(command_key(one)).public

    trust = keys.trusted(Settings(environment="production", command_keys=command_keys(one)))

    assert trust.keys == {signs.id: signs}
    assert SigningKey.parse(command_key(another)).public.id not in trust.keys


def test_what_an_earlier_register_key_sealed_and_signed_counts(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    now, before, api = (tmp_path_factory.mktemp(name) for name in ("now", "before", "api"))
    signs, earlier = SigningKey.parse(register_key(now)), SigningKey.parse(register_key(before)).public
    asks = SigningKey.parse(command_key(api)).public
    settings = Settings(
        register_key=SecretStr(register_key(now)),
        register_keys=json.dumps(earlier.jwk),
        command_key=SecretStr(command_key(api)),
        command_keys="",
    )

    assert keys.trusted(settings).sealed_by == (earlier,)
    known = keys.known_keys(settings)
    assert known.registers.keys() == {signs.public.id, earlier.id}
    # An API knows its own; where both run the settings hold more.
    assert known.commands == {asks.id: asks}


def test_a_deployment_cannot_let_clocks_move(tmp_path_factory: pytest.TempPathFactory) -> None:
    public = command_keys(tmp_path_factory.mktemp("keys"))

    assert keys.trusted(Settings(environment="development", command_keys=public)).clocks_move
    assert not keys.trusted(Settings(environment="production", command_keys=public)).clocks_move


def test_a_setting_says_what_cancelling_a_run_does(tmp_path_factory: pytest.TempPathFactory) -> None:
    public = command_keys(tmp_path_factory.mktemp("keys"))

    assert keys.trusted(Settings(command_keys=public)).cancelling_withdraws
    assert not keys.trusted(Settings(command_keys=public, cancelling="alarms")).cancelling_withdraws


def test_a_worker_that_would_carry_out_nothing_does_not_start() -> None:
    with pytest.raises(SettingsError) as refused:
        keys.trusted(Settings())
    assert english(refused.value.message) == (
        "Nobody's commands would be carried out. Set KWARTIER_COMMAND_KEYS to the public keys of the APIs"
        " (docs/operations.md, Signed commands)."
    )


def test_what_is_no_key_is_said_to_be_none() -> None:
    with pytest.raises(UnusableKeyError) as unknown:
        keys.trusted(Settings(command_keys="a text"))
    with pytest.raises(UnusableKeyError) as unusable:
        resources.command_key(Settings(command_key=SecretStr("a text")))
    assert english(unknown.value.message, "KWARTIER_COMMAND_KEYS") == (
        "KWARTIER_COMMAND_KEYS cannot be used: it is neither a public key as JWK nor as PEM."
    )
    assert english(unusable.value.message) == (
        "KWARTIER_COMMAND_KEY cannot sign: it is neither a private Ed25519 key as JWK nor as PEM."
    )

"""Whose commands a worker carries out is a setting, and so is the key with which an API signs them."""

import pytest
from pydantic import SecretStr

from cli.tokens import command_key, command_keys
from domain.register.heads import SigningKey, UnusableKeyError
from service import resources
from settings import Settings, SettingsError
from tests.words.pseudo import english
from worker import running


def test_a_worker_knows_the_keys_of_the_apis(tmp_path_factory: pytest.TempPathFactory) -> None:
    one, another = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("another")
    signs = SigningKey.parse(command_key(one)).public

    trust = running.trusted(Settings(environment="production", command_keys=command_keys(one)))

    assert trust.keys == {signs.id: signs}
    assert SigningKey.parse(command_key(another)).public.id not in trust.keys


def test_a_deployment_cannot_let_clocks_move(tmp_path_factory: pytest.TempPathFactory) -> None:
    keys = command_keys(tmp_path_factory.mktemp("keys"))

    assert running.trusted(Settings(environment="development", command_keys=keys)).clocks_move
    assert not running.trusted(Settings(environment="production", command_keys=keys)).clocks_move


def test_a_setting_says_what_cancelling_a_run_does(tmp_path_factory: pytest.TempPathFactory) -> None:
    keys = command_keys(tmp_path_factory.mktemp("keys"))

    assert running.trusted(Settings(command_keys=keys)).cancelling_withdraws
    assert not running.trusted(Settings(command_keys=keys, cancelling="alarms")).cancelling_withdraws


def test_a_worker_that_would_carry_out_nothing_does_not_start() -> None:
    with pytest.raises(SettingsError) as refused:
        running.trusted(Settings())
    assert english(refused.value.message) == (
        "Nobody's commands would be carried out. Set KWARTIER_COMMAND_KEYS to the public keys of the APIs"
        " (docs/operations.md, Signed commands)."
    )


def test_what_is_no_key_is_said_to_be_none() -> None:
    with pytest.raises(UnusableKeyError) as unknown:
        running.trusted(Settings(command_keys="a text"))
    with pytest.raises(UnusableKeyError) as unusable:
        resources.command_key(Settings(command_key=SecretStr("a text")))
    assert english(unknown.value.message) == (
        "KWARTIER_COMMAND_KEYS cannot be used: it is neither a public key as JWK nor as PEM."
    )
    assert english(unusable.value.message) == (
        "KWARTIER_COMMAND_KEY cannot sign: it is neither a private Ed25519 key as JWK nor as PEM."
    )

"""The tokens that `kwartier up` prints: one for each role, accepted by the keys that the API is given."""

import json
from pathlib import Path

from joserfc import jwt
from joserfc.jwk import KeySet

from cli.ready_made import ready_made
from cli.tokens import ALGORITHM, AUDIENCE, ISSUER, public_keys, signing_key


def test_there_is_one_for_each_role_and_the_public_keys_prove_it(tmp_path: Path) -> None:
    tokens = ready_made(tmp_path)
    keys = KeySet.import_key_set(json.loads(public_keys(signing_key(tmp_path))))

    claims = {str(made.role): jwt.decode(made.token, keys, algorithms=[ALGORITHM]).claims for made in tokens}

    assert claims["programme office"]["roles"] == ["starter"]
    assert len({claim["sub"] for claim in claims.values()}) == len(tokens) == 6
    assert {(claim["iss"], claim["aud"]) for claim in claims.values()} == {(ISSUER, AUDIENCE)}
    # Nothing else: in which parts they are is the programme's to say.
    assert {claim for made in claims.values() for claim in made["roles"]} == {"starter"}


def test_public_keys_do_not_sign(tmp_path: Path) -> None:
    (key,) = json.loads(public_keys(signing_key(tmp_path)))["keys"]

    assert "d" not in key

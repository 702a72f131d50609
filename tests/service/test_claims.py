"""What providers say of people, as their documentation has it, becomes the same caller as by a token."""

from collections.abc import Mapping

import pytest

from service.people.claims import Provider, UnusableClaimsError
from settings import Settings
from store.people.identities import Account

ISSUER = "https://identity.example/realms/municipality"

KEYCLOAK: Mapping[str, object] = {
    "exp": 1796034000,
    "iat": 1796033700,
    "auth_time": 1796033699,
    "jti": "f2b6a7e0-0d7e-4c5f-8a54-8f8a1b6c9f10",
    "iss": ISSUER,
    "aud": "kwartier",
    "sub": "9b1f6a52-33d4-4f58-9c7d-2f6a4f2b1170",
    "typ": "ID",
    "azp": "kwartier",
    "nonce": "n-0S6_WzA2Mj",
    "sid": "3c1f7f2e-7b7a-4a83-9a1c-9d0f4f6c1b22",
    "acr": "1",
    "email_verified": True,
    "realm_access": {"roles": ["offline_access", "uma_authorization", "starter"]},
    "resource_access": {"kwartier": {"roles": ["auditor"]}, "account": {"roles": ["manage-account"]}},
    "name": "Anna de Vries",
    "preferred_username": "adevries",
    "given_name": "Anna",
    "family_name": "de Vries",
    "email": "a.devries@assen.example",
}
"""What Keycloak documents that it says of somebody."""

NLGOV: Mapping[str, object] = {
    "iss": ISSUER,
    "sub": "urn:uuid:d2a6f6b0-9c0e-4a3e-9f5b-1f8f6f0c7a11",
    "aud": "kwartier",
    "acr": "http://eidas.europa.eu/LoA/substantial",
    "represents": {
        "sub": "00000001234567890000",
        "sub_id_type": "urn:nl-eid-gdi:1.0:id:OIN",
        "iss": "urn:uuid:5f3c9a52-0a51-4b43-8f0e-0d8f6a4f2b11",
    },
}
"""As in the Dutch profile of OpenID Connect: somebody acts for an organisation."""


def provider(**settings: str) -> Provider:
    return Provider.of(Settings().model_copy(update=settings), ISSUER)


def test_keycloak_says_who_somebody_is() -> None:
    caller = provider().caller(KEYCLOAK)

    assert caller.account == Account(ISSUER, "9b1f6a52-33d4-4f58-9c7d-2f6a4f2b1170")
    assert (caller.name, caller.email) == ("Anna de Vries", "a.devries@assen.example")
    assert not caller.starts
    assert caller.claims == frozenset()


@pytest.mark.parametrize(
    ("where", "starts", "claims"),
    [
        ("realm_access.roles", True, set[str]()),
        ("resource_access.kwartier.roles", False, {"auditor"}),
        ("resource_access.other.roles", False, set[str]()),
        ("acr.roles", False, set[str]()),
    ],
)
def test_roles_stand_where_the_settings_say(where: str, starts: bool, claims: set[str]) -> None:
    caller = provider(roles_claim=where).caller(KEYCLOAK)

    assert (caller.starts, caller.claims) == (starts, claims)


def test_a_claim_whose_own_name_has_dots_is_that_claim() -> None:
    claims = {**KEYCLOAK, "https://kwartier.example/roles": ["operator"]}

    assert provider(roles_claim="https://kwartier.example/roles").caller(claims).claims == {"operator"}


def test_an_address_that_the_provider_has_not_looked_at_is_nobodys() -> None:
    assert provider().caller({**KEYCLOAK, "email_verified": False}).email is None


def test_who_acts_for_an_organisation_is_said_to() -> None:
    assert provider().caller(NLGOV).acts_for == "00000001234567890000"
    assert provider().caller(KEYCLOAK).acts_for is None


@pytest.mark.parametrize(
    "claims", [{"sub": 5}, {"name": ["Anna"]}, {"roles": {"starter": True}}, {"sub": ""}]
)
def test_claims_that_are_something_else_are_named(claims: Mapping[str, object]) -> None:
    [claim] = claims

    with pytest.raises(UnusableClaimsError) as error:
        provider().caller({**KEYCLOAK, **claims})

    assert {"sub": "subject"}.get(claim, claim) in error.value.claims

"""What an identity provider says of somebody makes the same caller, whichever way they came in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Self, cast

from pydantic import AfterValidator, BaseModel, BeforeValidator, StringConstraints, ValidationError

from domain.reading.parts import Claim as EverywhereClaim
from service.callers import Caller
from service.limits import one_line
from settings import Settings
from store.people.identities import Account


def _listed(roles: object) -> object:
    return [roles] if isinstance(roles, str) else roles or []


Claim = Annotated[str, StringConstraints(min_length=1, max_length=254), AfterValidator(one_line)]


class _Said(BaseModel):
    """What is said of somebody."""

    subject: Claim
    name: Claim
    email: Claim | None = None
    roles: Annotated[tuple[Claim, ...], BeforeValidator(_listed)] = ()
    acts_for: Claim | None = None


class UnusableClaimsError(Exception):
    """`claims` cannot be used: they are too long, or no text."""

    def __init__(self, claims: tuple[str, ...]) -> None:
        super().__init__(", ".join(claims))
        self.claims = claims


@dataclass(frozen=True)
class Provider:
    """Who vouches for people, and what it calls those who may start programmes or are the same in each.

    `roles` and `acts_for` say where in its claims roles stand, and the organisation that somebody acts for.
    """

    issuer: str
    starter: str
    everywhere: tuple[tuple[EverywhereClaim, str], ...]
    subjects_are_addresses: bool
    roles: str
    acts_for: str

    @classmethod
    def of(cls, settings: Settings, issuer: str) -> Self:
        return cls(
            issuer,
            settings.starter_role,
            (("operator", settings.operator_role), ("auditor", settings.auditor_role)),
            settings.subjects_are_addresses,
            settings.roles_claim,
            settings.represents_claim,
        )

    def caller(self, claims: Mapping[str, object]) -> Caller:
        """Who the `claims` are about. Raises `UnusableClaimsError`."""
        said = self._said(claims)
        return Caller(
            Account(self.issuer, said.subject, self.subjects_are_addresses),
            said.name,
            said.email,
            frozenset(claim for claim, role in self.everywhere if role in said.roles),
            self.starter in said.roles,
            said.acts_for,
        )

    def _said(self, claims: Mapping[str, object]) -> _Said:
        subject = claims["sub"]
        try:
            return _Said.model_validate(
                {
                    "subject": subject,
                    # Not every identity provider sends a name.
                    "name": claims.get("name") or subject,
                    # One that the identity provider has not looked at could be anybody's.
                    "email": (claims.get("email_verified") is not False and claims.get("email")) or None,
                    "roles": _at(claims, self.roles),
                    "acts_for": _at(claims, self.acts_for),
                }
            )
        except ValidationError as error:
            found = tuple(str(item["loc"][0]) for item in error.errors())
            raise UnusableClaimsError(found) from None


def _at(claims: Mapping[str, object], path: str) -> object:
    """What stands at a `path` with dots, such as realm_access.roles; None where nothing does."""
    # A name of its own may hold dots: that of a claim often is an address.
    if path in claims:
        return claims[path]
    name, _, rest = path.partition(".")
    inside = claims.get(name)
    return _at(cast("Mapping[str, object]", inside), rest) if rest and isinstance(inside, Mapping) else None

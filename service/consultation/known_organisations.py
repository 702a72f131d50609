"""Organisations that somebody names by their codes: whether they are known, PostgreSQL must say."""

from domain.consultation.named_organisations import UnknownOrganisation
from service.commands import Precondition
from store.database import Connection
from store.organisations import organisations


def known_organisations(slug: str, codes: tuple[str, ...]) -> Precondition:
    """Refuse codes that are no organisation of the programme."""

    async def must_be_known(connection: Connection) -> None:
        if unknown := await organisations.unknown(connection, slug, codes):
            raise UnknownOrganisation(unknown=tuple(unknown))

    return must_be_known

"""What must reach somebody outside, written with what it is about and sent later, at least once."""

from collections.abc import Sequence

from mail.audience import (
    Audience,
    Contributors,
    EveryOrganisation,
    EverySilent,
    Holders,
    Invited,
    InvitedToSession,
    LookedUp,
    Organisation,
    Person,
    Silent,
)
from mail.letter import Letter
from mail.stored import fields_of
from store.database import Connection

REPRESENTATIVE = "representative"

# In the order given: rows are addressed in the order of their ids.
_PUT = """
INSERT INTO outbox (programme, kind, role, recipient, fields)
SELECT $1, $2, t.role, t.recipient, $5 FROM unnest($3::text[], $4::text[]) WITH ORDINALITY
    AS t (role, recipient, place) ORDER BY t.place
"""


async def put(connection: Connection, programme: str, letters: Sequence[Letter]) -> None:
    """Put letters in the outbox: a row for each role, person or organisation that they are for."""
    for letter in letters:
        rows = [row for audience in letter.to for row in await _rows(connection, programme, audience)]
        roles, recipients = [role for role, _ in rows], [recipient for _, recipient in rows]
        await connection.execute(_PUT, programme, letter.kind, roles, recipients, fields_of(letter))


async def _rows(connection: Connection, programme: str, audience: Audience) -> list[tuple[str, str]]:
    """The role and the recipient of each row: a person's id, an organisation's code, or nobody."""
    match audience:
        case Holders(role):
            return [(role, "")]
        case Person(role, person):
            return [(role, person)]
        case Organisation(code):
            return [(REPRESENTATIVE, code)]
        case _:
            return [(REPRESENTATIVE, code) for code in await organisations(connection, programme, audience)]


async def organisations(connection: Connection, programme: str, audience: LookedUp) -> list[str]:
    """The codes of the organisations that are an audience at this moment."""
    query, values = _lookup(audience)
    return [row["code"] for row in await connection.fetch(query, programme, *values)]


_INVITED = """
SELECT o.code FROM invitations i
JOIN organisations o ON o.programme = i.programme AND o.code = i.organisation
JOIN consultations c ON c.programme = i.programme AND c.number = i.consultation
WHERE i.programme = $1 AND NOT i.withdrawn AND
"""
_IN_SESSION = """
SELECT organisation AS code FROM session_organisations
WHERE programme = $1 AND session = $2 ORDER BY organisation
"""
_CONTRIBUTED = """
SELECT DISTINCT organisation AS code FROM contributions
WHERE programme = $1 AND consultation = $2 ORDER BY organisation
"""


def _lookup(audience: LookedUp) -> tuple[str, Sequence[object]]:
    """The query that finds an audience, and its values after the programme."""
    match audience:
        case EveryOrganisation():
            return "SELECT code FROM organisations WHERE programme = $1 AND active ORDER BY code", ()
        case Invited(codes):
            return f"{_INVITED} c.status <> 'closed' AND o.code = ANY($2) ORDER BY o.code", [codes]
        case EverySilent():
            return f"{_INVITED} c.status = 'open' AND NOT i.answered ORDER BY o.code", ()
        case Silent(consultation, group, codes):
            silent = f"{_INVITED} c.number = $2 AND NOT i.answered"
            named = '(o."group" = $3 OR o.code = ANY($4))'
            return f"{silent} AND {named} ORDER BY o.code", [consultation, group, codes]
        case InvitedToSession(session):
            return _IN_SESSION, [session]
        case Contributors(consultation):
            return _CONTRIBUTED, [consultation]

"""What worker and API may do with each table: as little as they do. The owner alone may do the rest.

Nobody here updates or deletes an entry, and the API appends none. Holding a row (FOR SHARE, FOR UPDATE) takes
the right to change some column of it: where the API changes none, that is `held`, which nobody reads.
"""

from collections.abc import Mapping
from typing import NamedTuple

from store.database import Connection

OWNER, WORKER, API = "kwartier_owner", "kwartier_worker", "kwartier_api"


class Grant(NamedTuple):
    """The privileges of each on one table, as PostgreSQL writes them."""

    worker: tuple[str, ...]
    api: tuple[str, ...] = ("SELECT",)

    @property
    def by_role(self) -> Mapping[str, tuple[str, ...]]:
        return {WORKER: self.worker, API: self.api}


READ, APPEND = ("SELECT",), ("SELECT", "INSERT")
NOTHING: tuple[str, ...] = ()

GRANTS: Mapping[str, Grant] = {
    # --- the register ---
    "programmes": Grant(
        ("SELECT", "UPDATE (head_seq, head_hash, sealed_seq, seal)"),
        (
            "SELECT",
            (
                "INSERT (slug, title, blueprint, blueprint_hash, rules, agreement, started_by, start_key,"
                " start_body, head_hash)"
            ),
        ),
    ),
    "entries": Grant(APPEND),
    "standings": Grant(
        ("SELECT", "INSERT", "UPDATE"),
        # A new programme's, and the names by which one is found.
        ("SELECT", "INSERT", "UPDATE (search)"),
    ),
    "heads": Grant(APPEND),
    "register_keys": Grant(APPEND),
    "timestamps": Grant(APPEND),
    "signed_commands": Grant(APPEND),
    "command_keys": Grant(APPEND),
    "alarms": Grant(("SELECT", "INSERT", "UPDATE (times, last_at, told_at)", "DELETE"), NOTHING),
    # --- people and what they typed ---
    "texts": Grant(APPEND, ("SELECT", "INSERT (id, programme, salt, hash, body, author)", "DELETE")),
    "documents": Grant(APPEND),
    "people": Grant(
        ("SELECT", "INSERT (programme, id, subject, name, email, by_address, issuer)", "UPDATE (email)"),
        (
            "SELECT",
            "INSERT (programme, id, subject, name, email, by_address, issuer)",
            "UPDATE (name, email)",
        ),
    ),
    "people_waiting": Grant(
        ("SELECT", "DELETE"),
        (
            "SELECT",
            "INSERT (programme, actor, key, body, id, subject, name, email, by_address, issuer)",
            "UPDATE (created_at)",
            "DELETE",
        ),
    ),
    "identities": Grant(
        ("SELECT", "UPDATE (bound)", "DELETE"),
        ("SELECT", "INSERT (programme, person, identity, issuer, subject, address)"),
    ),
    "sign_in_links": Grant(("SELECT", "INSERT", "UPDATE (ended_at)", "DELETE")),
    "sessions": Grant(NOTHING, ("SELECT", "INSERT", "UPDATE (seen_at)", "DELETE")),
    # --- organisations, and who speaks for them ---
    "organisations": Grant(
        ("SELECT", "INSERT", 'UPDATE ("group", name, weight, active)'),
        ("SELECT", 'INSERT (programme, code, "group", name, weight)'),
    ),
    "organisation_additions": Grant(
        ("SELECT", "DELETE"),
        (
            "SELECT",
            'INSERT (programme, key, body, place, code, "group", name, person, language, weight)',
            "DELETE",
        ),
    ),
    "representatives": Grant(
        APPEND,
        (
            "SELECT",
            "INSERT (id, programme, organisation, person, language, key, body)",
            "UPDATE (withdrawn_at)",
        ),
    ),
    "invitation_links": Grant(
        ("SELECT", "INSERT", "UPDATE (revoked_at)", "DELETE"),
        # A representative who is signed in gets one of their own: see `web.answer.signed_in`.
        ("SELECT", "INSERT", "UPDATE (opened_at, revoked_at)"),
    ),
    "link_drafts": Grant(NOTHING, ("SELECT", "INSERT", "UPDATE (fields, saved_at)", "DELETE")),
    "selections": Grant(NOTHING, ("SELECT", "INSERT", "UPDATE (name)", "DELETE")),
    # --- consultations ---
    "consultations": Grant(("SELECT", "INSERT", "UPDATE (status, due)"), ("SELECT", "UPDATE (held)")),
    "invitations": Grant(
        ("SELECT", "INSERT", "UPDATE (withdrawn)"), ("SELECT", "UPDATE (answered, revisions)")
    ),
    "contributions": Grant(
        READ,
        (
            "SELECT",
            (
                "INSERT (programme, consultation, organisation, revision, person, can, will, sections,"
                " receipt, key, body, source, late)"
            ),
        ),
    ),
    "working_sessions": Grant(("SELECT", "INSERT", "UPDATE (day, status, outcome, reason)")),
    "session_organisations": Grant(("SELECT", "INSERT", "UPDATE (present)")),
    "session_confirmations": Grant(READ, APPEND),
    # --- responses ---
    "answerings": Grant(("SELECT", "INSERT", "UPDATE (status)"), ("SELECT", "UPDATE (held)")),
    "points": Grant(
        APPEND, ("SELECT", "INSERT (programme, consultation, number, section)", "UPDATE (status, became)")
    ),
    "point_origins": Grant(APPEND, APPEND),
    "responses": Grant(
        READ,
        (
            "SELECT",
            (
                "INSERT (programme, consultation, point, revision, kind, section, version, reason, person,"
                " receipt)"
            ),
        ),
    ),
    "point_acts": Grant(READ, ("SELECT", "INSERT (programme, key, body, answer, person)")),
    # --- the plan, and the projects beside it ---
    "section_drafts": Grant(
        ("SELECT", "DELETE"),
        (
            "SELECT",
            "INSERT (programme, person, section, version, body)",
            "UPDATE (version, body, saved_at)",
            "DELETE",
        ),
    ),
    "plan_versions": Grant(
        ("SELECT", "INSERT", "UPDATE (submitted_at)"),
        ("SELECT", "INSERT (programme, number, hash, sections, author, saved_at)"),
    ),
    "plan_origins": Grant(APPEND),
    "projects": Grant(APPEND),
    "project_places": Grant(APPEND),
    # --- mail ---
    "outbox": Grant(
        ("SELECT", "INSERT", "UPDATE (addressed_at, sent_at)"),
        ("SELECT", "INSERT (programme, kind, role, recipient, fields)"),
    ),
    "letters": Grant(
        ("SELECT", "INSERT", "UPDATE (attempts, next_try_at, sent_at, bounced_at, answer)", "DELETE")
    ),
    # --- which migrations there were ---
    "schema_migration": Grant(READ),
}


async def give(connection: Connection) -> None:
    """Give worker and API what `GRANTS` says, and take from them whatever else they had.

    As the owner, in a transaction: nobody is without their rights in between. Where there are no such
    accounts, because one does everything, nothing is given.
    """
    roles = await connection.fetch("SELECT rolname FROM pg_roles WHERE rolname = ANY($1)", [WORKER, API])
    for (role,) in roles:
        given = [
            f"GRANT {', '.join(privileges)} ON {table} TO {role}"
            for table, grant in GRANTS.items()
            if (privileges := grant.by_role[role])
        ]
        await connection.execute(
            "; ".join(
                [
                    f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
                    f"GRANT USAGE ON SCHEMA public TO {role}",
                    *given,
                ]
            )
        )

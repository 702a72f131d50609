"""What worker and API may not do in PostgreSQL, statement by statement."""

from store.accounts.grants import API, WORKER

NEITHER_MAY = [
    "UPDATE entries SET body = ''",
    "DELETE FROM entries",
    "TRUNCATE entries CASCADE",
    "ALTER TABLE entries DISABLE TRIGGER ALL",
    "DROP TABLE entries",
    "SET session_replication_role = replica",
    "DELETE FROM heads",
    "UPDATE programmes SET rules = '{}'",
    "UPDATE programmes SET secret = ''",
    "UPDATE texts SET body = 'Another.'",
    "UPDATE documents SET content = ''",
    "UPDATE contributions SET can = 'no'",
    "DELETE FROM contributions",
    "UPDATE responses SET receipt = ''",
    "UPDATE people SET subject = ''",
    "DELETE FROM people",
    "DELETE FROM timestamps",
    "INSERT INTO schema_migration (name, sha256) VALUES ('', '')",
    "CREATE TABLE another ()",
]
WORKER_MAY_NOT = [
    "INSERT INTO programmes (slug) VALUES ('')",
    "INSERT INTO contributions (programme) VALUES ('')",
    "INSERT INTO responses (programme) VALUES ('')",
    "DELETE FROM texts",
    "UPDATE people SET name = ''",
    "UPDATE invitations SET answered = true",
]
API_MAY_NOT = [
    "INSERT INTO entries (programme) VALUES ('')",
    "UPDATE programmes SET head_seq = 0",
    "UPDATE programmes SET seal = ''",
    "INSERT INTO heads (programme) VALUES ('')",
    "INSERT INTO timestamps (programme) VALUES ('')",
    "INSERT INTO signed_commands (programme) VALUES ('')",
    "INSERT INTO command_keys (id) VALUES ('')",
    "INSERT INTO documents (name) VALUES ('')",
    "UPDATE consultations SET status = 'closed'",
    "UPDATE consultations SET due = now()",
    "UPDATE answerings SET status = 'settled'",
    "INSERT INTO consultations (programme) VALUES ('')",
    "INSERT INTO invitations (programme) VALUES ('')",
    "UPDATE organisations SET active = false",
    "UPDATE plan_versions SET submitted_at = now()",
    "UPDATE letters SET sent_at = now()",
    "INSERT INTO contributions (created_at) VALUES (now())",
    "INSERT INTO texts (created_at) VALUES (now())",
    "SELECT FROM alarms",
    "CREATE TEMPORARY TABLE another ()",
]

REFUSED = [
    *((role, statement) for role in (WORKER, API) for statement in NEITHER_MAY),
    *((WORKER, statement) for statement in WORKER_MAY_NOT),
    *((API, statement) for statement in API_MAY_NOT),
]
"""Each by the account that may not."""

"""What workers raised alarm about: steps that were refused, because the register does not lead to them."""

import asyncpg

from cli.checks.finding import Finding, ok, wrong
from domain.shared.messages import N_, Message
from settings import Settings
from store import database
from store.every_phase import alarms

NAME = N_("alarms")

FOUND: dict[alarms.What, Message] = {
    "does_not_follow": N_(
        "{programme}: {activity} was asked to write what does not follow from the register; refused {times}"
        " times"
    ),
    "not_signed": N_(
        "{programme}: {activity} was asked for a command that nobody signed; refused {times} times"
    ),
    "does_not_hold": N_(
        "{programme}: {activity} was to write from what is not what was said; refused {times} times"
    ),
    "keeps_failing": N_("{programme}: {activity} fails again and again; {times} attempts since the fifth"),
    "cancelled": N_("{programme}: its run was cancelled in Temporal {times} times, and went on"),
}
MEND: dict[alarms.What, Message] = {
    "does_not_follow": N_(
        "Somebody may have reached Temporal: read Alarms in docs/operations.md. When it is looked into, run"
        " `kwartier alarms --settle {programme}`."
    ),
    "not_signed": N_(
        "Somebody may have reached Temporal, or an API has another key than KWARTIER_COMMAND_KEYS holds: read"
        " Alarms in docs/operations.md. Then run `kwartier alarms --settle {programme}`."
    ),
    "does_not_hold": N_(
        "Somebody changed the database: see What is kept in docs/operations.md. Once it is mended, what was"
        " refused is done within an hour; then run `kwartier alarms --settle {programme}`."
    ),
    "keeps_failing": N_("Look at the worker's log: it says why. The alarm goes when the step succeeds."),
    "cancelled": N_(
        "Find out who reached Temporal. Only the principal can withdraw the programme, unless the worker's"
        " KWARTIER_CANCELLING is withdraws. Then run `kwartier alarms --settle {programme}`."
    ),
}


async def raised(settings: Settings) -> list[Finding]:
    """Each alarm that nobody has settled."""
    try:
        async with (
            database.connect(settings.database.get_secret_value(), largest=1) as pool,
            pool.acquire() as connection,
        ):
            found = await alarms.read(connection)
    except (OSError, asyncpg.PostgresError) as error:
        unread = N_("cannot be read: {error}").having(error=str(error))
        return [wrong(NAME, unread, N_("See PostgreSQL and schema above."))]
    return [_finding(alarm) for alarm in found] or [ok(NAME, N_("none"))]


def _finding(alarm: alarms.Alarm) -> Finding:
    return wrong(NAME, said(alarm), MEND[alarm.what].having(programme=alarm.programme))


def said(alarm: alarms.Alarm) -> Message:
    """What an alarm is about."""
    return FOUND[alarm.what].having(
        programme=alarm.programme, activity=alarm.activity, times=str(alarm.times)
    )

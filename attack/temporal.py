"""Whoever reaches Temporal: commands that no service signed, steps that do not follow, other starts."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from temporalio.client import WorkflowFailureError, WorkflowQueryFailedError, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError

from attack.choosing import Choosing
from attack.report import Attempt
from attack.stack import Ground
from domain.every_phase.withdraw import OPERATOR
from domain.register.answers import Answer
from domain.register.entries import Head
from domain.register.heads import SigningKey
from domain.register.steps import RECORD, RecordStep
from domain.shared.actors import Actor
from domain.state import commands
from domain.state.commands import Command
from domain.state.own_step import header
from store.people import people
from store.register import entries as register
from tests.api.story import Story
from tests.domain import asking
from tests.workflows.blueprints import small
from tests.workflows.driving import Programme
from tests.workflows.register.intruding import heard, intruders
from tests.workflows.running import ANOTHER_KEY
from workflows.starting import workflow_id

LONG_AGO = timedelta(minutes=11)
ACTIVITIES = (RECORD, "establish_decision")

Forge = Callable[[Command], Command]


async def attack(ground: Ground, choosing: Choosing, kept: str) -> list[Attempt]:
    """Send Temporal what no service signed, and ask a worker for steps and starts that do not follow."""
    return [
        *await _forged_commands(ground, choosing),
        *await _steps(ground, choosing, kept),
        *await _starts(ground),
    ]


async def known(ground: Ground, story: Story) -> Programme:
    """A programme that was begun over HTTP, as whoever reads its tables and Temporal knows it."""
    subjects = {person.key: person.subject for person in story.blueprint.people}
    async with ground.pool.acquire() as connection:
        ids = await people.ids(connection, story.slug, list(subjects.values()))
    there = {key: ids[subject] for key, subject in subjects.items() if subject in ids}
    return Programme(ground.world, story.slug, there)


# --- commands ---


async def _forged_commands(ground: Ground, choosing: Choosing) -> list[Attempt]:
    attempts: list[Attempt] = []
    voting, this = await known(ground, ground.voting), await known(ground, ground.programmes.this)
    forged = [
        (programme, how, forge(command))
        for programme, wanted in ((voting, await _in_sign_off(voting)), (this, await _in_definition(this)))
        for command in wanted
        for how, forge in _forgeries(ground, programme).items()
    ]
    for programme, how, command in choosing.some(forged, choosing.counts.forgeries):
        through = await sent_through(programme, command)
        tried = f"{command.update} of {programme.slug} through Temporal, {how}"
        attempts.append(Attempt("tamperings", tried, through))
    return attempts


async def _in_sign_off(programme: Programme) -> list[Command]:
    state, office, principal = await programme.state(), programme.office, programme.principal
    day, later = programme.now.date() + timedelta(days=90), programme.now.date() + timedelta(days=120)
    member, other = programme.actor("college-2", "member"), programme.person("bram")
    return [
        *_in_every_phase(programme),
        asking.ballot(state, 2, "against", by=member),
        asking.give_mandate(other, day, later, by=office),
        asking.plan_meetings("college", day, later, by=office),
        asking.pass_on_seat(other, day, by=office),
        asking.classify("cover-note-1", by=office),
        asking.revise(state, note="Another note.", by=office),
        asking.establish(state, "rejected", by=programme.actor("college-1", "member")),
        asking.replace_kwartiermaker(programme.person("bram"), by=principal),
    ]


async def _in_definition(programme: Programme) -> list[Command]:
    state, office, kwartiermaker = (
        await programme.state(),
        programme.office,
        programme.actor("anna", "kwartiermaker"),
    )
    day = programme.now.date() + timedelta(days=90)
    goals = {"goals": asking.text("Goals of an attacker.")}
    return [
        *_in_every_phase(programme),
        asking.save_version(goals, by=kwartiermaker),
        asking.submit_version(state.version, by=kwartiermaker),
        asking.allow_drafter(programme.person("kees"), by=kwartiermaker),
        asking.plan_session(day, by=office),
        asking.add_projects(by=office),
        asking.withdraw_organisations("G1", by=office),
        asking.open_consultation(1, None, by=office),
        asking.settle_responses(by=kwartiermaker),
    ]


def _in_every_phase(programme: Programme) -> list[Command]:
    office, principal = programme.office, programme.principal
    due = programme.now.date() + timedelta(days=400)
    return [
        asking.suspend(by=office),
        asking.withdraw(by=principal),
        asking.move_deadline("term", due, by=principal),
        asking.plan_meeting("college", due, by=office),
    ]


def _forgeries(ground: Ground, programme: Programme) -> Mapping[str, Forge]:
    known_key = ground.world.commands
    register_key = SigningKey.parse(ground.running.environment["KWARTIER_REGISTER_KEY"])

    def signed(key: SigningKey, slug: str = programme.slug, ago: timedelta = timedelta()) -> Forge:
        return lambda command: commands.signed(command, slug, key, datetime.now(UTC) - ago)

    def of_another(command: Command) -> Command:
        """What somebody else asked, and was signed for them."""
        theirs = command.model_copy(update={"actor": Actor(person=programme.person("rik"), role="member")})
        signature = signed(known_key)(theirs).signature
        return command.model_copy(update={"signature": signature})

    return {
        "signed by nobody": lambda command: command,
        "signed with a key that nobody knows": signed(ANOTHER_KEY),
        "signed with the register's key": signed(register_key),
        "signed for another programme": signed(known_key, "another-programme"),
        "signed long ago": signed(known_key, ago=LONG_AGO),
        "signed for somebody else": of_another,
    }


async def sent_through(programme: Programme, command: Command) -> str:
    """What came of a command that goes to the workflow as it is, empty where nothing did."""
    before = await _head(programme)
    try:
        await programme.handle.execute_update(  # pyright: ignore[reportUnknownMemberType] - Temporal's
            command.update,
            command,
            id=secrets.token_hex(8),
            result_type=Answer,
            rpc_timeout=timedelta(seconds=30),
        )
    except WorkflowUpdateFailedError as failure:
        # A failure that is no refusal would be tried for ever.
        refused = isinstance(failure.cause, ApplicationError) and failure.cause.details
        said = "" if refused else f"it failed with {failure.cause!r}"
    except RPCError as error:
        said = f"it was not answered: {error.status.name}"
    else:
        said = "it was carried out"
    return said or ("" if await _head(programme) == before else "the register went on")


async def _head(programme: Programme) -> Head | None:
    async with programme.world.pool.acquire() as connection:
        return await register.head_of(connection, programme.slug)


# --- steps ---


async def _steps(ground: Ground, choosing: Choosing, kept: str) -> list[Attempt]:
    """Ask for every entry of a whole programme in another one, as itself and as whoever asked it there."""
    async with ground.pool.acquire() as connection:
        whole = await register.read(connection, kept)
    attempts: list[Attempt] = []
    programme = await known(ground, ground.programmes.this)
    asked = [(entry, activity) for entry in whole for activity in ACTIVITIES]
    async with intruders(ground.world) as queue:
        for entry, activity in choosing.some(asked, choosing.counts.forgeries):
            state, before = await programme.state(), await _head(programme)
            steps: Sequence[tuple[str, RecordStep]] = [
                (who, RecordStep(**header(state, programme.now, actor), events=(entry.event,)))
                for who, actor in (
                    ("the programme", header(state, programme.now)["actor"]),
                    ("an operator", OPERATOR),
                )
            ]
            for who, step in steps:
                try:
                    recorded = await heard(ground.world, queue, step, activity)
                    through = "" if recorded.refused else "it was not refused"
                except WorkflowFailureError as failure:
                    # What is no refusal would be tried again for ever.
                    through = f"it failed with {failure.cause!r}"
                if await _head(programme) != before:
                    through = "the register went on"
                tried = f"{entry.event.kind} asked of {activity} for {programme.slug} as {who}"
                attempts.append(Attempt("tamperings", tried, through))
    return attempts


# --- starts ---


async def _starts(ground: Ground) -> list[Attempt]:
    """Start workflows with another agreement, another phase, and for a programme that is none."""
    waiting = await Programme.begin(ground.world, small(), start=False)
    state = await waiting.state()
    another = state.model_copy(update={"agreement": state.agreement | {"blueprint": "another"}})
    nobody = another.model_copy(update={"slug": "of-an-attacker"})
    attempts: list[Attempt] = []
    for workflow in ("AppointKwartiermaker", "DefineProgramme", "SignOff", "FulfilConditions"):
        for what, argument in (("another agreement", another), ("a programme that is none", nobody)):
            slug = argument.slug
            handle = await ground.client.start_workflow(
                workflow,
                argument,
                id=workflow_id(slug),
                task_queue=ground.world.queue,
                task_timeout=timedelta(seconds=5),
            )
            # Answered once its first task is over.
            with suppress(RPCError, WorkflowQueryFailedError):
                await handle.query("head", rpc_timeout=timedelta(seconds=10))
            await handle.terminate("the attack is over")
            async with ground.pool.acquire() as connection:
                written = await register.stored(connection, slug)
            tried = f"{workflow} started with {what}"
            attempts.append(Attempt("tamperings", tried, "it wrote entries" if written else ""))
    return attempts

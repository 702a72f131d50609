"""A programme from beginning to end, in which every table has something to hold."""

from domain.organisations.add_organisations import AddOrganisations, named_by
from domain.people.bind_identity import BindIdentity
from domain.people.identities import identity_of
from domain.people.undo_identity import UndoIdentity
from domain.shared.support import Support
from store import texts
from store.consultation import confirmations, contributions
from store.every_phase import programmes
from store.organisations import stakeholders
from store.organisations.stakeholders import Addition
from store.people import identities
from store.people.identities import Account, Waiting
from store.register.command_key import CommandKey
from store.responses import points
from tests.stories import Play
from tests.workflows.blueprints import body, small
from tests.workflows.driving import Programme
from tests.workflows.running import World


async def everything_kept(world: World) -> str:
    """Play it; the programme's slug."""
    programme = await Programme.begin(world, small(body("college"), reminders=True))
    play = Play(programme)
    await play.appointment()
    await programme.until_noted("consultation.opened")
    await _organisations(programme)
    state = await programme.state()
    await play.sessions(state.rules.calendar.day_of(programme.now))
    await play.projects()
    await play.a_pause()
    await _accounts(programme)
    await programme.contribute("G1", "G2", "M1")
    await _confirmation(programme)
    await programme.contribute("G9")
    await programme.until_noted("consultation.closed", "draft.assembled")
    await _late(programme)
    await _points(programme)
    await play.definition()
    await play.scheduled("college")
    await play.votes("college", "for", "for_with_conditions", "against")
    await play.conditions()
    await programme.until(lambda state: state.published)
    return programme.slug


async def _organisations(programme: Programme) -> None:
    """One is added, by what it is called; as the service does it."""
    command = CommandKey(programme.slug, programme.office.person, "an-organisation", "")
    addition = Addition("G9", "gemeente", "Org G9")
    async with programme.world.pool.acquire() as connection, connection.transaction():
        await stakeholders.prepare(connection, command, [addition])
        secret = await programmes.secret(connection, programme.slug)
    named = {"G9": named_by(secret, addition.group, addition.name, addition.weight)}
    groups = {"G9": "gemeente"}
    await programme.act(
        AddOrganisations(id=command.key, body="", actor=programme.office, organisations=groups, named=named)
    )


async def _accounts(programme: Programme) -> None:
    """Rik binds an account, as the service does it; Kees binds one that is undone."""
    async with programme.world.pool.acquire() as connection, connection.transaction():
        secret = await programmes.secret(connection, programme.slug)
    for who in ("rik", "kees"):
        person, account = programme.person(who), Account("https://id.example", f"1a2b-{who}")
        identity = identity_of(account.issuer, account.subject, secret)
        async with programme.world.pool.acquire() as connection, connection.transaction():
            waiting = Waiting(programme.slug, person, identity, account, f"{who}@example.nl")
            await identities.wait(connection, waiting)
        actor = programme.actor(who, "participant")
        await programme.act(BindIdentity(id=f"{who} signs in", body="", actor=actor, identity=identity))
    reason = await programme.write("It was somebody else.")
    undone = UndoIdentity(
        id="undone", body="", actor=programme.office, person=programme.person("kees"), reason=reason
    )
    await programme.act(undone)


async def _confirmation(programme: Programme) -> None:
    """G1 confirms what the session gave: a contribution that is made from both."""
    async with programme.world.pool.acquire() as connection, connection.transaction():
        said = await confirmations.said(connection, programme.slug, 1, "G1")
        outcome = texts.compose("What came of it.")
        text = texts.compose("We say, and what came of it.")
        new = contributions.NewContribution(
            1,
            "G1",
            programme.person("rik"),
            Support(can="yes", will="yes"),
            {"goals": text.ref},
            "confirmed",
            "",
            source="session",
        )
        await contributions.contribute(connection, programme.slug, new, [text])
        await texts.keep(connection, programme.slug, [outcome], author=None)
        made = confirmations.Confirmation(
            1, "G1", 2, 1, corrected=False, said=confirmations.Said(said.own, {1: {"goals": outcome.ref}})
        )
        await confirmations.keep(connection, programme.slug, made)


async def _late(programme: Programme) -> None:
    text = texts.compose("Too late.")
    async with programme.world.pool.acquire() as connection, connection.transaction():
        new = contributions.NewContribution(
            1,
            "M1",
            programme.person("rik"),
            Support(can="no", will="no"),
            {"goals": text.ref},
            "late",
            "",
            late=True,
        )
        await contributions.contribute(connection, programme.slug, new, [text])


async def _points(programme: Programme) -> None:
    """A point is split, and two others become one."""
    of = (programme.slug, 1)
    async with programme.world.pool.acquire() as connection, connection.transaction():
        first, second, third, *_ = await points.read(connection, of)
        parts = [texts.compose("One half."), texts.compose("The other half.")]
        await texts.keep(connection, programme.slug, parts, author=None)
        await points.split(connection, of, first, [part.ref for part in parts])
        await points.merge(connection, of, [second, third])

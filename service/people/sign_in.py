"""Signing in the first time: a link in a letter makes an account a person of the programme."""

from dataclasses import dataclass

from domain.people.bind_identity import BindIdentity, IsAnotherPerson, NoSuchSignIn
from domain.people.correcting import NoSuchPerson
from domain.people.identities import identity_of
from domain.register.answers import Answer
from domain.state.commands import Command
from domain.state.roles import office_or_principal
from service import audit, commands
from service.callers import Caller, known
from service.commands import CommandRequest, Writing
from service.once import Payload
from service.resources import Resources
from store.database import Connection
from store.people import callers, identities, people, sign_in_links
from store.people.identities import Account, Waiting
from store.people.sign_in_links import SignInLink
from store.register.command_key import CommandKey


async def read_by_link(connection: Connection, token: str) -> SignInLink:
    """Whose link it is. Raises `NoSuchSignIn`, of unknown, replaced and used ones alike."""
    link = await sign_in_links.find(connection, token)
    if link is None or link.ended is not None:
        raise NoSuchSignIn
    return link


async def bind(resources: Resources, caller: Caller, key: str, token: str) -> Answer:
    """Let the caller's account be whom the link was sent to, once per `key`. Raises `Refusal`."""
    async with resources.database() as connection:
        link = await sign_in_links.find(connection, token)
        if link is None:
            raise NoSuchSignIn
        secret = await resources.states.secret_of(connection, link.programme)
    identity = identity_of(caller.account.issuer, caller.account.subject, secret)

    def make(writing: Writing) -> BindIdentity:
        return BindIdentity(**writing.stamp, identity=identity)

    async def precondition(connection: Connection) -> None:
        # Once more, and only of one that was not answered before: the link ends with what it is used for.
        await read_by_link(connection, token)
        other = await callers.find(connection, link.programme, caller.account)
        if other not in {None, link.person}:
            raise IsAnotherPerson

    # Of the account: whoever repeats it with another one under the same key asks something else.
    payload: Payload = {"identity": identity}
    beside = _Account(caller.account, link)
    request = CommandRequest(BindIdentity, make, payload, precondition=precondition, side_write=beside)
    return await commands.send(resources, caller, key, link.programme, request, by_link_of=link.person)


@dataclass(frozen=True)
class _Account:
    """The account beside the command: the register has its hash only."""

    account: Account
    link: SignInLink

    async def write(self, connection: Connection, key: CommandKey, command: Command) -> Command:
        assert isinstance(command, BindIdentity), "it is beside no other command"
        new = Waiting(key.programme, key.actor, command.identity, self.account, self.link.address)
        await identities.wait(connection, new)
        return command

    async def foresee(self, connection: Connection, key: CommandKey, command: Command) -> Command:
        """Nothing of the account stands in the command."""
        del connection, key
        return command

    async def forget(self, connection: Connection, key: CommandKey) -> None:
        """It goes in a day; deleting here could meet the very row that another request has bound."""


async def send_link(resources: Resources, caller: Caller, slug: str, id_: str) -> str:
    """Send somebody of the programme `slug` a new link for signing in; their name. Raises `Refusal`.

    For its office and its principal. Whoever has signed in already gets no letter: nothing is to be bound.
    """
    async with resources.database() as connection:
        state = await resources.states.of(connection, slug)
        person = await known(connection, slug, caller)
        audit.note(part=office_or_principal(person.asker, state).actor.role)
        name = (await people.names(connection, slug, [id_])).get(id_)
        if name is None:
            raise NoSuchPerson
        await sign_in_links.invite(connection, slug, [id_])
    return name

"""Binding an identity: from its first sign-in on, one account at the identity provider is a person here."""

from datetime import date

from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Missing, Refusal
from domain.state import roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part


class BindIdentity(Command):
    """Let the account behind `identity` be whoever asks from now on.

    `identity` is a hash of issuer and subject, with the programme's secret: equal ones are one account. Who
    asks has shown the link in a letter to them, which the rules cannot know.
    """

    while_suspended = True
    identity: str

    def part(self, asker: Asker, state: ProgrammeState) -> Part:  # noqa: ARG002 - whatever part theirs is
        return roles.part(asker, "participant")


class IdentityBound(Event):
    """From now on the account behind `identity` is `person`, and no other account is."""

    person: str
    identity: str


class NoSuchSignIn(Missing):
    # The same for one that never was and one that was replaced or used: whoever guesses learns of neither.
    title = N_("There is no such link for signing in")
    sentence = N_("This link for signing in does not work, or does not work any more.")
    advice = N_(
        "Use the link in the last letter, or ask the programme office for a new one:"
        " `kwartier parts link`. Whoever has used theirs signs in without it."
    )


class AnotherAccountIsBound(Refusal):
    title = N_("Somebody signs in with another account already")
    sentence = N_("This person signs in with another account already.")
    advice = N_(
        "Sign in with that account. If it is not yours, or you have it no longer, ask the programme office to"
        " undo it: `kwartier parts unbind`."
    )


class IsAnotherPerson(Refusal):
    title = N_("This account is another person of the programme already")
    sentence = N_("Who signs in with this account is somebody else in this programme already.")
    advice = N_("Ask the programme office to give the part to the person that you are already.")


@decide.register
def _(command: BindIdentity, state: ProgrammeState, today: date) -> list[Event]:
    person = command.actor.person
    if person in state.identities:
        raise AnotherAccountIsBound
    if command.identity in state.identities.values():
        raise IsAnotherPerson
    return [IdentityBound(person=person, identity=command.identity)]


@apply.register
def _(event: IdentityBound, state: ProgrammeState, today: date) -> ProgrammeState:
    return state.with_identities({**state.identities, event.person: event.identity})

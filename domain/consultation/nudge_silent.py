"""Asking those who are silent in a consultation once more."""

from datetime import date

from domain.consultation import contributing
from domain.consultation.consultations import must_exist
from domain.consultation.named_organisations import UnknownOrganisation
from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.state import roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part


class NudgeSilent(Command):
    """Ask the silent ones of a group, or those with these codes, once more; `count` of them are silent."""

    phase = "definition"
    consultation: int
    group: str | None = None
    organisations: tuple[str, ...] = ()
    count: int

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.office(asker, state)

    # Counted in PostgreSQL once the request is read: the count is no part of what was asked.
    def of_so_many(self, count: int) -> "NudgeSilent":
        """The same, with how many of those it names are silent."""
        return self.model_copy(update={"count": count})


class SilentNudged(Event):
    """The office asks who is silent once more: a whole group, or the organisations with these codes.

    `count` of them had not answered when it was asked.
    """

    consultation: int
    group: str | None = None
    organisations: tuple[str, ...] = ()
    count: int


class NotOpenToAnswer(contributing.ConsultationClosed):
    sentence = N_("Only while a consultation is open can it be answered.")


class NoSuchGroup(Refusal):
    title = N_("The blueprint names no such group")
    sentence = N_("The blueprint names no such group.")
    advice = N_("`details.groups` lists them.")
    groups: tuple[str, ...]


class NobodySilent(Refusal):
    title = N_("Nobody is silent")
    sentence = N_("Everyone who was named has answered.")
    advice = N_("Nothing needs to be done.")


class AlreadyAnswered(Refusal):
    title = N_("They have answered")
    sentence = N_("These organisations have answered; name only those that are silent.")
    advice = N_("`details.answered` lists who has; name only who is silent.")
    answered: tuple[str, ...]


class NotInvitedToConsultation(UnknownOrganisation):
    sentence = N_("These organisations were not invited to the consultation.")


@decide.register
def _(command: NudgeSilent, state: ProgrammeState, today: date) -> list[Event]:
    must_exist(command.consultation, state)
    last = state.definition.consultation
    if last is None or last.number != command.consultation or not last.is_open:
        raise NotOpenToAnswer
    groups = state.rules.definition.groups
    if command.group is not None and command.group not in groups:
        raise NoSuchGroup(groups=tuple(sorted(groups)))
    # Who has answered stands in PostgreSQL; whoever sends the command has counted there.
    if command.count < 1:
        raise NobodySilent
    return [
        SilentNudged(
            consultation=command.consultation,
            group=command.group,
            organisations=command.organisations,
            count=command.count,
        )
    ]


@apply.register
def _(event: SilentNudged, state: ProgrammeState, today: date) -> ProgrammeState:
    return state

"""The acts by which organisations come and go while the programme is being defined."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from domain.blueprint.people import Representative
from domain.consultation.consultations import no_consultation_was_held
from domain.organisations.add_organisations import AddOrganisations, NamedTwice
from domain.organisations.withdraw_organisations import WithdrawOrganisations
from domain.shared.messages import N_
from files.stakeholders_csv import Row
from service.asking import options
from service.asking.acts import Act, AnyRequest, Asked, Choices, OfProgramme, Possible, Where
from service.commands import CommandRequest, Writing
from service.organisations.forms import Import, NewOrganisations, OrganisationWithdrawal
from service.organisations.organisations import Additions, Withdrawal


class LetOrganisationsTakePart(Act[OfProgramme, NewOrganisations]):
    """Naming them; a file of many comes another way, and is the same act (`added`)."""

    commands = (AddOrganisations,)
    title = N_("Let more organisations take part")
    button = N_("Let them take part")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        return options.only_if(not no_consultation_was_held(where.state), Possible(where.about))

    def choices(self) -> Mapping[str, Choices[OfProgramme]]:
        return {"organisations.group": options.groups}

    def make(self, asked: Asked[OfProgramme, NewOrganisations]) -> AnyRequest:
        form = asked.form
        rows = [row for organisation in form.organisations for row in _rows(organisation.model_dump())]
        _must_be_there_once([organisation.code for organisation in form.organisations])
        return added(Additions(rows), form)


def added(additions: Additions, payload: NewOrganisations | Import) -> AnyRequest:
    """What asks for these organisations to take part, in whichever form they came."""

    def make(writing: Writing) -> AddOrganisations:
        return AddOrganisations(**writing.stamp, organisations=additions.organisations)

    return CommandRequest(AddOrganisations, make, payload, side_write=additions)


def _rows(organisation: Mapping[str, Any]) -> list[Row]:
    """An organisation as rows: one for each of its representatives."""
    speakers = [Representative.model_validate(speaker) for speaker in organisation["representatives"]]
    named = {key: organisation[key] for key in ("group", "code", "name", "weight") if key in organisation}
    # As in a CSV file, so that both forms go in by one way.
    return [Row(**named, representative=speaker) for speaker in speakers or [None]]


def _must_be_there_once(codes: Sequence[str]) -> None:
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise NamedTwice(organisations=tuple(twice))


class LetOrganisationsGo(Act[OfProgramme, OrganisationWithdrawal]):
    commands = (WithdrawOrganisations,)
    title = N_("Let organisations take part no longer")
    button = N_("Withdraw them")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        return options.only_if(not no_consultation_was_held(where.state), Possible(where.about))

    def make(self, asked: Asked[OfProgramme, OrganisationWithdrawal]) -> AnyRequest:
        form = asked.form

        def make(writing: Writing) -> WithdrawOrganisations:
            # Their groups are found beside it: whoever asks names codes only.
            return WithdrawOrganisations(**writing.stamp, organisations={}, reason=writing.text(form.reason))

        return CommandRequest(WithdrawOrganisations, make, form, side_write=Withdrawal(form.organisations))

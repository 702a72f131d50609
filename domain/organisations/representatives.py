"""Who speaks for an organisation: data in PostgreSQL, of which the process need not know."""

from domain.organisations.taking_part import NoSuchOrganisation
from domain.shared.messages import N_
from domain.shared.refusals import Missing


class NoSuchRepresentative(Missing):
    title = N_("There is no such representative")
    sentence = N_("{organisation} has no such representative.")
    advice = N_("List the organisation's representatives.")
    organisation: str


class NobodyToSpeakFor(NoSuchOrganisation):
    sentence = N_("No organisation {organisations} takes part.")

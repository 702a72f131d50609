"""The trace of what one organisation said: what it is asked for must be there."""

from domain.organisations.taking_part import NoSuchOrganisation
from domain.shared.messages import N_
from domain.shared.refusals import Missing


class NobodyToTrace(NoSuchOrganisation):
    sentence = N_("There is no organisation {organisations} here.")


class NoSuchSection(Missing):
    title = N_("There is no such section")
    sentence = N_("There is no section {section} in this plan.")
    advice = N_("The programme's blueprint lists them.")
    section: str

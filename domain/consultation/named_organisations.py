"""Organisations that somebody names by their codes, which must be known to the programme."""

from domain.shared.messages import N_
from domain.shared.refusals import Refusal


# Apart from `NoSuchOrganisation`, a 404: here the code is one of many in a request, and can be corrected.
class UnknownOrganisation(Refusal):
    title = N_("The programme knows no such organisation")
    sentence = N_("The programme knows no organisations with these codes.")
    advice = N_("`details.unknown` lists the codes; correct them.")
    unknown: tuple[str, ...]

"""Personal links: by one, a representative contributes without an account."""

from domain.shared.messages import N_
from domain.shared.refusals import Missing


class NoSuchInvitation(Missing):
    # The same for a link that never was and for one that was revoked: whoever guesses learns of neither.
    title = N_("There is no such invitation")
    sentence = N_("This link does not work, or does not work any more.")
    advice = N_("Ask the programme office for a new link.")


class NoSuchLink(NoSuchInvitation):
    sentence = N_("There is no such link to consultation {consultation}.")
    consultation: int

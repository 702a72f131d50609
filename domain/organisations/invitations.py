"""Personal links: by one, a representative contributes without an account."""

from domain.shared.messages import N_
from domain.shared.refusals import Missing, Refusal


class NoSuchInvitation(Missing):
    # The same for a link that never was and for one that was revoked or replaced: whoever guesses learns of
    # neither.
    title = N_("There is no such invitation")
    sentence = N_("This link does not work, or does not work any more.")
    advice = N_("Use the link in the last letter, or ask the programme office for a new one.")


class InvitationEnded(Refusal):
    status = 410
    title = N_("The programme has ended, and its personal links with it")
    sentence = N_("This link ended with the programme.")
    advice = N_(
        "What is public of the programme can be read without a link; for more, ask the programme office."
    )


class NoSuchLink(NoSuchInvitation):
    sentence = N_("There is no such link to consultation {consultation}.")
    consultation: int

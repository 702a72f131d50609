"""What may be wrong with correcting how somebody is called."""

from domain.shared.messages import N_
from domain.shared.refusals import Missing


class NoSuchPerson(Missing):
    title = N_("There is nobody with this id")
    sentence = N_("Nobody in this programme has this id.")
    advice = N_("`kwartier parts list` shows the ids of those with a part.")

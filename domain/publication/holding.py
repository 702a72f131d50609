"""What is served or published must be what was said: the register has its hash, and nothing else passes."""

from domain.shared.messages import N_
from domain.shared.refusals import Refusal


class DocumentDoesNotHold(Refusal):
    status = 500
    title = N_("What is stored is not what was said")
    sentence = N_(
        "What is stored as {id} does not give the hash that the register has of it; it is not shown."
    )
    advice = N_("Tell whoever runs Kwartier: `kwartier doctor` names every row that differs.")
    id: str

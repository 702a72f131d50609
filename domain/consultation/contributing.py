"""Contributing to a consultation: what lets a contribution in, which PostgreSQL decides when it comes."""

from domain.consultation.consultations import ConsultationOpen
from domain.shared.messages import N_
from domain.shared.refusals import Forbidden, Refusal
from domain.state.judge import Suspended
from domain.state.roles import NotTheOffice


class NotARepresentative(Forbidden):
    title = N_("Only a representative can contribute")
    sentence = N_("Only somebody who speaks for an organisation that takes part can contribute for it.")
    advice = N_("Ask the programme office to let you speak for your organisation.")


class SpeaksForSeveral(Refusal):
    title = N_("You speak for several organisations")
    sentence = N_("You speak for several organisations here: say for which one this is.")
    advice = N_("Send `organisation`, one of those that `details.organisations` lists.")
    organisations: tuple[str, ...]


class NotTheOfficeOnPaper(NotTheOffice):
    sentence = N_("Only the programme office can enter what came on paper.")


class NotInvited(Forbidden):
    title = N_("Your organisation was not invited")
    sentence = N_("Your organisation was not invited to this consultation.")
    advice = N_("Ask the programme office.")


class ConsultationClosed(Refusal):
    title = N_("The consultation is closed")
    sentence = N_("The consultation is closed; what came in before counts. The office can add this as late.")
    advice = N_("What came in before its closing counts.")


class NotLate(ConsultationOpen):
    sentence = N_("The consultation is open: what comes now is in time, not late.")


# In a sentence of its own: whoever contributes can do none of what `Suspended` names.
class SuspendedMeanwhile(Suspended):
    sentence = N_("The programme is suspended; contribute once it is resumed.")

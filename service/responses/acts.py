"""The act by which responses are settled. Answering points goes past the workflow, and is no command."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from domain.responses.settle_responses import SettleResponses
from domain.responses.settlement import unsettled
from domain.shared.messages import N_
from service.asking.acts import About, Act, AnyRequest, Asked, OfProgramme, Possible, Where
from service.asking.forms import Nothing
from service.asking.labels import Label
from service.asking.naming import CONSULTATION, by_number
from service.asking.values import LARGEST_NUMBER
from service.commands import CommandRequest, Writing


class OfConsultation(About):
    consultation: Annotated[int, Field(ge=0, le=LARGEST_NUMBER), Label(N_("Consultation"))]


class SettleTheResponses(Act[OfConsultation, Nothing]):
    commands = (SettleResponses,)
    title = N_("Settle the responses to a consultation, for good")
    button = N_("Settle for good")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        for number in unsettled(where.state):
            yield Possible(OfConsultation(consultation=number), by_number(CONSULTATION, number))

    def make(self, asked: Asked[OfConsultation, Nothing]) -> AnyRequest:
        number = asked.about.consultation

        def make(writing: Writing) -> SettleResponses:
            return SettleResponses(**writing.stamp, consultation=number)

        return CommandRequest(SettleResponses, make, asked.form, about={"consultation": number})

"""Days that are over by the programme's clock, which may run ahead of everyone else's."""

from datetime import date

from domain.shared.messages import N_
from domain.shared.refusals import Refusal


class DayIsOver(Refusal):
    title = N_("That day is over")
    sentence = N_("That day is over; today is {today}.")
    advice = N_("`details.today` is today by the programme's clock.")
    today: date

"""What a day in an agenda is: a meeting, a working session, the end of a round, or another deadline."""

from collections.abc import Mapping

from domain.reading.days import Day
from domain.shared.messages import N_, Message
from domain.state.deadlines import SESSION
from words import vocabulary

DEADLINES: Mapping[str, Message] = {
    "nominate": N_("Last day to nominate candidates"),
    "choose": N_("Last day to choose a candidate"),
    "accept": N_("Last day to answer the assignment"),
    "term": N_("The assignment ends"),
    "draft": N_("Last day for a version of the plan"),
    "review": N_("Last day for the review"),
    "projects": N_("Last day to give running projects a place"),
    "plan-meeting": N_("Last day to plan a meeting"),
    "establish": N_("Last day to establish the outcome"),
}


def what(day: Day, bodies: Mapping[str, str]) -> Message:
    """What happens on `day`; `bodies` has what they are called, by their keys."""
    match day.kind:
        case "meeting":
            met = N_("{body} meets and decides")
            return met.having(body=bodies.get(day.body or "", day.body or ""))
        case "session":
            return N_("Working session {number}").having(number=day.deadline.removeprefix(SESSION))
        case "round":
            return N_("Consultation {number} closes").having(number=day.about)
        case "deadline" if day.deadline in DEADLINES:
            return DEADLINES[day.deadline]
        case "deadline":
            return N_("Last day: {deadline}").having(deadline=vocabulary.deadline(day.deadline))

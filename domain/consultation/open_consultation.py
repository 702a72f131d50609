"""Opening a consultation: organisations are asked about one version of the plan, until the end of a day."""

from datetime import date

from domain.consultation.consultations import must_be_closed, with_consultations
from domain.consultation.escalate_silence import watch
from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.state import deadlines, roles
from domain.state.commands import Command
from domain.state.deadlines import DayIsOver
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.plan_versions import NoDraftYet, NoSuchVersion
from domain.state.programme_state import Consultation, ProgrammeState
from domain.state.roles import Asker, Part


class OpenConsultation(Command):
    """Ask everyone about a plan version, until the end of `due` or of the blueprint's lead."""

    phase = "definition"
    version: int
    due: date | None = None

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.office_or_kwartiermaker(asker, state)


class ConsultationOpened(Event):
    consultation: int
    version: int
    due: date


class UnderReview(Refusal):
    title = N_("A version is under review")
    sentence = N_("A version is under review; open a consultation when the panel has answered.")
    advice = N_("Open a consultation when the panel has answered.")
    under_review: int


class NoVersionToAskAbout(NoSuchVersion):
    sentence = N_("There is no plan version {version}; the newest is {newest}.")
    newest: int


class EndsBeforeItBegins(DayIsOver):
    sentence = N_("Let the consultation end on a day after today.")


@decide.register
def _(command: OpenConsultation, state: ProgrammeState, today: date) -> list[Event]:
    must_be_closed(state)
    if state.definition.draft is None:
        raise NoDraftYet
    review = state.definition.review
    if review is not None and review.passed is None:
        raise UnderReview(under_review=review.version)
    if not 0 <= command.version <= state.version:
        raise NoVersionToAskAbout(version=command.version, newest=state.version)
    due = command.due or last_day(state, today)
    # Its last day must be a whole one: whoever is asked today cannot be late today.
    if due <= today:
        raise EndsBeforeItBegins(today=today)
    number = len(state.definition.rounds) + 1
    return [ConsultationOpened(consultation=number, version=command.version, due=due)]


@apply.register
def _(event: ConsultationOpened, state: ProgrammeState, today: date) -> ProgrammeState:
    opened = Consultation(number=event.consultation, version=event.version)
    leads = state.rules.definition.consultation.reminders
    state = with_consultations(state, (*state.definition.rounds, opened))
    state = deadlines.begin_on(state, "consultation", "representative", event.due, leads)
    return watch(state, "consultation")


def last_day(state: ProgrammeState, today: date) -> date:
    """The last day of a consultation that opens today, by the blueprint's lead."""
    return state.rules.calendar.add(today, state.rules.definition.consultation.working_days)

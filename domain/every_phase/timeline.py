"""How a programme came to where it is, by days, and what comes if everybody takes all their time. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from domain.appointment.accept_assignment import AssignmentAccepted
from domain.appointment.agreement import ProgrammeAgreed
from domain.bodies.meetings import meetings_of
from domain.consultation.close_consultation import ConsultationClosed
from domain.consultation.open_consultation import ConsultationOpened
from domain.every_phase.outlook import AFTER_THE_TERM, StepKey, meeting_of, planned
from domain.plan.close_review import ReviewClosed
from domain.plan.complete_definition import DefinitionCompleted
from domain.plan.submit_version import VersionSubmitted
from domain.register.entries import Entry
from domain.register.events import Event
from domain.shared.messages import Message
from domain.shared.rules import Lead, Rules
from domain.shared.working_days import WorkingDays
from domain.sign_off.establish_decision import DecisionEstablished
from domain.state.programme_state import Phase, ProgrammeState

KINDS = frozenset(
    str(event.model_fields["kind"].default)
    for event in (
        ProgrammeAgreed,
        AssignmentAccepted,
        ConsultationOpened,
        ConsultationClosed,
        VersionSubmitted,
        ReviewClosed,
        DefinitionCompleted,
        DecisionEstablished,
    )
)
"""The kinds of the entries that a timeline is made of."""

Certainty = Literal["done", "now", "expected"]


class Span(NamedTuple):
    """Something that lasts: a phase, or a step in it; `about` is the number of a round."""

    what: StepKey | Phase
    first: date
    last: date
    certainty: Certainty
    about: int | None = None


class Meets(NamedTuple):
    """A day on which a body meets; it `decides` where the plan is, or is expected to be, on its agenda."""

    body: str
    day: date
    certainty: Certainty
    decides: bool


class Timeline(NamedTuple):
    """What was and what comes. `term` is the last day of the assignment, while there is one."""

    phases: Sequence[Span]
    steps: Sequence[Span]
    meetings: Sequence[Meets]
    term: date | None
    warnings: Sequence[Message]

    @property
    def days(self) -> tuple[date, date]:
        """From when until when there is something to show."""
        spans = (*self.phases, *self.steps)
        last = [span.last for span in spans] + [one.day for one in self.meetings if one.decides]
        return min(span.first for span in spans), max([*last, *([self.term] if self.term else [])])


def timeline(state: ProgrammeState, entries: Iterable[Entry], today: date) -> Timeline:
    """The timeline on `today` of a programme with these `entries`, of which those of `KINDS` count."""
    told, calendar = list(entries), state.rules.calendar
    before = _told(told, calendar)
    decided = [entry.event for entry in told if isinstance(entry.event, DecisionEstablished)]
    coming = list(_coming(state, today))
    deciding = list(_deciding(state, coming[-1].last if coming else today, today))
    term = state.deadlines["term"].due if "term" in state.deadlines else None
    expected = deciding[-1].day if deciding else None
    late = term is not None and expected is not None and expected > term
    return Timeline(
        phases=[*before.phases, *_phases_to_come(state, before.since, coming, deciding, today)],
        steps=[*_done(told, calendar), *coming],
        meetings=_meetings(state, decided, deciding, today),
        term=term,
        warnings=[AFTER_THE_TERM.having(term=term, day=expected)] if late and term and expected else [],
    )


class _Told(NamedTuple):
    """The phases that are over, and since when the one lasts in which the programme is."""

    phases: Sequence[Span]
    since: date


def _told(entries: Iterable[Entry], calendar: WorkingDays) -> _Told:
    phases: list[Span] = []
    phase: Phase = "appointment"
    since: date | None = None
    for entry in entries:
        day, entered = calendar.day_of(entry.at), _entered(entry.event)
        since = since or day
        if entered is not None and entered != phase:
            phases.append(Span(phase, since, day, "done"))
            phase, since = entered, day
    return _Told(phases, since or date.min)


def _entered(event: Event) -> Phase | None:
    match event:
        case AssignmentAccepted() | DecisionEstablished(outcome="sent_back"):
            return "definition"
        case DefinitionCompleted():
            return "sign_off"
        case _:
            return None


def _done(entries: Iterable[Entry], calendar: WorkingDays) -> Iterator[Span]:
    """The rounds and reviews that are over."""
    rounds: dict[int, date] = {}
    submitted: date | None = None
    for entry in entries:
        day = calendar.day_of(entry.at)
        match entry.event:
            case ConsultationOpened(consultation=number):
                rounds[number] = day
            case ConsultationClosed(consultation=number):
                yield Span("consultation", rounds.pop(number), day, "done", number)
            case VersionSubmitted():
                submitted = day
            case ReviewClosed() if submitted is not None:
                yield Span("review", submitted, day, "done")
            case _:
                pass


DEFINING: Sequence[StepKey] = ("consultation", "draft", "review")
APPOINTING: Sequence[StepKey] = ("nominate", "choose", "accept")


def _coming(state: ProgrammeState, today: date) -> Iterator[Span]:
    """The steps from where the programme is to its sign-off."""
    if state.ending is not None or state.phase not in {"appointment", "definition"}:
        return
    leads = _leads(state.rules)
    keys = (*APPOINTING, *DEFINING)
    day = today
    first = keys.index(_first(state))
    for nth, key in enumerate(keys[first:]):
        # An open one has its own last day, which somebody may have moved.
        open_ = state.deadlines.get(key)
        if open_ is None:
            last = state.rules.calendar.add(day, leads[key].working_days)
        else:
            last = max(open_.due, day)
        yield Span(key, day, last, "expected" if nth else "now", _about(state, key, nth))
        day = last


def _about(state: ProgrammeState, key: StepKey, nth: int) -> int | None:
    """The number of the round that a step is, where it has one already."""
    rounds = state.definition.rounds
    return rounds[-1].number if key == "consultation" and rounds and nth == 0 else None


def _first(state: ProgrammeState) -> StepKey:
    """What the programme is at."""
    if state.phase == "appointment":
        open_: list[StepKey] = [key for key in APPOINTING if state.deadlines.get(key)]
        return open_[0] if open_ else "nominate"
    if state.definition.consultation is not None and state.definition.consultation.is_open:
        return "consultation"
    return "review" if "review" in state.deadlines else "draft"


def _leads(rules: Rules) -> dict[StepKey, Lead]:
    appointment, definition = rules.appointment, rules.definition
    return {
        "nominate": appointment.nominate,
        "choose": appointment.choose,
        "accept": appointment.accept,
        "consultation": definition.consultation,
        "draft": definition.draft,
        "review": definition.review,
    }


def _deciding(state: ProgrammeState, day: date, today: date) -> Iterator[Meets]:
    """At which meeting each body is expected to decide that has not yet."""
    if state.ending is not None or state.phase == "conditions":
        return
    position = state.sign_off.position if state.phase == "sign_off" else 0
    for nth, body in enumerate(state.bodies[position:]):
        submission = state.sign_off.submission if nth == 0 and state.phase == "sign_off" else None
        if submission is not None and submission.meeting is not None:
            day = max(submission.meeting, today)
            yield Meets(body.key, day, "now", decides=True)
            continue
        with_planned = body.model_copy(update={"meetings": tuple(sorted(meetings_of(state, body)))})
        day = meeting_of(with_planned, state.rules, day) or planned(body, state.rules, day)
        yield Meets(body.key, day, "expected", decides=True)


def _meetings(
    state: ProgrammeState, decided: Sequence[DecisionEstablished], deciding: Sequence[Meets], today: date
) -> list[Meets]:
    """Every meeting, once: where something was or will be decided, and all others."""
    found = [Meets(one.body, one.meeting, "done", decides=True) for one in decided] + list(deciding)
    known = {(one.body, one.day) for one in found}
    others = [
        Meets(body.key, day, "done" if day < today else "expected", decides=False)
        for body in state.bodies
        for day in meetings_of(state, body)
        if (body.key, day) not in known
    ]
    return sorted([*found, *others], key=lambda one: (one.day, one.body))


def _phases_to_come(
    state: ProgrammeState, since: date, coming: Sequence[Span], deciding: Sequence[Meets], today: date
) -> Iterator[Span]:
    """The phase in which the programme is, and those after it."""
    if state.ending is not None:
        assert state.at is not None, "a programme that ended has entries"
        yield Span(state.phase, since, state.rules.calendar.day_of(state.at), "done")
        return
    ends: dict[Phase, date] = {}
    if state.phase == "appointment":
        ends["appointment"] = next(span.last for span in coming if span.what == "accept")
    if coming:
        ends["definition"] = coming[-1].last
    if deciding:
        ends["sign_off"] = deciding[-1].day
    ends.setdefault(state.phase, today)
    first = since
    for phase, last in ends.items():
        yield Span(phase, first, max(last, first), "now" if phase == state.phase else "expected")
        first = last

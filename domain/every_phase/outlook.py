"""The calendar of a programme before it starts: when each step ends if everybody takes all their time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.shared.actors import Role
from domain.shared.messages import N_, Message
from domain.shared.rules import BodyRules, Lead, Rules
from domain.state.programme_state import Phase

StepKey = Literal["nominate", "choose", "accept", "consultation", "draft", "review", "meeting", "establish"]


@dataclass(frozen=True)
class Step:
    """Something that somebody has from one day until the end of another; `body` is the one that meets."""

    key: StepKey
    phase: Phase
    role: Role
    first: date
    last: date
    body: str | None = None


@dataclass(frozen=True)
class Outlook:
    """What comes when, until when the assignment lasts, and what does not go together."""

    steps: tuple[Step, ...]
    term_from: date
    term_to: date
    warnings: tuple[Message, ...]

    @property
    def decided(self) -> date:
        """When the last step ends."""
        return self.steps[-1].last


NOBODY_MEETS = N_(
    "{body} holds no meeting after {day} that leaves time for its papers: the office plans one then."
)
NOT_A_WORKING_DAY = N_("{body} meets on {day}, which is no working day.")
AFTER_THE_TERM = N_("The assignment ends on {term}, and the last decision is expected on {day}.")
VERY_LATE = N_("Between the papers for {body} and its meeting on {day} lie {n} working days.")
LONG = 25
"""Working days; a month of waiting for a meeting is worth a look at the calendar."""


def outlook(rules: Rules, first_day: date) -> Outlook:
    """What comes when in a programme that starts on `first_day` by these rules."""
    preparing = tuple(_preparing(rules, first_day))
    term_from = next(step.last for step in preparing if step.key == "accept")
    deciding = tuple(_deciding(rules, preparing[-1].last))
    steps = (*preparing, *deciding)
    term_to = rules.calendar.add(term_from, rules.appointment.term_working_days)
    warnings = list(_about_meetings(rules, preparing[-1].last))
    if steps[-1].last > term_to:
        warnings.append(AFTER_THE_TERM.having(term=term_to, day=steps[-1].last))
    return Outlook(steps, term_from, term_to, tuple(warnings))


def _preparing(rules: Rules, day: date) -> Iterator[Step]:
    """Appointing a kwartiermaker, and defining the programme with one round of asking."""
    appointment, definition = rules.appointment, rules.definition
    leads: tuple[tuple[StepKey, Phase, Role, Lead], ...] = (
        ("nominate", "appointment", "office", appointment.nominate),
        ("choose", "appointment", "principal", appointment.choose),
        ("accept", "appointment", "candidate", appointment.accept),
        ("consultation", "definition", "representative", definition.consultation),
        ("draft", "definition", "kwartiermaker", definition.draft),
        ("review", "definition", "panel", definition.review),
    )
    for key, phase, role, lead in leads:
        last = rules.calendar.add(day, lead.working_days)
        yield Step(key, phase, role, day, last)
        day = last


def _deciding(rules: Rules, day: date) -> Iterator[Step]:
    """Each body in turn, at its first meeting that leaves time for the papers."""
    for body in rules.sign_off.bodies:
        met = meeting_of(body, rules, day) or planned(body, rules, day)
        yield Step("meeting", "sign_off", "member", day, met, body.key)
        day = met
        if body.chair_establishes:
            last = rules.calendar.add(met, body.establish.working_days)
            yield Step("establish", "sign_off", "member", met, last, body.key)
            day = last


def meeting_of(body: BodyRules, rules: Rules, day: date) -> date | None:
    """The first meeting of `body` that can take what is in on `day`; None where its calendar holds none."""
    in_time = rules.calendar.add(day, body.notice_working_days)
    return min((meeting for meeting in body.meetings if meeting >= in_time and meeting > day), default=None)


def planned(body: BodyRules, rules: Rules, day: date) -> date:
    """When `body` would meet if the office takes all its time to plan a meeting as early as it can be."""
    planned = rules.calendar.add(day, rules.sign_off.plan_meeting.working_days)
    return rules.calendar.add(planned, max(body.notice_working_days, 1))


def _about_meetings(rules: Rules, day: date) -> Iterator[Message]:
    for body in rules.sign_off.bodies:
        met = meeting_of(body, rules, day)
        if met is None:
            yield NOBODY_MEETS.having(body=body.key, day=day)
            met = planned(body, rules, day)
        elif not rules.calendar.is_working_day(met):
            yield NOT_A_WORKING_DAY.having(body=body.key, day=met)
        if (waits := rules.calendar.between(day, met)) > LONG:
            yield VERY_LATE.having(body=body.key, day=met, n=waits)
        day = met
        if body.chair_establishes:
            day = rules.calendar.add(met, body.establish.working_days)

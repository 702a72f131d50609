"""Which days count, and how long something may take."""

from typing import Annotated, Literal, Self

from pydantic import StringConstraints, model_validator

from domain.blueprint.problems import Path, Problem, quote, refuse
from domain.blueprint.values import AtLeastOne, Day
from domain.shared import rules
from domain.shared.base import Frozen
from domain.shared.messages import N_


def reminder_problems(reminders: tuple[int, ...], path: Path, lead: int | None = None) -> list[Problem]:
    """What is wrong with `reminders`; `lead` is the number of working days they must stay below."""
    problems: list[Problem] = []
    there = N_("{value} is there twice; once is enough")
    too_early = N_(
        "{value} must be smaller than working_days, which is {lead}: a reminder comes before the deadline"
    )
    for position, reminder in enumerate(reminders):
        if reminder in reminders[:position]:
            problems.append(Problem((*path, position), there.having(value=str(reminder))))
        # Nor on the first day: a reminder that falls together with the request reminds nobody.
        elif lead is not None and reminder >= lead:
            message = too_early.having(value=str(reminder), lead=str(lead))
            problems.append(Problem((*path, position), message))
    return problems


class Lead(Frozen):
    """How long something may take, in working days, and how many working days before its end to remind."""

    working_days: AtLeastOne
    reminders: tuple[AtLeastOne, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> Self:
        refuse(reminder_problems(self.reminders, ("reminders",), self.working_days))
        return self

    def rules(self) -> rules.Lead:
        return rules.Lead(working_days=self.working_days, reminders=self.reminders)


class Reminders(Frozen):
    """How many working days before a day that people agree on to remind."""

    reminders: tuple[AtLeastOne, ...] = (1,)

    @model_validator(mode="after")
    def _check(self) -> Self:
        refuse(reminder_problems(self.reminders, ("reminders",)))
        return self


class Calendar(Frozen):
    """Which days, besides weekends, are no working days.

    `public_holidays` is an ISO 3166 country code. `liberation_day` says in which years 5 May counts, and
    goes with NL only: in lustrum years (divisible by five) unless it says otherwise. `holidays` is the
    complete list of days; when it is there nothing is added to it. Freezing fills it.
    """

    public_holidays: Annotated[str, StringConstraints(max_length=2)] | None = None
    liberation_day: Literal["lustrum", "yearly", "never"] | None = None
    extra_holidays: tuple[Day, ...] = ()
    holidays: tuple[Day, ...] | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        problems: list[Problem] = []
        # Refused, not ignored: its author would think that 5 May is a day off, and deadlines would come out
        # a day wrong.
        if self.liberation_day and self.public_holidays != "NL":
            message = N_('{value} needs public_holidays = "NL"; leave it out here')
            problems.append(Problem(("liberation_day",), message.having(value=quote(self.liberation_day))))
        for position, day in enumerate(self.extra_holidays):
            if self.holidays is not None and day not in self.holidays:
                message = N_("{value} must be in holidays too, which is the complete list once it is there")
                # As it is written there, to be found again.
                problems.append(Problem(("extra_holidays", position), message.having(value=str(day))))
        refuse(problems)
        return self

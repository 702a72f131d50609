"""Input that cannot be used: everything that is wrong with it at once, each with its place."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Self

from domain.blueprint.problems import BlueprintError
from domain.shared.messages import N_, Message, N_plural
from domain.shared.refusals import Refusal
from files.calendar_lines import CalendarProblem
from files.csv_rows import CsvProblem, in_order
from files.plan_markdown import PlanProblem

LONGEST_LIST = 50
MOST_LINES = 5000
"""Bad rows of a file that one answer names, as many as a file may have rows; more are counted."""


class FieldError(NamedTuple):
    """One thing that is wrong: in which part of a request, at which field or line, and how it is said."""

    field: str
    code: str
    detail: Message
    place: str = "body"


class InvalidInput(Refusal):
    status = 400
    title = N_("The input is invalid")
    sentence = N_plural("{n} field is invalid; correct it.", "{n} fields are invalid; correct each.")
    advice = N_("`errors` names each field and what is wrong with it; correct them.")
    n: int
    errors: tuple[FieldError, ...]

    def written(self) -> dict[str, object]:
        # An answer has a place of its own for these.
        return {}

    @classmethod
    def listing(cls, errors: Iterable[FieldError], most: int = LONGEST_LIST) -> Self:
        found = list(errors)
        return cls(n=len(found), errors=tuple(found[:most]))


class InvalidCsv(InvalidInput):
    title = N_("The CSV file cannot be used")
    sentence = N_plural(
        "The file has {n} problem; correct it. Nothing was added.",
        "The file has {n} problems; correct each. Nothing was added.",
    )
    advice = N_("`errors` names each line and what would be right; none was added.")

    @classmethod
    def of(cls, problems: Sequence[CsvProblem]) -> Self:
        errors = (_at_line(line, message, "csv") for line, message in in_order(problems))
        return cls.listing(errors, most=MOST_LINES)


class InvalidCalendar(InvalidInput):
    title = N_("The calendar file cannot be used")
    sentence = N_plural(
        "The calendar has {n} problem; correct it. Nothing was planned.",
        "The calendar has {n} problems; correct each. Nothing was planned.",
    )
    advice = N_("`errors` names each line and what would be right; nothing was planned.")

    @classmethod
    def of(cls, problems: Iterable[CalendarProblem]) -> Self:
        errors = (_at_line(line, message, "calendar") for line, message in problems)
        return cls.listing(errors, most=MOST_LINES)


class InvalidPlan(InvalidInput):
    title = N_("The file is no plan")
    sentence = N_plural("The plan has {n} problem; correct it.", "The plan has {n} problems; correct each.")
    advice = N_("`errors` names each heading that is wrong or missing, and what is right.")

    @classmethod
    def of(cls, problems: Iterable[PlanProblem]) -> Self:
        return cls.listing(FieldError(place, "plan", message) for place, message in problems)


class InvalidBlueprint(InvalidInput):
    title = N_("The blueprint cannot be used")
    sentence = N_plural(
        "The blueprint has {n} problem; correct it.", "The blueprint has {n} problems; correct each."
    )
    advice = N_("`errors` names each key and what would be right.")

    @classmethod
    def of(cls, error: BlueprintError) -> Self:
        return cls.listing(
            FieldError(f"blueprint.{problem.key}", "blueprint", problem.message) for problem in error.problems
        )


def _at_line(line: int, message: Message, code: str) -> FieldError:
    return FieldError(f"line {line}", code, message)

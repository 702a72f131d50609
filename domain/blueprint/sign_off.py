"""The sign-off: the chain of deciding bodies, and when they meet."""

import re
from collections.abc import Callable
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, field_validator, model_validator

from domain.blueprint.definition import seats_held_twice
from domain.blueprint.people import Seat
from domain.blueprint.problems import Problem, quote, refuse, suggesting, twice
from domain.blueprint.time import Lead, reminder_problems
from domain.blueprint.values import AtLeastOne, Count, Day, Flag, Key, Percent, Title, WeightOf
from domain.shared import rules
from domain.shared.base import Frozen
from domain.shared.messages import N_, Message
from domain.shared.mistakes import invalid

# Not all of RFC 5545: UNTIL and COUNT would end a calendar beside `count`, and hours mean nothing for a day.
RULE_PARTS = {
    "FREQ": r"DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"[1-9]\d?",
    "BYDAY": r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)",
    "BYMONTH": r"[1-9]|1[0-2]",
    "BYMONTHDAY": r"-?([1-9]|[12]\d|3[01])",
    "BYSETPOS": r"-?[1-9]\d{0,2}",
}
"""The parts of an RFC 5545 recurrence rule that a meeting calendar may use, and what each may hold."""

LISTS = {"BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"}


class Recurrence(Frozen):
    """Meetings by rule, for a blueprint that may start on any day.

    `rule` is an iCalendar RRULE (RFC 5545) such as `FREQ=MONTHLY;BYDAY=2TH`. Freezing turns it into the
    first `count` meetings after the day the programme starts.
    """

    rule: str
    count: Annotated[int, Field(strict=True, ge=1, le=520)]

    @field_validator("rule")
    @classmethod
    def _check_rule(cls, rule: str) -> str:
        if message := rule_problem(rule):
            raise invalid("blueprint", message)
        return rule


def rule_problem(rule: str) -> Message | None:
    """What is wrong with a recurrence rule, or None."""
    # Checked by our own patterns first: dateutil's errors do not say which part is wrong, or how to mend it.
    seen: set[str] = set()
    for part in rule.split(";"):
        name, _, value = part.partition("=")
        if name not in RULE_PARTS:
            unknown = N_("{part} is not a part that a meeting rule may have; there are: {parts}")
            return unknown.having(part=quote(part), parts=", ".join(RULE_PARTS))
        if name in seen:
            return N_("{part} is there twice").having(part=name)
        seen.add(name)
        values = value.split(",") if name in LISTS else [value]
        if wrong := [item for item in values if not re.fullmatch(RULE_PARTS[name], item)]:
            not_right = N_("{value} is not right for {part}; write a rule such as FREQ=MONTHLY;BYDAY=2TH")
            return not_right.having(value=quote(wrong[0]), part=name)
    return None if "FREQ" in seen else N_("FREQ is missing; write a rule such as FREQ=MONTHLY;BYDAY=2TH")


# Told apart before pydantic tries: of a union it would report the errors of every member at once.
def _kind_of_meetings(value: object) -> str | None:
    if isinstance(value, (list, tuple)):
        return "<dates>"
    return "<recurrence>" if isinstance(value, (dict, Recurrence)) else None


def _dates_or_rule(value: object) -> object:
    if _kind_of_meetings(value) is None:
        raise invalid(
            "blueprint",
            N_('must be a list of dates, or {{ rule = "FREQ=MONTHLY;BYDAY=2TH", count = 24 }}'),
        )
    return value


Meetings = Annotated[
    Annotated[tuple[Day, ...], Tag("<dates>")] | Annotated[Recurrence, Tag("<recurrence>")],
    Discriminator(_kind_of_meetings),
    BeforeValidator(_dates_or_rule),
]


def _early_closing(value: object) -> object:
    # A number is no answer here, though Python takes 1 for true.
    if isinstance(value, bool) or value in ("when_all_voted", "when_decided"):
        return value
    raise invalid(
        "blueprint",
        N_('must be true, false, "when_all_voted" or "when_decided", not {value}'),
        value=quote(value),
    )


class Judge(Frozen):
    """Somebody whom a body names to judge its conditions, by their key."""

    person: Key


def _kind_of_judge(value: object) -> str | None:
    if isinstance(value, (dict, Judge)):
        return "<person>"
    return "<words>" if value in ("who_asked", "chair", "body") else None


def _words_or_person(value: object) -> object:
    if _kind_of_judge(value) is None:
        raise invalid(
            "blueprint",
            N_('must be "who_asked", "chair", "body", or {{ person = "the key of a person" }}'),
        )
    return value


JudgedBy = Annotated[
    Annotated[Literal["who_asked", "chair", "body"], Tag("<words>")] | Annotated[Judge, Tag("<person>")],
    Discriminator(_kind_of_judge),
    BeforeValidator(_words_or_person),
]


class BodySeat(Seat):
    """A place in a body; its vote counts for its `weight`, and a `substitute` may cast it at any time."""

    weight: WeightOf = 1
    substitute: Key | None = None


class Body(Frozen):
    """One body of the chain; what its fields mean is said at `domain.shared.rules.BodyRules`."""

    key: Key
    title: Title
    seats: Annotated[tuple[BodySeat, ...], Field(min_length=1)]
    quorum_percent: Percent
    quorum_by: rules.QuorumBy = "seats"
    majority: rules.Majority
    abstentions_count: Flag = False
    chair: Key | None = None
    casting_vote: Flag = False
    role: rules.BodyRole = "decides"
    second_meeting_without_quorum: Flag = False
    chair_establishes: Flag = False
    establish: Lead = Lead(working_days=5, reminders=(1,))
    conditions_judged_by: JudgedBy = "who_asked"
    judging: Lead | None = None
    meetings: Meetings
    notice_working_days: Count
    early_closing: Annotated[rules.EarlyClosing, BeforeValidator(_early_closing)] = False

    @model_validator(mode="after")
    def _check(self) -> Self:
        refuse(
            [
                *seats_held_twice(self.seats, ("seats",)),
                *self._substitutes_that_vote_twice(),
                *self._meetings_out_of_order(),
                *self._without_chair(),
                *self._rules_that_do_not_fit(),
            ]
        )
        return self

    def rules(self, person: Callable[[str], str]) -> rules.BodyRules:
        """What the workflow needs; raises ValueError while the meetings still are a rule."""
        if isinstance(self.meetings, Recurrence):
            raise ValueError(f"body {self.key} has a meeting rule: freeze the blueprint first")  # noqa: TRY004 - the type is right, the moment is not
        judges = self.conditions_judged_by
        return rules.BodyRules(
            key=self.key,
            seats=tuple(
                rules.Seat(
                    key=seat.key,
                    person=person(seat.person),
                    weight=seat.weight,
                    substitute=person(seat.substitute) if seat.substitute else None,
                )
                for seat in self.seats
            ),
            quorum_percent=self.quorum_percent,
            majority=self.majority,
            meetings=self.meetings,
            notice_working_days=self.notice_working_days,
            early_closing=self.early_closing,
            quorum_by=self.quorum_by,
            abstentions_count=self.abstentions_count,
            chair=self.chair,
            casting_vote=self.casting_vote,
            role=self.role,
            second_meeting_without_quorum=self.second_meeting_without_quorum,
            chair_establishes=self.chair_establishes,
            establish=self.establish.rules(),
            conditions_judged_by="person" if isinstance(judges, Judge) else judges,
            judge=person(judges.person) if isinstance(judges, Judge) else None,
            judging=self.judging.rules() if self.judging else None,
        )

    @property
    def judge(self) -> Judge | None:
        """Whom the body names to judge its conditions, where it names a person."""
        return self.conditions_judged_by if isinstance(self.conditions_judged_by, Judge) else None

    def _without_chair(self) -> list[Problem]:
        keys = {seat.key for seat in self.seats}
        if self.chair is None:
            message = N_('needs a chair: write chair = "the key of a seat" too')
            wanted = {
                "casting_vote": self.casting_vote,
                "chair_establishes": self.chair_establishes,
                "conditions_judged_by": self.conditions_judged_by == "chair",
            }
            return [Problem((key,), message) for key, needed in wanted.items() if needed]
        if self.chair in keys:
            return []
        message = suggesting(
            self.chair,
            keys,
            N_('{value} is no seat of this body; did you mean "{name}"?'),
            N_("{value} is no seat of this body; there are: {names}"),
        )
        return [Problem(("chair",), message)]

    def _rules_that_do_not_fit(self) -> list[Problem]:
        problems: list[Problem] = []
        if self.casting_vote and self.majority != "simple":
            message = N_('goes with majority = "simple" only: with {majority} a tie is not enough')
            problems.append(Problem(("casting_vote",), message.having(majority=quote(self.majority))))
        if self.abstentions_count and self.majority == "consent":
            message = N_("must be false with consent, where nothing is counted")
            problems.append(Problem(("abstentions_count",), message))
        return problems

    def _substitutes_that_vote_twice(self) -> list[Problem]:
        """One person, one vote in a body."""
        problems: list[Problem] = []
        members, seen = {seat.person for seat in self.seats}, set[str]()
        for at, seat in enumerate(self.seats):
            path, key = ("seats", at, "substitute"), seat.substitute
            if key is not None and key in members:
                message = N_("{person} holds a seat in this body and votes already")
                problems.append(Problem(path, message.having(person=quote(key))))
            elif key is not None and key in seen:
                message = N_("{person} is the substitute of another seat already")
                problems.append(Problem(path, message.having(person=quote(key))))
            seen |= {key} if key is not None else set()
        return problems

    def _meetings_out_of_order(self) -> list[Problem]:
        if isinstance(self.meetings, Recurrence):
            return []
        pairs = zip(self.meetings, self.meetings[1:], strict=False)
        message = N_("{day} must come after {before}: sort the meetings, each day once")
        return [
            # As they are written there, to be found again.
            Problem(("meetings", at), message.having(day=str(day), before=str(before)))
            for at, (before, day) in enumerate(pairs, start=1)
            if day <= before
        ]


class SignOff(Frozen):
    """The bodies in the order in which they decide; see `domain.shared.rules.SignOffRules`."""

    bodies: Annotated[tuple[Body, ...], Field(min_length=1)]
    max_sent_back: Count
    plan_meeting: Lead
    reminders: tuple[AtLeastOne, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> Self:
        refuse(
            [
                *twice([body.key for body in self.bodies], ("bodies",), "key"),
                *self._advice_without_a_body_after_it(),
                *self._nothing_decided_yet(),
                *reminder_problems(self.reminders, ("reminders",)),
            ]
        )
        return self

    def _advice_without_a_body_after_it(self) -> list[Problem]:
        last = len(self.bodies) - 1
        if self.bodies[last].role != "advises":
            return []
        message = N_('must not be "advises" for the last body: an advice needs a body after it that decides')
        return [Problem(("bodies", last, "role"), message)]

    def _nothing_decided_yet(self) -> list[Problem]:
        """With the last body's role right, this is also what asks for a body that decides at all."""
        problems: list[Problem] = []
        for at, body in enumerate(self.bodies):
            if body.role == "decides":
                break
            if body.role != "advises":
                message = N_('{role} comes after a body that "decides": before it nothing is decided')
                problems.append(Problem(("bodies", at, "role"), message.having(role=quote(body.role))))
        return problems

    @property
    def authority(self) -> Body:
        """The body by whose word the programme is final: the last one that decides or ratifies."""
        # Never empty: the validators want a body that decides, and the last one not to advise.
        return [body for body in self.bodies if body.role in {"decides", "ratifies"}][-1]

    def rules(self, person: Callable[[str], str]) -> rules.SignOffRules:
        """What the workflow needs; `person` gives a person's id for their key."""
        return rules.SignOffRules(
            bodies=tuple(body.rules(person) for body in self.bodies),
            max_sent_back=self.max_sent_back,
            plan_meeting=self.plan_meeting.rules(),
            reminders=self.reminders,
        )

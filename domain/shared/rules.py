"""What a blueprint comes down to inside a workflow: keys, numbers and dates, no names and no texts."""

from datetime import date
from typing import Literal

from pydantic import Field

from domain.shared.base import Tolerant
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.shared.working_days import WorkingDays

Majority = Literal["simple", "two_thirds", "three_quarters", "unanimous", "consent"]
"""Of what counts: more than half, at least two thirds, at least three quarters, all.

With consent nothing is counted: it passes unless a seat objects with a reason.
"""

EarlyClosing = bool | Literal["when_all_voted", "when_decided"]
"""When a ballot may end before its day does; true is when all have voted."""

QuorumBy = Literal["seats", "weight"]
BodyRole = Literal["decides", "advises", "takes_note", "ratifies"]
"""To decide; to advise whoever does; afterwards to take note of what was decided, or to confirm it."""

JudgedBy = Literal["who_asked", "chair", "body", "person"]
"""Who judges whether a condition is met: the seat that asked, the chair, all seats together, or a person."""


class Lead(Tolerant):
    """How long something may take, and when to remind.

    `working_days` are counted from the day after the start; each of `reminders` is a number of working
    days before the deadline.
    """

    working_days: int = Field(ge=1)
    reminders: tuple[int, ...] = ()


class Seat(Tolerant):
    """A place in a body or panel, and the id of the person who holds it.

    In a body its vote has a weight, and a `substitute` may vote on it at any time.
    """

    key: str
    person: str
    weight: int = Field(default=1, ge=1)
    substitute: str | None = None


class AppointmentRules(Tolerant):
    """Deadlines of the appointment; `term_working_days` is how long the assignment lasts."""

    nominate: Lead
    choose: Lead
    accept: Lead
    term_working_days: int = Field(ge=1)


WhenReviewFails = Literal["revise", "another_round", "with_reservations"]
"""What a review that does not pass asks for: another version; another consultation too; or nothing more, and
the plan goes on with the panel's reservations attached."""


class Thresholds(Tolerant):
    """What a group must reach in the last consultation, in percent; 0 asks for nothing.

    `response` is of those invited, `can` and `will` (yes or yes-if) of those who answered: by what they weigh
    when the group is `weighted`.
    """

    response: int = 0
    can: int = 0
    will: int = 0
    weighted: bool = False


class DefinitionRules(Tolerant):
    """Deadlines of the definition phase, who is asked, and what a plan must contain.

    `groups` counts the organisations per group, `bars` says what each must reach. Of a group in which fewer
    than `smallest_shown` answered nothing is said about support. `sections` are all the plan's sections in
    order, and `principles` what each of its goals is measured against. The review passes when at least
    `pass_percent` of the panel says yes or yes-if, to *can* and to *will* each; what happens `otherwise` is
    the blueprint's. `session_reminders` are working days before a working session. `quorums` are the
    percentages per group that should have answered `escalate_working_days` before a consultation closes.
    """

    consultation: Lead
    draft: Lead
    review: Lead
    groups: dict[str, int]
    bars: dict[str, Thresholds] = {}
    smallest_shown: int = 1
    sections: tuple[str, ...]
    mandatory_sections: tuple[str, ...]
    panel: tuple[Seat, ...]
    pass_percent: int = Field(ge=1, le=100)
    otherwise: WhenReviewFails = "revise"
    session_reminders: tuple[int, ...] = (1,)
    quorums: dict[str, int] = {}
    escalate_working_days: int = 3
    principles: tuple[str, ...] = ()

    def weighs(self, group: str) -> bool:
        """Whether the answers of a group count by what its organisations weigh."""
        return group in self.bars and self.bars[group].weighted


class BodyRules(Tolerant):
    """One body of the chain.

    `quorum_percent` of the seats, or of their weight, must have voted (abstaining counts as present).
    `meetings` are the days on which it decides; a submission must be in `notice_working_days` before. With
    `early_closing` the ballot ends as soon as every seat has voted, or when nothing that the others may do
    changes the outcome any more.

    Votes count by the weight of their seats, abstentions only where `abstentions_count`. On a tie the own
    vote of the `chair` (the key of a seat) decides where there is a `casting_vote`. A body that `advises`
    never stops the chain; one that `takes_note` needs no more than its quorum; one that `ratifies` says yes
    or no to what was decided before it, without conditions of its own. `second_meeting_without_quorum` lets
    the votes cast decide at the next meeting after one without a quorum. Where the `chair_establishes`, the
    outcome is not in force until the chair has established it, for which `establish` gives the time.

    The conditions that it sets are judged as `conditions_judged_by` says, within the time of `judging` where
    there is any; `judge` is the id of the person it named.
    """

    key: str
    seats: tuple[Seat, ...]
    quorum_percent: int = Field(ge=1, le=100)
    majority: Majority
    meetings: tuple[date, ...]
    notice_working_days: int = Field(ge=0)
    early_closing: EarlyClosing = False
    quorum_by: QuorumBy = "seats"
    abstentions_count: bool = False
    chair: str | None = None
    casting_vote: bool = False
    role: BodyRole = "decides"
    second_meeting_without_quorum: bool = False
    chair_establishes: bool = False
    establish: Lead = Lead(working_days=5, reminders=(1,))
    conditions_judged_by: JudgedBy = "who_asked"
    judge: str | None = None
    judging: Lead | None = None


class SignOffRules(Tolerant):
    """The chain of bodies in turn, and how often a plan may be sent back.

    `plan_meeting` is how long the office may take to plan a meeting when the calendar holds none;
    `reminders` are working days before a meeting.
    """

    bodies: tuple[BodyRules, ...]
    max_sent_back: int = Field(ge=0)
    plan_meeting: Lead
    reminders: tuple[int, ...] = ()


DocumentKind = Literal["programme", "cover_note", "response_memo"]
Shown = Literal["public", "confidential"]
"""How a final document may be shown: to everyone, or to those with a part in the programme."""

Classification = Literal[Shown, "draft"]


class PublicationRules(Tolerant):
    """How each kind of document may be shown, unless the office says otherwise of one.

    A response memo quotes organisations by name and a cover note the panel: neither is public by itself.
    """

    programme: Shown = "public"
    cover_note: Shown = "confidential"
    response_memo: Shown = "confidential"


class NoSuchBody(Refusal):
    title = N_("The blueprint names no such body")
    sentence = N_("The blueprint names no body {unknown}.")
    advice = N_("`details.bodies` lists them.")
    unknown: tuple[str, ...]
    bodies: tuple[str, ...]


class Rules(Tolerant):
    """Everything a programme's workflows decide by, fixed when the programme starts.

    `office` are the ids of those whom the blueprint names as the programme office. It is None only in
    workflows that began before the office was asked of the programme: there a token said who is of it.
    """

    calendar: WorkingDays
    principal: str
    office: tuple[str, ...] | None = None
    appointment: AppointmentRules
    definition: DefinitionRules
    sign_off: SignOffRules
    condition_reminders: tuple[int, ...] = ()
    publication: PublicationRules = PublicationRules()

    def body(self, key: str) -> BodyRules:
        """The body with that key. Raises `NoSuchBody`."""
        for body in self.sign_off.bodies:
            if body.key == key:
                return body
        raise NoSuchBody(unknown=(key,), bodies=tuple(sorted(body.key for body in self.sign_off.bodies)))

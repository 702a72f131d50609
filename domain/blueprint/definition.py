"""The definition phase: who is asked, what the plan contains, who reviews it."""

from collections.abc import Callable
from typing import Annotated, Self, cast

from pydantic import Field, model_validator

from domain.blueprint.people import Representative, Seat
from domain.blueprint.problems import Path, Problem, quote, refuse, twice, written
from domain.blueprint.time import Lead, Reminders
from domain.blueprint.values import AtLeastOne, Code, Flag, Key, Percent, Text, Title, WeightOf
from domain.shared import rules
from domain.shared.base import Frozen
from domain.shared.messages import N_

ALWAYS_MANDATORY = ("goals", "activities", "governance", "funding", "strategy")
"""Keys of the sections without which no body can decide on a plan."""


class Organisation(Frozen):
    """A stakeholder, by the code it is registered under, and who speaks for it as far as that is known.

    `weight` counts in a group that is weighted.
    """

    code: Code
    name: Title
    weight: WeightOf = 1
    representatives: tuple[Representative, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> Self:
        # Case does not tell mailboxes apart in practice: one person would get every letter twice.
        addresses = [who.email.lower() for who in self.representatives]
        refuse(twice(addresses, ("representatives",), "email"))
        return self


class Group(Frozen):
    """Stakeholders whose answers are counted together.

    The gate asks for the percentages that are given: of organisations that answered, and of those who say yes
    or yes-if to *can* and to *will*, by what they weigh when the group is `weighted`.
    When fewer than `quorum_percent` of them have answered near a consultation's closing, the principal hears.
    """

    key: Key
    title: Title
    organisations: Annotated[tuple[Organisation, ...], Field(min_length=1)]
    quorum_percent: Percent | None = None
    response_percent: Percent | None = None
    can_percent: Percent | None = None
    will_percent: Percent | None = None
    weighted: Flag = False

    # Nothing asked is 0 in the rules, not None: a workflow compares integers only.
    def thresholds(self) -> rules.Thresholds:
        return rules.Thresholds(
            response=self.response_percent or 0,
            can=self.can_percent or 0,
            will=self.will_percent or 0,
            weighted=self.weighted,
        )

    @model_validator(mode="before")
    @classmethod
    def _no_file(cls, group: object) -> object:
        # Said here and not as an unknown key: over HTTP there is no folder in which a file could lie.
        if isinstance(group, dict) and "file" in group:
            message = N_("only a blueprint on disk can name a CSV file; give the organisations themselves")
            refuse([Problem(("file",), message)])
        return cast("object", group)


class Section(Frozen):
    """A part of the plan; `baseline` is what the existing strategy says about it, the plan's version 0."""

    key: Key
    title: Title
    mandatory: Flag = False
    baseline: Text = ""


class Principle(Frozen):
    """A design principle that the plan is held against."""

    key: Key
    title: Title
    explanation: Text = ""


class Definition(Frozen):
    """Deadlines, stakeholder groups, sections in order, principles, and the review panel.

    The review passes when at least `pass_percent` of the panel says yes or yes-if, to *can* and to
    *will* each; `review_otherwise` says what follows when it does not. Figures of a group in which fewer than
    `smallest_shown` answered are not shown, so that nobody's answer can be read back. `session` says when to
    remind of a working session, `escalate_working_days` how long before a consultation closes its groups are
    held against their quorum.
    """

    consultation: Lead
    draft: Lead
    review: Lead
    groups: Annotated[tuple[Group, ...], Field(min_length=1)]
    sections: tuple[Section, ...]
    principles: tuple[Principle, ...] = ()
    panel: Annotated[tuple[Seat, ...], Field(min_length=1)]
    pass_percent: Percent
    review_otherwise: rules.WhenReviewFails = "revise"
    smallest_shown: AtLeastOne = 1
    session: Reminders = Reminders()
    escalate_working_days: AtLeastOne = 3

    @model_validator(mode="after")
    def _check(self) -> Self:
        refuse(
            [
                *twice([group.key for group in self.groups], ("groups",), "key"),
                *self._codes_used_twice(),
                *twice([section.key for section in self.sections], ("sections",), "key"),
                *self._sections_without_which(),
                *self._too_early_to_escalate(),
                *twice([principle.key for principle in self.principles], ("principles",), "key"),
                *seats_held_twice(self.panel, ("panel",)),
            ]
        )
        return self

    def rules(self, person: Callable[[str], str]) -> rules.DefinitionRules:
        """What the workflow needs; `person` gives a person's id for their key."""
        return rules.DefinitionRules(
            consultation=self.consultation.rules(),
            draft=self.draft.rules(),
            review=self.review.rules(),
            # Only how many: a history must neither name the organisations nor grow with them.
            groups={group.key: len(group.organisations) for group in self.groups},
            bars={group.key: group.thresholds() for group in self.groups},
            smallest_shown=self.smallest_shown,
            sections=tuple(section.key for section in self.sections),
            mandatory_sections=tuple(section.key for section in self.sections if section.mandatory),
            panel=tuple(rules.Seat(key=seat.key, person=person(seat.person)) for seat in self.panel),
            pass_percent=self.pass_percent,
            otherwise=self.review_otherwise,
            session_reminders=self.session.reminders,
            quorums={g.key: g.quorum_percent for g in self.groups if g.quorum_percent is not None},
            escalate_working_days=self.escalate_working_days,
            principles=tuple(principle.key for principle in self.principles),
        )

    def _codes_used_twice(self) -> list[Problem]:
        first: dict[str, Path] = {}
        problems: list[Problem] = []
        used = N_("{code} is already used at {key}; an organisation is asked once")
        for at, group in enumerate(self.groups):
            for position, organisation in enumerate(group.organisations):
                # Across groups, too: whoever stands in two would be counted twice, and their support with
                # them.
                place: Path = ("groups", at, "organisations", position, "code")
                earlier = first.setdefault(organisation.code, place)
                if earlier is not place:
                    key = written(("definition", *earlier))
                    problems.append(Problem(place, used.having(code=quote(organisation.code), key=key)))
        return problems

    def _too_early_to_escalate(self) -> list[Problem]:
        # Without a target nobody looks, so that the default of three days fits a consultation of two as well.
        has_quorum = any(group.quorum_percent is not None for group in self.groups)
        days, longest = self.escalate_working_days, self.consultation.working_days
        if not has_quorum or days < longest:
            return []
        message = N_(
            "{days} must be smaller than consultation.working_days, which is {longest}:"
            " nobody has had time to answer before"
        )
        return [Problem(("escalate_working_days",), message.having(days=str(days), longest=str(longest)))]

    def _sections_without_which(self) -> list[Problem]:
        mandatory = {section.key: section.mandatory for section in self.sections}
        missing = [key for key in ALWAYS_MANDATORY if key not in mandatory]
        needed = N_('must be true: no body decides without "{section}"')
        optional = [
            Problem(("sections", at, "mandatory"), needed.having(section=section.key))
            for at, section in enumerate(self.sections)
            if section.key in ALWAYS_MANDATORY and not section.mandatory
        ]
        message = N_("{keys} must be there too, each with mandatory = true; titles are yours to choose")
        absent = [Problem(("sections",), message.having(keys=", ".join(missing)))] if missing else []
        return [*optional, *absent]


def seats_held_twice(seats: tuple[Seat, ...], path: Path) -> list[Problem]:
    """Seats with one key, and persons who would hold two seats of the same body or panel."""
    return [
        *twice([seat.key for seat in seats], path, "key"),
        *twice([seat.person for seat in seats], path, "person"),
    ]
